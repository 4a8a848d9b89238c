//! Losses for classes: against the f64 reference, at logits beyond all reason, and with targets that are none.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;
mod reference;

use common::{Draw, bits};
use core::fmt::Debug;
use core::ops::ControlFlow;
use reference::{Bounded, KnownLoss};
use stackprop::{
    BinaryCrossEntropy, Class, Dense, FitError, Lanes, Loss, Mse, Plan, Quantity, Real, Relu, Scaled, Setting, Sgd,
    SoftmaxCrossEntropy, Target, TrainError, Trainer, Weighted, WeightedBinaryCrossEntropy, WeightedCrossEntropy,
    argmax, fit, learn, sigmoid, softmax,
};

const WEIGHTS: [f32; 3] = [0.5, 2.0, 1.25];
const CLASS_WEIGHTS: WeightedCrossEntropy<3> = WeightedCrossEntropy { weights: WEIGHTS };
const POSITIVE_WEIGHTS: WeightedBinaryCrossEntropy<3> = WeightedBinaryCrossEntropy { positive_weights: WEIGHTS };

fn keeps_its_bound(loss: &(impl Loss<[f32; 3]> + KnownLoss), size: f32, targets: impl Fn(&mut Draw) -> [f32; 3]) {
    let mut draw = Draw::new(3);
    for _ in 0..2000 {
        let (logits, target): ([f32; 3], _) = (draw.array(size), targets(&mut draw));
        assert!(loss.accepts(&target));
        let (value, slopes) = loss.of(&logits, &target);
        let (exact, exact_slopes) = loss.known().of(&logits.map(Bounded::exact), &target);
        assert!(exact.holds(value), "{logits:?} {target:?}: {value:e} for {exact:?}");
        // the bound says something
        assert!(exact.error < 1e-5 * f64::from(1.0 + size), "{exact:?}");
        for (slope, exact) in slopes.iter().zip(exact_slopes) {
            assert!(exact.holds(*slope), "{logits:?} {target:?}: {slope:e} for {exact:?}");
            assert!(exact.error < 1e-5 * f64::from(1.0 + size), "{exact:?}");
        }
    }
}

#[test]
fn within_the_bounds_of_the_reference() {
    for size in [1e-3, 1.0, 10.0, 80.0, 1e4] {
        let probability = |draw: &mut Draw| draw.array(0.5).map(|t: f32| t + 0.5);
        let label = |draw: &mut Draw| draw.array(1.0).map(|t: f32| if t > 0.0 { 1.0 } else { 0.0 });
        keeps_its_bound(&SoftmaxCrossEntropy, size, probability);
        keeps_its_bound(&CLASS_WEIGHTS, size, probability);
        keeps_its_bound(&BinaryCrossEntropy, size, probability);
        keeps_its_bound(&BinaryCrossEntropy, size, label);
        keeps_its_bound(&POSITIVE_WEIGHTS, size, probability);
        keeps_its_bound(&POSITIVE_WEIGHTS, size, label);
    }
}

/// A class is what its probabilities are, to the last bit; whatever integer says it.
#[test]
fn a_class_is_a_row_of_zeros_and_a_one() {
    let mut draw = Draw::new(4);
    for k in 0..1000_u16 {
        let (logits, class): ([f32; 3], u16) = (draw.array(8.0), k % 3);
        let row = core::array::from_fn(|o| if o == usize::from(class) { 1.0 } else { 0.0 });
        let byte = u8::try_from(class).unwrap();
        let of_class = SoftmaxCrossEntropy.of(&logits, &byte);
        assert_eq!(of_class, SoftmaxCrossEntropy.of(&logits, &class));
        assert_eq!(of_class, SoftmaxCrossEntropy.of(&logits, &usize::from(class)));
        assert_eq!(of_class, SoftmaxCrossEntropy.of(&logits, &row));
        assert_eq!(of_class, CLASS_WEIGHTS.of(&logits, &byte));
        assert_eq!(Loss::<[f32; 3], u8>::weight(&CLASS_WEIGHTS, &byte), WEIGHTS[byte.index()]);
    }
    assert_eq!((size_of::<[u8; 1347]>(), size_of::<[[f32; 10]; 1347]>()), (1347, 53_880));
}

#[test]
fn logits_beyond_all_reason() {
    for z in [0.0, 1.0, 88.0, 104.0, 1e4, 1e30, 3e38] {
        for logits in [[z, -z, 0.0], [z; 3], [-z; 3], [z, 0.5 * z, -0.5 * z]] {
            let p = softmax(&logits);
            let sum: f32 = p.iter().sum();
            assert!((sum - 1.0).abs() < 1e-6 && p.iter().all(|p| (0.0..=1.0).contains(p)), "{logits:?}: {p:?}");
            for class in 0..3_u8 {
                let (loss, slopes) = SoftmaxCrossEntropy.of(&logits, &class);
                assert!(loss >= 0.0 && slopes.iter().all(|slope| slope.abs() <= 1.0), "{logits:?}: {loss}, {slopes:?}");
                let (loss, slopes) = BinaryCrossEntropy.of(&logits, &[f32::from(class) * 0.5; 3]);
                assert!(loss >= 0.0 && slopes.iter().all(|slope| slope.abs() <= 1.0), "{logits:?}: {loss}, {slopes:?}");
            }
        }
        assert!((sigmoid(z) + sigmoid(-z) - 1.0).abs() < 1e-6);
        assert!((0.5..=1.0).contains(&sigmoid(z)) && (0.0..=0.5).contains(&sigmoid(-z)));
    }
    assert_eq!([argmax(&[1.0, 3.0, 3.0]), argmax(&[f32::NAN, -1.0, -2.0]), argmax(&[f32::NAN; 3])], [1, 1, 0]);
    assert_eq!([argmax(&[]), argmax(&[f32::NEG_INFINITY, f32::MIN])], [0, 1]);
}

type Net = (Dense<2, 3, Relu>, Dense<3, 3>);
const SAMPLE: usize = 5;

/// The sixth of seven targets is bad: refused, one by one and in lanes, in `step`, `fit` and `learn`; nothing changes.
fn refuses<T: Target + Copy + Debug>(loss: &impl Loss<[f32; 3], T>, good: T, bad: T, error: TrainError) {
    fn check<R: Real, T: Target + Copy + Debug>(loss: &impl Loss<[f32; 3], T>, good: T, bad: T, error: TrainError) {
        let mut draw = Draw::new(6);
        let start: Net = draw.net(1.0);
        let xs: Vec<[f32; 2]> = draw.arrays(7, 1.0);
        let mut targets = [good; 7];
        targets[SAMPLE] = bad;
        let (mut net, mut trainer) = (start.clone(), Trainer::<Net, Sgd, R>::new());
        assert_eq!(trainer.step(&mut net, &xs, &targets, loss, &Sgd { rate: 0.1 }), Err(error), "{bad:?}");
        let plan = Plan { epochs: 1, batch: 7, seed: 3, rule: |_| Sgd { rate: 0.1 } };
        let fitted = fit(&mut net, &mut trainer, &xs, &targets, loss, plan, |_, _| ControlFlow::Continue(()));
        assert_eq!(fitted, Err(FitError { epoch: 0, batch: 0, error }), "{bad:?}");
        let alone = match error {
            TrainError::Refused { quantity, .. } => TrainError::Refused { sample: 0, quantity },
            other => other,
        };
        assert_eq!(learn(&mut net, &xs[0], &bad, loss, 0.1), Err(alone), "{bad:?}");
        assert_eq!(bits(&net), bits(&start), "{bad:?}");
        // and the trainer's gradient is still clear
        let mut twin = start.clone();
        trainer.step(&mut net, &xs, &[good; 7], loss, &Sgd { rate: 0.1 }).unwrap();
        Trainer::<Net, Sgd, R>::new().step(&mut twin, &xs, &[good; 7], loss, &Sgd { rate: 0.1 }).unwrap();
        assert_eq!(bits(&net), bits(&twin), "{bad:?}");
    }
    check::<f32, T>(loss, good, bad, error);
    check::<Lanes<4>, T>(loss, good, bad, error);
}

#[test]
fn targets_that_are_none() {
    let refused = TrainError::Refused { sample: SAMPLE, quantity: Quantity::Target };
    for class in [3, 4, 255] {
        refuses(&SoftmaxCrossEntropy, 2_u8, class, refused);
        refuses(&CLASS_WEIGHTS, 2_u8, class, refused);
        refuses(&Scaled(SoftmaxCrossEntropy), (2_u8, 1.0), (class, 1.0), refused);
        refuses(&Weighted(SoftmaxCrossEntropy), (2_u8, 1.0), (class, 1.0), refused);
    }
    refuses(&SoftmaxCrossEntropy, 0_usize, usize::MAX, refused);
    for probability in [1.1, 1.0_f32.next_up(), -0.1, -f32::MIN_POSITIVE, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        let (good, bad) = ([0.0, 1.0, 0.0], [0.25, 0.0, probability]);
        refuses(&SoftmaxCrossEntropy, good, bad, refused);
        refuses(&CLASS_WEIGHTS, good, bad, refused);
        refuses(&BinaryCrossEntropy, good, bad, refused);
        refuses(&POSITIVE_WEIGHTS, good, bad, refused);
        refuses(&Scaled(BinaryCrossEntropy), (good, 1.0), (bad, 1.0), refused);
        refuses(&Weighted(BinaryCrossEntropy), (good, 1.0), (bad, 1.0), refused);
    }
    for weight in [-1.0, -f32::MIN_POSITIVE, f32::NAN, f32::INFINITY] {
        refuses(&Scaled(Mse), ([0.5; 3], 1.0), ([0.5; 3], weight), refused);
        refuses(&Weighted(Mse), ([0.5; 3], 1.0), ([0.5; 3], weight), TrainError::Rule(Setting::SampleWeight));
    }
}

/// `learn` with a weight is `learn` with the rate times that weight, to the last bit; the loss is the sample's own.
#[test]
fn a_weight_is_a_longer_step() {
    let mut draw = Draw::new(8);
    for k in 0..200_u8 {
        let (start, x, class): (Net, [f32; 2], u8) = (draw.net(1.0), draw.array(1.0), k % 3);
        let (rate, weight) = (draw.within(0.05) + 0.05, draw.within(5.0) + 5.0);
        let learnt = |learn: &dyn Fn(&mut Net) -> Result<f32, TrainError>| {
            let mut net = start.clone();
            (learn(&mut net), bits(&net))
        };
        let plain = |rate| learnt(&|net| learn(net, &x, &class, &SoftmaxCrossEntropy, rate));
        let of_sample = learnt(&|net| learn(net, &x, &(class, weight), &Weighted(SoftmaxCrossEntropy), rate));
        assert_eq!(of_sample, plain(rate * weight));
        assert_eq!(learnt(&|net| learn(net, &x, &class, &CLASS_WEIGHTS, rate)), plain(rate * WEIGHTS[class.index()]));
        let of_both = learnt(&|net| learn(net, &x, &(class, weight), &Weighted(CLASS_WEIGHTS), rate));
        assert_eq!(of_both, plain(rate * (weight * WEIGHTS[class.index()])));
        // scaled by a power of two, the slopes are no other digits; and the loss is scaled too
        let double = learnt(&|net| learn(net, &x, &(class, 2.0), &Scaled(CLASS_WEIGHTS), rate));
        let (loss, net) = plain(2.0 * rate * WEIGHTS[class.index()]);
        assert_eq!(double, (loss.map(|loss| 2.0 * loss), net));
    }
}

/// Weights of which none, or not all, can be used.
#[test]
fn weights_that_are_none() {
    let error = Err(TrainError::Rule(Setting::SampleWeight));
    let start: Net = Draw::new(7).net(1.0);
    let mut net = start.clone();
    let mut trainer = Trainer::<Net, Sgd>::new();
    for weights in [[1.0, -1.0, 1.0], [f32::NAN, 1.0, 1.0], [1.0, 1.0, f32::INFINITY], [0.0; 3]] {
        let loss = WeightedCrossEntropy { weights };
        assert_eq!(trainer.step(&mut net, &[[1.0, 2.0]], &[0_u8], &loss, &Sgd { rate: 0.1 }), error);
        assert_eq!(trainer.step(&mut net, &[[1.0, 2.0]], &[[0.0, 1.0, 0.0]], &loss, &Sgd { rate: 0.1 }), error);
        assert_eq!(learn(&mut net, &[1.0, 2.0], &0_u8, &loss, 0.1), error);
        assert_eq!(learn(&mut net, &[1.0, 2.0], &(0_u8, 1.0), &Scaled(loss), 0.1), error);
        assert_eq!(learn(&mut net, &[1.0, 2.0], &(0_u8, 1.0), &Weighted(loss), 0.1), error);
        let loss = WeightedBinaryCrossEntropy { positive_weights: weights };
        assert_eq!(learn(&mut net, &[1.0, 2.0], &[0.0; 3], &loss, 0.1), error);
    }
    // All samples of a batch are of a class that does not count, or do not count themselves.
    let loss = WeightedCrossEntropy { weights: [0.0, 1.0, 1.0] };
    assert_eq!(trainer.step(&mut net, &[[1.0, 2.0]; 2], &[0_u8; 2], &loss, &Sgd { rate: 0.1 }), error);
    let targets = [([0.5; 3], 0.0); 2];
    assert_eq!(trainer.step(&mut net, &[[1.0, 2.0]; 2], &targets, &Weighted(Mse), &Sgd { rate: 0.1 }), error);
    // Their sum is more than f32 holds.
    let targets = [([0.5; 3], f32::MAX); 2];
    assert_eq!(trainer.step(&mut net, &[[1.0, 2.0]; 2], &targets, &Weighted(Mse), &Sgd { rate: 0.1 }), error);
    // A rate times the weight that no rate may be.
    assert_eq!(learn(&mut net, &[1.0, 2.0], &([0.5; 3], 1e6), &Weighted(Mse), 1.0), error);
    assert_eq!(bits(&net), bits(&start));
}
