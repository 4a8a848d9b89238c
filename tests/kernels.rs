//! Outputs, dL/dx, losses and gradients of ordinary and odd shapes, from the smallest subnormal to 1e18, against the
//! f64 oracle and its error bound; and lanes against single samples, bit for bit, so that the bound holds there too.
//!
//! `PROPTEST_CASES=100000` looks further, `PROPTEST_RNG_SEED` elsewhere.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod common;
mod reference;

use common::{Draw, bits, side_by_side, values};
use core::cell::Cell;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use reference::{Bounded, Kind, KnownLoss, Named, Trace, tolerance};
use stackprop::{
    Dense, Huber, Lanes, Layer, LeakyRelu, Linear, Loss, Mse, Optimizer, Parameters, Real, Relu, Sigmoid, Tanh,
    TrainError, Trainer,
};

/// A net for one sample and for as many lanes as are looked at.
trait Net<const I: usize, const O: usize>:
    Layer<f32, Input = [f32; I], Output = [f32; O]>
    + Layer<Lanes<1>, Input = [Lanes<1>; I], Output = [Lanes<1>; O]>
    + Layer<Lanes<3>, Input = [Lanes<3>; I], Output = [Lanes<3>; O]>
    + Layer<Lanes<8>, Input = [Lanes<8>; I], Output = [Lanes<8>; O]>
    + Layer<Lanes<16>, Input = [Lanes<16>; I], Output = [Lanes<16>; O]>
{
}

impl<N, const I: usize, const O: usize> Net<I, O> for N where
    N: Layer<f32, Input = [f32; I], Output = [f32; O]>
        + Layer<Lanes<1>, Input = [Lanes<1>; I], Output = [Lanes<1>; O]>
        + Layer<Lanes<3>, Input = [Lanes<3>; I], Output = [Lanes<3>; O]>
        + Layer<Lanes<8>, Input = [Lanes<8>; I], Output = [Lanes<8>; O]>
        + Layer<Lanes<16>, Input = [Lanes<16>; I], Output = [Lanes<16>; O]>
{
}

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

/// The gradient of a batch and its loss, or what was wrong with it.
fn gradient<R: Real, N, L, const I: usize, const O: usize>(
    net: &N,
    xs: &[[f32; I]],
    targets: &[[f32; O]],
    loss: &L,
) -> Result<(N, f32), TrainError>
where
    N: Layer<f32, Input = [f32; I], Output = [f32; O]> + Layer<R, Input = [R; I], Output = [R; O]>,
    L: Loss<[f32; O]> + Loss<[R; O]>,
{
    let mut shown = N::ZERO;
    shown.zip([&mut copy(net)], &mut |to, [from]| to.copy_from_slice(from));
    let value = Trainer::<N, Show, R>::new().step(&mut shown, xs, targets, loss, &Show)?;
    Ok((shown, value))
}

fn copy<N: Parameters>(net: &N) -> N {
    let (mut copy, all) = (N::ZERO, values(net));
    let mut rest = all.as_slice();
    copy.zip([], &mut |slice, []| {
        let (here, later) = rest.split_at(slice.len());
        slice.copy_from_slice(here);
        rest = later;
    });
    copy
}

/// What one sample comes to.
struct Pass<const I: usize, const O: usize> {
    predicted: [f32; O],
    output: [f32; O],
    loss: f32,
    dx: [f32; I],
}

impl<const I: usize, const O: usize> Pass<I, O> {
    /// As bits; a NaN's sign and payload are nobody's business.
    fn bits(&self) -> Vec<u32> {
        let all = self.predicted.iter().chain(&self.output).chain(&self.dx).chain([&self.loss]);
        all.map(|v| if v.is_nan() { f32::NAN } else { *v }.to_bits()).collect()
    }
}

/// There and back, `R::LANES` samples at a time.
fn passes<R: Real, N, L, const I: usize, const O: usize>(
    net: &N,
    xs: &[[f32; I]],
    targets: &[[f32; O]],
    loss: &L,
) -> Vec<Pass<I, O>>
where
    N: Layer<R, Input = [R; I], Output = [R; O]>,
    L: Loss<[R; O]>,
{
    let mut tape = N::BLANK;
    let mut all = Vec::new();
    for (xs, targets) in xs.chunks(R::LANES).zip(targets.chunks(R::LANES)) {
        let x: [R; I] = side_by_side(xs);
        let predicted = net.predict(&x);
        net.forward(&x, &mut tape);
        let output = *N::output(&tape);
        let (value, dy) = loss.of(&output, &side_by_side(targets));
        let dx = net.backward(&dy, &mut tape);
        all.extend((0..xs.len()).map(|k| Pass {
            predicted: predicted.map(|y| y.lanes()[k]),
            output: output.map(|y| y.lanes()[k]),
            loss: value.lanes()[k],
            dx: dx.map(|dx| dx.lanes()[k]),
        }));
    }
    all
}

fn hold(what: &str, bounds: &[Bounded], found: &[f32]) -> Result<(), TestCaseError> {
    prop_assert_eq!(bounds.len(), found.len());
    for (k, (bound, found)) in bounds.iter().zip(found).enumerate() {
        prop_assert!(bound.holds(*found), "{} {}: {:e} is outside {:?}", what, k, found, bound);
    }
    Ok(())
}

/// Whether everything could be compared: nothing may have overflowed, no unit sat on its kink.
fn compare<N, L, const I: usize, const O: usize>(
    net: &N,
    kinds: &[Kind],
    xs: &[[f32; I]],
    targets: &[[f32; O]],
    loss: &L,
) -> Result<bool, TestCaseError>
where
    N: Net<I, O>,
    L: Loss<[f32; O]>
        + Loss<[Lanes<1>; O]>
        + Loss<[Lanes<3>; O]>
        + Loss<[Lanes<8>; O]>
        + Loss<[Lanes<16>; O]>
        + KnownLoss,
{
    let oracle = reference::Net::of(net, kinds);
    let traces: Vec<Trace> = xs.iter().zip(targets).map(|(x, target)| oracle.trace(x, target, loss.known())).collect();
    let one_by_one = passes::<f32, _, _, I, O>(net, xs, targets, loss);
    for (pass, trace) in one_by_one.iter().zip(&traces) {
        hold("output", trace.output(), &pass.output)?;
        hold("prediction", trace.output(), &pass.predicted)?;
        hold("loss", &[trace.loss], &[pass.loss])?;
        if !trace.unstable {
            hold("dx", &trace.dx, &pass.dx)?;
        }
    }
    let share = 1.0 / xs.len() as f64;
    let bounds = oracle.gradient(&traces, f64::from(1.0 / xs.len() as f32));
    let mean = Bounded::dot(0.0, traces.iter().map(|trace| (share, trace.loss)), xs.len() + 3);
    let everything = traces.iter().flat_map(|trace| trace.values.iter().chain(&trace.deltas)).flatten();
    let known = mean.is_known() && everything.chain(&bounds).all(|bound| bound.is_known());
    let stable = !traces.iter().any(|trace| trace.unstable);
    let summed = gradient::<f32, _, _, I, O>(net, xs, targets, loss);
    match &summed {
        Ok((gradient, value)) => {
            hold("mean loss", &[mean], &[*value])?;
            if stable {
                hold("gradient", &bounds, &values(gradient))?;
            }
        }
        Err(error) => prop_assert!(!known, "{} where nothing can overflow", error),
    }

    let single: Vec<Vec<u32>> = one_by_one.iter().map(Pass::bits).collect();
    let bits_of = |(gradient, value): (N, f32)| (bits(&gradient), value.to_bits());
    let summed = summed.map(bits_of);
    macro_rules! same_in_lanes {
        ($($lanes:literal)+) => {$(
            let side_by_side = passes::<Lanes<$lanes>, _, _, I, O>(net, xs, targets, loss);
            prop_assert_eq!(&side_by_side.iter().map(Pass::bits).collect::<Vec<_>>(), &single);
            prop_assert_eq!(&gradient::<Lanes<$lanes>, _, _, I, O>(net, xs, targets, loss).map(bits_of), &summed);
        )+};
    }
    same_in_lanes!(1 3 8 16);
    Ok(known && stable)
}

fn check<N: Net<I, O>, const I: usize, const O: usize>(kinds: &[Kind]) {
    let mut config = Config { failure_persistence: None, ..Config::default() };
    config.cases /= 8; // a net: there are eight of each kind
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(7);
    }
    let (cases, compared) = (config.cases, Cell::new(0));
    let outcome = TestRunner::new(config).run(&case(), |case| {
        let mut draw = Draw::new(case.seed);
        let net: N = draw.net(case.weights);
        let (xs, targets) = (draw.arrays(case.batch, case.inputs), draw.arrays(case.batch, case.targets));
        let whole = match case.huber {
            None => compare(&net, kinds, &xs, &targets, &Mse),
            Some(delta) => compare(&net, kinds, &xs, &targets, &Huber { delta }),
        }?;
        compared.set(compared.get() + u32::from(whole));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{I} inputs, {O} outputs, {kinds:?}: {error}"));
    assert!(2 * compared.get() >= cases, "only {} of {cases} compared in full", compared.get());
}

/// Every width that a kernel unrolled by four or eight could get wrong, in tuples, arrays and nests.
fn check_shapes<A: Named>() {
    let (a, linear) = (A::KIND, Kind::Linear);
    check::<Dense<1, 1, A>, 1, 1>(&[a]);
    check::<(Dense<1, 5, A>, [Dense<5, 5, A>; 3], Dense<5, 1>), 1, 1>(&[a, a, a, a, linear]);
    check::<(Dense<1, 16, A>, Dense<16, 16, A>, Dense<16, 1>), 1, 1>(&[a, a, linear]);
    check::<(Dense<3, 7, A>, Dense<7, 2>), 3, 2>(&[a, linear]);
    check::<(Dense<2, 17, A>, (Dense<17, 4, A>, Dense<4, 8, A>)), 2, 8>(&[a, a, a]);
    check::<(Dense<9, 8, A>, Dense<8, 3, A>, Dense<3, 9>), 9, 9>(&[a, a, linear]);
    check::<[Dense<7, 7, A>; 2], 7, 7>(&[a, a]);
    check::<(Dense<17, 1, A>, Dense<1, 4, A>, Dense<4, 2, A>, Dense<2, 16>), 17, 16>(&[a, a, a, linear]);
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
