//! What cannot lead to learning is refused by name, whichever call it comes to; and a refused call has changed nothing.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::bits;
use core::ops::ControlFlow::Continue;
use stackprop::{
    Activation, Dense, FitError, Frozen, Huber, Lanes, Layer, LeakyRelu, Linear, Loss, Mse, Parameters, Plan, Quantity,
    Relu, Setting, Sgd, Sigmoid, Tanh, Target, TrainError, Trainer, Zero, fit, learn, learn_on, tape,
};

/// Every way to learn gives this error for a sample, and leaves the net as it was.
fn refuses<N, T, L>(net: &N, x: N::Input, target: T, loss: &L, error: TrainError)
where
    N: Layer + Clone,
    T: Target + Copy,
    L: Loss<N::Output, T>,
{
    let mut same = net.clone();
    let rule = Sgd { rate: 0.125 };
    assert_eq!(learn(&mut same, &x, &target, loss, rule.rate), Err(error));
    assert_eq!(learn_on(&mut tape::<N>(), &mut same, &x, &target, loss, rule.rate), Err(error));
    assert_eq!(Trainer::<N, Sgd>::new().step(&mut same, &[x], &[target], loss, &rule), Err(error));
    for len in [4, 5] {
        // lanes alone must notice, and so must a sample that is left over
        let (xs, targets) = (vec![x; len], vec![target; len]);
        assert_eq!(Trainer::<N, Sgd, Lanes<2>>::new().step(&mut same, &xs, &targets, loss, &rule), Err(error));
        let samples = xs.iter().zip(&targets);
        assert_eq!(Trainer::<N, Sgd, Lanes<4>>::new().step_over(&mut same, samples, loss, &rule), Err(error));
    }
    let plan = Plan { epochs: 1, batch: 1, seed: 7, rule: |_| rule };
    let by_fit = fit(&mut same, &mut Trainer::<N, Sgd>::new(), &[x], &[target], loss, plan, |_, _| Continue(()));
    assert_eq!(by_fit, Err(FitError { epoch: 0, batch: 0, error }));
    assert_eq!(bits(&same), bits(net));
}

fn refused(quantity: Quantity) -> TrainError {
    TrainError::Refused { sample: 0, quantity }
}

/// A target that the last activation cannot give is refused at once, one on the edge of its range is not.
#[test]
fn targets_out_of_reach() {
    fn check<A: Activation + Clone>(reached: &[f32], out_of_reach: &[f32]) {
        let single = Dense::<1, 1, A>::new([[0.5]], [0.25]);
        let net = (Dense::<1, 1, Tanh>::new([[1.0]], [0.0]), [single.clone(), single.clone()]);
        for target in out_of_reach {
            refuses(&single, [1.0], [*target], &Mse, refused(Quantity::Target));
            refuses(&net, [1.0], [*target], &Huber { delta: 0.5 }, refused(Quantity::Target));
            // the last layer's activation counts, not that of one before it
            let followed = (single.clone(), Dense::<1, 1>::new([[1.0]], [0.0]));
            let free = learn(&mut followed.clone(), &[1.0], &[*target], &Mse, 0.125);
            assert_eq!(free.is_ok(), target.is_finite(), "{target}");
            // a sample in a lane, and one that is left over
            for place in [1, 4] {
                let mut targets = [[reached[0]]; 5];
                targets[place] = [*target];
                let told = Trainer::<_, Sgd, Lanes<2>>::new().step(
                    &mut single.clone(),
                    &[[1.0]; 5],
                    &targets,
                    &Mse,
                    &Sgd { rate: 0.125 },
                );
                assert_eq!(told, Err(TrainError::Refused { sample: place, quantity: Quantity::Target }));
            }
        }
        for target in reached {
            assert!(learn(&mut single.clone(), &[1.0], &[*target], &Mse, 0.125).is_ok(), "{target}");
        }
    }
    let never = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY];
    check::<Sigmoid>(&[0.0, 1.0, 0.5, -0.0], &[3.0, 4.0, 5.0, 6.0, 1.0_f32.next_up(), -f32::from_bits(1), never[0]]);
    check::<Tanh>(&[-1.0, 1.0, 0.0], &[1.5, -1.0_f32.next_up().abs().next_up(), 1.0_f32.next_up(), never[2]]);
    check::<Relu>(&[0.0, 1e9, -0.0], &[-0.5, -f32::from_bits(1), never[1]]);
    check::<LeakyRelu>(&[-1e9, 1e9], &never);
    check::<Linear>(&[-1e9, 1e9], &never);
}

/// `Net::ZERO` without an initialiser answers one number for ever: refused, in a tuple, an array and frozen.
#[test]
fn a_net_that_was_never_started() {
    type Hidden = Dense<2, 2, Relu>;
    let good = Hidden::new([[1.0, 0.0], [0.0, 1.0]], [0.0; 2]);
    let last = Dense::<2, 1>::new([[1.0, 1.0]], [0.0]);
    let error = TrainError::NotStarted;
    refuses(&<(Hidden, Dense<2, 1>)>::ZERO, [1.0; 2], [1.0], &Mse, error);
    refuses(&(Hidden::ZERO, last.clone()), [1.0; 2], [1.0], &Mse, error);
    refuses(&(good.clone(), Hidden::ZERO, last.clone()), [1.0; 2], [1.0], &Mse, error);
    refuses(&((good.clone(), Hidden::ZERO), last.clone()), [1.0; 2], [1.0], &Mse, error);
    refuses(&([good.clone(), Hidden::ZERO], last.clone()), [1.0; 2], [1.0], &Mse, error);
    refuses(&([Hidden::ZERO, good.clone()], last.clone()), [1.0; 2], [1.0], &Mse, error);
    refuses(&[good.clone(), Hidden::ZERO, good.clone()], [1.0; 2], [1.0; 2], &Mse, error);
    refuses(&[Hidden::ZERO, good.clone()], [1.0; 2], [1.0; 2], &Mse, error);
    refuses(&(Frozen(Hidden::ZERO), last.clone()), [1.0; 2], [1.0], &Mse, error);
    // -0 is 0, and one number that is not is enough, wherever it stands
    let minus = Hidden::new([[-0.0; 2]; 2], [0.0; 2]);
    refuses(&(minus, last.clone()), [1.0; 2], [1.0], &Mse, error);
    for place in 0..6 {
        let mut net = (Hidden::ZERO, last.clone());
        let mut seen = 0;
        net.0.zip([], &mut |slice, []| {
            for value in slice {
                *value = f32::from(seen == place);
                seen += 1;
            }
        });
        assert!(learn(&mut net, &[1.0; 2], &[1.0], &Mse, 0.125).is_ok(), "{place}");
    }
    // the last layer may start at zero, as `knots` starts it, and so may a net of one layer
    assert_eq!(learn(&mut (good.clone(), Dense::<2, 1>::ZERO), &[1.0; 2], &[1.0], &Mse, 0.125), Ok(1.0));
    assert_eq!(learn(&mut [good, Hidden::ZERO], &[1.0; 2], &[1.0; 2], &Mse, 0.125), Ok(1.0));
    let mut single = Dense::<1, 1>::ZERO;
    assert_eq!(learn(&mut single, &[1.0], &[1.0], &Mse, 0.125), Ok(1.0));
}

/// Output and target are too far apart for the square of an f32; or a loss is infinite though its slope is small.
#[test]
fn a_loss_that_overflows() {
    let net = Dense::<1, 1>::new([[1.0]], [0.0]);
    refuses(&net, [1.0], [1e20], &Mse, refused(Quantity::Loss));
    refuses(&net, [1.0], [1e30], &Huber { delta: 1e10 }, refused(Quantity::Loss));
}

/// A gradient of 2^63 is too long, the next shorter one is not, whichever of its factors is large.
#[test]
fn a_gradient_that_is_too_long() {
    /// Its slope is the target.
    struct Slope;
    impl Loss<[f32; 1]> for Slope {
        fn of(&self, _: &[f32; 1], target: &[f32; 1]) -> (f32, [f32; 1]) {
            (1.0, *target)
        }
    }
    let net = Dense::<1, 1>::new([[1e-20]], [0.0]);
    let longest = 2.0_f32.powi(63);
    for (x, slope) in [(0.0, longest), (longest, 1.0), (2.0_f32.powi(64), 1e-10), (1e30, 0.0), (1e10, 1e10)] {
        refuses(&net, [x], [slope], &Slope, refused(Quantity::Gradient));
    }
    let fits = |x, slope| learn(&mut net.clone(), &[x], &[slope], &Slope, 0.125);
    assert_eq!([fits(0.0, longest.next_down()), fits(longest.next_down(), 1.0), fits(1e9, 1e9)], [Ok(1.0); 3]);
}

/// A unit at rest hides the input from the output, but not from the library; a frozen one neither.
#[test]
fn an_input_behind_an_inactive_unit() {
    for (x, finite) in [(f32::NEG_INFINITY, f32::MIN), (f32::INFINITY, f32::MAX), (f32::NAN, -1.0)] {
        let unit = Dense::<1, 1, Relu>::new([[if x > 0.0 { -1.0 } else { 1.0 }]], [0.0]);
        let last = Dense::<1, 1>::new([[1.0]], [0.5]);
        refuses(&unit, [x], [1.0], &Mse, refused(Quantity::Input));
        refuses(&(unit.clone(), last.clone()), [x], [1.0], &Mse, refused(Quantity::Input));
        let mut net = (Frozen(unit), last);
        refuses(&net, [x], [1.0], &Mse, refused(Quantity::Input));
        assert_eq!(learn(&mut net, &[finite], &[1.0], &Mse, 0.125), Ok(0.25), "{finite}");
    }
}

/// An infinite delta that flows into an inactive unit only: 0 times infinity, not 0.
#[test]
fn a_delta_that_ends_in_an_inactive_unit() {
    let net = (Dense::<1, 1, Relu>::new([[1.0]], [-1.0]), Dense::<1, 1>::new([[1e30]], [0.0]));
    refuses(&net, [1.0], [1e19], &Mse, refused(Quantity::Delta));
}

/// Losses of one's own that do not show what is wrong, each in its way.
#[test]
fn losses_of_ones_own() {
    struct SwallowsNan;
    impl Loss<[f32; 1]> for SwallowsNan {
        fn of(&self, y: &[f32; 1], target: &[f32; 1]) -> (f32, [f32; 1]) {
            if target[0].is_finite() && y[0].is_finite() { Mse.of(y, target) } else { (0.0, [0.0]) }
        }
    }
    struct Broken;
    impl Loss<[f32; 1]> for Broken {
        fn of(&self, _: &[f32; 1], _: &[f32; 1]) -> (f32, [f32; 1]) {
            (1.0, [f32::NAN])
        }
    }
    struct Particular;
    impl Loss<[f32; 1]> for Particular {
        fn of(&self, y: &[f32; 1], target: &[f32; 1]) -> (f32, [f32; 1]) {
            Mse.of(y, target)
        }
        fn accepts(&self, target: &[f32; 1]) -> bool {
            target[0] > 0.0
        }
        fn check(&self) -> Result<(), Setting> {
            Ok(())
        }
    }
    struct OutOfRange;
    impl Loss<[f32; 1]> for OutOfRange {
        fn of(&self, _: &[f32; 1], _: &[f32; 1]) -> (f32, [f32; 1]) {
            panic!("checked before it is used");
        }
        fn check(&self) -> Result<(), Setting> {
            Err(Setting::Other("it never is"))
        }
    }
    let net = Dense::<1, 1>::new([[1e30]], [0.0]);
    for target in [f32::NAN, f32::INFINITY] {
        refuses(&net, [1.0], [target], &SwallowsNan, refused(Quantity::Target));
        refuses(&net, [f32::NAN], [target], &SwallowsNan, refused(Quantity::Input));
    }
    refuses(&net, [1e15], [1.0], &SwallowsNan, refused(Quantity::Output));
    refuses(&net, [1.0], [1.0], &Broken, refused(Quantity::Delta));
    refuses(&net, [1.0], [-1.0], &Particular, refused(Quantity::Target));
    refuses(&net, [1.0], [1.0], &OutOfRange, TrainError::Rule(Setting::Other("it never is")));
}
