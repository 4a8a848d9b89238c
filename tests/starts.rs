//! What the recommended start promises, over many seeds and whole ranges: 100 in release, as `.ci/run` runs it.
#![cfg(feature = "rand")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]
#![allow(
    clippy::approx_constant,
    clippy::float_cmp,
    reason = "as the README has it; where a test says equal, it means the bits"
)]

use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Activation, Clipped, Dense, LeakyRelu, Mse, Predict, Regression, Relu, Sigmoid, Tanh, Values, init, learn,
};

const SEEDS: u64 = if cfg!(debug_assertions) { 8 } else { 100 };

fn start<N: Values>(seed: u64) -> N {
    let mut net = N::ZERO;
    init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed));
    net
}

/// The README's first example.
#[test]
fn the_first_example_learns_the_whole_curve() {
    for seed in 0..SEEDS {
        let mut net: (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>) = start(seed);
        for step in 0..20_000 {
            let x = (step * 37 % 629) as f32 / 100.0 - 3.14;
            learn(&mut net, &[x], &[libm::sinf(x)], &Mse, 0.01).unwrap();
        }
        let mut errors = Regression::new();
        for x in (-314_i16..=314).map(|x| f32::from(x) / 100.0) {
            errors.push(&net.predict(&[x]), &[libm::sinf(x)]);
        }
        assert!(errors.rmse() < 0.05, "seed {seed}: RMSE {}", errors.rmse());
    }
}

/// How many of the seeds leave XOR unsolved, on 2-8-1, after 20 000 samples at a rate of 0.1.
fn stuck_on_xor<A: Activation, B: Activation>(low: f32) -> u64 {
    let samples = [([low, low], 0.0), ([low, 1.0], 1.0), ([1.0, low], 1.0), ([1.0, 1.0], 0.0)];
    let is_stuck = |seed: &u64| {
        let mut net: (Dense<2, 8, A>, Dense<8, 1, B>) = start(*seed);
        for (x, target) in samples.iter().cycle().take(20_000) {
            learn(&mut net, x, &[*target], &Mse, 0.1).unwrap();
        }
        samples.iter().any(|(x, target)| (net.predict(x)[0] - target).abs() > 0.25)
    };
    (0..SEEDS).filter(is_stuck).count() as u64
}

#[test]
fn xor_is_learnt() {
    let stuck = [
        ("ReLU", stuck_on_xor::<Relu, stackprop::Linear>(0.0)),
        ("ReLU, inputs of -1 and 1", stuck_on_xor::<Relu, stackprop::Linear>(-1.0)),
        ("leaky ReLU", stuck_on_xor::<LeakyRelu, stackprop::Linear>(0.0)),
        ("tanh", stuck_on_xor::<Tanh, stackprop::Linear>(0.0)),
        ("tanh, sigmoid output", stuck_on_xor::<Tanh, Sigmoid>(0.0)),
    ];
    for (case, stuck) in stuck {
        assert!(20 * stuck <= SEEDS, "{case}: {stuck} of {SEEDS} seeds are stuck");
    }
}

/// y = 1 + x on 0..=1 through a ReLU output: dead from the first step on where the output starts below 0.
#[test]
fn an_output_of_relu_does_not_start_dead() {
    for (rate, seed) in [0.1, 0.01].into_iter().flat_map(|rate| (0..SEEDS).map(move |seed| (rate, seed))) {
        let mut net: (Dense<1, 8, Relu>, Dense<8, 1, Relu>) = start(seed);
        for k in 0..10_000 {
            let x = (k * 37 % 101) as f32 / 100.0;
            learn(&mut net, &[x], &[1.0 + x], &Mse, Clipped { norm: 10.0, rule: rate }).unwrap();
        }
        for x in [0.0, 0.25, 0.5, 0.75, 1.0] {
            assert!((net.predict(&[x])[0] - 1.0 - x).abs() < 0.1, "seed {seed}, rate {rate}: {:?}", net.predict(&[x]));
        }
    }
}

/// Every kink of a one-input ReLU net lies in [-1, 1), one per cell; no weight of the first layer is near 0.
#[test]
fn kinks_are_spread() {
    for seed in 0..SEEDS {
        let net: (Dense<1, 16, Relu>, Dense<16, 1>) = start(seed);
        let mut kinks: Vec<f32> = net.0.weights().iter().zip(net.0.bias()).map(|([w], b)| -b / w).collect();
        kinks.sort_by(f32::total_cmp);
        for (cell, kink) in kinks.iter().enumerate() {
            let left = cell as f32 / 8.0 - 1.0;
            assert!((left - 1e-6..left + 0.125 + 1e-6).contains(kink), "seed {seed}, cell {cell}: {kink}");
        }
        assert!(net.0.weights().iter().all(|[w]| w.abs() >= 0.29 && w.abs() <= 0.6), "seed {seed}");
        assert_eq!(net.1.bias(), &[0.3]);
    }
}
