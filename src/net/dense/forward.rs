//! The forward kernel, unrolled by hand: zₒ = bₒ + wₒ₀x₀ + wₒ₁x₁ + …, in this order whatever the shape of the block.
//!
//! Zero inputs (about half of what comes out of a ReLU) are skipped where that is faster. It is exact: a sum that does not
//! start at -0 never becomes -0, so adding a product of 0 would not change it, and a bias is never -0.

use super::{at, lanes, no_fpu};
use crate::net::Activation;
use crate::number::{FPU, Real, VECTORS};

/// y = f(Wx + b). On a device there is one copy of a layer of eight rows or more, which predicting and learning share:
/// inlined into both it is half a kilobyte of flash twice. What is smaller costs less than the call.
#[inline]
pub(super) fn outputs<R: Real, A: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    bias: &[f32; OUT],
    x: &[R; IN],
    y: &mut [R; OUT],
) {
    if !FPU {
        no_fpu::outputs::<R, A, IN, OUT>(weights, bias, x, y);
    } else if VECTORS && IN >= 32 {
        lanes::outputs::<R, A, IN, OUT>(weights, bias, x, y);
    } else if OUT >= 8 && !VECTORS {
        shared::<R, A, IN, OUT>(weights, bias, x, y);
    } else {
        all_rows::<R, A, IN, OUT>(weights, bias, x, y);
    }
}

#[inline(never)]
fn shared<R: Real, A: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    bias: &[f32; OUT],
    x: &[R; IN],
    y: &mut [R; OUT],
) {
    all_rows::<R, A, IN, OUT>(weights, bias, x, y);
}

/// Four rows at once: every x is loaded once for four, and four additions are in flight, not one.
#[inline]
fn all_rows<R: Real, A: Activation, const IN: usize, const OUT: usize>(
    weights: &[[f32; IN]; OUT],
    bias: &[f32; OUT],
    x: &[R; IN],
    y: &mut [R; OUT],
) {
    // One zero test per eight rows, while the eighth row is within the range of an immediate offset (1 020 bytes on a
    // Cortex-M). A single input is rarely 0, and there four rows take less flash.
    let by_eight = IN < 32 && (IN > 1 || VECTORS);
    let (eights, rows) = if by_eight { weights.as_chunks() } else { ([].as_slice(), weights.as_slice()) };
    let (eight_biases, biases) = if by_eight { bias.as_chunks() } else { ([].as_slice(), bias.as_slice()) };
    let (eight_ys, ys) = if by_eight { y.as_chunks_mut() } else { ([].as_mut_slice(), y.as_mut_slice()) };
    for ((y, bias), rows) in eight_ys.iter_mut().zip(eight_biases).zip(eights) {
        eight_rows::<R, A, IN>(y, bias, rows, x);
    }
    let ((fours, ones), (four_biases, one_biases)) = (rows.as_chunks(), biases.as_chunks());
    let (four_ys, one_ys) = ys.as_chunks_mut();
    for ((y, bias), rows) in four_ys.iter_mut().zip(four_biases).zip(fours) {
        four_rows::<R, A, IN>(y, bias, rows, x);
    }
    for ((y, bias), row) in one_ys.iter_mut().zip(one_biases).zip(ones) {
        one_row::<R, A, IN>(y, *bias, row, x);
    }
}

#[inline]
fn eight_rows<R: Real, A: Activation, const IN: usize>(
    y: &mut [R; 8],
    bias: &[f32; 8],
    rows: &[[f32; IN]; 8],
    x: &[R; IN],
) {
    let [a, b, c, d, e, f, g, h] = bias.map(R::splat);
    let (mut low, mut high) = ([a, b, c, d], [e, f, g, h]);
    let [a, b, c, d, e, f, g, h] = rows;
    let (low_rows, high_rows) = ([a, b, c, d], [e, f, g, h]);
    let mut add = |i: usize| {
        let x = at(x, i);
        if !x.is_skipped() {
            add_column(&mut low, low_rows, x, i);
            add_column(&mut high, high_rows, x, i);
        }
    };
    for i in 0..IN / 4 {
        add(4 * i);
        add(4 * i + 1);
        add(4 * i + 2);
        add(4 * i + 3);
    }
    for i in IN / 4 * 4..IN {
        add(i);
    }
    let ([a, b, c, d], [e, f, g, h]) = (activate::<R, A>(low), activate::<R, A>(high));
    *y = [a, b, c, d, e, f, g, h];
}

#[inline]
fn four_rows<R: Real, A: Activation, const IN: usize>(
    y: &mut [R; 4],
    bias: &[f32; 4],
    rows: &[[f32; IN]; 4],
    x: &[R; IN],
) {
    let mut sums = bias.map(R::splat);
    let [a, b, c, d] = rows;
    let rows = [a, b, c, d];
    let mut i = 0;
    while i + 4 <= IN {
        add_column(&mut sums, rows, at(x, i), i);
        add_column(&mut sums, rows, at(x, i + 1), i + 1);
        add_column(&mut sums, rows, at(x, i + 2), i + 2);
        add_column(&mut sums, rows, at(x, i + 3), i + 3);
        i += 4;
    }
    while i < IN {
        add_column(&mut sums, rows, at(x, i), i);
        i += 1;
    }
    *y = activate::<R, A>(sums);
}

#[inline]
fn one_row<R: Real, A: Activation, const IN: usize>(y: &mut R, bias: f32, row: &[f32; IN], x: &[R; IN]) {
    let mut sum = R::splat(bias);
    let mut i = 0;
    while i + 4 <= IN {
        sum = sum.add_scaled(at(row, i), at(x, i));
        sum = sum.add_scaled(at(row, i + 1), at(x, i + 1));
        sum = sum.add_scaled(at(row, i + 2), at(x, i + 2));
        sum = sum.add_scaled(at(row, i + 3), at(x, i + 3));
        i += 4;
    }
    while i < IN {
        sum = sum.add_scaled(at(row, i), at(x, i));
        i += 1;
    }
    *y = sum.map(A::value);
}

/// The next product of four rows' sums.
#[inline(always)]
fn add_column<R: Real, const IN: usize>(sums: &mut [R; 4], [a, b, c, d]: [&[f32; IN]; 4], x: R, i: usize) {
    let [p, q, r, s] = *sums;
    *sums =
        [p.add_scaled(at(a, i), x), q.add_scaled(at(b, i), x), r.add_scaled(at(c, i), x), s.add_scaled(at(d, i), x)];
}

#[inline(always)]
fn activate<R: Real, A: Activation>([a, b, c, d]: [R; 4]) -> [R; 4] {
    [a.map(A::value), b.map(A::value), c.map(A::value), d.map(A::value)]
}
