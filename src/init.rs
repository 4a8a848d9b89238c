//! First weights, drawn in place and in one fixed order: layer by layer, and within it as the weights are stored.
//!
//! ```
//! use rand_core::SeedableRng;
//! use rand_xorshift::XorShiftRng;
//! use stackprop::{Dense, Parameters, Relu, init};
//!
//! let mut net = <(Dense<1, 16, Relu>, Dense<16, 1>)>::ZERO;
//! init::glorot_uniform(&mut net, &mut XorShiftRng::seed_from_u64(7));
//! assert!(net.0.weights()[0][0] != 0.0 && net.0.bias() == &[0.0; 16]);
//! ```

use crate::{Layer, Parameters};
use core::fmt;
use core::ops::RangeInclusive;
use rand_core::Rng;

/// Why [`knots`] was refused; the net is as it was.
///
/// ```
/// assert_eq!(stackprop::init::KnotsError::Range.to_string(), "the range of the knots is empty or not finite");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum KnotsError {
    /// The range is empty or not finite.
    Range,
    /// The density is negative or not finite somewhere, or 0 everywhere.
    Density,
}

impl fmt::Display for KnotsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Range => "the range of the knots is empty or not finite",
            Self::Density => "the density of the knots is negative or not finite somewhere, or 0 everywhere",
        })
    }
}

impl core::error::Error for KnotsError {}

/// Glorot and Bengio 2010, as Keras starts a dense layer: weights uniform within ±√(6 / (fan-in + fan-out)), biases 0.
///
/// ```
/// # use rand_core::SeedableRng;
/// # use stackprop::{Dense, Parameters, init};
/// let mut layer = Dense::<4, 2>::ZERO;
/// init::glorot_uniform(&mut layer, &mut rand_xorshift::XorShiftRng::seed_from_u64(7));
/// assert!(layer.weights().as_flattened().iter().all(|w| w.abs() <= 1.0));
/// ```
pub fn glorot_uniform<N: Parameters>(net: &mut N, rng: &mut impl Rng) {
    net.each_layer(&mut |weights, bias| {
        let fans = weights.len() / bias.len().max(1) + bias.len();
        uniform(weights, libm::sqrtf(6.0 / fans as f32), rng);
        bias.fill(0.0);
    });
}

/// He, Zhang, Ren and Sun 2015, for ReLU: weights uniform within ±√(6 / fan-in), biases 0.
///
/// ```
/// # use rand_core::SeedableRng;
/// # use stackprop::{Dense, Parameters, init};
/// let mut layer = Dense::<6, 2>::ZERO;
/// init::he_uniform(&mut layer, &mut rand_xorshift::XorShiftRng::seed_from_u64(7));
/// assert!(layer.weights().as_flattened().iter().all(|w| w.abs() <= 1.0));
/// ```
pub fn he_uniform<N: Parameters>(net: &mut N, rng: &mut impl Rng) {
    net.each_layer(&mut |weights, bias| he(weights, bias, rng));
}

/// For a one-input ReLU net: the first layer's kinks spread over `range` with a density, equal shares of it between
/// them, so that none has to travel there first. Every unit's weight is ±1, drawn; the first unit sits on the left edge
/// and faces right: the linear term. The other layers start as in [`he_uniform`].
///
/// # Errors
/// [`KnotsError`].
///
/// ```
/// # use rand_core::SeedableRng;
/// # use stackprop::{Dense, Parameters, Relu, init};
/// let mut net = <(Dense<1, 4, Relu>, Dense<4, 1>)>::ZERO;
/// init::knots(&mut net, -1.0..=1.0, |_| 1.0, &mut rand_xorshift::XorShiftRng::seed_from_u64(7))?;
/// let knots: Vec<f32> = net.0.weights().iter().zip(net.0.bias()).map(|([w], b)| -b / w).collect();
/// assert_eq!(knots, [-1.0, -0.5, 0.0, 0.5]); // evenly
/// # Ok::<(), init::KnotsError>(())
/// ```
pub fn knots<N: Layer<Input = [f32; 1]>>(
    net: &mut N,
    range: RangeInclusive<f32>,
    density: impl Fn(f32) -> f32,
    rng: &mut impl Rng,
) -> Result<(), KnotsError> {
    let (left, width) = (*range.start(), range.end() - range.start());
    if !(width > 0.0 && width.is_finite()) {
        return Err(KnotsError::Range);
    }
    // The midpoint rule, cell by cell from the left; walked twice rather than stored.
    let cell = |k: usize| density(left + width * ((k as f32 + 0.5) / CELLS as f32));
    let mut whole = 0.0;
    for k in 0..CELLS {
        let mass = cell(k);
        if !(mass >= 0.0 && mass.is_finite()) {
            return Err(KnotsError::Density);
        }
        whole += mass;
    }
    if !(whole > 0.0 && whole.is_finite()) {
        return Err(KnotsError::Density);
    }
    let mut first = true;
    net.each_layer(&mut |weights, bias| {
        if !first {
            return he(weights, bias, rng);
        }
        first = false;
        let share = whole / bias.len() as f32;
        let (mut k, mut mass, mut below) = (0, cell(0), 0.0);
        for (unit, (weight, bias)) in weights.iter_mut().zip(bias).enumerate() {
            let wanted = unit as f32 * share;
            while below + mass < wanted && k + 1 < CELLS {
                below += mass;
                k += 1;
                mass = cell(k);
            }
            let inside = if below + mass > wanted { (wanted - below) / mass } else { 1.0 };
            let knot = left + width * ((k as f32 + inside) / CELLS as f32);
            *weight = if unit == 0 || rng.next_u32() >> 31 == 0 { 1.0 } else { -1.0 };
            *bias = -*weight * knot;
        }
    });
    Ok(())
}

/// How finely [`knots`] looks at its density.
const CELLS: usize = 1024;

fn he(weights: &mut [f32], bias: &mut [f32], rng: &mut impl Rng) {
    let fan_in = weights.len() / bias.len().max(1);
    uniform(weights, libm::sqrtf(6.0 / fan_in as f32), rng);
    bias.fill(0.0);
}

/// Uniform in [-bound, bound): 24 random bits each, as many as an f32 holds.
fn uniform(weights: &mut [f32], bound: f32, rng: &mut impl Rng) {
    for weight in weights {
        let unit = (rng.next_u32() >> 8) as f32 / 16_777_216.0;
        *weight = bound * (2.0 * unit - 1.0);
    }
}
