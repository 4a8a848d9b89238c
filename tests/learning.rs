//! What a step promises: `learn` is a batch of one, and a sample that is refused has changed nothing.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits, values};
use stackprop::{
    Activation, Adam, Dense, Huber, Lanes, LeakyRelu, Linear, Loss, Momentum, Mse, Optimizer, Predict, Quantity, Real,
    Relu, Sgd, Sigmoid, Tanh, TrainError, Trainer, learn,
};

/// `learn` beside a batch of one, two hundred samples long: bit for bit at a rate that is a power of two.
fn learns_as_a_batch_of_one<A: Activation>(loss: &impl Loss<[f32; 3]>) {
    type Net<A> = (Dense<2, 9, A>, [Dense<9, 9, A>; 2], Dense<9, 3>);
    for rate in [0.0625, 0.007_812_5] {
        let mut draw = Draw::new(3);
        let mut online: Net<A> = draw.net(0.5);
        let mut batch: Net<A> = Draw::new(3).net(0.5);
        let mut trainer = Trainer::<_, Sgd>::new();
        for _ in 0..200 {
            let (x, target) = (draw.array(1.0), draw.array(1.0));
            let value = learn(&mut online, &x, &target, loss, rate).unwrap();
            let same = trainer.step(&mut batch, &[x], &[target], loss, &Sgd { rate }).unwrap();
            assert_eq!(value.to_bits(), same.to_bits());
            assert_eq!(bits(&online), bits(&batch));
        }
        assert_ne!(bits(&online), bits(&Draw::new(3).net::<Net<A>>(0.5)));
        assert!(!bits(&online).contains(&(-0.0_f32).to_bits()), "no weight becomes -0");
    }
}

#[test]
fn learn_is_a_batch_of_one() {
    learns_as_a_batch_of_one::<Linear>(&Mse);
    learns_as_a_batch_of_one::<Relu>(&Mse);
    learns_as_a_batch_of_one::<LeakyRelu>(&Huber { delta: 0.5 });
    learns_as_a_batch_of_one::<Tanh>(&Mse);
    learns_as_a_batch_of_one::<Sigmoid>(&Huber { delta: 0.5 });
}

/// At any other rate the products round in another order: a step is off by three roundings of its size, and one of
/// the weight.
#[test]
fn learn_is_nearly_a_batch_of_one_at_any_rate() {
    type Net = (Dense<2, 9, Tanh>, Dense<9, 3>);
    let mut draw = Draw::new(4);
    let mut online: Net = draw.net(0.5);
    let (mut batch, start) = (online.clone(), values(&online));
    let (x, target) = (draw.array(1.0), draw.array(1.0));
    learn(&mut online, &x, &target, &Mse, 0.1).unwrap();
    Trainer::<_, Sgd>::new().step(&mut batch, &[x], &[target], &Mse, &Sgd { rate: 0.1 }).unwrap();
    for ((one, other), start) in values(&online).into_iter().zip(values(&batch)).zip(start) {
        assert!((one - other).abs() <= f32::EPSILON * (2.0 * (one - start).abs() + one.abs()));
    }
}

/// A step goes down: the loss returned is the one before it.
#[test]
fn the_loss_is_the_one_before_the_step() {
    let mut net = Dense::<1, 1>::new([[2.0]], [1.0]);
    assert_eq!(learn(&mut net, &[3.0], &[5.0], &Mse, 0.0), Ok(4.0));
    let mut trainer = Trainer::<_, Sgd, Lanes<2>>::new();
    let batch = [[3.0], [0.0], [1.0]];
    assert_eq!(trainer.step(&mut net, &batch, &[[5.0], [1.0], [1.0]], &Mse, &Sgd { rate: 0.0 }), Ok(8.0 / 3.0));
}

/// y = 1e10 · x by way of a weight of 1e20, so that an output, a loss, a delta or a gradient is too large at will.
type Net = (Dense<1, 1>, Dense<1, 1>);
const NET: Net = (Dense::new([[1e-10]], [0.0]), Dense::new([[1e20]], [0.0]));
const GOOD: ([f32; 1], [f32; 1]) = ([1e-10], [0.99]);

/// What can be wrong with a sample, the first of it counting.
const BAD: [(f32, f32, Quantity); 12] = [
    (f32::NAN, 0.0, Quantity::Input),
    (f32::INFINITY, 0.0, Quantity::Input),
    (f32::NEG_INFINITY, f32::NAN, Quantity::Input),
    (0.0, f32::NAN, Quantity::Target),
    (0.0, f32::INFINITY, Quantity::Target),
    (1e30, f32::NEG_INFINITY, Quantity::Target),
    (1e30, 0.0, Quantity::Output),
    (-1e30, 1.0, Quantity::Output),
    (0.0, 1e20, Quantity::Loss),
    (1e11, 0.0, Quantity::Loss),
    (0.0, 1.5e19, Quantity::Delta), // 2.25e38 of loss, and 3e39 of delta in the first layer
    (0.0, 1e-1, Quantity::Gradient), // 2e19 of delta in the first layer
];

/// A batch with a bad sample at each place, and every kind of bad: refused by its name; then the trainer goes on as a
/// twin that never saw it.
fn refuses<R: Real, O: Optimizer<Net>>(rule: &O) {
    let good_step = |net: &mut Net, trainer: &mut Trainer<Net, O, R>| {
        trainer.step(net, &[GOOD.0; 5], &[GOOD.1; 5], &Mse, rule).unwrap().to_bits()
    };
    for (x, target, quantity) in BAD {
        for place in 0..11 {
            let (mut net, mut trainer) = (NET, Trainer::new());
            let (mut twin, mut twin_trainer) = (NET, Trainer::new());
            assert_eq!(good_step(&mut net, &mut trainer), good_step(&mut twin, &mut twin_trainer));
            let (mut xs, mut targets) = ([GOOD.0; 11], [GOOD.1; 11]);
            (xs[place], targets[place]) = ([x], [target]);
            (xs[10], targets[10]) = ([x], [target]); // another after it: the first is told
            let refused = trainer.step(&mut net, &xs, &targets, &Mse, rule);
            assert_eq!(refused, Err(TrainError::Refused { sample: place, quantity }), "{x} {target}");
            assert_eq!(trainer.step(&mut net, &[], &[], &Mse, rule), Err(TrainError::EmptyBatch));
            let unequal = trainer.step(&mut net, &xs, &targets[..3], &Mse, rule);
            assert_eq!(unequal, Err(TrainError::UnequalLengths { inputs: 11, targets: 3 }));
            assert_eq!(bits(&net), bits(&twin));
            for _ in 0..3 {
                let before = bits(&net);
                assert_eq!(good_step(&mut net, &mut trainer), good_step(&mut twin, &mut twin_trainer));
                assert_eq!(bits(&net), bits(&twin));
                assert_ne!(bits(&net), before, "it does learn");
            }
        }
    }
}

fn refuses_whatever_the_optimizer<R: Real>() {
    // The first bias counts 1e20-fold: at these rates an output near 1 moves by a thousandth.
    refuses::<R, _>(&Sgd { rate: 1e-41 });
    refuses::<R, _>(&Momentum::new(1e-41, 0.9));
    refuses::<R, _>(&Momentum { rate: 1e-41, momentum: 0.9, nesterov: true });
    refuses::<R, _>(&Adam::new(1e-23));
}

#[test]
fn a_bad_sample_changes_nothing() {
    refuses_whatever_the_optimizer::<f32>();
}

#[test]
fn a_bad_sample_in_lanes_changes_nothing() {
    refuses_whatever_the_optimizer::<Lanes<1>>();
    refuses_whatever_the_optimizer::<Lanes<3>>();
    refuses_whatever_the_optimizer::<Lanes<4>>();
    refuses_whatever_the_optimizer::<Lanes<16>>();
}

#[test]
fn learn_refuses_a_bad_sample() {
    for (x, target, quantity) in BAD {
        let mut net = NET;
        let refused = learn(&mut net, &[x], &[target], &Mse, 0.5);
        assert_eq!(refused, Err(TrainError::Refused { sample: 0, quantity }), "{x} {target}");
        assert_eq!(bits(&net), bits(&NET));
    }
}

type Masked = (Dense<1, 1, Relu>, Dense<1, 1, Relu>, Dense<1, 1>);

fn masked(w: f32) -> Masked {
    (Dense::new([[1e30]], [0.0]), Dense::new([[w]], [0.25]), Dense::new([[1.0]], [0.5]))
}

/// A hidden infinity or NaN that reaches the output.
#[test]
fn a_hidden_infinity_is_refused() {
    let output = Err(TrainError::Refused { sample: 0, quantity: Quantity::Output });
    assert!(masked(0.0).predict(&[1e30])[0].is_nan()); // 0 · ∞
    for (w, x) in [(0.0, 1e30), (1.0, 1e30), (f32::NAN, 1.0)] {
        let mut net = masked(w);
        assert_eq!(learn(&mut net, &[x], &[0.0], &Mse, 0.5), output);
        assert_eq!(bits(&net), bits(&masked(w)));
    }
    // in an array, and in front of one
    let unit = |w: f32| Dense::<1, 1, Relu>::new([[w]], [0.0]);
    assert_eq!(learn(&mut [unit(1.0), unit(1e30)], &[1e30], &[0.0], &Mse, 0.5), output);
    assert_eq!(learn(&mut ([unit(f32::NAN), unit(1.0)], unit(1.0)), &[1e30], &[0.0], &Mse, 0.5), output);
    assert_eq!(learn(&mut (unit(1.0), [unit(f32::NAN), unit(1.0)]), &[1.0], &[0.0], &Mse, 0.5), output);
}

/// A hidden infinity that the next layer's ReLU turns into 0 shows in no output and in no delta; but the gradient of the
/// unit behind it is 0 times infinity, so it is refused, in lanes as well as alone.
#[test]
fn an_infinity_behind_an_inactive_unit_is_refused() {
    let refused = |sample| Err(TrainError::Refused { sample, quantity: Quantity::Gradient });
    assert_eq!(masked(-1.0).predict(&[1e30]), [0.5]);
    let mut net = masked(-1.0);
    assert_eq!(learn(&mut net, &[1e30], &[0.0], &Mse, 0.125), refused(0));
    assert_eq!(bits(&net), bits(&masked(-1.0)));

    let (mut inputs, targets) = ([[1e-31], [2e-30], [-2.0], [1e-30], [3e-30]], [[0.0], [1.0], [0.5], [2.0], [0.0]]);
    let (mut single, mut wide) = (masked(-1.0), masked(-1.0));
    let rule = Momentum::new(1e-4, 0.9);
    let (mut alone, mut lanes) = (Trainer::<_, Momentum>::new(), Trainer::<_, Momentum, Lanes<4>>::new());
    for step in 0..3 {
        let loss = alone.step(&mut single, &inputs, &targets, &Mse, &rule);
        assert_eq!(loss, lanes.step(&mut wide, &inputs, &targets, &Mse, &rule), "step {step}");
        assert!(loss.is_ok(), "{loss:?}");
        assert_eq!(bits(&single), bits(&wide));
        let bad = [1, 4, 2][step]; // among the lanes, and among what is left over
        let good = core::mem::replace(&mut inputs[bad], [1e30]);
        assert_eq!(alone.step(&mut single, &inputs, &targets, &Mse, &rule), refused(bad));
        assert_eq!(lanes.step(&mut wide, &inputs, &targets, &Mse, &rule), refused(bad));
        inputs[bad] = good;
    }
}

/// A delta overflows where output and loss do not: an output of 0 misses by 1e19, and the first layer's delta is 2e49.
#[test]
fn a_delta_that_overflows_is_refused() {
    let delta = Err(TrainError::Refused { sample: 0, quantity: Quantity::Delta });
    let out = Dense::<1, 1>::new([[1.0]], [0.0]);
    let mut net = ([Dense::<1, 1>::new([[1.0]], [0.0]), Dense::new([[1e30]], [0.0])], out);
    assert_eq!(learn(&mut net, &[0.0], &[1e19], &Mse, 0.5), delta);
}
