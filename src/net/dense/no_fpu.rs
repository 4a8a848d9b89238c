//! The forward and the backward kernel where there is no FPU: a product is a call, so none is made with a zero on either side,
//! nor for what a derivative of 0 makes 0. The sums and their order are those of the other kernels, and so are the bits.

use super::backward::Norms;
use super::{at, first};
use crate::net::Activation;
use crate::number::{Real, Sample};

/// 2⁵⁰. A sum of fewer than 2²⁷ products of smaller numbers is finite.
const LARGE: f32 = 1_125_899_906_842_624.0;

/// y = f(Wx + b), a row at a time: blocks of rows would only keep sums from the registers in which a call takes them.
#[inline]
pub(super) fn outputs<R: Real, A: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    bias: &[f32; OUT],
    x: &[R; IN],
    y: &mut [R; OUT],
) {
    for ((y, bias), row) in y.iter_mut().zip(bias).zip(weights) {
        let products = row.iter().zip(x).filter(|(_, x)| !x.is_skipped());
        *y = products.fold(R::splat(*bias), |sum, (weight, x)| sum.add_scaled(*weight, *x)).map(A::value);
    }
}

/// delta = Wᵀδ · f'(x), where x = f(z) is the output of the layer before, a column at a time.
#[inline]
pub(super) fn input_deltas<R: Real, Before: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    before: &mut [R; IN],
) -> Norms<R> {
    let mut norms = Norms { x: R::ZERO, delta: <[f32; OUT]>::squares::<R>(deltas) };
    let skips = zero_is_inactive::<Before>() && deltas.iter().all(|delta| is_moderate(first(*delta)));
    for (i, (before, x)) in before.iter_mut().zip(x).enumerate() {
        let rows = weights.iter().zip(deltas).filter(|(_, delta)| !delta.is_skipped());
        if x.is_skipped() {
            if skips && rows.clone().all(|(row, _)| is_moderate(at(row, i))) {
                *before = R::ZERO;
                continue;
            }
        } else {
            norms.x = norms.x.add_product(*x, *x);
        }
        *before = rows.fold(R::ZERO, |sum, (row, delta)| sum.add_scaled(at(row, i), *delta)).zip_map(*x, Before::delta);
    }
    norms
}

/// Whether the delta of a unit whose output is +0 is +0, whatever finite number flows into it.
fn zero_is_inactive<A: Activation>() -> bool {
    A::delta(1.0, 0.0).to_bits() == 0 && A::delta(-1.0, 0.0).to_bits() == 0
}

/// Whether it is finite and below [`LARGE`] in size; by its bits.
#[inline]
fn is_moderate(value: f32) -> bool {
    value.to_bits() << 1 < LARGE.to_bits() << 1
}
