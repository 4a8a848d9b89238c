//! What can be wrong with what a caller hands in. A call that returns an error has changed nothing.

use core::fmt;

/// Why a step was refused; the net, the optimizer's state and the gradient are as they were.
///
/// ```
/// use stackprop::{Dense, Mse, Quantity, TrainError, learn};
///
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// let error = learn(&mut net, &[1.0], &[f32::NAN], &Mse, 0.1).unwrap_err();
/// assert_eq!(error, TrainError::Refused { sample: 0, quantity: Quantity::Target });
/// assert_eq!(error.to_string(), "sample 0: the target is not finite, or not one that the last layer or the loss allows");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum TrainError {
    /// There was no sample to learn from.
    EmptyBatch,
    /// Not as many targets as inputs.
    UnequalLengths {
        /// How many inputs came.
        inputs: usize,
        /// How many targets came.
        targets: usize,
    },
    /// A layer before the last one is all zero: no initialiser was called, and such a net never learns.
    NotStarted,
    /// A number of the optimizer or of the loss is out of its range.
    Rule(Setting),
    /// A sample that cannot be learnt from.
    Refused {
        /// Which sample, counted from 0 in the data that were handed in.
        sample: usize,
        /// What was wrong, the first in order of computation.
        quantity: Quantity,
    },
}

/// What can be wrong with a sample, in order of computation. Everything must be finite, and no larger than said.
///
/// ```
/// assert_eq!(stackprop::Quantity::Input.to_string(), "the input is not finite");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Quantity {
    /// A value of the input.
    Input,
    /// A value of the target; or the last layer's activation cannot give it, or the loss does not accept it.
    Target,
    /// The net's output: the weights have grown too large, or hold a NaN.
    Output,
    /// The loss: output and target are too far apart.
    Loss,
    /// A gradient with respect to a pre-activation.
    Delta,
    /// The sample's gradient, or what it is a product of, is longer than 2⁶³ (9.2e18).
    Gradient,
}

/// A number of an optimizer, a clip or a loss that is out of its range; what the range is.
///
/// ```
/// assert_eq!(stackprop::Setting::Epsilon.to_string(), "epsilon must be above 0, and the rate at most 2^39 times it");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Setting {
    /// The learning rate.
    Rate,
    /// The momentum.
    Momentum,
    /// A decay of an optimizer's moving averages.
    Beta,
    /// The term that keeps a division finite.
    Epsilon,
    /// The weight decay.
    WeightDecay,
    /// The norm or value that a gradient is clipped to.
    Clip,
    /// Where the Huber loss turns into a straight line.
    HuberDelta,
    /// The weight of a sample or of a class.
    SampleWeight,
    /// How many epochs without an improvement are waited for.
    Patience,
    /// The validation set.
    Validation,
    /// The least improvement that counts.
    LeastGain,
    /// A setting of a rule or loss of your own, with the sentence to show.
    Other(&'static str),
}

/// Why [`fit`](crate::fit) stopped: which batch was refused. The net is as the last good batch left it.
///
/// ```
/// use stackprop::{FitError, TrainError};
///
/// let error = FitError { epoch: 2, batch: 7, error: TrainError::EmptyBatch };
/// assert_eq!(error.to_string(), "epoch 2, batch 7: the batch is empty");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct FitError {
    /// Which epoch, from 0.
    pub epoch: u32,
    /// Which batch of the epoch, from 0.
    pub batch: usize,
    /// What was wrong with it; a sample's number is its place in the whole data.
    pub error: TrainError,
}

impl TrainError {
    /// The same error, with the sample's number translated.
    pub(crate) fn renumbered(self, number: impl FnOnce(usize) -> usize) -> Self {
        match self {
            Self::Refused { sample, quantity } => Self::Refused { sample: number(sample), quantity },
            other => other,
        }
    }
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyBatch => f.write_str("the batch is empty"),
            Self::UnequalLengths { inputs, targets } => write!(f, "{inputs} inputs, but {targets} targets"),
            Self::NotStarted => f.write_str("a layer before the last is all zero: initialise the net first"),
            Self::Rule(setting) => setting.fmt(f),
            Self::Refused { sample, quantity } => write!(f, "sample {sample}: {quantity}"),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Input => "the input is not finite",
            Self::Target => "the target is not finite, or not one that the last layer or the loss allows",
            Self::Output => "the output is not finite: go back to a checkpoint, lower the rate or clip",
            Self::Loss => "the loss is not finite: standardise the targets",
            Self::Delta => "a delta is not finite: go back to a checkpoint, lower the rate or clip",
            Self::Gradient => "the gradient is too large: standardise the inputs, lower the rate or clip",
        })
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Rate => "the learning rate must be from 0 to 32768",
            Self::Momentum => "the momentum must be at least 0 and below 1",
            Self::Beta => "a beta must be at least 0 and below 1",
            Self::Epsilon => "epsilon must be above 0, and the rate at most 2^39 times it",
            Self::WeightDecay => "the weight decay must be at least 0, and no weight times it above 2^40",
            Self::Clip => "a gradient must be clipped to a finite number above 0",
            Self::HuberDelta => "the Huber loss's delta must be finite and above 0",
            Self::SampleWeight => "a weight must be finite and at least 0, and their sum above 0",
            Self::Patience => "the patience must be at least one epoch",
            Self::Validation => "the validation set must have samples, and as many targets as inputs",
            Self::LeastGain => "the least gain must be finite and at least 0",
            Self::Other(sentence) => sentence,
        })
    }
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "epoch {}, batch {}: {}", self.epoch, self.batch, self.error)
    }
}

impl core::error::Error for TrainError {}

impl core::error::Error for Setting {}

impl core::error::Error for FitError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl From<Setting> for TrainError {
    fn from(setting: Setting) -> Self {
        Self::Rule(setting)
    }
}
