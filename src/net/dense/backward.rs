//! The backward kernel, unrolled by hand: dL/dxᵢ = 0 + w₀ᵢδ₀ + w₁ᵢδ₁ + …, in this order whatever the shape of the block;
//! then, times the derivative, the delta of the layer before.
//!
//! For one sample, rows whose delta is 0 (an inactive ReLU) are skipped; it is exact, as a sum that starts at +0 never
//! becomes -0. Lanes take every row.

use super::at;
use crate::net::Activation;
use crate::number::Real;

/// |x|², and |δ|² of the layer's own deltas: what the norm of its gradient is made of.
pub(super) struct Norms<R> {
    pub(super) x: R,
    pub(super) delta: R,
}

/// delta = Wᵀδ · f'(x), where x = f(z) is the output of the layer before. A block of columns keeps its sums in registers
/// while it goes down the rows: sixteen for one sample, four for lanes.
#[inline]
pub(super) fn input_deltas<R: Real, Before: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    before: &mut [R; IN],
) -> Norms<R> {
    let mut norms = Norms { x: R::ZERO, delta: R::ZERO };
    let by_sixteen = R::LANES == 1;
    let (sixteens, rest) =
        if by_sixteen { before.as_chunks_mut::<16>() } else { ([].as_mut_slice(), before.as_mut_slice()) };
    let mut i = 0;
    for block in sixteens {
        let ([a, b, c, d], delta) = sixteen_columns(weights, deltas, i);
        norms.delta = delta;
        let (quarters, _) = block.as_chunks_mut();
        for (quarter, sums) in quarters.iter_mut().zip([a, b, c, d]) {
            norms.x = write::<R, Before, IN, 4>(quarter, sums, x, i, norms.x);
            i += 4;
        }
    }
    if !by_sixteen {
        norms.delta = deltas.iter().fold(R::ZERO, |sum, delta| sum.add_product(*delta, *delta));
    }
    let (fours, ones) = rest.as_chunks_mut();
    for block in fours {
        let (sums, delta) = four_columns(weights, deltas, i);
        if by_sixteen {
            norms.delta = delta;
        }
        norms.x = write::<R, Before, IN, 4>(block, sums, x, i, norms.x);
        i += 4;
    }
    for one in ones {
        let (mut sum, mut delta) = (R::ZERO, R::ZERO);
        for (row, own) in weights.iter().zip(deltas) {
            sum = sum.add_scaled(at(row, i), *own);
            if IN < 4 && by_sixteen {
                delta = delta.add_product(*own, *own);
            }
        }
        if IN < 4 && by_sixteen {
            norms.delta = delta; // else a block has it
        }
        norms.x = write::<R, Before, IN, 1>(core::array::from_mut(one), [sum], x, i, norms.x);
        i += 1;
    }
    norms
}

/// Sixteen columns' sums, and |δ|², first to last.
#[inline]
fn sixteen_columns<R: Real, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    deltas: &[R; OUT],
    i: usize,
) -> ([[R; 4]; 4], R) {
    let ([mut a, mut b, mut c, mut d], mut squares) = ([[R::ZERO; 4]; 4], R::ZERO);
    for (row, delta) in weights.iter().zip(deltas) {
        if OUT == 1 || !delta.is_skipped() {
            squares = squares.add_product(*delta, *delta);
            add_row(&mut a, row, i, *delta);
            add_row(&mut b, row, i + 4, *delta);
            add_row(&mut c, row, i + 8, *delta);
            add_row(&mut d, row, i + 12, *delta);
        }
    }
    ([a, b, c, d], squares)
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

/// The deltas of a block of columns from its sums; returns `squares` plus the block's part of |x|².
#[inline(always)]
fn write<R: Real, Before: Activation, const IN: usize, const N: usize>(
    block: &mut [R; N],
    sums: [R; N],
    x: &[R; IN],
    mut i: usize,
    mut squares: R,
) -> R {
    for (delta, sum) in block.iter_mut().zip(sums) {
        let x = at(x, i);
        *delta = sum.zip_map(x, Before::delta);
        squares = squares.add_product(x, x);
        i += 1;
    }
    squares
}
