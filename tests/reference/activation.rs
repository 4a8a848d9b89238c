//! Activations, their slopes by the textbook, and what f32 loses in each.

use super::Bounded;
use super::tolerance::{ETA, EXP, MAX, TANH, U, gamma};
use stackprop::{Activation, LeakyRelu, Linear, Relu, Sigmoid, Tanh};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Linear,
    Relu,
    LeakyRelu,
    Tanh,
    Sigmoid,
}

/// The crate's activation with the oracle's beside it.
pub(crate) trait Named: Activation {
    const KIND: Kind;
}

impl Named for Linear {
    const KIND: Kind = Kind::Linear;
}
impl Named for Relu {
    const KIND: Kind = Kind::Relu;
}
impl Named for LeakyRelu {
    const KIND: Kind = Kind::LeakyRelu;
}
impl Named for Tanh {
    const KIND: Kind = Kind::Tanh;
}
impl Named for Sigmoid {
    const KIND: Kind = Kind::Sigmoid;
}

impl Kind {
    pub(crate) fn value(self, z: f64) -> f64 {
        match self {
            Self::Linear => z,
            Self::Relu => z.max(0.0),
            Self::LeakyRelu => z.max(0.01 * z),
            Self::Tanh => z.tanh(),
            Self::Sigmoid => 1.0 / (1.0 + (-z).exp()),
        }
    }

    /// f'(z), from z.
    pub(crate) fn slope(self, z: f64) -> f64 {
        match self {
            Self::Linear => 1.0,
            Self::Relu => f64::from(u8::from(z > 0.0)),
            Self::LeakyRelu => {
                if z > 0.0 {
                    1.0
                } else {
                    0.01
                }
            }
            Self::Tanh => z.cosh().powi(-2),
            Self::Sigmoid => 1.0 / (2.0 + z.exp() + (-z).exp()),
        }
    }

    /// Whether the slope jumps at 0.
    pub(crate) fn has_kink(self) -> bool {
        matches!(self, Self::Relu | Self::LeakyRelu)
    }

    /// y = f(z). All are monotone, so the ends of z's interval are the ends of y's; then the roundings of f itself.
    pub(crate) fn forward(self, z: Bounded) -> Bounded {
        let y = self.value(z.value);
        if !z.is_known() {
            return Bounded::new(y, f64::INFINITY, y);
        }
        let passed_on = (self.value(z.value + z.error) - y).max(y - self.value(z.value - z.error));
        let rounding = match self {
            // the constant's rounding, and the product's
            Self::LeakyRelu if z.value < z.error => gamma(2) * 0.01 * z.reach() + ETA / 2.0,
            Self::Linear | Self::Relu | Self::LeakyRelu => 0.0,
            Self::Tanh => TANH * (y.abs() + passed_on) + ETA / 2.0,
            // a sum and a quotient; where e⁻ᶻ overflows, 0 stands for what is below 1 / MAX
            Self::Sigmoid => (EXP + gamma(2)) * (y + passed_on) + 1.0 / MAX,
        };
        Bounded::new(y, passed_on + rounding, y.abs())
    }

    /// Whether f32 may see z on the other side of the kink.
    pub(crate) fn is_unstable(self, z: Bounded) -> bool {
        self.has_kink() && z.value.abs() <= z.error
    }

    /// Whether it can give this output.
    pub(crate) fn reaches(self, target: f32) -> bool {
        match self {
            Self::Linear | Self::LeakyRelu => target.is_finite(),
            Self::Relu => target.is_finite() && target >= 0.0,
            Self::Tanh => target.abs() <= 1.0,
            Self::Sigmoid => (0.0..=1.0).contains(&target),
        }
    }

    /// A target that it can give, made of any finite one.
    pub(crate) fn reachable(self, target: f32) -> f32 {
        let within_one = if target.abs() > 1.0 { 1.0 / target } else { target };
        match self {
            Self::Linear | Self::LeakyRelu => target,
            Self::Relu => target.abs(),
            Self::Tanh => within_one,
            Self::Sigmoid => within_one.abs(),
        }
    }

    /// f'(z) as f32 tells it from y: a parabola in y, whose ends of the interval are farthest off, and its roundings.
    fn slope_bound(self, z: Bounded, y: Bounded) -> Bounded {
        let slope = self.slope(z.value);
        if self.is_unstable(z) {
            return Bounded::new(slope, 1.0, 1.0); // either side's: from 0 to 1
        }
        let from_output = |y: f64| match self {
            Self::Tanh => 1.0 - y * y,
            Self::Sigmoid => y * (1.0 - y),
            _ => slope,
        };
        let off = |at: f64| (from_output(at) - from_output(y.value)).abs();
        let passed_on = off(y.value + y.error).max(off(y.value - y.error));
        let rounding = match self {
            Self::Linear | Self::Relu => 0.0,
            Self::LeakyRelu => U * slope,
            Self::Tanh => gamma(2) * (1.0 + y.reach() * y.reach()),
            Self::Sigmoid => gamma(2) * y.reach() * (1.0 + y.reach()) + ETA / 2.0,
        };
        Bounded::new(slope, passed_on + rounding, 1.0)
    }

    /// dL/dz = dL/dy · f'(z). A slope of 0 or 1 rounds nothing.
    pub(crate) fn backward(self, dy: Bounded, z: Bounded, y: Bounded) -> Bounded {
        let roundings = usize::from(!matches!(self, Self::Linear | Self::Relu));
        dy.times(self.slope_bound(z, y), roundings)
    }
}
