//! Losses: the value and its derivative come from one function, so that they cannot disagree.

#[cfg(feature = "libm")]
mod binary_cross_entropy;
#[cfg(feature = "libm")]
mod cross_entropy;
mod target;
mod weighted;

#[cfg(feature = "libm")]
pub use binary_cross_entropy::{BinaryCrossEntropy, WeightedBinaryCrossEntropy, sigmoid};
#[cfg(feature = "libm")]
pub use cross_entropy::{Class, SoftmaxCrossEntropy, WeightedCrossEntropy, argmax, softmax};
pub use target::Target;
pub use weighted::{Scaled, Weighted};

use crate::learn::Setting;

/// The error of an output, and its gradient. A loss sees one sample; lanes call it once per lane.
///
/// Only `of` is required. A loss of your own:
///
/// ```
/// use stackprop::{Dense, Loss, Setting, learn};
///
/// /// Overshooting costs `factor` times as much as undershooting.
/// struct Asymmetric { factor: f32 }
///
/// impl Loss<[f32; 1]> for Asymmetric {
///     fn of(&self, [y]: &[f32; 1], [target]: &[f32; 1]) -> (f32, [f32; 1]) {
///         let error = y - target;
///         let factor = if error > 0.0 { self.factor } else { 1.0 };
///         (factor * error * error, [2.0 * factor * error])
///     }
///     fn check(&self) -> Result<(), Setting> {
///         if self.factor > 0.0 { Ok(()) } else { Err(Setting::Other("the factor must be above 0")) }
///     }
/// }
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.5]);
/// assert_eq!(learn(&mut net, &[1.0], &[0.0], &Asymmetric { factor: 2.0 }, 0.125)?, 0.5);
/// assert_eq!(net, Dense::new([[-0.25]], [0.25]));
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[diagnostic::on_unimplemented(message = "`{Self}` does not compare an output `{Y}` with a target `{T}`")]
pub trait Loss<Y, T: Target = Y> {
    /// Whether `weight` is anything but 1.
    const WEIGHTED: bool = false;

    /// The loss L(output, target) of one sample, and dL/d(output).
    fn of(&self, output: &Y, target: &T) -> (f32, Y);

    /// Whether a target is one that the loss is defined for. That its values are finite need not be looked at.
    #[must_use]
    #[inline]
    fn accepts(&self, _target: &T) -> bool {
        true
    }

    /// How much a sample counts: a batch's loss is Σ weight · loss / Σ weight.
    #[must_use]
    #[inline]
    fn weight(&self, _target: &T) -> f32 {
        1.0
    }

    /// Whether the loss's own numbers are in range.
    ///
    /// # Errors
    /// The one that is not.
    #[inline]
    fn check(&self) -> Result<(), Setting> {
        Ok(())
    }
}

/// Mean squared error: the mean over outputs of (y - target)². A batch's loss is the mean over its samples.
///
/// ```
/// use stackprop::{Loss, Mse};
///
/// assert_eq!(Mse.of(&[3.0], &[1.0]), (4.0, [4.0]));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mse;

/// The mean over outputs of e² / 2 where |e| ≤ delta and delta · (|e| - delta / 2) beyond, e = y - target (Huber 1964):
/// the gradient of an outlier is limited to delta. As PyTorch's `HuberLoss`.
///
/// ```
/// use stackprop::{Huber, Loss};
///
/// assert_eq!(Huber { delta: 0.5 }.of(&[3.0], &[1.0]), (0.875, [0.5]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Huber {
    /// Where the parabola turns into a straight line; positive.
    pub delta: f32,
}

impl<const N: usize> Loss<[f32; N]> for Mse {
    #[inline]
    fn of(&self, y: &[f32; N], target: &[f32; N]) -> (f32, [f32; N]) {
        mean(y, target, |error| (error * error, 2.0 * error))
    }
}

impl<const N: usize> Loss<[f32; N]> for Huber {
    #[inline]
    fn of(&self, y: &[f32; N], target: &[f32; N]) -> (f32, [f32; N]) {
        let delta = self.delta;
        mean(y, target, |error| {
            let size = error.abs();
            let value = if size <= delta { 0.5 * (size * size) } else { delta * (size - 0.5 * delta) };
            // Compared, not clamped: `f32::clamp` panics where delta is NaN or negative.
            let slope = if error > delta {
                delta
            } else if error < -delta {
                -delta
            } else {
                error
            };
            (value, slope)
        })
    }

    fn check(&self) -> Result<(), Setting> {
        if self.delta > 0.0 && self.delta.is_finite() { Ok(()) } else { Err(Setting::HuberDelta) }
    }
}

/// The mean over outputs, first output first, of a function of y - target, and the derivative of that mean; the function
/// gives its value and its derivative.
#[inline]
fn mean<const N: usize>(y: &[f32; N], target: &[f32; N], of: impl Fn(f32) -> (f32, f32)) -> (f32, [f32; N]) {
    let share = 1.0 / N as f32;
    let (mut loss, mut dy) = (0.0, *y);
    for (dy, target) in dy.iter_mut().zip(target) {
        let (value, slope) = of(*dy - target);
        loss += value;
        *dy = share * slope;
    }
    (share * loss, dy)
}
