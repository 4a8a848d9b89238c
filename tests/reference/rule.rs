//! Optimizers as PyTorch documents them (torch.optim, version 2: `SGD`, `SGD(momentum, dampening=0, nesterov)`, `Adam`).

use super::tolerance::gamma;
use stackprop::{Adam, Momentum, Sgd};

/// Its settings are the f32 values the crate was given, so that only arithmetic is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rule {
    Sgd { rate: f64 },
    Momentum { rate: f64, momentum: f64, nesterov: bool },
    Adam { rate: f64, betas: [f64; 2], epsilon: f64 },
}

/// What is remembered of one weight.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Memory {
    time: i32,
    velocity: f64,
    mean: f64,
    square: f64,
    /// The mean of |g|: what the rounding of the mean is measured by.
    size: f64,
    /// How far f32 may be off by now.
    pub(crate) error: f64,
}

/// The crate's rule with the oracle's beside it.
pub(crate) trait KnownRule {
    fn known(&self) -> Rule;
}

impl KnownRule for Sgd {
    fn known(&self) -> Rule {
        Rule::Sgd { rate: self.rate.into() }
    }
}

impl KnownRule for Momentum {
    fn known(&self) -> Rule {
        Rule::Momentum { rate: self.rate.into(), momentum: self.momentum.into(), nesterov: self.nesterov }
    }
}

impl KnownRule for Adam {
    fn known(&self) -> Rule {
        Rule::Adam { rate: self.rate.into(), betas: self.betas.map(f64::from), epsilon: self.epsilon.into() }
    }
}

impl Rule {
    /// One step of one weight, and the growth of its error bound: each step rounds the subtraction, and the way it
    /// goes, (1 + roundings so far) of its size when no gradient had cancelled another.
    pub(crate) fn step(self, weight: &mut f64, gradient: f64, memory: &mut Memory) {
        memory.time += 1;
        let time = memory.time;
        let steps = time.unsigned_abs() as usize;
        let (way, size, roundings) = match self {
            Self::Sgd { rate } => (rate * gradient, rate * gradient.abs(), 1),
            Self::Momentum { rate, momentum, nesterov } => {
                memory.velocity = momentum * memory.velocity + gradient;
                memory.size = momentum * memory.size + gradient.abs();
                // a product and a sum per step, then rate · v; Nesterov looks a product and a sum ahead
                if nesterov {
                    let (ahead, size) = (momentum * memory.velocity, momentum * memory.size);
                    (rate * (gradient + ahead), rate * (gradient.abs() + size), 2 * steps + 3)
                } else {
                    (rate * memory.velocity, rate * memory.size, 2 * steps + 1)
                }
            }
            Self::Adam { rate, betas: [b1, b2], epsilon } => {
                memory.mean = b1 * memory.mean + (1.0 - b1) * gradient;
                memory.size = b1 * memory.size + (1.0 - b1) * gradient.abs();
                memory.square = b2 * memory.square + (1.0 - b2) * gradient * gradient;
                let root = (memory.square / (1.0 - b2.powi(time))).sqrt() + epsilon;
                let step = rate / (1.0 - b1.powi(time));
                // Of the mean and of its correction 3 a step each; of the square 4 a step and of its correction 3,
                // both halved by the root; a root, a quotient, a product and a sum below; a quotient and a product
                // above, and the division.
                (step * memory.mean / root, step * memory.size / root, 10 * steps + 8)
            }
        };
        *weight -= way;
        memory.error += gamma(roundings) * size;
        memory.error += gamma(1) * (weight.abs() + memory.error);
    }
}
