//! The backward kernel, unrolled by hand: dL/dxᵢ = 0 + w₀ᵢδ₀ + w₁ᵢδ₁ + …, in this order whatever the shape of the block;
//! then, times the derivative, the delta of the layer before.
//!
//! Rows whose delta is 0 (an inactive ReLU) are skipped; it is exact, as a sum that starts at +0 never becomes -0.

use super::{at, no_fpu};
use crate::net::Activation;
use crate::number::{FPU, Real, VECTORS};

/// |x|², and |δ|² of the layer's own deltas: what the norm of its gradient is made of.
pub(super) struct Norms<R> {
    pub(super) x: R,
    pub(super) delta: R,
}

/// delta = Wᵀδ · f'(x), where x = f(z) is the output of the layer before. A block of columns keeps its sums in registers
/// while it goes down the rows: sixteen, or four.
#[inline]
pub(super) fn input_deltas<R: Real, Before: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    before: &mut [R; IN],
) -> Norms<R> {
    if !FPU {
        return no_fpu::input_deltas::<R, Before, IN, OUT>(weights, x, deltas, before);
    }
    let mut norms = Norms { x: R::ZERO, delta: R::ZERO };
    if OUT == 1 && IN >= 16 {
        return one_row::<R, Before, IN, OUT>(weights, x, deltas, before);
    }
    let ((sixteens, rest), (x_sixteens, x_rest)) = (before.as_chunks_mut::<16>(), x.as_chunks::<16>());
    let mut i = 0;
    for (block, x) in sixteens.iter_mut().zip(x_sixteens) {
        norms.delta = sixteen_columns(weights, deltas, i, block);
        norms.x = write::<R, Before, 16>(block, x, norms.x);
        i += 16;
    }
    let ((fours, ones), (x_fours, x_ones)) = (rest.as_chunks_mut(), x_rest.as_chunks());
    for (block, x) in fours.iter_mut().zip(x_fours) {
        (*block, norms.delta) = four_columns(weights, deltas, i);
        norms.x = write::<R, Before, 4>(block, x, norms.x);
        i += 4;
    }
    for (one, x) in ones.iter_mut().zip(x_ones) {
        let (mut sum, mut delta) = (R::ZERO, R::ZERO);
        for (row, own) in weights.iter().zip(deltas) {
            sum = sum.add_scaled(at(row, i), *own);
            if IN < 4 {
                delta = delta.add_product(*own, *own);
            }
        }
        if IN < 4 {
            norms.delta = delta; // else a block has it
        }
        *one = sum;
        norms.x = write::<R, Before, 1>(core::array::from_mut(one), core::array::from_ref(x), norms.x);
        i += 1;
    }
    norms
}

/// Below a layer of one unit every sum is a single product.
#[inline]
fn one_row<R: Real, Before: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    before: &mut [R; IN],
) -> Norms<R> {
    let mut norms = Norms { x: R::ZERO, delta: R::ZERO };
    for (row, own) in weights.iter().zip(deltas) {
        norms.delta = norms.delta.add_product(*own, *own);
        let ((fours, ones), (w_fours, w_ones), (x_fours, x_ones)) =
            (before.as_chunks_mut::<4>(), row.as_chunks(), x.as_chunks());
        for ((block, [a, b, c, d]), x) in fours.iter_mut().zip(w_fours).zip(x_fours) {
            let product = |weight: &f32| R::ZERO.add_scaled(*weight, *own);
            *block = [product(a), product(b), product(c), product(d)];
            norms.x = write::<R, Before, 4>(block, x, norms.x);
        }
        for ((one, weight), x) in ones.iter_mut().zip(w_ones).zip(x_ones) {
            *one = R::ZERO.add_scaled(*weight, *own);
            norms.x = write_one::<R, Before>(one, *x, norms.x);
        }
    }
    norms
}

/// Puts sixteen columns' sums into `sums`, and gives |δ|², first to last.
#[inline]
fn sixteen_columns<R: Real, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    deltas: &[R; OUT],
    i: usize,
    sums: &mut [R; 16],
) -> R {
    let ([mut a, mut b, mut c, mut d], mut squares) = ([[R::ZERO; 4]; 4], R::ZERO);
    for (row, delta) in weights.iter().zip(deltas) {
        if !delta.is_skipped() {
            squares = squares.add_product(*delta, *delta);
            add_row(&mut a, row, i, *delta);
            add_row(&mut b, row, i + 4, *delta);
            add_row(&mut c, row, i + 8, *delta);
            add_row(&mut d, row, i + 12, *delta);
        }
    }
    if let ([p, q, r, s], _) = sums.as_chunks_mut() {
        (*p, *q, *r, *s) = (a, b, c, d);
    }
    squares
}

/// The same of four columns.
#[inline]
fn four_columns<R: Real, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    deltas: &[R; OUT],
    i: usize,
) -> ([R; 4], R) {
    let (mut sums, mut squares) = ([R::ZERO; 4], R::ZERO);
    for (row, delta) in weights.iter().zip(deltas) {
        if OUT == 1 || !delta.is_skipped() {
            squares = squares.add_product(*delta, *delta);
            add_row(&mut sums, row, i, *delta);
        }
    }
    (sums, squares)
}

/// The next product of four columns' sums.
#[inline(always)]
fn add_row<R: Real, const IN: usize>(sums: &mut [R; 4], row: &[f32; IN], i: usize, delta: R) {
    let [p, q, r, s] = *sums;
    *sums = [
        p.add_scaled(at(row, i), delta),
        q.add_scaled(at(row, i + 1), delta),
        r.add_scaled(at(row, i + 2), delta),
        s.add_scaled(at(row, i + 3), delta),
    ];
}

/// Turns the sums of a block of columns into deltas; returns `squares` plus the block's part of |x|².
#[inline(always)]
fn write<R: Real, Before: Activation, const N: usize>(block: &mut [R; N], x: &[R; N], mut squares: R) -> R {
    let ((fours, ones), (x_fours, x_ones)) = (block.as_chunks_mut(), x.as_chunks());
    for ([a, b, c, d], [p, q, r, s]) in fours.iter_mut().zip(x_fours) {
        squares = write_one::<R, Before>(a, *p, squares);
        squares = write_one::<R, Before>(b, *q, squares);
        squares = write_one::<R, Before>(c, *r, squares);
        squares = write_one::<R, Before>(d, *s, squares);
    }
    for (delta, x) in ones.iter_mut().zip(x_ones) {
        squares = write_one::<R, Before>(delta, *x, squares);
    }
    squares
}

/// The same of one column. An inactive ReLU's output is 0, which adds nothing to the sum; known to be 0, or not to be,
/// it decides about the derivative too, at no cost.
#[inline(always)]
fn write_one<R: Real, Before: Activation>(delta: &mut R, x: R, squares: R) -> R {
    if !VECTORS && x.is_zero() {
        *delta = delta.zip_map(x, Before::delta);
        return squares;
    }
    *delta = delta.zip_map(x, Before::delta);
    squares.add_product(x, x)
}
