//! First weights, drawn in place and in one fixed order: layer by layer, and within a layer as the weights are stored.
//! [`seeded`] is the one to use, or [`start`] with a generator of your own.
//!
//! ```
//! use stackprop::{Dense, Relu, Zero, init};
//!
//! let mut net = <(Dense<1, 16, Relu>, Dense<16, 1>)>::ZERO;
//! init::seeded(&mut net, 7);
//! assert!(net.0.weights()[0][0] != 0.0);
//! ```

mod draws;
#[cfg(feature = "rand")]
mod knots;
mod root;
#[cfg(feature = "rand")]
mod scaled;
mod start;

#[cfg(feature = "rand")]
pub use knots::{KnotsError, knots};
#[cfg(feature = "rand")]
pub use scaled::{glorot_uniform, he_uniform};
pub use start::seeded;
#[cfg(feature = "rand")]
pub use start::start;

use root::root;

/// Uniform in [-bound, bound), from 32 random bits a draw.
fn uniform(weights: &mut [f32], bound: f32, draw: &mut impl FnMut() -> u32) {
    for weight in weights {
        *weight = bound * (2.0 * unit_interval(draw()) - 1.0);
    }
}

/// Uniform in [0, 1): 24 random bits, as many as an f32 holds.
fn unit_interval(bits: u32) -> f32 {
    (bits >> 8) as f32 / 16_777_216.0
}
