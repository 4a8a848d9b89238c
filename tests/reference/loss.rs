//! Losses, by the textbook, and what f32 loses in each.

use super::Bounded;
use super::tolerance::{ETA, EXP, U, gamma};
use stackprop::{
    BinaryCrossEntropy, Huber, Mse, SoftmaxCrossEntropy, WeightedBinaryCrossEntropy, WeightedCrossEntropy,
};

/// What to come close to, and how a miss counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    Mse,
    Huber(f64),
    /// Of three classes, each with its weight; the target is a probability of each. A class is a target of 0s and a 1.
    CrossEntropy([f64; 3]),
    /// Of three outputs, each with the weight of its positives.
    Binary([f64; 3]),
}

/// The crate's loss with the oracle's beside it.
pub(crate) trait KnownLoss {
    fn known(&self) -> Target;
}

impl KnownLoss for Mse {
    fn known(&self) -> Target {
        Target::Mse
    }
}

impl KnownLoss for Huber {
    fn known(&self) -> Target {
        Target::Huber(f64::from(self.delta))
    }
}

impl KnownLoss for SoftmaxCrossEntropy {
    fn known(&self) -> Target {
        Target::CrossEntropy([1.0; 3])
    }
}

impl KnownLoss for WeightedCrossEntropy<3> {
    fn known(&self) -> Target {
        Target::CrossEntropy(self.weights.map(f64::from))
    }
}

impl KnownLoss for BinaryCrossEntropy {
    fn known(&self) -> Target {
        Target::Binary([1.0; 3])
    }
}

impl KnownLoss for WeightedBinaryCrossEntropy<3> {
    fn known(&self) -> Target {
        Target::Binary(self.positive_weights.map(f64::from))
    }
}

impl Target {
    /// What a miss of e costs.
    pub(crate) fn value(self, e: f64) -> f64 {
        match self {
            Self::Mse => e * e,
            Self::Huber(delta) if e.abs() <= delta => e * e / 2.0,
            Self::Huber(delta) => delta * (e.abs() - delta / 2.0),
            Self::CrossEntropy(_) | Self::Binary(_) => panic!("not a function of the miss"),
        }
    }

    pub(crate) fn slope(self, e: f64) -> f64 {
        match self {
            Self::Mse => 2.0 * e,
            Self::Huber(delta) => e.clamp(-delta, delta),
            Self::CrossEntropy(_) | Self::Binary(_) => panic!("not a function of the miss"),
        }
    }

    /// The loss of one sample, a mean over the outputs, and dL/dy. Value and slope are monotone in the size of e, so
    /// the ends of its interval bound what it passes on; then the roundings: of value or slope at most 2, of
    /// 1 / outputs, of the product with it, and of the sum.
    pub(crate) fn of(self, y: &[Bounded], target: &[f32]) -> (Bounded, Vec<Bounded>) {
        match self {
            Self::Mse | Self::Huber(_) => {}
            Self::CrossEntropy(weights) => return cross_entropy(y, target, weights),
            Self::Binary(positive) => return binary(y, target, positive),
        }
        let share = 1.0 / y.len() as f64;
        let mut loss = Bounded::default();
        let mut reach = 0.0;
        let mut dy = Vec::new();
        for (y, target) in y.iter().zip(target) {
            let e = y.value - f64::from(*target);
            let e = Bounded::new(e, y.error + U * (e.abs() + y.error), e.abs());
            let (value, slope) = (self.value(e.value), self.slope(e.value));
            let largest = self.value(e.reach());
            let passed_on = (self.slope(e.value + e.error) - slope).max(slope - self.slope(e.value - e.error));
            let steepest = slope.abs() + passed_on;
            let error = share * (passed_on + gamma(2) * steepest) + ETA / 2.0;
            dy.push(Bounded::new(share * slope, if e.is_known() { error } else { f64::INFINITY }, steepest));
            let smallest = self.value((e.value.abs() - e.error).max(0.0));
            loss.value += share * value;
            loss.error += share * ((largest - value).max(value - smallest) + 2.0 * ETA) + ETA;
            reach += largest;
        }
        let error = loss.error + gamma(y.len() + 4) * share * reach;
        (Bounded::new(loss.value, error, reach), dy)
    }
}

/// Σ w t (log Σ exp z - z), and softmax(z) · Σ w t - w t.
fn cross_entropy(z: &[Bounded], target: &[f32], weights: [f64; 3]) -> (Bounded, Vec<Bounded>) {
    let wt: Vec<f64> = target.iter().zip(weights).map(|(t, weight)| f64::from(*t) * weight).collect();
    let whole: f64 = wt.iter().sum();
    let top = z.iter().map(|z| z.value).fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = z.iter().map(|z| (z.value - top).exp()).sum();
    let log_sum = top + sum.ln();
    let off = z.iter().map(|z| z.error).fold(0.0, f64::max);
    let spread = z.iter().map(|z| top - z.value).fold(0.0, f64::max);
    // An exponent: what z is off by, twice, and the rounding of a difference.
    let exponent = 2.0 * off + U * (spread + 2.0 * off);
    // A share: its own exponent's error and the sum's; exp in both; the sum, its inverse, the product.
    let share = (2.0 * exponent).exp() * (1.0 + 2.0 * EXP + gamma(z.len() + 2)) - 1.0;
    // The logarithm of the sum: a relative error becomes an absolute one; the logarithm itself, and the sum with `top`.
    let of_log_sum = exponent + EXP + gamma(z.len()) + gamma(4) * (sum.ln().abs() + top.abs() + off + 1e-3);
    let (mut loss, mut error, mut reach) = (0.0, 0.0, 0.0);
    let mut dy = Vec::new();
    for (z, wt) in z.iter().zip(&wt) {
        let miss = log_sum - z.value;
        loss += wt * miss;
        error += wt * (of_log_sum + z.error + U * (miss + of_log_sum + z.error));
        reach += wt * (miss + of_log_sum + z.error);
        let p = (z.value - log_sum).exp();
        let rounding = p * whole * (share + gamma(target.len() + 3) * (1.0 + share)) + gamma(2) * (p * whole + wt);
        dy.push(Bounded::new(p * whole - wt, rounding + 3.0 * ETA, 1.0));
    }
    (Bounded::new(loss, error + gamma(z.len() + 3) * reach + 3.0 * ETA, reach), dy)
}

/// The mean over outputs of -p t log σ(z) - (1 - t) log(1 - σ(z)), and its slopes.
fn binary(z: &[Bounded], target: &[f32], positive: [f64; 3]) -> (Bounded, Vec<Bounded>) {
    let share = 1.0 / z.len() as f64;
    let softplus = |z: f64| z.max(0.0) + (-z.abs()).exp().ln_1p();
    let (mut loss, mut error, mut reach) = (0.0, 0.0, 0.0);
    let mut dy = Vec::new();
    for ((z, t), p) in z.iter().zip(target).zip(positive) {
        let t = f64::from(*t);
        let factor = 1.0 + (p - 1.0) * t;
        let (pt, not_t) = (p * t, 1.0 - t);
        loss += share * (pt * softplus(-z.value) + not_t * softplus(z.value));
        // It is nowhere steeper than the larger of the two; then (1 - t) z + factor · log(1 + exp(-z)), which cancels.
        let size = not_t * z.reach() + (1.0 + (p - 1.0).abs()) * (softplus(-z.value) + z.error);
        error += share * (pt.max(not_t) * z.error + (EXP + gamma(10)) * size + ETA);
        reach += share * size;
        let miss = 1.0 / (1.0 + z.value.exp());
        // The logistic function is nowhere steeper than 1/4.
        let of_miss = z.error / 4.0 + (EXP + gamma(4)) * (miss + z.error / 4.0);
        let of_factor = gamma(3) * (1.0 + (p - 1.0).abs());
        let rounding = factor * of_miss + of_factor * (miss + of_miss) + gamma(4) * (not_t + factor * miss);
        dy.push(Bounded::new(share * (not_t - factor * miss), share * rounding + 2.0 * ETA, 1.0));
    }
    (Bounded::new(loss, error + gamma(z.len() + 2) * reach, reach), dy)
}
