//! The last layer in closed form: against an f64 reference, over long runs and odd data, and at its uses.
#![cfg(feature = "libm")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "../common/mod.rs"]
mod common;
mod fits;
mod oracle;
mod runs;
mod uses;

use stackprop::{Dense, Recursion};

/// Long runs are shorter without optimisation.
pub(crate) const MILLION: usize = if cfg!(debug_assertions) { 100_000 } else { 1_000_000 };

pub(crate) const PLAIN: Recursion = Recursion { forget: 1.0, ridge: 0.0 };

/// Output `o` of a head: weights, then the bias.
pub(crate) fn weights<const H: usize, const OUT: usize>(head: &Dense<H, OUT>, o: usize) -> Vec<f64> {
    head.weights()[o].iter().chain([&head.bias()[o]]).map(|w| f64::from(*w)).collect()
}

pub(crate) fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
}
