//! What the C functions do, for any net. Each first turns its pointers into references, by a [`Call`]; the rest is safe.
//!
//! # Safety
//! Of all of them: every pointer is null, unaligned, or leads to what its type says (or to as many as are counted), which
//! nobody else changes during the call, nor reads if it is written.

#![allow(clippy::missing_safety_doc, clippy::missing_errors_doc, reason = "see above, and `Status`")]

mod health;
mod learn;
mod predict;
mod standardize;
mod store;

pub use health::{health, health_text};
pub use learn::{learn, step};
pub use predict::{classify, predict, probabilities};
pub use standardize::{apply, fold, push};
pub use store::{floats_from, floats_to, load, save};

use crate::memory::Call;
use crate::{Plain, Status};
use stackprop::{Values, init};

/// The recommended first weights.
pub unsafe fn start<N: Values + Plain>(net: *mut N, seed: u32) -> Result<(), Status> {
    // SAFETY: see the module.
    let net = unsafe { Call::new().change(net) }?;
    init::seeded(net, seed);
    Ok(())
}

/// Whether every value is a number.
fn all_finite(values: &[f32]) -> bool {
    values.iter().all(|value| value.is_finite())
}
