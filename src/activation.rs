//! Activations: the value, and the slope told from the value, so that no pre-activation need be kept.

/// An elementwise nonlinearity y = f(z) whose slope can be told from y.
///
/// ```
/// use stackprop::{Activation, LeakyRelu, Linear, Relu};
///
/// assert_eq!((Linear::value(-2.0), Linear::slope(-2.0)), (-2.0, 1.0));
/// assert_eq!((Relu::value(-2.0), Relu::slope(0.0)), (0.0, 0.0));
/// assert_eq!((LeakyRelu::value(-2.0), LeakyRelu::slope(-0.02)), (-0.02, 0.01));
/// ```
pub trait Activation {
    /// y = f(z). A NaN must come through as a NaN.
    fn value(z: f32) -> f32;
    /// f'(z), given y = f(z).
    fn slope(y: f32) -> f32;

    /// dL/dz = dL/dy · f'(z), given y = f(z). A product even where the slope is 0: 0 · ∞ is a NaN, and so nothing that is
    /// not finite gets lost on the way back.
    #[must_use]
    #[inline]
    fn delta(dy: f32, y: f32) -> f32 {
        dy * Self::slope(y)
    }
}

/// y = z. The default, for an output layer.
///
/// ```
/// use stackprop::{Dense, Layer};
///
/// assert_eq!(Dense::<1, 1>::new([[-2.0]], [1.0]).predict(&[1.0]), [-1.0]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Linear;

/// y = max(z, 0), with slope 0 at 0.
///
/// ```
/// use stackprop::{Dense, Layer, Relu};
///
/// assert_eq!(Dense::<1, 1, Relu>::new([[-2.0]], [1.0]).predict(&[1.0]), [0.0]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Relu;

/// y = z for z ≥ 0, z / 100 below (Maas, Hannun and Ng 2013): a unit that no sample reaches can still come back.
///
/// ```
/// use stackprop::{Dense, LeakyRelu, Layer};
///
/// assert_eq!(Dense::<1, 1, LeakyRelu>::new([[-2.0]], [1.0]).predict(&[1.0]), [-0.01]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeakyRelu;

impl Activation for Linear {
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
    #[inline]
    fn value(z: f32) -> f32 {
        // Not `f32::max`: it would swallow a NaN, and the sign of max(-0, 0) differs between targets.
        if z < 0.0 { 0.0 } else { z }
    }

    #[inline]
    fn slope(y: f32) -> f32 {
        if y > 0.0 { 1.0 } else { 0.0 }
    }

    /// The same bits, in an instruction less.
    #[inline]
    fn delta(dy: f32, y: f32) -> f32 {
        let at_rest = 0.0 * dy;
        if y > 0.0 { dy } else { at_rest }
    }
}

impl Activation for LeakyRelu {
    #[inline]
    fn value(z: f32) -> f32 {
        if z < 0.0 { 0.01 * z } else { z }
    }

    #[inline]
    fn slope(y: f32) -> f32 {
        if y < 0.0 { 0.01 } else { 1.0 }
    }
}
