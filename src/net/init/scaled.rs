//! The field's two best known starts.

use super::{root, uniform};
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
    each_weight(net, |weights, fan_in, fan_out| {
        uniform(weights, root(6.0 / (fan_in + fan_out)), &mut || rng.next_u32());
    });
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
    each_weight(net, |weights, fan_in, _| uniform(weights, root(6.0 / fan_in), &mut || rng.next_u32()));
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
