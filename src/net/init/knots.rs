//! First weights for a curve of one input: the kinks where they are needed.

use super::{root, uniform};
use crate::net::Layer;
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

/// For a one-input ReLU net: the first layer's kinks spread over `range` with a density, equal shares of it between
/// them, so that none has to travel there first. Every unit's weight is ±1, drawn; the first unit sits on the left edge
/// and faces right: the linear term. The last layer starts at 0, so that there is no random curve to unlearn, which would
/// move the kinks from where they were put; layers between start as in [`he_uniform`](crate::init::he_uniform).
///
/// # Errors
/// [`KnotsError`].
///
/// ```
/// # use rand_core::SeedableRng;
/// # use stackprop::{Dense, Relu, Zero, init};
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
    let mut tensors = 0_usize;
    net.visit(&mut |_| tensors += 1);
    let (mut place, mut hidden) = (0, 0_usize);
    net.visit_mut(&mut |tensor| {
        place += 1;
        match tensor.shape {
            [out, _, ..] if place == 1 => {
                hidden = *out;
                for (unit, weight) in tensor.values.iter_mut().enumerate() {
                    *weight = if unit == 0 || rng.next_u32() >> 31 == 0 { 1.0 } else { -1.0 };
                }
            }
            [_, fan_in, ..] if place + 1 < tensors => {
                uniform(tensor.values, root(6.0 / *fan_in as f32), &mut || rng.next_u32());
            }
            _ => tensor.values.fill(0.0),
        }
    });
    let share = whole / hidden as f32;
    let (mut k, mut mass, mut below, mut placed) = (0, cell(0), 0.0, 0);
    // A bias is minus its weight times the kink; weights and biases show one after the other, so the weights' signs are
    // remembered as bits, 32 units at a time.
    while placed < hidden {
        let before = placed;
        let (mut place, mut negative) = (0, 0_u32);
        net.visit_mut(&mut |tensor| {
            place += 1;
            let block = tensor.values.iter_mut().skip(placed).take(32).zip(0_u32..);
            if place == 1 {
                negative = block.fold(0, |bits, (weight, unit)| bits | (u32::from(*weight < 0.0) << unit));
            } else if place == 2 {
                for (bias, unit) in block {
                    let wanted = placed as f32 * share;
                    while below + mass < wanted && k + 1 < CELLS {
                        below += mass;
                        k += 1;
                        mass = cell(k);
                    }
                    let inside = match placed {
                        0 => 0.0, // on the edge, even if the density is 0 there
                        _ if below + mass > wanted => (wanted - below) / mass,
                        _ => 1.0,
                    };
                    let knot = left + width * ((k as f32 + inside) / CELLS as f32);
                    *bias = if negative >> unit & 1 == 1 { knot } else { 0.0 - knot };
                    placed += 1;
                }
            }
        });
        if placed == before {
            break; // a layer of one's own whose second tensor is not its biases
        }
    }
    Ok(())
}

/// How finely [`knots`] looks at its density.
const CELLS: usize = 1024;
