//! Backprop on the stack.
#![no_std]
#![forbid(unsafe_code)]

mod activation;
#[cfg(feature = "libm")]
mod adam;
mod compose;
mod dense;
mod error;
mod fit;
mod footprint;
#[cfg(feature = "heapless")]
mod history;
#[cfg(feature = "rand")]
pub mod init;
mod layer;
mod learn;
mod loss;
mod optimizer;
mod real;
mod sample;
mod schedule;
mod shuffle;
#[cfg(feature = "libm")]
mod smooth;
mod train;

pub use activation::{Activation, LeakyRelu, Linear, Relu};
#[cfg(feature = "libm")]
pub use adam::{Adam, Moments};
pub use dense::{Dense, DenseTape};
pub use error::{FitError, Quantity, TrainError};
pub use fit::{Epoch, Plan, fit};
pub use footprint::{Footprint, footprint, trainer_footprint};
#[cfg(feature = "heapless")]
pub use history::History;
pub use layer::{Layer, Parameters};
pub use learn::{learn, learn_on, tape};
pub use loss::{Huber, Loss, Mse};
pub use optimizer::{Momentum, Optimizer, Sgd};
pub use real::{Lanes, Real};
pub use sample::Sample;
pub use schedule::constant;
#[cfg(feature = "libm")]
pub use schedule::cosine;
pub use shuffle::Permutation;
#[cfg(feature = "libm")]
pub use smooth::{Sigmoid, Tanh};
pub use train::Trainer;
