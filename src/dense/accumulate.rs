//! The gradient's kernel, unrolled by hand: gₒᵢ = gₒᵢ + (scale · δₒ)xᵢ, sample after sample.
//!
//! For one sample, a row whose delta is 0 is passed over; exact, as a gradient starts at +0 and never becomes -0.
#![allow(clippy::indexing_slicing, reason = "each index stays below a length that the same loop or signature states")]

use crate::Real;
use crate::real::MOST_LANES;

/// weights += scale · δxᵀ and bias += scale · δ, in place; it reads no weight but to add to it.
#[inline]
pub(super) fn add_gradient<R: Real, const IN: usize, const OUT: usize>(
    weights: &mut [[f32; IN]; OUT],
    bias: &mut [f32; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    scale: f32,
) {
    if R::LANES == 1 {
        one_sample(weights, bias, x, deltas, scale);
    } else {
        side_by_side(weights, bias, x, deltas, scale);
    }
}

#[inline]
fn one_sample<R: Real, const IN: usize, const OUT: usize>(
    weights: &mut [[f32; IN]; OUT],
    bias: &mut [f32; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    scale: f32,
) {
    let mut o = 0;
    while o < OUT {
        if !deltas[o].rests() {
            let step = scale * deltas[o].lanes()[0];
            let row = &mut weights[o];
            let mut i = 0;
            while i + 4 <= IN {
                row[i] += step * x[i].lanes()[0];
                row[i + 1] += step * x[i + 1].lanes()[0];
                row[i + 2] += step * x[i + 2].lanes()[0];
                row[i + 3] += step * x[i + 3].lanes()[0];
                i += 4;
            }
            while i < IN {
                row[i] += step * x[i].lanes()[0];
                i += 1;
            }
            bias[o] += step;
        }
        o += 1;
    }
}

/// The lanes are turned sample-major first, so that a row of weights stays in registers while the samples pass by.
#[inline]
fn side_by_side<R: Real, const IN: usize, const OUT: usize>(
    weights: &mut [[f32; IN]; OUT],
    bias: &mut [f32; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    scale: f32,
) {
    let xs = &sample_major(x)[..R::LANES];
    let steps = &sample_major(&deltas.map(|delta| delta.map(|delta| scale * delta)))[..R::LANES];
    let mut sums = *bias;
    for step in steps {
        for (sum, step) in sums.iter_mut().zip(step) {
            *sum += step;
        }
    }
    *bias = sums;
    if IN == 1 {
        // One column: the neurons make the vector.
        let column = weights.as_flattened_mut();
        for (step, x) in steps.iter().zip(xs.as_flattened()) {
            for (w, step) in column.iter_mut().zip(step) {
                *w += step * x;
            }
        }
        return;
    }
    for (o, row) in weights.iter_mut().enumerate() {
        let mut sums = *row;
        for (step, x) in steps.iter().zip(xs) {
            for (sum, x) in sums.iter_mut().zip(x) {
                *sum += step[o] * x;
            }
        }
        *row = sums;
    }
}

/// `[sample][i]` from `[i][sample]`; what lies behind the last lane is 0 and not used.
#[inline]
fn sample_major<R: Real, const N: usize>(lanes: &[R; N]) -> [[f32; N]; MOST_LANES] {
    let mut samples = [[0.0; N]; MOST_LANES];
    for (i, lanes) in lanes.iter().enumerate() {
        for (sample, value) in samples.iter_mut().zip(lanes.lanes()) {
            sample[i] = *value;
        }
    }
    samples
}
