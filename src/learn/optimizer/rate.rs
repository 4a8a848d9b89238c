//! The learning rate of single samples.

use crate::learn::Setting;

/// The largest learning rate that is accepted, 2¹⁵.
///
/// No gradient is longer than 2⁶³, so a step stays below 2⁷⁸, and that cannot make a finite weight infinite: half an ulp
/// of `f32::MAX` is 2¹⁰³.
///
/// ```
/// assert_eq!(stackprop::LARGEST_RATE, 32_768.0);
/// ```
pub const LARGEST_RATE: f32 = 32_768.0;

/// What [`learn`](crate::learn) takes as its rate: a number, or a number with a clip around it,
/// [`Clipped { norm, rule: 0.1 }`](crate::Clipped).
///
/// ```
/// use stackprop::{Rate, Setting};
///
/// assert_eq!(0.1.check(), Ok(()));
/// assert_eq!(f32::NAN.check(), Err(Setting::Rate));
/// ```
pub trait Rate {
    /// Whether its numbers are in range.
    ///
    /// # Errors
    /// The one that is not.
    fn check(&self) -> Result<(), Setting>;

    /// The rate for a gradient with this squared norm.
    #[must_use]
    fn at(&self, squared_norm: f32) -> f32;
}

impl Rate for f32 {
    #[inline]
    fn check(&self) -> Result<(), Setting> {
        if (0.0..=LARGEST_RATE).contains(self) { Ok(()) } else { Err(Setting::Rate) }
    }

    #[inline]
    fn at(&self, _: f32) -> f32 {
        *self
    }
}
