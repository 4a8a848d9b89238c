//! First weights, drawn in place and in one fixed order: layer by layer, and within a layer as the weights are stored.
//! [`start`] is the one to use.
//!
//! ```
//! use rand_core::SeedableRng;
//! use rand_xorshift::XorShiftRng;
//! use stackprop::{Dense, Relu, Zero, init};
//!
//! let mut net = <(Dense<1, 16, Relu>, Dense<16, 1>)>::ZERO;
//! init::start(&mut net, &mut XorShiftRng::seed_from_u64(7));
//! assert!(net.0.weights()[0][0] != 0.0);
//! ```

mod knots;
mod start;

pub use knots::{KnotsError, knots};
pub use start::start;

use crate::net::Values;
use rand_core::Rng;

/// Glorot and Bengio 2010, as Keras starts a dense layer: weights uniform within ±√(6 / (fan-in + fan-out)), biases 0.
///
/// ```
/// # use rand_core::SeedableRng;
/// # use stackprop::{Dense, Zero, init};
/// let mut layer = Dense::<4, 2>::ZERO;
/// init::glorot_uniform(&mut layer, &mut rand_xorshift::XorShiftRng::seed_from_u64(7));
/// assert!(layer.weights().as_flattened().iter().all(|w| w.abs() <= 1.0));
/// ```
pub fn glorot_uniform<N: Values>(net: &mut N, rng: &mut impl Rng) {
    each_weight(net, |weights, fan_in, fan_out| uniform(weights, libm::sqrtf(6.0 / (fan_in + fan_out)), rng));
}

/// He, Zhang, Ren and Sun 2015, for ReLU: weights uniform within ±√(6 / fan-in), biases 0.
///
/// ```
/// # use rand_core::SeedableRng;
/// # use stackprop::{Dense, Zero, init};
/// let mut layer = Dense::<6, 2>::ZERO;
/// init::he_uniform(&mut layer, &mut rand_xorshift::XorShiftRng::seed_from_u64(7));
/// assert!(layer.weights().as_flattened().iter().all(|w| w.abs() <= 1.0));
/// ```
pub fn he_uniform<N: Values>(net: &mut N, rng: &mut impl Rng) {
    each_weight(net, |weights, fan_in, _| uniform(weights, libm::sqrtf(6.0 / fan_in), rng));
}

/// Shows every weight tensor with its fan-in and fan-out, in order, and sets what has one dimension (a bias) to 0.
fn each_weight<N: Values>(net: &mut N, mut change: impl FnMut(&mut [f32], f32, f32)) {
    net.visit_mut(&mut |tensor| match tensor.shape {
        [out, ins, kernel @ ..] => {
            let kernel = kernel.iter().product::<usize>();
            change(tensor.values, (ins * kernel) as f32, (out * kernel) as f32);
        }
        _ => tensor.values.fill(0.0),
    });
}

/// Uniform in [-bound, bound).
fn uniform(weights: &mut [f32], bound: f32, rng: &mut impl Rng) {
    for weight in weights {
        *weight = bound * (2.0 * unit_interval(rng) - 1.0);
    }
}

/// Uniform in [0, 1): 24 random bits, as many as an f32 holds.
fn unit_interval(rng: &mut impl Rng) -> f32 {
    (rng.next_u32() >> 8) as f32 / 16_777_216.0
}
