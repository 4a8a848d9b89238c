//! Data as a beginner brings them, raw: an error or a finding on every seed; and the documented way (standardise, start,
//! clip, fold), with which every seed learns.
#![cfg(feature = "rand")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Clipped, Dense, Finding, Mse, Predict, Rate, Relu, SoftmaxCrossEntropy, Standardizer, Tanh, Zero, argmax,
    health_against, init, learn,
};

const SEEDS: u64 = 20;

type Square = (Dense<1, 16, Relu>, Dense<16, 1>);

/// y = x² on 0 to 9.
fn squares() -> ([[f32; 1]; 10], [[f32; 1]; 10]) {
    let inputs = [0_u8, 1, 2, 3, 4, 5, 6, 7, 8, 9].map(|x| [f32::from(x)]);
    (inputs, inputs.map(|[x]| [x * x]))
}

/// Ten codes from 'a' to 'z', in three bands.
const LETTERS: [([f32; 1], u8); 10] = [
    ([97.0], 0),
    ([100.0], 0),
    ([103.0], 0),
    ([105.0], 1),
    ([108.0], 1),
    ([111.0], 1),
    ([114.0], 1),
    ([116.0], 2),
    ([119.0], 2),
    ([122.0], 2),
];

fn started<N: Zero + stackprop::Values>(how: u8, seed: u64) -> N {
    let (mut net, mut rng) = (N::ZERO, XorShiftRng::seed_from_u64(seed));
    match how {
        0 => init::he_uniform(&mut net, &mut rng),
        1 => init::glorot_uniform(&mut net, &mut rng),
        _ => init::start(&mut net, &mut rng),
    }
    net
}

/// Findings that show in the net, not only in the data.
fn is_of_the_net(finding: &Finding) -> bool {
    !matches!(finding, Finding::LargeInput { .. } | Finding::LargeTarget { .. })
}

#[test]
fn raw_squares_are_never_learnt_badly_in_silence() {
    let (inputs, targets) = squares();
    for how in 0..3 {
        for rate in [0.1, 0.01] {
            let mut shown = 0;
            for seed in 0..SEEDS {
                let mut net: Square = started(how, seed);
                let result = (0..100)
                    .try_for_each(|k| learn(&mut net, &inputs[k % 10], &targets[k % 10], &Mse, rate).map(|_| ()));
                let findings: Vec<Finding> = health_against(&net, &inputs, &targets, &Mse).findings(&net).collect();
                assert!(findings.iter().any(|f| matches!(f, Finding::LargeInput { input: 0, .. })), "{findings:?}");
                assert!(findings.iter().any(|f| matches!(f, Finding::LargeTarget { output: 0, .. })), "{findings:?}");
                shown += u32::from(result.is_err() || findings.iter().any(is_of_the_net));
            }
            assert!(u64::from(shown) == SEEDS, "start {how}, rate {rate}: {shown} seeds show it in the net");
        }
    }
}

#[test]
fn squares_are_learnt_by_the_documented_way() {
    let (inputs, targets) = squares();
    let (of_inputs, of_targets) = (Standardizer::of(&inputs).unwrap(), Standardizer::of(&targets).unwrap());
    for rate in [0.1, 0.01] {
        for seed in 0..SEEDS {
            let mut net: Square = started(2, seed);
            for k in 0..10_000 {
                let (x, target) = (of_inputs.apply(&inputs[k % 10]), of_targets.apply(&targets[k % 10]));
                learn(&mut net, &x, &target, &Mse, Clipped { norm: 1.0, rule: rate }).unwrap();
            }
            of_inputs.fold_into(&mut net.0).unwrap();
            of_targets.fold_out_of(&mut net.1).unwrap();
            let squares: f32 = inputs.iter().zip(&targets).map(|(x, [t])| (net.predict(x)[0] - t).powi(2)).sum();
            let error = (squares / 10.0).sqrt();
            assert!(error < 3.0, "rate {rate}, seed {seed}: {error} of 28.2");
        }
    }
}

fn letters<N: stackprop::Layer<Input = [f32; 1], Output = [f32; 3]>>(
    net: &mut N,
    map: impl Fn(&[f32; 1]) -> [f32; 1],
    samples: usize,
    rate: impl Rate + Copy,
) -> bool {
    (0..samples).all(|k| {
        let (x, class) = &LETTERS[k * 7 % 10];
        learn(net, &map(x), class, &SoftmaxCrossEntropy, rate).is_ok()
    })
}

#[test]
fn raw_letters_are_never_learnt_badly_in_silence() {
    fn shown<N: stackprop::Layer<Input = [f32; 1], Output = [f32; 3]>>(how: u8) {
        for rate in [0.1, 0.01] {
            let mut shown = 0;
            for seed in 0..SEEDS {
                let mut net: N = started(how, seed);
                let fine = letters(&mut net, |x| *x, 100, rate);
                let (inputs, classes) = (LETTERS.map(|(x, _)| x), LETTERS.map(|(_, class)| class));
                let findings: Vec<Finding> =
                    health_against(&net, &inputs, &classes, &SoftmaxCrossEntropy).findings(&net).collect();
                assert!(findings.iter().any(|f| matches!(f, Finding::LargeInput { input: 0, .. })), "{findings:?}");
                shown += u32::from(!fine || findings.iter().any(is_of_the_net));
            }
            assert!(u64::from(shown) == SEEDS, "start {how}, rate {rate}: {shown} seeds show it in the net");
        }
    }
    for how in 0..3 {
        shown::<(Dense<1, 16, Relu>, Dense<16, 3>)>(how);
        shown::<(Dense<1, 16, Tanh>, Dense<16, 3>)>(how);
    }
}

#[test]
fn letters_are_learnt_by_the_documented_way() {
    let standardizer = Standardizer::of(&LETTERS.map(|(x, _)| x)).unwrap();
    for seed in 0..SEEDS {
        let mut net: (Dense<1, 16, Relu>, Dense<16, 3>) = started(2, seed);
        assert!(letters(&mut net, |x| standardizer.apply(x), 20_000, Clipped { norm: 1.0, rule: 0.1 }));
        standardizer.fold_into(&mut net.0).unwrap();
        let right = LETTERS.iter().filter(|(x, class)| argmax(&net.predict(x)) == usize::from(*class)).count();
        assert_eq!(right, 10, "seed {seed}");
    }
}
