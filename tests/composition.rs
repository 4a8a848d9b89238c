//! Tuples, arrays and nests of layers are the same network, whose parameters show in one order.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits, values};
use stackprop::{
    Adam, Dense, Footprint, Lanes, Layer, Linear, Momentum, Mse, Predict, Relu, Sgd, Tanh, TrainError, Trainer, Values,
    Zero, footprint, learn, trainer_footprint,
};

type First = Dense<3, 7, Tanh>;
type Inner = Dense<7, 7, Tanh>;
type Last = Dense<7, 2>;

type Stacked = (First, [Inner; 4], Last);

/// The bits of weights, losses, outputs and input gradients along fifty steps.
fn train<N>() -> Vec<u32>
where
    N: Layer<Input = [f32; 3], Output = [f32; 2]>,
{
    let mut draw = Draw::new(4);
    let mut net: N = draw.net(0.5);
    let (xs, targets): (Vec<[f32; 3]>, Vec<[f32; 2]>) = (draw.arrays(5, 1.0), draw.arrays(5, 1.0));
    let mut seen = Vec::new();
    let mut single = Trainer::<N, Adam>::new();
    let mut wide = Trainer::<N, Momentum, Lanes<2>>::new();
    for _ in 0..50 {
        let losses = [
            single.step(&mut net, &xs, &targets, &Mse, &Adam::new(0.01)).unwrap(),
            wide.step(&mut net, &xs, &targets, &Mse, &Momentum::new(0.01, 0.9)).unwrap(),
            learn(&mut net, &xs[0], &targets[0], &Mse, 0.01).unwrap(),
        ];
        seen.extend(losses.map(f32::to_bits));
    }
    let (mut tape, mut dx) = (N::Tape::<f32>::ZERO, [0.0; 3]);
    net.forward::<f32>(&xs[1], &mut tape);
    assert_eq!(*N::output::<f32>(&tape), net.predict(&xs[1]));
    seen.extend(N::output::<f32>(&tape).map(f32::to_bits));
    N::record::<f32>(&targets[1], &mut tape);
    let squared_norm = net.backward::<f32, Linear>(&xs[1], &mut tape, &mut dx, 0.0);
    seen.extend(dx.map(f32::to_bits));
    seen.push(squared_norm.to_bits());
    let mut gradient = N::Gradient::ZERO;
    N::accumulate::<f32>(&mut gradient, &xs[1], &tape, 0.5);
    seen.extend(bits(&gradient));
    // `deltas` leaves the same deltas, without the gradient with respect to the input
    let mut short = N::Tape::<f32>::ZERO;
    net.forward::<f32>(&xs[1], &mut short);
    N::record::<f32>(&targets[1], &mut short);
    assert_eq!(net.deltas::<f32>(&xs[1], &mut short, 0.0).to_bits(), squared_norm.to_bits());
    let mut again = N::Gradient::ZERO;
    N::accumulate::<f32>(&mut again, &xs[1], &short, 0.5);
    assert_eq!(bits(&again), bits(&gradient));
    seen.extend(bits(&net));
    seen
}

#[test]
fn tuple_array_and_nest_have_the_same_bits() {
    let seen = train::<Stacked>();
    assert!(seen.len() > 2 * Stacked::LEN);
    assert_eq!(seen, train::<(First, Inner, Inner, Inner, Inner, Last)>());
    assert_eq!(seen, train::<(First, (Inner, Inner, Inner, Inner, Last))>());
    assert_eq!(seen, train::<((First, Inner), (Inner, Inner), Inner, Last)>());
    assert_eq!(seen, train::<(First, [[Inner; 2]; 2], Last)>());
    assert_eq!(seen, train::<(First, [(Inner, Inner); 2], Last)>());
    assert_eq!(seen, train::<(First, [[Inner; 4]; 1], Last)>());
    assert_eq!(seen, train::<(First, Inner, [Inner; 2], Inner, Last)>());
}

/// Numbers the parameters by `zip`, and sees the same numbers once each, in order, whoever asks.
fn shows_each_once<N: Layer<Gradient = N>>() {
    assert_eq!(size_of::<N>(), 4 * N::LEN, "nothing but parameters");
    let counted = |from: f32| {
        let (mut net, mut count) = (N::ZERO, from);
        net.zip([], &mut |slice, []| {
            for w in slice {
                *w = count;
                count += 1.0;
            }
        });
        net
    };
    let mut net = counted(0.0);
    let expected: Vec<f32> = (0..N::LEN).map(|k| k as f32).collect();
    assert_eq!(values(&net), expected);
    let (mut seen, mut macs) = (Vec::new(), 0);
    let mut shapes = Vec::new();
    net.visit_mut(&mut |tensor| {
        assert_eq!(tensor.values.len(), tensor.shape.iter().product::<usize>());
        macs += if tensor.name == "weight" { tensor.values.len() } else { 0 };
        shapes.push((tensor.name, tensor.shape.to_vec()));
        seen.extend_from_slice(tensor.values);
    });
    assert_eq!(seen, expected);
    for pair in shapes.chunks(2) {
        let [("weight", weights), ("bias", bias)] = pair else { panic!("{pair:?}") };
        assert_eq!((weights.len(), &weights[..1]), (2, bias.as_slice()));
    }
    let mut again = Vec::new();
    net.visit(&mut |tensor| again.push((tensor.name, tensor.shape.to_vec())));
    assert_eq!(again, shapes);
    assert_eq!(macs, N::MACS);
    let (mut thousands, mut millions) = (counted(1e3), counted(1e6));
    let mut places = 0;
    net.zip([&mut thousands, &mut millions], &mut |own, [thousands, millions]| {
        for ((own, thousand), million) in own.iter_mut().zip(thousands).zip(millions) {
            assert_eq!((*own + 1e3, *own + 1e6), (*thousand, *million));
            (*own, *thousand, *million) = (*thousand, *million, *own);
            places += 1;
        }
    });
    assert_eq!(places, N::LEN);
    assert_eq!(values(&net), values(&counted(1e3)));
    assert_eq!(values(&thousands), values(&counted(1e6)));
    assert_eq!(values(&millions), expected);
    assert_eq!(values(&N::ZERO), vec![0.0; N::LEN]);
}

#[test]
fn every_parameter_shows_once_and_in_order() {
    shows_each_once::<First>();
    shows_each_once::<[Inner; 3]>();
    shows_each_once::<(First, Last)>();
    shows_each_once::<(First, Inner, Last)>();
    shows_each_once::<(First, Inner, [Inner; 2], Last)>();
    shows_each_once::<(First, Inner, Inner, [Inner; 2], Last)>();
    shows_each_once::<(First, Inner, Inner, Inner, (Inner, Inner), Last)>();
}

/// Parameters in PyTorch's order: a row of weights a neuron, then the biases.
#[test]
fn the_order_is_rows_then_biases_layer_by_layer() {
    let net =
        (Dense::<2, 3, Relu>::new([[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]], [7.0, 8.0, 9.0]), [Dense::<3, 1>::ZERO; 1]);
    assert_eq!(values(&net)[..9], [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]);
    assert_eq!((net.0.weights()[1], net.0.bias()[2]), ([3.0, 4.0], 9.0));
    assert_eq!(net.0.predict(&[1.0, -1.0]), [6.0, 7.0, 8.0]);
}

#[test]
fn footprints() {
    type Blog = (Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>);
    type Digits = (Dense<64, 32, Relu>, Dense<32, 10>);
    const BLOG: Footprint = footprint::<Blog>();
    let all = |cost: Footprint| [cost.params, cost.macs, cost.net, cost.tape];
    assert_eq!(all(BLOG), [106, 85, 424, 2 * 4 * 21]);
    assert_eq!(all(footprint::<Digits>()), [2410, 2368, 9640, 2 * 4 * 42]);
    assert_eq!(all(footprint::<Dense<4, 3>>()), [15, 12, 60, 24]);
    assert_eq!(trainer_footprint::<Blog, Sgd>(), 424);
    assert_eq!(trainer_footprint::<Blog, Momentum>(), 2 * 424);
    assert_eq!(trainer_footprint::<Blog, Adam>(), 3 * 424 + 12);
    let shown = format!("{:?}", Trainer::<Blog, Adam, Lanes<4>>::new());
    assert_eq!(shown, "Trainer { params: 106, lanes: 4, .. }");
}

/// A trained net in a `static`, as it would lie in flash; and one beside its trainer that learns in place.
#[test]
fn a_net_can_be_a_static() {
    use std::sync::Mutex;
    type Net = (Dense<1, 2, Relu>, Dense<2, 1>);
    static ABS: Net = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.5]));
    static LEARNING: Mutex<(Net, Trainer<Net, Adam>)> = Mutex::new((Net::ZERO, Trainer::new()));
    assert_eq!([-3.0, 0.0, 2.0].map(|x| ABS.predict(&[x])), [[3.5], [0.5], [2.5]]);
    let mut guard = LEARNING.lock().unwrap();
    let (net, trainer) = &mut *guard;
    let mut step = |net: &mut Net| trainer.step(net, &[[1.0]], &[[2.0]], &Mse, &Adam::new(0.25));
    assert_eq!(step(net), Err(TrainError::NotStarted));
    net.0 = ABS.0.clone();
    assert_eq!(step(net), Ok(4.0));
    // Only the last bias and the weight of the active unit have a gradient, and Adam's first step is the rate.
    assert_eq!(net.predict(&[1.0]), [0.5]);
}
