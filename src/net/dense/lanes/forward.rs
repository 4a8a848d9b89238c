//! Forward: zₒ = bₒ + wₒ₀x₀ + wₒ₁x₁ + …; also of one sample, where rows are long and registers hold several of them.

use super::{fill_one_register, no_loop_over_blocks};
use crate::net::Activation;
use crate::net::dense::at;
use crate::number::Real;

/// y = f(Wx + b), a block of rows at a time: every x is loaded once for all of them, and as many additions are in flight.
#[inline]
pub(in crate::net::dense) fn outputs<R: Real, A: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    bias: &[f32; OUT],
    x: &[R; IN],
    y: &mut [R; OUT],
) {
    let (mut weights, mut bias, mut y) = (weights.as_slice(), bias.as_slice(), y.as_mut_slice());
    if fill_one_register::<R>() {
        (weights, bias, y) = blocks::<R, A, IN, 8>(weights, bias, x, y);
    }
    (weights, bias, y) = blocks::<R, A, IN, 4>(weights, bias, x, y);
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
        let mut sums = bias.map(R::splat);
        let mut i = 0;
        while R::LANES == 1 && i + 4 <= IN {
            // Of one sample the compiler turns 4 x 4 weights by shuffles.
            add_column(&mut sums, rows, x, i);
            add_column(&mut sums, rows, x, i + 1);
            add_column(&mut sums, rows, x, i + 2);
            add_column(&mut sums, rows, x, i + 3);
            i += 4;
        }
        for i in i..IN {
            add_column(&mut sums, rows, x, i);
        }
        for (y, sum) in y.iter_mut().zip(sums) {
            *y = sum.map(A::value);
        }
        no_loop_over_blocks();
    }
    (weights, bias, y)
}

/// The next product of every row's sum.
#[inline(always)]
fn add_column<R: Real, const IN: usize, const N: usize>(
    sums: &mut [R; N],
    rows: &[[f32; IN]; N],
    x: &[R; IN],
    i: usize,
) {
    let x = at(x, i);
    for (sum, row) in sums.iter_mut().zip(rows) {
        *sum = sum.add_scaled(at(row, i), x);
    }
}
