//! Losses, by the textbook, and what f32 loses in each.

use super::Bounded;
use super::tolerance::{ETA, U, gamma};
use stackprop::{Huber, Mse};

/// What to come close to, and how a miss counts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Target {
    Mse,
    Huber(f64),
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

impl Target {
    /// What a miss of e costs.
    pub(crate) fn value(self, e: f64) -> f64 {
        match self {
            Self::Mse => e * e,
            Self::Huber(delta) if e.abs() <= delta => e * e / 2.0,
            Self::Huber(delta) => delta * (e.abs() - delta / 2.0),
        }
    }

    pub(crate) fn slope(self, e: f64) -> f64 {
        match self {
            Self::Mse => 2.0 * e,
            Self::Huber(delta) => e.clamp(-delta, delta),
        }
    }

    /// The loss of one sample, a mean over the outputs, and dL/dy. Value and slope are monotone in the size of e, so
    /// the ends of its interval bound what it passes on; then the roundings: of value or slope at most 2, of
    /// 1 / outputs, of the product with it, and of the sum.
    pub(crate) fn of(self, y: &[Bounded], target: &[f32]) -> (Bounded, Vec<Bounded>) {
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
