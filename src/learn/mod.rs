//! How a net learns: losses, optimizers, single samples, batches and epochs.

#[cfg(feature = "libm")]
mod adam;
#[cfg(feature = "libm")]
mod adam_w;
mod batches;
#[cfg(feature = "libm")]
mod binary_cross_entropy;
mod checkpoint;
#[cfg(feature = "libm")]
mod clipped;
#[cfg(feature = "libm")]
mod cross_entropy;
mod early_stop;
mod error;
mod fit;
#[cfg(feature = "libm")]
mod least_squares;
mod loss;
mod online;
mod optimizer;
mod pass;
mod rate;
#[cfg(feature = "libm")]
mod rms_prop;
mod schedule;
mod shuffle;
mod target;
mod trainer;
#[cfg(feature = "libm")]
mod weight_decay;
mod weighted;

#[cfg(feature = "libm")]
pub use adam::{Adam, Moments};
#[cfg(feature = "libm")]
pub use adam_w::AdamW;
pub use batches::{Batch, Batches};
#[cfg(feature = "libm")]
pub use binary_cross_entropy::{BinaryCrossEntropy, WeightedBinaryCrossEntropy, sigmoid};
pub use checkpoint::Checkpoint;
#[cfg(feature = "libm")]
pub use clipped::{Clipped, ClippedByValue};
#[cfg(feature = "libm")]
pub use cross_entropy::{Class, SoftmaxCrossEntropy, WeightedCrossEntropy, argmax, softmax};
pub use early_stop::{EarlyStop, evaluate};
pub use error::{FitError, Quantity, Setting, TrainError};
pub use fit::{Epoch, Plan, Step, Watch, fit, fit_watched};
#[cfg(feature = "libm")]
pub use least_squares::{Determined, LeastSquares, LeastSquaresError, Recursion, huber_weight};
pub use loss::{Huber, Loss, Mse};
pub use online::{learn, learn_on, tape};
pub use optimizer::{Momentum, Optimizer, Sgd};
#[cfg(feature = "libm")]
pub(crate) use pass::squared_gradient;
pub use rate::{LARGEST_RATE, Rate};
#[cfg(feature = "libm")]
pub use rms_prop::RmsProp;
pub use schedule::{constant, exponential, linear, step_decay};
#[cfg(feature = "libm")]
pub use schedule::{cosine, one_cycle, warm_up_cosine};
pub(crate) use shuffle::Draws;
pub use shuffle::Permutation;
pub use target::Target;
pub use trainer::{Trainer, trainer_footprint};
#[cfg(feature = "libm")]
pub use weight_decay::WeightDecay;
pub use weighted::{Scaled, Weighted};
