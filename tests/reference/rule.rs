//! Optimizers as PyTorch documents them (torch.optim, version 2: `SGD`, `SGD(momentum, dampening=0, nesterov)`, `RMSprop`,
//! `Adam`, `AdamW`, and `weight_decay`; `clip_grad_norm_` and `clip_grad_value_`).

use super::tolerance::gamma;
use stackprop::{Adam, AdamW, Clipped, ClippedByValue, Momentum, RmsProp, Sgd, WeightDecay};

/// Its settings are the f32 values the crate was given, so that only arithmetic is compared.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rule {
    Sgd { rate: f64 },
    Momentum { rate: f64, momentum: f64, nesterov: bool },
    RmsProp { rate: f64, momentum: f64, alpha: f64, epsilon: f64 },
    Adam { rate: f64, betas: [f64; 2], epsilon: f64, decay: f64 },
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

    /// What is done to the whole gradient before the rule sees it.
    fn prepare(&self, _weights: &[f64], _gradient: &mut [f64]) {}
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
        let betas = self.betas.map(f64::from);
        Rule::Adam { rate: self.rate.into(), betas, epsilon: self.epsilon.into(), decay: 0.0 }
    }
}

impl KnownRule for AdamW {
    fn known(&self) -> Rule {
        let Rule::Adam { rate, betas, epsilon, .. } = self.adam.known() else { panic!("Adam") };
        Rule::Adam { rate, betas, epsilon, decay: self.weight_decay.into() }
    }
}

impl<O: KnownRule> KnownRule for RmsProp<O> {
    fn known(&self) -> Rule {
        let (rate, momentum) = match self.rule.known() {
            Rule::Sgd { rate } => (rate, 0.0),
            Rule::Momentum { rate, momentum, nesterov: false } => (rate, momentum),
            other => panic!("PyTorch has no RMSprop with {other:?}"),
        };
        Rule::RmsProp { rate, momentum, alpha: self.alpha.into(), epsilon: self.epsilon.into() }
    }
}

impl<O: KnownRule> KnownRule for WeightDecay<O> {
    fn known(&self) -> Rule {
        self.rule.known()
    }

    fn prepare(&self, weights: &[f64], gradient: &mut [f64]) {
        gradient.iter_mut().zip(weights).for_each(|(g, w)| *g += f64::from(self.weight_decay) * w);
        self.rule.prepare(weights, gradient);
    }
}

impl<O: KnownRule> KnownRule for Clipped<O> {
    fn known(&self) -> Rule {
        self.rule.known()
    }

    fn prepare(&self, weights: &[f64], gradient: &mut [f64]) {
        let norm = gradient.iter().map(|g| g * g).sum::<f64>().sqrt();
        let factor = (f64::from(self.norm) / (norm + 1e-6)).min(1.0);
        for g in gradient.iter_mut() {
            *g *= factor;
        }
        self.rule.prepare(weights, gradient);
    }
}

impl<O: KnownRule> KnownRule for ClippedByValue<O> {
    fn known(&self) -> Rule {
        self.rule.known()
    }

    fn prepare(&self, weights: &[f64], gradient: &mut [f64]) {
        let limit = f64::from(self.value);
        for g in gradient.iter_mut() {
            *g = g.clamp(-limit, limit);
        }
        self.rule.prepare(weights, gradient);
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
            Self::RmsProp { rate, momentum, alpha, epsilon } => {
                memory.square = alpha * memory.square + (1.0 - alpha) * gradient * gradient;
                let root = memory.square.sqrt() + epsilon;
                memory.velocity = momentum * memory.velocity + gradient / root;
                memory.size = momentum * memory.size + gradient.abs() / root;
                // Of the square 4 a step, halved by the root; the root, a sum, a quotient; of the velocity 2 a step;
                // the product with the rate.
                (rate * memory.velocity, rate * memory.size, 4 * steps + 5)
            }
            Self::Adam { rate, betas: [b1, b2], epsilon, decay } => {
                if decay > 0.0 {
                    // two products and a difference; what the weight was off by shrinks with it
                    memory.error += gamma(2) * rate * decay * weight.abs() + gamma(1) * (weight.abs() + memory.error);
                    *weight -= rate * decay * *weight;
                }
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
