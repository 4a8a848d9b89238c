//! The gradient: gₒᵢ = gₒᵢ + (scale · δₒ)xᵢ, sample after sample.

use crate::number::Real;

/// The lanes are transposed first, one row per lane, so that a row of weights stays in registers for all of them.
#[inline]
pub(in crate::net::dense) fn add_gradient<R: Real, const IN: usize, const OUT: usize>(
    weights: &mut [[f32; IN]; OUT],
    bias: &mut [f32; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    scale: f32,
) {
    if IN >= 128 || (IN > 32 && OUT < 4) {
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

/// Long rows, and of a few units middling ones, sixteen columns at a time: they fit into registers, and no second copy of a
/// wide input lies on the stack.
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
