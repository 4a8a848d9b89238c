//! Batches and epochs.

mod batches;
mod early_stop;
mod fit;
mod shuffle;
mod trainer;
mod watch;

pub use batches::{Batch, Batches};
pub use early_stop::{EarlyStop, evaluate};
pub use fit::{Plan, fit, fit_watched};
pub(crate) use shuffle::Draws;
pub use shuffle::Permutation;
pub use trainer::{Trainer, trainer_footprint};
pub use watch::{Epoch, Step, Watch};
