//! The same for long rows where there are vector registers: every sum still goes along its row, but eight of them, or four,
//! lie in registers side by side, and the compiler turns 4 x 4 weights by shuffles.

use crate::net::Activation;
use crate::net::dense::{at, first};
use crate::number::Real;

/// y = f(Wx + b).
#[inline]
pub(super) fn across_rows<R: Real, A: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    bias: &[f32; OUT],
    x: &[R; IN],
    y: &mut [R; OUT],
) {
    let (weights, bias, y) = blocks::<R, A, IN, 8>(weights, bias, x, y);
    let (weights, bias, y) = blocks::<R, A, IN, 4>(weights, bias, x, y);
    blocks::<R, A, IN, 1>(weights, bias, x, y);
}

/// As many blocks of `N` rows as there are; and what is left.
#[inline(always)]
fn blocks<'a, R: Real, A: Activation, const IN: usize, const N: usize>(
    weights: &'a [[f32; IN]],
    bias: &'a [f32],
    x: &[R; IN],
    y: &'a mut [R],
) -> (&'a [[f32; IN]], &'a [f32], &'a mut [R]) {
    let ((blocks, weights), (biases, bias), (ys, y)) =
        (weights.as_chunks::<N>(), bias.as_chunks::<N>(), y.as_chunks_mut::<N>());
    for ((y, bias), rows) in ys.iter_mut().zip(biases).zip(blocks) {
        let mut sums = *bias;
        let mut i = 0;
        while i + 4 <= IN {
            add_column(&mut sums, rows, x, i);
            add_column(&mut sums, rows, x, i + 1);
            add_column(&mut sums, rows, x, i + 2);
            add_column(&mut sums, rows, x, i + 3);
            i += 4;
        }
        while i < IN {
            add_column(&mut sums, rows, x, i);
            i += 1;
        }
        for (y, sum) in y.iter_mut().zip(sums) {
            *y = R::splat(A::value(sum));
        }
    }
    (weights, bias, y)
}

/// The next product of every row's sum.
#[inline(always)]
fn add_column<R: Real, const IN: usize, const N: usize>(
    sums: &mut [f32; N],
    rows: &[[f32; IN]; N],
    x: &[R; IN],
    i: usize,
) {
    let x = first(at(x, i));
    for (sum, row) in sums.iter_mut().zip(rows) {
        *sum += at(row, i) * x;
    }
}
