//! Outputs, dL/dx, losses and gradients of ordinary and odd shapes, from the smallest subnormal to 1e18, against the
//! f64 oracle and its error bound; and lanes against single samples, bit for bit, so that the bound holds there too.
//!
//! `PROPTEST_CASES=100000` looks further, `PROPTEST_RNG_SEED` elsewhere.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;
mod reference;

use common::{Draw, side_by_side, values};
use core::cell::Cell;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use reference::{Bounded, Kind, KnownLoss, Named, Target, Trace, tolerance};
use stackprop::{
    Dense, Huber, Lanes, Layer, LeakyRelu, Linear, Loss, Mse, Optimizer, Parameters, Real, Relu, Sigmoid, Tanh,
    TrainError, Trainer,
};

#[derive(Clone, Debug)]
struct Case {
    seed: u64,
    batch: usize,
    weights: f32,
    inputs: f32,
    targets: f32,
    huber: Option<f32>,
}

/// Sizes as they are met, and now and then any from the smallest subnormal to 1e18.
fn size() -> impl Strategy<Value = f32> {
    let power = prop_oneof![4 => -1.0..1.0_f32, 1 => -45.0..18.0_f32];
    power.prop_map(|power| 10.0_f32.powf(power) + f32::from_bits(1))
}

fn case() -> impl Strategy<Value = Case> {
    (any::<u64>(), 1..=40_usize, size(), size(), size(), proptest::option::of(size())).prop_map(
        |(seed, batch, weights, inputs, targets, huber)| Case { seed, batch, weights, inputs, targets, huber },
    )
}

/// "Moves" the net onto the gradient, to look at it.
struct Show;

impl<N: Parameters> Optimizer<N> for Show {
    type State = ();
    const START: () = ();

    fn step(&self, net: &mut N, gradient: &mut N, (): &mut ()) {
        net.zip([gradient], &mut |w, [g]| {
            w.copy_from_slice(g);
            g.fill(0.0);
        });
    }
}

/// Either loss.
#[derive(Clone, Copy)]
struct Either(Option<Huber>);

impl<R: Real, const N: usize> Loss<[R; N]> for Either {
    fn of(&self, y: &[R; N], target: &[R; N]) -> (R, [R; N]) {
        match self.0 {
            None => Mse.of(y, target),
            Some(huber) => huber.of(y, target),
        }
    }
}

impl KnownLoss for Either {
    fn known(&self) -> Target {
        self.0.map_or(Target::Mse, |huber| huber.known())
    }
}

/// A batch on its way through a net, its shape forgotten.
struct Batch {
    parameters: Vec<f32>,
    xs: Vec<Vec<f32>>,
    targets: Vec<Vec<f32>>,
    loss: Either,
}

/// What became of it.
#[derive(Default)]
struct Outcome {
    predictions: Vec<Vec<f32>>,
    outputs: Vec<Vec<f32>>,
    losses: Vec<f32>,
    dxs: Vec<Vec<f32>>,
    /// The gradient and the mean loss, as the trainer comes to them.
    mean: Option<Result<(Vec<f32>, f32), TrainError>>,
}

impl Outcome {
    /// Every bit of it; a NaN's sign and payload are nobody's business.
    fn bits(&self) -> Vec<u32> {
        let gradient = self.mean.iter().flatten().flat_map(|(gradient, loss)| gradient.iter().chain([loss]));
        let samples = self.predictions.iter().chain(&self.outputs).chain(&self.dxs).flatten().chain(&self.losses);
        samples.chain(gradient).map(|v| if v.is_nan() { f32::NAN } else { *v }.to_bits()).collect()
    }
}

/// There and back, `R::LANES` samples at a time.
fn run<R: Real, N, const I: usize, const O: usize>(batch: &Batch) -> Outcome
where
    N: Layer<f32, Input = [f32; I], Output = [f32; O]> + Layer<R, Input = [R; I], Output = [R; O]>,
{
    let mut net = N::ZERO;
    let mut parameters = batch.parameters.iter();
    net.zip([], &mut |slice, []| slice.iter_mut().zip(&mut parameters).for_each(|(to, from)| *to = *from));
    let xs: Vec<[f32; I]> = batch.xs.iter().map(|x| x.as_slice().try_into().unwrap()).collect();
    let targets: Vec<[f32; O]> = batch.targets.iter().map(|target| target.as_slice().try_into().unwrap()).collect();
    let mut tape = <N as Layer<R>>::BLANK;
    let mut outcome = Outcome::default();
    for (xs, targets) in xs.chunks(R::LANES).zip(targets.chunks(R::LANES)) {
        let x: [R; I] = side_by_side(xs);
        let predicted = Layer::<R>::predict(&net, &x);
        Layer::<R>::forward(&net, &x, &mut tape);
        let output = *<N as Layer<R>>::output(&tape);
        let (value, dy) = batch.loss.of(&output, &side_by_side(targets));
        let dx = Layer::<R>::backward(&net, &dy, &mut tape);
        for lane in 0..xs.len() {
            outcome.predictions.push(predicted.iter().map(|y| y.lanes()[lane]).collect());
            outcome.outputs.push(output.iter().map(|y| y.lanes()[lane]).collect());
            outcome.losses.push(value.lanes()[lane]);
            outcome.dxs.push(dx.iter().map(|dx| dx.lanes()[lane]).collect());
        }
    }
    let mean = Trainer::<N, Show, R>::new().step(&mut net, &xs, &targets, &batch.loss, &Show);
    outcome.mean = Some(mean.map(|loss| (values(&net), loss)));
    outcome
}

fn hold(what: &str, bounds: &[Bounded], found: &[f32]) -> Result<(), TestCaseError> {
    prop_assert_eq!(bounds.len(), found.len());
    for (k, (bound, found)) in bounds.iter().zip(found).enumerate() {
        prop_assert!(bound.holds(*found), "{} {}: {:e} is outside {:?}", what, k, found, bound);
    }
    Ok(())
}

/// Whether everything could be compared: nothing may have overflowed, no unit sat on its kink.
fn compare(oracle: &reference::Net, batch: &Batch, found: &Outcome) -> Result<bool, TestCaseError> {
    let samples = batch.xs.iter().zip(&batch.targets);
    let traces: Vec<Trace> = samples.map(|(x, target)| oracle.trace(x, target, batch.loss.known())).collect();
    for (k, trace) in traces.iter().enumerate() {
        hold("output", trace.output(), &found.outputs[k])?;
        hold("prediction", trace.output(), &found.predictions[k])?;
        hold("loss", &[trace.loss], &found.losses[k..=k])?;
        if !trace.unstable {
            hold("dx", &trace.dx, &found.dxs[k])?;
        }
    }
    let len = traces.len();
    let bounds = oracle.gradient(&traces, f64::from(1.0 / len as f32));
    let mean = Bounded::dot(0.0, traces.iter().map(|trace| (1.0 / len as f64, trace.loss)), len + 3);
    let everything = traces.iter().flat_map(|trace| trace.values.iter().chain(&trace.deltas)).flatten();
    let known = mean.is_known() && everything.chain(&bounds).all(|bound| bound.is_known());
    let stable = !traces.iter().any(|trace| trace.unstable);
    match found.mean.as_ref().unwrap() {
        Ok((gradient, value)) => {
            hold("mean loss", &[mean], &[*value])?;
            if stable {
                hold("gradient", &bounds, gradient)?;
            }
        }
        Err(error) => prop_assert!(!known, "{} where nothing can overflow", error),
    }
    Ok(known && stable)
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
        N: Layer<f32, Input = [f32; I], Output = [f32; O]>
            + Layer<Lanes<FEW>, Input = [Lanes<FEW>; I], Output = [Lanes<FEW>; O]>
            + Layer<Lanes<MANY>, Input = [Lanes<MANY>; I], Output = [Lanes<MANY>; O]>,
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
        let mut drawn = |len: usize, size| (0..case.batch).map(|_| draw.vec(len, size)).collect();
        let (xs, targets) = (drawn(self.inputs, case.inputs), drawn(self.outputs, case.targets));
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
        config.cases /= 4; // a net: there are forty
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
