//! The gradient kernel, unrolled by hand: gₒᵢ = gₒᵢ + (scale · δₒ)xᵢ, sample after sample.
//!
//! For one sample, rows whose delta is +0 are skipped; it is exact, as a gradient starts at +0 and never becomes -0.

use crate::number::{Real, VECTORS};

/// weights += scale · δxᵀ and bias += scale · δ, in place; it reads weights only to add to them.
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
    for ((row, bias), delta) in weights.iter_mut().zip(bias).zip(deltas) {
        let delta = first(*delta);
        // By its bits, everywhere: a -0 turns a weight of -0 into +0, on every target or on none.
        if delta.to_bits() == 0 {
            continue;
        }
        let step = scale * delta;
        // The compiler makes more of a plain loop over a long row; the bits are the same.
        if VECTORS && IN >= 32 {
            for (weight, x) in row.iter_mut().zip(x) {
                *weight += step * first(*x);
            }
            *bias += step;
            continue;
        }
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
        *bias += step;
    }
}

/// The only lane.
#[inline(always)]
fn first<R: Real>(value: R) -> f32 {
    value.lanes().first().copied().unwrap_or(0.0)
}

/// The lanes are transposed first, one row per lane, so that a row of weights stays in registers for all of them.
#[inline]
fn side_by_side<R: Real, const IN: usize, const OUT: usize>(
    weights: &mut [[f32; IN]; OUT],
    bias: &mut [f32; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    scale: f32,
) {
    if IN >= 128 {
        return by_sixteen(weights, bias, x, deltas, scale);
    }
    let xs = R::rows(x);
    for ((row, bias), delta) in weights.iter_mut().zip(bias).zip(deltas) {
        let steps = delta.map(|delta| scale * delta);
        let (mut sums, mut sum) = (*row, *bias);
        for (step, x) in steps.lanes().iter().zip(xs.as_ref()) {
            add(&mut sums, *step, x);
            sum += step;
        }
        (*row, *bias) = (sums, sum);
    }
}

/// Long rows, sixteen columns at a time: they fit into registers, and no second copy of a wide input lies on the stack.
#[inline]
fn by_sixteen<R: Real, const IN: usize, const OUT: usize>(
    weights: &mut [[f32; IN]; OUT],
    bias: &mut [f32; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    scale: f32,
) {
    for (bias, delta) in bias.iter_mut().zip(deltas) {
        *bias = delta.lanes().iter().fold(*bias, |sum, delta| sum + scale * delta);
    }
    let (sixteens, ones) = x.as_chunks::<16>();
    for (block, x) in sixteens.iter().enumerate() {
        columns(weights, 16 * block, x, deltas, scale);
    }
    for (i, x) in (16 * sixteens.len()..).zip(ones) {
        columns(weights, i, core::array::from_ref(x), deltas, scale);
    }
}

/// The columns of `x`, of which the first is the weights' column `i`.
#[inline]
fn columns<R: Real, const IN: usize, const OUT: usize, const N: usize>(
    weights: &mut [[f32; IN]; OUT],
    i: usize,
    x: &[R; N],
    deltas: &[R; OUT],
    scale: f32,
) {
    let xs = R::rows(x);
    for (row, delta) in weights.iter_mut().zip(deltas) {
        let steps = delta.map(|delta| scale * delta);
        if let Some(row) = row.get_mut(i..).and_then(<[f32]>::first_chunk_mut::<N>) {
            let mut sums = *row;
            for (step, x) in steps.lanes().iter().zip(xs.as_ref()) {
                add(&mut sums, *step, x);
            }
            *row = sums;
        }
    }
}

/// row += step · x
#[inline(always)]
fn add<const N: usize>(row: &mut [f32; N], step: f32, x: &[f32; N]) {
    for (weight, x) in row.iter_mut().zip(x) {
        *weight += step * x;
    }
}
