//! The smooth activations, computed by `libm` so that their bits are the same on every target.

use crate::net::Activation;

/// y = tanh z.
///
/// ```
/// use stackprop::{Activation, Tanh};
///
/// assert_eq!((Tanh::value(0.0), Tanh::slope(0.5)), (0.0, 0.75));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tanh;

/// y = 1 / (1 + e⁻ᶻ).
///
/// ```
/// use stackprop::{Activation, Sigmoid};
///
/// assert_eq!((Sigmoid::value(0.0), Sigmoid::slope(0.5)), (0.5, 0.25));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sigmoid;

impl Activation for Tanh {
    const NAME: &'static str = "Tanh";

    #[inline]
    fn value(z: f32) -> f32 {
        libm::tanhf(z)
    }

    #[inline]
    fn slope(y: f32) -> f32 {
        1.0 - y * y
    }

    #[inline]
    fn gives(y: f32) -> bool {
        (-1.0..=1.0).contains(&y)
    }
}

impl Activation for Sigmoid {
    const NAME: &'static str = "Sigmoid";

    #[inline]
    fn value(z: f32) -> f32 {
        // e⁻ᶻ overflows to infinity for z < -88.7, and 1 / infinity is the 0 it should be.
        1.0 / (1.0 + libm::expf(-z))
    }

    #[inline]
    fn slope(y: f32) -> f32 {
        y * (1.0 - y)
    }

    #[inline]
    fn gives(y: f32) -> bool {
        (0.0..=1.0).contains(&y)
    }
}
