//! Outputs, dL/dx, losses and gradients of ordinary and odd shapes, from the smallest subnormal to 1e18, against the
//! f64 oracle and its error bound; and lanes against single samples, bit for bit, so that the bound holds there too.
//!
//! `PROPTEST_CASES=100000` looks further, `PROPTEST_RNG_SEED` elsewhere.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

#[path = "../common/mod.rs"]
mod common;
mod compare;
mod passage;
#[path = "../reference/mod.rs"]
mod reference;

use common::{Draw, values};
use compare::compare;
use core::cell::Cell;
use passage::{Batch, Either, Outcome, run};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use reference::{Bounded, Kind, Named, tolerance};
use stackprop::{Dense, Huber, Lanes, Layer, LeakyRelu, Linear, Relu, Sigmoid, Tanh};

#[derive(Clone, Debug)]
struct Case {
    seed: u64,
    batch: usize,
    weights: f32,
    inputs: f32,
    targets: f32,
    huber: Option<f32>,
    /// Whether the targets are those that the last activation can give; if not, some are refused.
    reachable: bool,
}

/// Sizes as they are met, and now and then any from the smallest subnormal to 1e18.
fn size() -> impl Strategy<Value = f32> {
    let power = prop_oneof![4 => -1.0..1.0_f32, 1 => -45.0..18.0_f32];
    power.prop_map(|power| 10.0_f32.powf(power) + f32::from_bits(1))
}

fn case() -> impl Strategy<Value = Case> {
    let sizes = (size(), size(), size(), proptest::option::of(size()));
    (any::<u64>(), 1..=40_usize, sizes, proptest::bool::weighted(0.9)).prop_map(
        |(seed, batch, (weights, inputs, targets, huber), reachable)| Case {
            seed,
            batch,
            weights,
            inputs,
            targets,
            huber,
            reachable,
        },
    )
}

/// A net's parameters, and the oracle of them.
type Drawn = (Vec<f32>, reference::Net);

/// A net's shape as values, and how to run it on one sample or on many side by side.
struct Shape {
    inputs: usize,
    outputs: usize,
    kinds: Vec<Kind>,
    draw: fn(&mut Draw, f32, &[Kind]) -> Drawn,
    single: fn(&Batch) -> Outcome,
    lanes: [fn(&Batch) -> Outcome; 2],
}

impl Shape {
    fn of<N, const I: usize, const O: usize, const FEW: usize, const MANY: usize>(kinds: &[Kind]) -> Self
    where
        N: Layer<Input = [f32; I], Output = [f32; O], Gradient = N>,
    {
        Self {
            inputs: I,
            outputs: O,
            kinds: kinds.to_vec(),
            draw: |draw, size, kinds| {
                let net: N = draw.net(size);
                (values(&net), reference::Net::of(&net, kinds))
            },
            single: run::<f32, N, I, O>,
            lanes: [run::<Lanes<FEW>, N, I, O>, run::<Lanes<MANY>, N, I, O>],
        }
    }

    /// Whether everything could be compared.
    fn holds(&self, case: &Case) -> Result<bool, TestCaseError> {
        let mut draw = Draw::new(case.seed);
        let (parameters, oracle) = (self.draw)(&mut draw, case.weights, &self.kinds);
        let mut drawn = |len: usize, size| (0..case.batch).map(|_| draw.vec(len, size)).collect::<Vec<_>>();
        let (xs, mut targets) = (drawn(self.inputs, case.inputs), drawn(self.outputs, case.targets));
        if case.reachable {
            targets.iter_mut().flatten().for_each(|target| *target = oracle.last().reachable(*target));
        }
        let batch = Batch { parameters, xs, targets, loss: Either(case.huber.map(|delta| Huber { delta })) };
        let single = (self.single)(&batch);
        let everything = compare(&oracle, &batch, &single)?;
        for lanes in self.lanes {
            let wide = lanes(&batch);
            prop_assert_eq!(wide.bits(), single.bits());
            prop_assert_eq!(wide.mean.unwrap().err(), single.mean.as_ref().unwrap().as_ref().err().copied());
        }
        Ok(everything)
    }

    fn check(&self) {
        let mut config = Config { failure_persistence: None, ..Config::default() };
        config.cases /= 4; // a net: there are forty-five
        if config.rng_seed == RngSeed::Random {
            config.rng_seed = RngSeed::Fixed(7);
        }
        let (cases, compared) = (config.cases, Cell::new(0));
        let outcome = TestRunner::new(config).run(&case(), |case| {
            compared.set(compared.get() + u32::from(self.holds(&case)?));
            Ok(())
        });
        let Self { inputs, outputs, kinds, .. } = self;
        outcome.unwrap_or_else(|error| panic!("{inputs} inputs, {outputs} outputs, {kinds:?}: {error}"));
        assert!(2 * compared.get() >= cases, "only {} of {cases} compared in full", compared.get());
    }
}

/// Every width that a kernel unrolled by four or eight could get wrong, in tuples, arrays and nests.
fn check_shapes<A: Named>() {
    let (a, linear) = (A::KIND, Kind::Linear);
    Shape::of::<Dense<1, 1, A>, 1, 1, 1, 8>(&[a]).check();
    Shape::of::<(Dense<1, 5, A>, [Dense<5, 5, A>; 3], Dense<5, 1>), 1, 1, 3, 16>(&[a, a, a, a, linear]).check();
    Shape::of::<(Dense<1, 16, A>, Dense<16, 16, A>, Dense<16, 1>), 1, 1, 1, 8>(&[a, a, linear]).check();
    Shape::of::<(Dense<3, 7, A>, Dense<7, 2>), 3, 2, 3, 16>(&[a, linear]).check();
    Shape::of::<(Dense<2, 17, A>, (Dense<17, 4, A>, Dense<4, 8, A>)), 2, 8, 1, 8>(&[a, a, a]).check();
    Shape::of::<(Dense<9, 8, A>, Dense<8, 3, A>, Dense<3, 9>), 9, 9, 3, 16>(&[a, a, linear]).check();
    Shape::of::<(Dense<33, 12, A>, Dense<12, 2>), 33, 2, 3, 16>(&[a, linear]).check();
    Shape::of::<[Dense<7, 7, A>; 2], 7, 7, 1, 8>(&[a, a]).check();
    Shape::of::<(Dense<17, 1, A>, Dense<1, 4, A>, Dense<4, 2, A>, Dense<2, 16>), 17, 16, 3, 16>(&[a, a, a, linear])
        .check();
}

#[test]
fn linear() {
    check_shapes::<Linear>();
}

#[test]
fn relu() {
    check_shapes::<Relu>();
}

#[test]
fn leaky_relu() {
    check_shapes::<LeakyRelu>();
}

#[test]
fn tanh() {
    check_shapes::<Tanh>();
}

#[test]
fn sigmoid() {
    check_shapes::<Sigmoid>();
}

/// What the table of tolerances takes for granted about `libm`, over the exponents at which it does anything.
#[test]
fn libm_is_as_good_as_assumed() {
    for step in 0..400_000_u32 {
        let z = 2.0_f32.powf(step as f32 / 12_000.0 - 26.0) * if step % 2 == 0 { 1.0 } else { -1.0 };
        let bound = |value: f64, share: f64| Bounded { value, error: share * value.abs() + tolerance::ETA };
        let wide = f64::from(z);
        assert!(bound(wide.tanh(), tolerance::TANH).holds(libm::tanhf(z)), "tanhf({z:e})");
        if z.abs() < 87.0 {
            assert!(bound(wide.exp(), tolerance::EXP).holds(libm::expf(z)), "expf({z:e})");
        }
    }
}
