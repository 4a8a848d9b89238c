//! What can be wrong with a net, in plain sentences.

use crate::learn::Quantity;
use core::fmt;

/// Something that keeps a net from learning, or from learning well; its `Display` says what to do about it.
///
/// ```
/// use stackprop::Finding;
///
/// let finding = Finding::DeadUnits { layer: 0, dead: 16, units: 16 };
/// assert_eq!(
///     finding.to_string(),
///     "all 16 units of layer 0 are dead: start anew, with a lower rate or a clip, and standardise the inputs"
/// );
/// assert!(finding.stops_learning());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Finding {
    /// Nothing was pushed, so nothing is known.
    NoSamples,
    /// A layer before the last one is all zero: no initialiser was called.
    NotStarted,
    /// A weight or bias is NaN or infinite.
    NotFinite {
        /// In which layer, from 0.
        layer: usize,
    },
    /// Samples that cannot be learnt from.
    Refused {
        /// How many.
        samples: u32,
        /// What was wrong with the first of them.
        quantity: Quantity,
    },
    /// Units that were 0 on every sample, with a gradient of 0: no sample can bring them back.
    DeadUnits {
        /// In which layer, from 0.
        layer: usize,
        /// How many of its units.
        dead: usize,
        /// Of how many.
        units: usize,
    },
    /// Units whose activation was never steeper than 0.01: they hardly learn.
    SaturatedUnits {
        /// In which layer, from 0.
        layer: usize,
        /// How many of its units.
        saturated: usize,
        /// Of how many.
        units: usize,
    },
    /// An output that is the same for different inputs.
    ConstantOutput {
        /// Which output, from 0.
        output: usize,
        /// What it always is.
        value: f32,
    },
    /// An output whose standard deviation is less than a tenth of that of its targets: the net answers little but their
    /// mean.
    FlatOutput {
        /// Which output, from 0.
        output: usize,
        /// Its standard deviation.
        spread: f32,
        /// That of the targets.
        of_targets: f32,
    },
    /// Every gradient was 0 although there was a loss.
    NoGradient,
    /// The mean norm of the gradients is above 100: a step at a usual rate throws the weights about.
    LargeGradient {
        /// The mean norm.
        norm: f32,
    },
    /// A weight above 10 000, as a step that was too long leaves it.
    LargeWeight {
        /// In which layer, from 0.
        layer: usize,
        /// The size of its largest weight.
        largest: f32,
    },
    /// An input whose mean size is above 4; that of a standardised one is at most 1.
    LargeInput {
        /// Which input, from 0: the largest one.
        input: usize,
        /// Its mean size.
        size: f32,
    },
    /// All inputs are smaller than 0.05 on average, and not 0.
    SmallInputs {
        /// The mean size of the largest one.
        size: f32,
    },
    /// A target whose size (the root of its mean square) is above 4; that of a standardised one is 1.
    LargeTarget {
        /// Which output it belongs to, from 0.
        output: usize,
        /// Its size.
        size: f32,
    },
}

impl Finding {
    /// Whether the net cannot go on learning as it is: it needs an initialiser, or a
    /// [`Checkpoint`](crate::Checkpoint). The other findings say that it learns badly, or soon may.
    ///
    /// ```
    /// # use stackprop::Finding;
    /// assert!(Finding::NotStarted.stops_learning());
    /// assert!(!Finding::DeadUnits { layer: 0, dead: 1, units: 16 }.stops_learning());
    /// ```
    #[must_use]
    pub const fn stops_learning(&self) -> bool {
        match self {
            Self::NotStarted | Self::NotFinite { .. } | Self::NoGradient => true,
            Self::DeadUnits { dead, units, .. } => *dead == *units,
            _ => false,
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::NoSamples => f.write_str("no sample was looked at"),
            Self::NotStarted => f.write_str("a layer before the last is all zero: initialise the net first"),
            Self::NotFinite { layer } => {
                write!(f, "a weight of layer {layer} is not finite: go back to a checkpoint, or start anew")
            }
            Self::Refused { samples, quantity } => {
                write!(f, "{samples} samples cannot be learnt from; of the first, {quantity}")
            }
            Self::DeadUnits { layer, dead, units } if dead == units => write!(
                f,
                "all {units} units of layer {layer} are dead: start anew, with a lower rate or a clip, and standardise \
                 the inputs"
            ),
            Self::DeadUnits { layer, dead, units } => write!(
                f,
                "{dead} of {units} units of layer {layer} are dead: lower the rate, clip, or standardise the inputs"
            ),
            Self::SaturatedUnits { layer, saturated, units } => write!(
                f,
                "{saturated} of {units} units of layer {layer} are saturated: standardise the inputs, or lower the rate"
            ),
            Self::ConstantOutput { output, value } => write!(
                f,
                "output {output} is {value} whatever the input: start anew, with a lower rate or a clip, and standardise \
                 inputs and targets"
            ),
            Self::FlatOutput { output, spread, of_targets } => write!(
                f,
                "output {output} spreads by {spread}, its targets by {of_targets}: train longer, or standardise inputs \
                 and targets"
            ),
            Self::NoGradient => f.write_str("every gradient is 0 although there is a loss: start anew"),
            Self::LargeGradient { norm } => {
                write!(f, "the gradient's norm is {norm}: standardise inputs and targets, or clip")
            }
            Self::LargeWeight { layer, largest } => write!(
                f,
                "layer {layer} has a weight of size {largest}: go back to a checkpoint, lower the rate, or clip"
            ),
            Self::LargeInput { input, size } => {
                write!(f, "input {input} has a mean size of {size}: standardise the inputs")
            }
            Self::SmallInputs { size } => {
                write!(f, "no input has a mean size above {size}: standardise the inputs")
            }
            Self::LargeTarget { output, size } => {
                write!(f, "the target of output {output} has a size of {size}: standardise the targets")
            }
        }
    }
}
