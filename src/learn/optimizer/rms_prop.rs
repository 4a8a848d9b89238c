//! RMSprop: gradients divided by their recent size.

use crate::learn::optimizer::root::{Root, TakesRoot, Usual};
use crate::learn::optimizer::{average, decay};
use crate::learn::{Optimizer, Setting, Sgd};
use crate::net::{Parameters, Values};
use crate::number::VECTORS;

/// RMSprop (Hinton 2012): s ← α s + (1 - α) g², then `rule` with g / (√s + ε) for g. As PyTorch's, whose `momentum` is
/// that of the rule.
///
/// ```
/// use stackprop::{Dense, Momentum, Mse, RmsProp, Trainer};
///
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// Trainer::<_, RmsProp>::new().step(&mut net, &[[2.0]], &[[1.0]], &Mse, &RmsProp::new(0.01))?;
/// assert!((net.bias()[0] - 0.1).abs() < 1e-6); // the first step is rate / √(1 - α)
/// let with_momentum = RmsProp { rule: Momentum::new(0.01, 0.9), alpha: 0.99, epsilon: 1e-8 };
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RmsProp<O = Sgd> {
    /// Decay of the mean square of past gradients; at least 0 and below 1.
    pub alpha: f32,
    /// Keeps the division finite; above 0.
    pub epsilon: f32,
    /// What makes the step.
    pub rule: O,
}

impl RmsProp {
    /// With PyTorch's α = 0.99 and ε = 10⁻⁸, and no momentum.
    ///
    /// ```
    /// # use stackprop::RmsProp;
    /// assert_eq!(RmsProp::new(0.01).alpha, 0.99);
    /// ```
    #[must_use]
    pub const fn new(rate: f32) -> Self {
        Self { alpha: 0.99, epsilon: 1e-8, rule: Sgd { rate } }
    }
}

impl<N: Parameters, O: Optimizer<N>> Optimizer<N> for RmsProp<O>
where
    (N::Gradient, O::State): Values,
{
    type State = (N::Gradient, O::State);
    const CLEARS: bool = O::CLEARS;

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut Self::State) {
        self.step_by::<Usual>(net, gradient, state);
    }

    /// √s ≥ √(1 - α) |g| ≥ 2⁻¹² |g|, unless g² underflows, below 2⁻⁷⁵: the quotient is below 2⁵² in either case.
    fn check(&self, net: &N) -> Result<(), Setting> {
        decay(self.alpha, Setting::Beta)?;
        if !(self.epsilon.is_normal() && self.epsilon > 0.0) {
            return Err(Setting::Epsilon);
        }
        self.rule.check(net)
    }
}

impl<N: Parameters, O: Optimizer<N>> TakesRoot<N> for RmsProp<O>
where
    (N::Gradient, O::State): Values,
{
    fn step_by<R: Root>(&self, net: &mut N, gradient: &mut N::Gradient, (squares, state): &mut Self::State) {
        let Self { alpha, epsilon, .. } = *self;
        gradient.zip([squares], &mut |g, [s]| {
            for (g, s) in g.iter_mut().zip(s) {
                let is_zero = *g == 0.0;
                if is_zero && !VECTORS {
                    *s = cleared(alpha * *s); // neither root nor division: 0 stays 0
                    continue;
                }
                let square = average(alpha, *s, *g * *g);
                *s = if is_zero { cleared(square) } else { square };
                *g /= R::root(*s) + epsilon;
            }
        });
        self.rule.step(net, gradient, state);
    }
}

/// Where a gradient stays 0, its mean square would shrink until it is subnormal and stay so for ever, which makes a host
/// several times slower.
#[inline(always)]
fn cleared(square: f32) -> f32 {
    if square.is_subnormal() { 0.0 } else { square }
}
