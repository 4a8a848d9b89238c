//! The oracle: the same mathematics in f64 and naive loops over plain `Vec`s, from the textbook and not from `src`,
//! and beside every value a bound on how far an f32 computation of it may be off, in any order of the sums.
//!
//! Where a bound is infinite an f32 may overflow, and nothing is claimed.
#![allow(dead_code, unused_imports, reason = "each test file uses its part of it")]

mod activation;
mod bounded;
mod loss;
mod net;
mod rule;
pub(crate) mod tolerance;

pub(crate) use activation::{Kind, Named};
pub(crate) use bounded::Bounded;
pub(crate) use loss::{KnownLoss, Target};
pub(crate) use net::{Net, Trace};
pub(crate) use rule::{KnownRule, Memory, Rule};
