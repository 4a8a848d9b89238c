//! Losses for classes, weights and every optimizer around every other: a hundred steps beside the f64 reference.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod common;
mod reference;

use common::{Draw, values};
use core::fmt::Debug;
use reference::{Kind, KnownLoss, KnownRule, Memory, Net, tolerance};
use stackprop::{
    Adam, AdamW, BinaryCrossEntropy, Clipped, ClippedByValue, Dense, Huber, Lanes, Loss, Momentum, Mse, Optimizer,
    RmsProp, Scaled, Sgd, SoftmaxCrossEntropy, Tanh, Target, Trainer, WeightDecay, Weighted,
    WeightedBinaryCrossEntropy, WeightedCrossEntropy,
};

type Shape = (Dense<2, 6, Tanh>, Dense<6, 3>);
const SAMPLES: usize = 11; // two turns of the lanes, and three alone

/// A loss, its targets, what the reference calls both, and how much each sample counts there (the sum is 1).
struct Case<L, T> {
    loss: L,
    targets: Vec<T>,
    known: reference::Target,
    rows: Vec<[f32; 3]>,
    shares: Vec<f64>,
}

fn train<L: Loss<[f32; 3], T>, T: Target, O: Optimizer<Shape> + KnownRule + Debug>(case: &Case<L, T>, rule: &O) {
    let mut draw = Draw::new(5);
    let mut net: Shape = draw.net(0.8);
    let xs: Vec<[f32; 2]> = draw.arrays(SAMPLES, 1.0);
    let mut oracle = Net::of(&net, &[Kind::Tanh, Kind::Linear]);
    let mut memory = vec![Memory::default(); values(&net).len()];
    let mut trainer = Trainer::<_, O, Lanes<4>>::new();
    let mut losses = Vec::new();
    for step in 0..100 {
        losses.push(trainer.step(&mut net, &xs, &case.targets, &case.loss, rule).unwrap());
        let mut gradient = vec![0.0; memory.len()];
        let mut loss = 0.0;
        for ((x, row), share) in xs.iter().zip(&case.rows).zip(&case.shares) {
            let trace = oracle.trace(x, row, case.known);
            loss += share * trace.loss.value;
            let of_sample = oracle.gradient(&[trace], *share);
            gradient.iter_mut().zip(of_sample).for_each(|(sum, slope)| *sum += slope.value);
        }
        let off = (f64::from(losses[step]) - loss).abs();
        assert!(off <= tolerance::TRAINED, "{:?} {rule:?}: loss {step} is off by {off:e}", case.known);
        let weights: Vec<f64> = oracle.parameters().map(|w| *w).collect();
        rule.prepare(&weights, &mut gradient);
        for ((weight, slope), memory) in oracle.parameters().zip(&gradient).zip(&mut memory) {
            rule.known().step(weight, *slope, memory);
        }
    }
    assert!(losses[99] < losses[0], "{:?} {rule:?}: from {} to {}", case.known, losses[0], losses[99]);
    let off = values(&net).into_iter().zip(oracle.parameters()).map(|(w, exact)| (f64::from(w) - *exact).abs());
    let worst = off.fold(0.0, f64::max);
    assert!(worst <= tolerance::TRAINED, "{:?} {rule:?}: off by {worst:e}", case.known);
}

fn by_every_optimizer<L: Loss<[f32; 3], T>, T: Target>(case: &Case<L, T>) {
    let adam_w = |rate, weight_decay| AdamW { weight_decay, ..AdamW::new(rate) };
    by_two_optimizers(case);
    train(case, &Momentum::new(0.02, 0.9));
    train(case, &Momentum { rate: 0.02, momentum: 0.9, nesterov: true });
    train(case, &RmsProp::new(0.003));
    train(case, &RmsProp { alpha: 0.9, epsilon: 0.1, rule: Momentum::new(0.003, 0.5) });
    train(case, &adam_w(0.01, 1.0));
    train(case, &WeightDecay { weight_decay: 0.05, rule: Sgd { rate: 0.1 } });
    train(case, &WeightDecay { weight_decay: 0.01, rule: RmsProp::new(0.003) });
    train(case, &Clipped { norm: 0.2, rule: Momentum::new(0.02, 0.9) });
    train(case, &Clipped { norm: 0.2, rule: WeightDecay { weight_decay: 0.01, rule: Adam::new(0.01) } });
    train(case, &ClippedByValue { value: 0.05, rule: Sgd { rate: 0.1 } });
    train(case, &ClippedByValue { value: 0.05, rule: adam_w(0.02, 0.1) });
}

/// For a loss that differs from another by weights alone.
fn by_two_optimizers<L: Loss<[f32; 3], T>, T: Target>(case: &Case<L, T>) {
    train(case, &Sgd { rate: 0.1 });
    train(case, &Adam::new(0.01));
}

fn even() -> Vec<f64> {
    vec![1.0 / SAMPLES as f64; SAMPLES]
}

/// Classes in turn, as rows and as bytes.
fn classes() -> (Vec<[f32; 3]>, Vec<u8>) {
    let class = |k: u8| (core::array::from_fn(|o| if o == usize::from(k % 3) { 1.0 } else { 0.0 }), k % 3);
    (0..11).map(class).unzip()
}

/// The weights of samples, divided by their sum.
fn normed(weights: &[f32]) -> Vec<f64> {
    let sum: f64 = weights.iter().copied().map(f64::from).sum();
    weights.iter().map(|weight| f64::from(*weight) / sum).collect()
}

fn rows<L: Loss<[f32; 3]> + KnownLoss>(loss: L, rows: &[[f32; 3]]) -> Case<L, [f32; 3]> {
    Case { known: loss.known(), loss, targets: rows.to_vec(), rows: rows.to_vec(), shares: even() }
}

#[test]
fn losses_and_optimizers() {
    let rows_of = |size: f32| Draw::new(9).arrays::<3>(SAMPLES, size);
    let probabilities: Vec<[f32; 3]> = rows_of(0.5).iter().map(|row| row.map(|t| t + 0.5)).collect();
    by_every_optimizer(&rows(SoftmaxCrossEntropy, &probabilities));
    by_two_optimizers(&rows(WeightedCrossEntropy { weights: [0.5, 2.0, 1.25] }, &probabilities));
    by_every_optimizer(&rows(BinaryCrossEntropy, &probabilities));
    by_two_optimizers(&rows(WeightedBinaryCrossEntropy { positive_weights: [0.5, 3.0, 1.25] }, &probabilities));
    by_every_optimizer(&rows(Mse, &rows_of(1.0)));
    by_two_optimizers(&rows(Huber { delta: 0.25 }, &rows_of(1.0)));
}

#[test]
fn classes_and_weights() {
    let (rows, targets) = classes();
    let known = SoftmaxCrossEntropy.known();
    let with = |shares| (rows.clone(), shares);

    let ((rows, shares), loss) = (with(even()), SoftmaxCrossEntropy);
    by_two_optimizers(&Case { loss, targets: targets.clone(), known, rows, shares });

    let of_classes = [0.5, 2.0, 1.25];
    let each: Vec<f32> = targets.iter().map(|class| of_classes[usize::from(*class)]).collect();
    let ((rows, shares), loss) = (with(normed(&each)), WeightedCrossEntropy { weights: of_classes });
    by_every_optimizer(&Case { loss, targets: targets.clone(), known, rows, shares });

    let weights: Vec<f32> = (0..11_u8).map(|k| f32::from(k % 4) * 0.5).collect(); // some do not count
    let targets: Vec<(u8, f32)> = targets.into_iter().zip(weights.iter().copied()).collect();
    let ((rows, shares), loss) = (with(normed(&weights)), Weighted(SoftmaxCrossEntropy));
    by_two_optimizers(&Case { loss, targets: targets.clone(), known, rows, shares });

    let shares = weights.iter().map(|weight| f64::from(*weight) / SAMPLES as f64).collect();
    let ((rows, shares), loss) = (with(shares), Scaled(SoftmaxCrossEntropy));
    by_two_optimizers(&Case { loss, targets: targets.clone(), known, rows, shares });

    let both: Vec<f32> = each.iter().zip(&weights).map(|(class, sample)| class * sample).collect();
    let ((rows, shares), loss) = (with(normed(&both)), Weighted(WeightedCrossEntropy { weights: of_classes }));
    by_two_optimizers(&Case { loss, targets, known, rows, shares });
}
