//! What the core carries, written outside of the crate and through its public face alone: layers of one's own, a net in
//! integers, samples that lie in a ring, a loop of one's own.
#![cfg(all(feature = "libm", feature = "rand"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

#[path = "../common/mod.rs"]
mod common;
mod conv;
mod flatten;
mod integers;

use common::bits;
use conv::Conv1d;
use core::array::from_fn;
use flatten::Flatten;
use integers::{Halved, rounded};
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Adam, Batches, Dense, Frozen, Lanes, Layer, Linear, Mse, Predict, Relu, Sgd, Tanh, Trainer, Values, Zero,
    footprint, init, learn, trainer_footprint,
};
use std::collections::VecDeque;

/// Sixteen readings of a sensor, four filters of five, two outputs.
type Window = (Conv1d<1, 4, 5, 16, 12>, Flatten<4, 12, 48>, Dense<48, 2>);
type Windows = ([[[f32; 16]; 1]; 10], [[f32; 2]; 10]);

/// A bump somewhere; the target is where it is, and how high.
fn windows() -> Windows {
    let place = |k: usize| (k * 7 % 10) as f32 / 10.0;
    let bump = |k: usize| from_fn(|at| (1.0 + 0.1 * k as f32) * (-(at as f32 / 4.0 - 4.0 * place(k)).powi(2)).exp());
    (from_fn(|k| [bump(k)]), from_fn(|k| [place(k), 0.1 * k as f32]))
}

fn started<N: Values>(seed: u64) -> N {
    let mut net = N::ZERO;
    init::glorot_uniform(&mut net, &mut XorShiftRng::seed_from_u64(seed));
    net
}

#[test]
fn a_convolution_composes() {
    let mut net: Window = started(7);
    let bound = (6.0_f32 / 25.0).sqrt(); // a kernel's fan-in is 5, its fan-out 20, as in PyTorch
    let weights = net.0.weights();
    assert!(weights.iter().all(|w| w.abs() <= bound) && weights.iter().any(|w| w.abs() > 0.9 * bound));
    let cost = footprint::<Window>();
    assert_eq!((cost.params, cost.macs), (24 + 98, 4 * 5 * 12 + 96));
    assert_eq!(trainer_footprint::<Window, Sgd>(), cost.net);
    let (xs, targets) = windows();
    let mut trainer = Trainer::<_, Adam, Lanes<4>>::new();
    let mut step = || trainer.step(&mut net, &xs, &targets, &Mse, &Adam::new(0.01)).unwrap();
    let first = step();
    let last = (0..400).map(|_| step()).last().unwrap();
    assert!(last < 0.01 * first, "from {first} to {last}");
}

/// The convolution's gradient is the one of finite differences; in lanes it has the same bits.
#[test]
fn a_convolutions_gradient_is_right() {
    type Smooth = (Conv1d<1, 4, 5, 16, 12, Tanh>, Flatten<4, 12, 48>, Dense<48, 2>);
    let start: Smooth = started(3);
    let (xs, targets) = windows();
    let loss = |net: &Smooth| {
        let y = net.predict(&xs[0]);
        let squares = y.iter().zip(&targets[0]).map(|(y, target)| f64::from(y - target).powi(2));
        squares.sum::<f64>() / 2.0
    };
    let (mut single, mut online) = (start.clone(), start.clone());
    let rule = Sgd { rate: 0.5 };
    Trainer::<_, Sgd>::new().step(&mut single, &xs[..1], &targets[..1], &Mse, &rule).unwrap();
    learn(&mut online, &xs[0], &targets[0], &Mse, rule.rate).unwrap();
    let (before, after) = (common::values(&start), common::values(&single));
    for k in 0..Smooth::LEN {
        let moved = |by: f32| {
            let (mut net, mut place) = (start.clone(), 0);
            net.visit_mut(&mut |tensor| {
                for value in tensor.values {
                    *value += if place == k { by } else { 0.0 };
                    place += 1;
                }
            });
            loss(&net)
        };
        let h = 1.0 / 128.0; // f32 outputs near 1: their rounding over 2h is 1e-5, h² / 6 times a third derivative too
        let difference = (moved(h) - moved(-h)) / f64::from(2.0 * h);
        let slope = f64::from((before[k] - after[k]) / rule.rate);
        assert!((slope - difference).abs() < 1e-4, "{k}: {slope} for {difference}");
        // `learn` adds the same products to the weight, one after the other, without a sum of their own
        assert!((common::values(&online)[k] - after[k]).abs() < 1e-6);
    }
    let (mut single, mut wide) = (start.clone(), start);
    Trainer::<_, Sgd>::new().step(&mut single, &xs, &targets, &Mse, &rule).unwrap();
    Trainer::<_, Sgd, Lanes<4>>::new().step(&mut wide, &xs, &targets, &Mse, &rule).unwrap();
    assert_eq!(bits(&wide), bits(&single));
}

/// `backward` returns a bound on the squared norm that holds.
#[test]
fn a_convolutions_norm_is_bounded() {
    type Conv = Conv1d<1, 4, 5, 16, 12>;
    for seed in 0..20 {
        let conv: Conv = started(seed);
        let (xs, _) = windows();
        let (mut tape, mut dx, mut gradient) = (<Conv as Layer>::Tape::<f32>::ZERO, [[0.0; 16]; 1], Conv::ZERO);
        conv.forward::<f32>(&xs[1], &mut tape);
        Conv::record::<f32>(&[[1.0; 12]; 4], &mut tape);
        let bound = conv.backward::<f32, Linear>(&xs[1], &mut tape, &mut dx, 0.0);
        Conv::accumulate::<f32>(&mut gradient, &xs[1], &tape, 1.0);
        let norm: f32 = common::values(&gradient).iter().map(|g| g * g).sum();
        assert!(norm > 0.0 && norm <= bound * 1.001, "{norm} for {bound}");
        assert_eq!(conv.deltas::<f32>(&xs[1], &mut tape, 0.0).to_bits(), bound.to_bits());
    }
}

fn macs<P: Predict>(_: &P) -> usize {
    P::MACS
}

/// A net in integers is one by the same tuple.
#[test]
#[allow(clippy::cast_possible_truncation, reason = "the inputs are 64ths below 1")]
fn integers_predict_by_the_same_tuple() {
    let net: (Dense<2, 4, Relu>, Dense<4, 2, Relu>) = started(5);
    let small = (rounded(&net.0), [Halved; 1], rounded(&net.1));
    assert_eq!(macs(&small), 8 + 8);
    for x in [[0.5_f32, -0.25], [0.75, 0.5], [-0.5, 0.5], [0.0, 0.0]] {
        let y = small.predict(&x.map(|x| (x * 64.0) as i8));
        for (y, exact) in y.iter().zip(net.predict(&x)) {
            assert!((f32::from(*y) / 64.0 - exact / 2.0).abs() < 0.05, "{y} for {exact}");
        }
    }
}

/// The last samples of a stream, in a ring: no copy, and the order in which they came.
#[test]
fn a_ring_of_samples() {
    type Net = (Dense<1, 8, Tanh>, Dense<8, 1>);
    let (mut net, mut twin): (Net, Net) = (started(1), started(1));
    let (mut trainer, mut twin_trainer) = (Trainer::<_, Sgd, Lanes<4>>::new(), Trainer::<_, Sgd>::new());
    let (mut ring, mut last) = (VecDeque::with_capacity(8), f32::INFINITY);
    for k in 0..2000 {
        if ring.len() == 8 {
            ring.pop_front();
        }
        let x = (k * 37 % 64) as f32 / 32.0 - 1.0;
        ring.push_back(([x], [x * x]));
        let samples = ring.iter().map(|(x, target)| (x, target));
        last = trainer.step_over(&mut net, samples, &Mse, &Sgd { rate: 0.1 }).unwrap();
        let (xs, targets): (Vec<_>, Vec<_>) = ring.iter().copied().unzip();
        twin_trainer.step(&mut twin, &xs, &targets, &Mse, &Sgd { rate: 0.1 }).unwrap();
    }
    assert_eq!(bits(&net), bits(&twin));
    assert!(last < 0.02, "{last}");
}

/// Any stop, any schedule, noise on the inputs, and a head that learns on features computed on the way.
#[test]
fn a_loop_of_ones_own() {
    type Net = (Dense<1, 8, Tanh>, Dense<8, 1>);
    let mut net: Net = started(1);
    let xs: [[f32; 1]; 20] = from_fn(|k| [k as f32 / 10.0 - 1.0]);
    let targets = xs.map(|[x]| [x * x]);
    let (mut trainer, mut taken) = (Trainer::<_, Sgd>::new(), 0);
    'training: for epoch in 0..10_000 {
        for batch in Batches::new(&xs, &targets, 6, 7, epoch) {
            let noisy = batch.zip(1..).map(|(([x], target), k)| ([x + 1e-4 * (k % 3) as f32], target));
            let rule = Sgd { rate: if taken < 100 { 0.05 } else { 0.2 } };
            taken += 1;
            if trainer.step_over(&mut net, noisy, &Mse, &rule).unwrap() < 1e-3 {
                break 'training;
            }
        }
    }
    assert!(taken < 20_000, "{taken}");

    let (features, mut head) = (net.0.clone(), net.1.clone());
    let mut frozen = (Frozen(net.0.clone()), net.1.clone());
    let samples = xs.iter().map(|x| features.predict(x)).zip(&targets);
    Trainer::<_, Sgd>::new().step_over(&mut head, samples, &Mse, &Sgd { rate: 0.1 }).unwrap();
    Trainer::<_, Sgd>::new().step(&mut frozen, &xs, &targets, &Mse, &Sgd { rate: 0.1 }).unwrap();
    assert_eq!(bits(&head), bits(&frozen.1));
    assert_ne!(bits(&head), bits(&net.1));
}
