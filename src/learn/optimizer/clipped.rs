//! Clipping: a gradient that is too long is shortened before the step.

use crate::learn::{Optimizer, Rate, Setting};
use crate::net::{Parameters, Values};
use crate::number::Real;

/// `rule`, with the gradient first shortened to a norm of at most `norm` over all parameters (Pascanu, Mikolov and Bengio
/// 2013), as PyTorch's `clip_grad_norm_` does: by norm / (|g| + 10⁻⁶) if that is below 1.
///
/// Around any optimizer, or around the rate of [`learn`](crate::learn), where it needs no gradient buffer: the norm
/// follows from deltas and inputs.
///
/// ```
/// use stackprop::{Clipped, Dense, Mse, Sgd, Trainer, learn};
///
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// learn(&mut net, &[3.0], &[-1000.0], &Mse, Clipped { norm: 1.0, rule: 0.5 })?; // one outlier
/// let [[weight]] = net.weights();
/// assert!((weight + 0.5 * 3.0 / 10.0_f32.sqrt()).abs() < 1e-6); // the step's length is 0.5
///
/// let mut trainer = Trainer::<_, Clipped<Sgd>>::new();
/// trainer.step(&mut net, &[[3.0]], &[[1000.0]], &Mse, &Clipped { norm: 1.0, rule: Sgd { rate: 0.5 } })?;
/// assert!(net.weights()[0][0].abs() < 1e-6); // and back
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clipped<O> {
    /// The largest norm; above 0.
    pub norm: f32,
    /// The optimizer or the rate that then makes the step.
    pub rule: O,
}

impl<O> Clipped<O> {
    /// What a gradient with this squared norm is multiplied by.
    fn factor(&self, squared_norm: f32) -> f32 {
        let factor = self.norm / (libm::sqrtf(squared_norm) + 1e-6);
        if factor < 1.0 { factor } else { 1.0 }
    }
}

impl Rate for Clipped<f32> {
    fn check(&self) -> Result<(), Setting> {
        check_limit(self.norm)?;
        self.rule.check()
    }

    fn at(&self, squared_norm: f32) -> f32 {
        self.rule * self.factor(squared_norm)
    }
}

impl<N: Parameters, O: Optimizer<N>> Optimizer<N> for Clipped<O> {
    type State = O::State;
    const CLEARS: bool = O::CLEARS;

    fn check(&self, net: &N) -> Result<(), Setting> {
        check_limit(self.norm)?;
        self.rule.check(net)
    }

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut O::State) {
        let mut squares = 0.0;
        gradient.visit(&mut |tensor| squares = tensor.values.iter().fold(squares, |sum, g| sum.add_product(*g, *g)));
        let factor = self.factor(squares);
        if factor < 1.0 {
            gradient.zip([], &mut |slice, []| slice.iter_mut().for_each(|g| *g *= factor));
        }
        self.rule.step(net, gradient, state);
    }
}

/// `rule`, with every value of the gradient first limited to ±`value`, as PyTorch's `clip_grad_value_` does.
///
/// ```
/// use stackprop::{ClippedByValue, Dense, Mse, Sgd, Trainer};
///
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// let rule = ClippedByValue { value: 1.0, rule: Sgd { rate: 0.5 } };
/// Trainer::<_, ClippedByValue<Sgd>>::new().step(&mut net, &[[0.25]], &[[1.0]], &Mse, &rule)?;
/// assert_eq!(net, Dense::new([[0.25]], [0.5])); // the gradient was -0.5 and -2
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClippedByValue<O> {
    /// The largest size of a value; above 0.
    pub value: f32,
    /// The optimizer that then makes the step.
    pub rule: O,
}

impl<N: Parameters, O: Optimizer<N>> Optimizer<N> for ClippedByValue<O> {
    type State = O::State;
    const CLEARS: bool = O::CLEARS;

    fn check(&self, net: &N) -> Result<(), Setting> {
        check_limit(self.value)?;
        self.rule.check(net)
    }

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut O::State) {
        let limit = self.value;
        gradient.zip([], &mut |slice, []| {
            for g in slice {
                *g = if *g > limit {
                    limit
                } else if *g < -limit {
                    -limit
                } else {
                    *g
                };
            }
        });
        self.rule.step(net, gradient, state);
    }
}

fn check_limit(limit: f32) -> Result<(), Setting> {
    if limit > 0.0 && limit.is_finite() { Ok(()) } else { Err(Setting::Clip) }
}
