//! Every tolerance, with its reason. All but the last four follow from IEEE 754 (Higham 2002, chapters 2 and 3).

/// Unit roundoff of f32, 2^-24: one operation, rounded to nearest, is off by at most this share of its result.
/// The excess covers what the f64 reference itself rounds, some 2^-48 of a sum here.
pub(crate) const U: f64 = 5.960_464_477_539_063e-8 * (1.0 + 1e-6);

/// The smallest f32 above 0, 2^-149: where a product underflows it is off by at most half of this.
pub(crate) const ETA: f64 = 1.401_298_464_324_817e-45;

/// The largest f32. A partial sum that can reach it may overflow.
pub(crate) const MAX: f64 = f32::MAX as f64;

/// γₙ = nu / (1 - nu): n roundings one after the other.
pub(crate) fn gamma(roundings: usize) -> f64 {
    let nu = roundings as f64 * U;
    nu / (1.0 - nu)
}

/// `libm::tanhf` is off by at most this share: `libm_is_as_good_as_assumed` goes over 400 000 values, the worst off by 1.4 · 2^-23.
pub(crate) const TANH: f64 = 2.0 * 2.0 * U;

/// `libm::expf` is off by at most this share: the worst there is off by 0.6 · 2^-23.
pub(crate) const EXP: f64 = 2.0 * U;

/// Central differences in f64 with a step of 1e-5 on values near 1: h² / 6 times a third derivative near 1 to 10, and
/// 2^-53 / h of rounding, both near 1e-10; a hundredfold to spare for a sum over a batch.
pub(crate) const DIFFERENCES: f64 = 1e-8;

/// Weights near 1 after a hundred steps of training. An error is not only made but fed back through the gradient, and
/// a unit may cross its kink a step late, so there is no bound; ten times the 1.7e-6 that was seen at worst.
pub(crate) const TRAINED: f64 = 2e-5;
