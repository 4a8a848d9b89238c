//! What least squares reports: which weights the data determine, and why a call was refused.

use core::fmt;

/// Which weights of a head the samples determine; the others are 0, or near it where the ridge decides.
///
/// ```
/// let determined = stackprop::Determined { features: [true, false, true], bias: true };
/// assert_eq!((determined.rank(), determined.all()), (3, false));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Determined<const H: usize> {
    /// One per feature: whether the data say a hundred times more about its weight, given the features before it, than the
    /// ridge does.
    pub features: [bool; H],
    /// The same for the bias, given all features.
    pub bias: bool,
}

impl<const H: usize> Determined<H> {
    /// How many weights per output are determined, the bias among them: at most H + 1.
    ///
    /// ```
    /// assert_eq!(stackprop::Determined { features: [false, true], bias: true }.rank(), 2);
    /// ```
    #[must_use]
    pub fn rank(&self) -> usize {
        self.features.iter().filter(|feature| **feature).count() + usize::from(self.bias)
    }

    /// Whether all of them are.
    ///
    /// ```
    /// assert!(stackprop::Determined { features: [true; 2], bias: true }.all());
    /// ```
    #[must_use]
    pub fn all(&self) -> bool {
        self.rank() > H
    }
}

/// Why a call to a [`LeastSquares`](crate::LeastSquares) was refused; nothing has changed.
///
/// ```
/// let error = stackprop::LeastSquaresError::Class { class: 10, classes: 10 };
/// assert_eq!(error.to_string(), "class 10 of 10, counted from 0");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum LeastSquaresError {
    /// A feature is not finite, or beyond 10¹⁵ once multiplied by the root of the weight.
    Feature {
        /// Which one.
        index: usize,
    },
    /// A target is not finite, or beyond 10¹⁵ once multiplied by the root of the weight.
    Target {
        /// Which one.
        index: usize,
    },
    /// The head has no output for this class.
    Class {
        /// The class of the sample.
        class: usize,
        /// How many outputs the head has.
        classes: usize,
    },
    /// The weight is negative, not finite, or beyond 10¹⁵.
    Weight,
    /// The forgetting factor is not above 0 and at most 1.
    Forget,
    /// The ridge is negative, not finite, or beyond 10¹⁵.
    Ridge,
    /// There is nothing to solve yet.
    NoSample,
    /// A weight of the solution is beyond f32: the features are far too small for the targets.
    Overflow,
}

impl fmt::Display for LeastSquaresError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Feature { index } => write!(f, "feature {index} is not finite or too large"),
            Self::Target { index } => write!(f, "target {index} is not finite or too large"),
            Self::Class { class, classes } => write!(f, "class {class} of {classes}, counted from 0"),
            Self::Weight => f.write_str("the weight is negative, not finite, or too large"),
            Self::Forget => f.write_str("the forgetting factor is not above 0 and at most 1"),
            Self::Ridge => f.write_str("the ridge is negative, not finite, or too large"),
            Self::NoSample => f.write_str("there is no sample to solve for"),
            Self::Overflow => f.write_str("a weight of the solution is too large for an f32"),
        }
    }
}

impl core::error::Error for LeastSquaresError {}
