//! What a reader gives.

use crate::Model;

/// A net that was read, and what the user should know about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// The net.
    pub model: Model,
    /// What was left out or folded into the weights, a sentence each.
    pub notes: Vec<String>,
}
