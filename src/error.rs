//! What can be wrong with what a caller hands in. A call that returns an error has changed nothing.

use core::fmt;

/// Why a step was refused; the net, the optimizer's state and the gradient are as they were.
///
/// ```
/// use stackprop::{Dense, Mse, Quantity, TrainError, learn};
///
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// let error = learn(&mut net, &[1.0], &[f32::NAN], &Mse, 0.1).unwrap_err();
/// assert_eq!(error, TrainError::NotFinite { sample: 0, quantity: Quantity::Target });
/// assert_eq!(error.to_string(), "sample 0: the target is not finite");
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
    /// A NaN or an infinity.
    NotFinite {
        /// Which sample, counted from 0 in the slices that were handed in.
        sample: usize,
        /// What was not finite, the first of them on the way of the computation.
        quantity: Quantity,
    },
}

/// What can fail to be finite in a step, in the order of the computation.
///
/// ```
/// assert_eq!(stackprop::Quantity::Delta.to_string(), "a delta on the way back");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum Quantity {
    /// A value of the input.
    Input,
    /// A value of the target.
    Target,
    /// A neuron's output: the weights have grown too large, or hold a NaN.
    Output,
    /// The loss: output and target are too far apart.
    Loss,
    /// A delta on the way back: the learning rate is likely too high.
    Delta,
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

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyBatch => f.write_str("the batch is empty"),
            Self::UnequalLengths { inputs, targets } => write!(f, "{inputs} inputs, but {targets} targets"),
            Self::NotFinite { sample, quantity } => write!(f, "sample {sample}: {quantity} is not finite"),
        }
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Input => "the input",
            Self::Target => "the target",
            Self::Output => "a neuron's output",
            Self::Loss => "the loss",
            Self::Delta => "a delta on the way back",
        })
    }
}

impl fmt::Display for FitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "epoch {}, batch {}: {}", self.epoch, self.batch, self.error)
    }
}

impl core::error::Error for TrainError {}

impl core::error::Error for FitError {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        Some(&self.error)
    }
}
