//! Backward: dL/dxᵢ = 0 + w₀ᵢδ₀ + w₁ᵢδ₁ + …, then, times the derivative, the delta of the layer before.

use super::{fill_one_register, no_loop_over_blocks};
use crate::net::Activation;
use crate::net::dense::backward::Norms;
use crate::number::{Real, Sample};

/// delta = Wᵀδ · f'(x), where x = f(z) is the output of the layer before, a block of columns at a time.
#[inline]
pub(in crate::net::dense) fn input_deltas<R: Real, Before: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    x: &[R; IN],
    deltas: &[R; OUT],
    before: &mut [R; IN],
) -> Norms<R> {
    let (mut squares, mut x, mut before) = (R::ZERO, x.as_slice(), before.as_mut_slice());
    if fill_one_register::<R>() {
        (squares, x, before) = blocks::<R, Before, IN, OUT, 8>(weights, x, deltas, before, squares);
    }
    (squares, x, before) = blocks::<R, Before, IN, OUT, 4>(weights, x, deltas, before, squares);
    let (squares, _, _) = blocks::<R, Before, IN, OUT, 1>(weights, x, deltas, before, squares);
    Norms { x: squares, delta: <[f32; OUT]>::squares::<R>(deltas) }
}

/// As many blocks of `N` columns as there are; `squares` plus their part of |x|², and what is left.
#[inline(always)]
fn blocks<'a, R: Real, Before: Activation, const IN: usize, const OUT: usize, const N: usize>(
    weights: &[[f32; IN]; OUT],
    x: &'a [R],
    deltas: &[R; OUT],
    before: &'a mut [R],
    mut squares: R,
) -> (R, &'a [R], &'a mut [R]) {
    let mut i = IN.wrapping_sub(x.len());
    let ((blocks, before), (xs, x)) = (before.as_chunks_mut::<N>(), x.as_chunks::<N>());
    for (block, x) in blocks.iter_mut().zip(xs) {
        let mut sums = [R::ZERO; N];
        for (row, delta) in weights.iter().zip(deltas) {
            if let Some(row) = row.get(i..).and_then(<[f32]>::first_chunk::<N>) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum = sum.add_scaled(*weight, *delta);
                }
            }
        }
        for ((delta, x), sum) in block.iter_mut().zip(x).zip(sums) {
            *delta = sum.zip_map(*x, Before::delta);
            squares = squares.add_product(*x, *x);
        }
        i += N;
        no_loop_over_blocks();
    }
    (squares, x, before)
}
