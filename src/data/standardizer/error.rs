//! What can be wrong with what a standardizer is handed.

use core::fmt;

/// Why a standardizer refused something. Nothing has changed.
///
/// ```
/// use stackprop::ScaleError;
///
/// let error = ScaleError::Sample { sample: 3, channel: 0 };
/// assert_eq!(error.to_string(), "sample 3, channel 0: a value must be finite and within 2^62 (4.6e18) of 0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum ScaleError {
    /// A value is NaN, infinite, or so large that its square could overflow.
    Sample {
        /// Which sample, counted from 0 in the data that were handed in.
        sample: usize,
        /// Which value of it, from 0.
        channel: usize,
    },
    /// A weight or a bias would not be finite once the scale is part of it.
    Fold,
}

impl fmt::Display for ScaleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sample { sample, channel } => {
                write!(f, "sample {sample}, channel {channel}: a value must be finite and within 2^62 (4.6e18) of 0")
            }
            Self::Fold => f.write_str("a weight or a bias would not be finite: keep apply and undo outside of the net"),
        }
    }
}

impl core::error::Error for ScaleError {}
