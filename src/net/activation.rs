//! Activations: the value, and the derivative computed from the output, so that no pre-activation is kept.

use crate::number::FPU;

/// An elementwise nonlinearity y = f(z) whose derivative can be computed from y.
///
/// ```
/// use stackprop::{Activation, LeakyRelu, Linear, Relu};
///
/// assert_eq!((Linear::value(-2.0), Linear::slope(-2.0)), (-2.0, 1.0));
/// assert_eq!((Relu::value(-2.0), Relu::slope(0.0)), (0.0, 0.0));
/// assert_eq!((LeakyRelu::value(-2.0), LeakyRelu::slope(-0.02)), (-0.02, 0.01));
/// ```
pub trait Activation: 'static {
    /// Its name in ONNX; part of a net's fingerprint.
    const NAME: &'static str;

    /// y = f(z). NaN must give NaN.
    fn value(z: f32) -> f32;
    /// f'(z), given y = f(z).
    fn slope(y: f32) -> f32;

    /// Whether it can give this output. A target that it cannot, which no training would reach, is refused; so is one that
    /// is not finite.
    #[must_use]
    #[inline]
    fn gives(y: f32) -> bool {
        y.is_finite()
    }

    /// dL/dz = dL/dy · f'(z), given y = f(z). A product even where the slope is 0: 0 · ∞ is NaN, so that no NaN and no
    /// infinity gets lost on the backward pass. A shorter way may give a zero of the other sign; rows are skipped for +0.
    /// One that at y = 0 gives +0 for dL/dy = 1 and for -1 must do so for every finite dL/dy: without an FPU it is not asked.
    #[must_use]
    #[inline]
    fn delta(dy: f32, y: f32) -> f32 {
        dy * Self::slope(y)
    }
}

/// y = z. The default, for an output layer.
///
/// ```
/// use stackprop::{Dense, Predict};
///
/// assert_eq!(Dense::<1, 1>::new([[-2.0]], [1.0]).predict(&[1.0]), [-1.0]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linear;

/// y = max(z, 0), with slope 0 at 0.
///
/// ```
/// use stackprop::{Dense, Predict, Relu};
///
/// assert_eq!(Dense::<1, 1, Relu>::new([[-2.0]], [1.0]).predict(&[1.0]), [0.0]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relu;

/// y = z for z > 0, 0.01 z otherwise (Maas, Hannun and Ng 2013): an inactive unit still gets a gradient. The slope at 0
/// is 0.01, as in PyTorch.
///
/// ```
/// use stackprop::{Dense, LeakyRelu, Predict};
///
/// assert_eq!(Dense::<1, 1, LeakyRelu>::new([[-2.0]], [1.0]).predict(&[1.0]), [-0.01]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeakyRelu;

impl Activation for Linear {
    const NAME: &'static str = "Identity";

    #[inline]
    fn value(z: f32) -> f32 {
        z
    }

    #[inline]
    fn slope(_: f32) -> f32 {
        1.0
    }
}

impl Activation for Relu {
    const NAME: &'static str = "Relu";

    #[inline]
    fn value(z: f32) -> f32 {
        // Not `f32::max`: it would swallow a NaN, and the sign of max(-0, 0) differs between targets.
        if z < 0.0 { 0.0 } else { z }
    }

    #[inline]
    fn slope(y: f32) -> f32 {
        if y > 0.0 { 1.0 } else { 0.0 }
    }

    #[inline]
    fn gives(y: f32) -> bool {
        y >= 0.0 && y.is_finite()
    }

    /// Where it is inactive, a difference instead of the product: NaN if dL/dy is not finite, else +0.
    #[inline]
    fn delta(dy: f32, y: f32) -> f32 {
        if !FPU && y.to_bits() != 0 && y.to_bits() != (-0.0_f32).to_bits() {
            return dy; // without an FPU a difference is a call
        }
        dy - if y == 0.0 { dy } else { 0.0 }
    }
}

impl Activation for LeakyRelu {
    const NAME: &'static str = "LeakyRelu";

    #[inline]
    fn value(z: f32) -> f32 {
        if z < 0.0 { 0.01 * z } else { z }
    }

    #[inline]
    fn slope(y: f32) -> f32 {
        if y > 0.0 { 1.0 } else { 0.01 }
    }
}
