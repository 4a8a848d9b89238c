//! The recommended start: every unit begins within the data, no two alike, and no output begins dead.

use super::draws::Draws;
use super::{root, uniform, unit_interval};
use crate::net::Values;
#[cfg(feature = "rand")]
use rand_core::Rng;

/// The recommended first weights, for any activation. Inputs are expected at unit scale: standardised
/// ([`Standardizer`](crate::Standardizer)), or within about ±π.
///
/// With g = √(6 / (fan-in + fan-out)) as in [`glorot_uniform`](crate::init::glorot_uniform):
///
/// - **First layer:** weights of random sign, their size uniform in [r / 2, r), r the smaller of g and 1 / √fan-in. Unit
///   `o` has its own point p in [-1, 1)^fan-in and the bias -w · p: its pre-activation is 0 there, so that the kink of a
///   ReLU and the steepest part of a tanh lie within the data. Per input, the points are stratified: one in each of
///   fan-out equal cells of [-1, 1).
/// - **Layers between:** uniform in [-g, g), biases 0. A unit whose weights sum to less than 0 has its signs flipped: what
///   a ReLU or a sigmoid feeds it is never negative, so it would be (nearly) dead.
/// - **Last layer:** uniform in [-0.3 g, 0.3 g), biases 0.3: little to unlearn, and a ReLU output starts with a gradient.
///
/// Of 100 seeds the ReLU net 2-8-1 learns XOR from 100 (Glorot 83, He 89), and a ReLU output dies in none (26, 39).
///
/// Order of the draws: all weights as they are stored; then the first layer's points, unit by unit and input by input.
///
/// The same net, bit for bit, as `start` gives with `rand_xorshift`'s `XorShiftRng::seed_from_u64(seed)`; no feature is
/// needed. Give every device its own seed only if nets need not be compared.
///
/// ```
/// use stackprop::{Dense, Relu, Zero, init};
///
/// let mut net = <(Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>)>::ZERO;
/// init::seeded(&mut net, 7);
/// for ([weight], bias) in net.0.weights().iter().zip(net.0.bias()) {
///     assert!((bias / weight).abs() <= 1.0); // every kink lies in [-1, 1)
/// }
/// ```
pub fn seeded<N: Values>(net: &mut N, seed: u32) {
    let mut draws = Draws::new(seed);
    start_by(net, &mut || draws.next());
}

/// [`seeded`], by a generator of your own.
///
/// ```
/// use rand_core::SeedableRng;
/// use rand_xorshift::XorShiftRng;
/// use stackprop::{Dense, Relu, Zero, init};
///
/// let mut net = <(Dense<1, 16, Relu>, Dense<16, 1>)>::ZERO;
/// let mut twin = net.clone();
/// init::start(&mut net, &mut XorShiftRng::seed_from_u64(7));
/// init::seeded(&mut twin, 7);
/// assert_eq!(net, twin);
/// ```
#[cfg(feature = "rand")]
pub fn start<N: Values>(net: &mut N, rng: &mut impl Rng) {
    start_by(net, &mut || rng.next_u32());
}

fn start_by<N: Values>(net: &mut N, draw: &mut impl FnMut() -> u32) {
    let (mut layers, mut units) = (0_usize, 0_usize);
    net.visit(&mut |tensor| {
        if let [out, _, ..] = tensor.shape {
            units = if layers == 0 { *out } else { units };
            layers += 1;
        }
    });
    let mut layer = 0;
    let mut drawn = false;
    net.visit_mut(&mut |tensor| {
        let [out, ins, kernel @ ..] = tensor.shape else {
            return tensor.values.fill(if layer == layers { LAST } else { 0.0 });
        };
        layer += 1;
        let kernel = kernel.iter().product::<usize>();
        let (fan_in, fan_out) = (ins * kernel, out * kernel);
        let glorot = root(6.0 / (fan_in + fan_out) as f32);
        if layer == layers {
            uniform(tensor.values, LAST * glorot, draw);
        } else if layer == 1 {
            drawn = true;
            away_from_zero(tensor.values, smaller(glorot, 1.0 / root(fan_in as f32)), draw);
        } else {
            uniform(tensor.values, glorot, draw);
            let mut rows = tensor.values;
            while let Some((row, others)) = rows.split_at_mut_checked(fan_in.max(1)) {
                not_negative(row);
                rows = others;
            }
        }
    });
    if !drawn {
        return; // a net of one layer has no hidden units
    }
    // Weights and biases show one after the other, so the points are drawn unit by unit.
    for unit in 0..units {
        let (mut tensors, mut bias) = (0, 0.0);
        net.visit_mut(&mut |tensor| {
            tensors += 1;
            let per_unit = tensor.values.len().checked_div(units).unwrap_or(0);
            let mut own = tensor.values.iter_mut().skip(unit * per_unit).take(per_unit);
            if tensors == 1 {
                for (input, weight) in own.enumerate() {
                    let cell = (unit * stride(input, units) + input).checked_rem(units).unwrap_or(0);
                    let place = (cell as f32 + unit_interval(draw())) / units as f32;
                    bias += *weight * (2.0 * place - 1.0);
                }
            } else if tensors == 2
                && let Some(slot) = own.next()
            {
                *slot = 0.0 - bias; // not -0
            }
        });
    }
}

/// The last layer's weights as a share of Glorot's, and its biases.
const LAST: f32 = 0.3;

/// Of random sign, the size uniform in [bound / 2, bound).
fn away_from_zero(weights: &mut [f32], bound: f32, draw: &mut impl FnMut() -> u32) {
    uniform(weights, bound, draw);
    for weight in weights {
        let size = 0.5 * (weight.abs() + bound);
        *weight = if *weight < 0.0 { -size } else { size };
    }
}

/// Flips all signs if the sum is negative.
fn not_negative(row: &mut [f32]) {
    if row.iter().fold(0.0, |sum, weight| sum + *weight) < 0.0 {
        for weight in row {
            *weight = 0.0 - *weight; // not -0
        }
    }
}

/// How many cells apart neighbouring units lie along an input: odd, another for each of the first inputs, and with no
/// divisor in common with the number of units, so that every cell is taken once.
fn stride(input: usize, units: usize) -> usize {
    let mut stride = 2 * input + 1;
    while common_divisor(stride, units) != 1 {
        stride += 2;
    }
    stride
}

/// Euclid's greatest common divisor.
fn common_divisor(mut a: usize, mut b: usize) -> usize {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}
