//! Optimizers: plain values whose state is stored separately, so that a rule may change at every step.

#[cfg(feature = "libm")]
mod adam;
#[cfg(feature = "libm")]
mod adam_w;
#[cfg(feature = "libm")]
mod clipped;
mod rate;
#[cfg(feature = "libm")]
mod rms_prop;
#[cfg(feature = "libm")]
mod root;
mod schedule;
#[cfg(feature = "libm")]
mod weight_decay;

#[cfg(feature = "libm")]
pub use adam::{Adam, Moments};
#[cfg(feature = "libm")]
pub use adam_w::AdamW;
#[cfg(feature = "libm")]
pub use clipped::{Clipped, ClippedByValue};
pub use rate::{LARGEST_RATE, Rate};
#[cfg(feature = "libm")]
pub use rms_prop::RmsProp;
#[cfg(feature = "libm")]
pub use root::{Root, TakesRoot, WithRoot};
pub use schedule::{constant, exponential, linear, step_decay};
#[cfg(feature = "libm")]
pub use schedule::{cosine, one_cycle, warm_up_cosine};
#[cfg(feature = "libm")]
pub use weight_decay::WeightDecay;

use crate::learn::Setting;
use crate::net::{Parameters, Values};
use crate::number::{FPU, Real};

/// How a gradient becomes a step. Every rule follows PyTorch's optimizer of the same name.
///
/// ```
/// use stackprop::{Dense, Optimizer, Sgd};
///
/// let (mut net, mut gradient) = (Dense::<1, 1>::new([[3.0]], [1.0]), Dense::<1, 1>::new([[2.0]], [4.0]));
/// Sgd { rate: 0.5 }.step(&mut net, &mut gradient, &mut ());
/// assert_eq!(net, Dense::new([[2.0]], [-1.0]));
/// ```
pub trait Optimizer<N: Parameters> {
    /// What is remembered from step to step. All zero before the first.
    type State: Values;
    /// Whether `step` leaves the gradient all zero; if not, the trainer clears it.
    const CLEARS: bool = false;

    /// Moves `net` down `gradient`, which may be used as scratch space. Every value of the gradient is below 2⁶³ in size.
    fn step(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut Self::State);

    /// Whether the rule's own numbers are in range, so that `step` leaves a finite net finite.
    ///
    /// # Errors
    /// The one that is not.
    #[inline]
    fn check(&self, _net: &N) -> Result<(), Setting> {
        Ok(())
    }
}

/// Stochastic gradient descent: w ← w - rate · g.
///
/// ```
/// use stackprop::{Dense, Sgd, Trainer};
///
/// // a trainer of it holds a gradient and nothing else
/// assert_eq!(size_of::<Trainer<Dense<3, 4>, Sgd>>(), size_of::<Dense<3, 4>>());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sgd {
    /// The learning rate, from 0 to [`LARGEST_RATE`](crate::LARGEST_RATE).
    pub rate: f32,
}

/// SGD with momentum (Polyak 1964): v ← momentum · v + g, w ← w - rate · v; or as Nesterov has it (Sutskever et al. 2013),
/// w ← w - rate · (g + momentum · v).
///
/// ```
/// use stackprop::{Dense, Momentum, Trainer};
///
/// // a gradient, and one velocity per weight
/// assert_eq!(size_of::<Trainer<Dense<3, 4>, Momentum>>(), 2 * size_of::<Dense<3, 4>>());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Momentum {
    /// The learning rate, from 0 to [`LARGEST_RATE`](crate::LARGEST_RATE).
    pub rate: f32,
    /// How much of the velocity stays from step to step, at least 0 and below 1.
    pub momentum: f32,
    /// Whether to look ahead, as Nesterov does.
    pub nesterov: bool,
}

impl Momentum {
    /// Without Nesterov's look ahead.
    ///
    /// ```
    /// # use stackprop::Momentum;
    /// assert_eq!(Momentum::new(0.01, 0.9), Momentum { rate: 0.01, momentum: 0.9, nesterov: false });
    /// ```
    #[must_use]
    pub const fn new(rate: f32, momentum: f32) -> Self {
        Self { rate, momentum, nesterov: false }
    }
}

impl<N: Parameters> Optimizer<N> for Sgd {
    type State = ();
    const CLEARS: bool = true;

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, (): &mut ()) {
        let downhill = -self.rate;
        net.zip([gradient], &mut |w, [g]| spend(w, g, |w, g| w.add_scaled(downhill, g)));
    }

    #[inline]
    fn check(&self, _: &N) -> Result<(), Setting> {
        self.rate.check()
    }
}

impl<N: Parameters> Optimizer<N> for Momentum {
    type State = N::Gradient;
    const CLEARS: bool = true;

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, velocity: &mut N::Gradient) {
        let Self { rate, momentum, nesterov } = *self;
        net.zip([gradient, velocity], &mut |w, [g, v]| {
            for ((w, g), v) in w.iter_mut().zip(g).zip(v) {
                *v = g.add_scaled(momentum, *v);
                *w = w.add_scaled(-rate, if nesterov { g.add_scaled(momentum, *v) } else { *v });
                *g = 0.0;
            }
        });
    }

    /// |g| < 2⁶³ and 1 - momentum ≥ 2⁻²⁴ keep |v| below 2⁸⁷ and a step below 2¹⁰².
    #[inline]
    fn check(&self, _: &N) -> Result<(), Setting> {
        self.rate.check()?;
        decay(self.momentum, Setting::Momentum)
    }
}

/// w ← step(w, g) and g ← 0, by fours: a Cortex-M has fewer loops to count and stores zeros in pairs. Without an FPU a g of
/// 0, which changes no weight, is passed over. No hint to inline it, but generic, so that it is compiled as its user wants
/// it: at `-Os` one copy for all layers, at `-O3` one each.
fn spend<F: Fn(f32, f32) -> f32>(w: &mut [f32], g: &mut [f32], step: F) {
    if !FPU {
        for (w, g) in w.iter_mut().zip(g).filter(|(_, g)| !g.is_skipped()) {
            *w = step(*w, *g);
            *g = 0.0;
        }
        return;
    }
    let ((w_fours, w_ones), (g_fours, g_ones)) = (w.as_chunks_mut::<4>(), g.as_chunks_mut::<4>());
    for (w, g) in w_fours.iter_mut().zip(g_fours) {
        let ([a, b, c, d], [p, q, r, s]) = (*w, *g);
        *w = [step(a, p), step(b, q), step(c, r), step(d, s)];
        *g = [0.0; 4];
    }
    for (w, g) in w_ones.iter_mut().zip(g_ones) {
        *w = step(*w, *g);
        *g = 0.0;
    }
}

/// decay · old + (1 - decay) · new, the running average of the rules that keep one.
#[cfg(feature = "libm")]
#[inline(always)]
pub(crate) fn average(decay: f32, old: f32, new: f32) -> f32 {
    ((1.0 - decay) * new).add_scaled(decay, old)
}

/// A decay is at least 0 and below 1.
#[inline]
pub(crate) fn decay(value: f32, setting: Setting) -> Result<(), Setting> {
    if (0.0..1.0).contains(&value) { Ok(()) } else { Err(setting) }
}
