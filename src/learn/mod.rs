//! How a net learns: losses, optimizers, single samples, batches and epochs, and the last layer in closed form.

mod batch;
mod checkpoint;
mod error;
#[cfg(feature = "libm")]
mod least_squares;
mod loss;
mod online;
mod optimizer;
mod pass;

pub(crate) use batch::Draws;
pub use batch::{
    Batch, Batches, EarlyStop, Epoch, Permutation, Plan, Step, Trainer, Watch, evaluate, fit, fit_watched,
    trainer_footprint,
};
pub use checkpoint::Checkpoint;
pub use error::{FitError, Quantity, Setting, TrainError};
#[cfg(feature = "libm")]
pub use least_squares::{Determined, LeastSquares, LeastSquaresError, Recursion, huber_weight};
#[cfg(feature = "libm")]
pub use loss::{
    BinaryCrossEntropy, Class, SoftmaxCrossEntropy, WeightedBinaryCrossEntropy, WeightedCrossEntropy, argmax, sigmoid,
    softmax,
};
pub use loss::{Huber, Loss, Mse, Scaled, Target, Weighted};
pub use online::{learn, learn_on, tape};
#[cfg(feature = "libm")]
pub use optimizer::{
    Adam, AdamW, Clipped, ClippedByValue, Moments, RmsProp, Root, TakesRoot, WeightDecay, WithRoot, cosine, one_cycle,
    warm_up_cosine,
};
pub use optimizer::{LARGEST_RATE, Momentum, Optimizer, Rate, Sgd, constant, exponential, linear, step_decay};
#[cfg(feature = "libm")]
pub(crate) use pass::squared_gradient;
