//! A value and how far off an f32 may be.

use super::tolerance::{ETA, MAX, gamma};

/// What exact arithmetic gives, to f64, and a bound on |f32 - value|. An infinite bound: the f32 may have overflowed.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Bounded {
    pub(crate) value: f64,
    pub(crate) error: f64,
}

impl Bounded {
    /// A bound, unless the largest number on the way, `reach`, may have overflowed.
    pub(crate) fn new(value: f64, error: f64, reach: f64) -> Self {
        let known = reach + error < 0.999 * MAX;
        Self { value, error: if known { error } else { f64::INFINITY } }
    }

    /// An f32 as it was handed in.
    pub(crate) fn exact(value: f32) -> Self {
        Self { value: f64::from(value), error: 0.0 }
    }

    /// The largest size the f32 may have.
    pub(crate) fn reach(self) -> f64 {
        self.value.abs() + self.error
    }

    /// Whether anything is claimed.
    pub(crate) fn is_known(self) -> bool {
        self.error.is_finite()
    }

    /// Whether an f32 keeps the bound; where nothing is claimed, any does.
    pub(crate) fn holds(self, found: f32) -> bool {
        !self.is_known() || (f64::from(found) - self.value).abs() <= self.error
    }

    /// start + Σ weight · x, with an error in each x, in any order: |W|E + γ(|start| + |W|(|x| + E)) + nη/2.
    pub(crate) fn dot(start: f64, terms: impl Iterator<Item = (f64, Bounded)>, roundings: usize) -> Self {
        let (mut value, mut passed_on, mut reach, mut underflow) = (start, 0.0, start.abs(), 0.0);
        for (weight, x) in terms {
            value += weight * x.value;
            passed_on += weight.abs() * x.error;
            reach += weight.abs() * x.reach();
            underflow += ETA / 2.0;
        }
        let rounding = gamma(roundings);
        Self::new(value, passed_on + rounding * reach + (1.0 + rounding) * underflow, reach)
    }

    /// self · other, each with its error, and so many roundings.
    pub(crate) fn times(self, other: Self, roundings: usize) -> Self {
        let reach = self.reach() * other.reach();
        let passed_on = self.value.abs() * other.error + self.error * other.reach();
        let underflow = if roundings > 0 { ETA / 2.0 } else { 0.0 };
        Self::new(self.value * other.value, passed_on + gamma(roundings) * reach + underflow, reach)
    }
}
