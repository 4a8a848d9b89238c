//! The gradient kernel, unrolled by hand: gₒᵢ = gₒᵢ + (scale · δₒ)xᵢ, sample after sample.
//!
//! Rows whose delta is +0 are skipped; it is exact, as a gradient starts at +0 and never becomes -0.

use super::first;
use crate::number::{FPU, Real, VECTORS};

/// weights += scale · δxᵀ and bias += scale · δ, in place; it reads weights only to add to them.
#[inline]
pub(super) fn add_gradient<R: Real, const IN: usize, const OUT: usize>(
    weights: &mut [[f32; IN]; OUT],
    bias: &mut [f32; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    scale: f32,
) {
    for ((row, bias), delta) in weights.iter_mut().zip(bias).zip(deltas) {
        let delta = first(*delta);
        // By its bits, everywhere: a -0 turns a weight of -0 into +0, on every target or on none.
        if delta.to_bits() == 0 {
            continue;
        }
        let step = scale * delta;
        if !FPU {
            // A product is a call. A finite number times 0 is ±0, which changes no weight but one of -0.
            let is_finite = step.is_finite();
            for (weight, x) in row.iter_mut().zip(x) {
                if !(is_finite && x.is_skipped()) || weight.to_bits() == (-0.0_f32).to_bits() {
                    *weight = weight.add_scaled(step, first(*x));
                }
            }
        } else if VECTORS && IN >= 32 {
            // The compiler makes more of a plain loop over a long row; the bits are the same.
            for (weight, x) in row.iter_mut().zip(x) {
                *weight += step * first(*x);
            }
        } else {
            let ((fours, ones), (x_fours, x_ones)) = (row.as_chunks_mut(), x.as_chunks());
            for ([a, b, c, d], [p, q, r, s]) in fours.iter_mut().zip(x_fours) {
                *a += step * first(*p);
                *b += step * first(*q);
                *c += step * first(*r);
                *d += step * first(*s);
            }
            for (weight, x) in ones.iter_mut().zip(x_ones) {
                *weight += step * first(*x);
            }
        }
        *bias += step;
    }
}
