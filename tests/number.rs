//! The kernels' number type: what each operation says, on one sample; and lane by lane the same bits.
#![allow(clippy::indexing_slicing, reason = "a test may panic")]

mod common;

use common::{Draw, bits_of};
use core::array::from_fn;
use stackprop::{Lanes, Real, Sample, Zero};

/// Ordinary numbers, zeros of both signs, and any finite ones: products and sums of these may overflow.
fn number(draw: &mut Draw) -> f32 {
    match draw.below(8) {
        0 => draw.one_of(&[0.0, -0.0, 1.0, -1.0]),
        1 => draw.any_finite(),
        _ => draw.within(10.0),
    }
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().copied().map(bits_of).collect()
}

/// Each operation against itself written out, in every lane.
fn operations<R: Real>(lanes: impl Fn([f32; 16]) -> R) {
    for seed in 0..500 {
        let mut draw = Draw::new(seed);
        let [a, b, c]: [[f32; 16]; 3] = from_fn(|_| from_fn(|_| number(&mut draw)));
        let weight = number(&mut draw);
        let (wide_a, wide_b, wide_c) = (lanes(a), lanes(b), lanes(c));
        let check = |found: R, expected: fn(f32, f32, f32, f32) -> f32| {
            let expected: Vec<f32> = (0..R::LANES).map(|lane| expected(a[lane], b[lane], c[lane], weight)).collect();
            assert_eq!(bits(found.lanes()), bits(&expected), "seed {seed}, {} lanes", R::LANES);
        };
        check(wide_a, |a, _, _, _| a);
        check(R::ZERO, |_, _, _, _| 0.0);
        check(R::splat(weight), |_, _, _, weight| weight);
        check(wide_a.add_scaled(weight, wide_b), |a, b, _, weight| a + weight * b);
        check(wide_a.add_product(wide_b, wide_c), |a, b, c, _| a + b * c);
        check(wide_a.map(|a| 2.0 - a), |a, _, _, _| 2.0 - a);
        check(wide_a.zip_map(wide_b, |a, b| a - 0.5 * b), |a, b, _, _| a - 0.5 * b);
        let mut changed = wide_a;
        changed.lanes_mut().fill(weight);
        check(changed, |_, _, _, weight| weight);
        // the transpose
        for (lane, row) in R::rows(&[wide_a, wide_b, wide_c]).as_ref().iter().enumerate() {
            assert_eq!(bits(row), bits(&[a[lane], b[lane], c[lane]]));
        }
        assert_eq!(R::rows(&[wide_a]).as_ref().len(), R::LANES);
    }
}

/// What a sample is made of, put into a lane and taken out again; the sums over its values.
fn samples<R: Real>() {
    type Nested = [[f32; 2]; 3];
    for seed in 0..200 {
        let mut draw = Draw::new(seed);
        let rows: [Nested; 16] = from_fn(|_| from_fn(|_| from_fn(|_| number(&mut draw))));
        let mut wide = <Nested as Sample>::Wide::<R>::ZERO;
        for (lane, row) in rows.iter().enumerate() {
            Nested::set_lane::<R>(&mut wide, lane, row); // beyond the lanes nothing happens
        }
        let (squares, mut halved) = (Nested::squares::<R>(&wide), <Nested as Sample>::Wide::<R>::ZERO);
        Nested::zip_into::<R>(&mut halved, &wide, &wide, |a, b| a - 0.5 * b);
        for (lane, row) in rows.iter().enumerate() {
            let inside = if lane < R::LANES { *row } else { [[0.0; 2]; 3] };
            let found = Nested::lane::<R>(&wide, lane);
            assert_eq!(bits(found.as_flattened()), bits(inside.as_flattened()));
            let half = inside.map(|pair| pair.map(|a| a - 0.5 * a));
            assert_eq!(bits(Nested::lane::<R>(&halved, lane).as_flattened()), bits(half.as_flattened()));
            if lane < R::LANES {
                let expected = row.as_flattened().iter().fold(0.0, |sum, value| sum + value * value);
                assert_eq!(bits(&squares.lanes()[lane..=lane]), bits(&[expected]));
            }
        }
        assert!(Nested::is_finite::<R>(&wide));
        for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            let (lane, mut row) = (draw.below(R::LANES), [[1.0; 2]; 3]);
            row[draw.below(3)][draw.below(2)] = bad;
            Nested::set_lane::<R>(&mut wide, lane, &row);
            assert!(!Nested::is_finite::<R>(&wide), "{bad} in lane {lane}");
            Nested::set_lane::<R>(&mut wide, lane, &[[f32::MAX; 2]; 3]);
            assert!(Nested::is_finite::<R>(&wide));
        }
    }
}

#[test]
fn one_sample() {
    operations::<f32>(|[first, ..]| first);
    samples::<f32>();
    assert!([0.0, -0.0].into_iter().all(Real::is_skipped));
    assert!(![f32::from_bits(1), -1.0, f32::INFINITY, f32::NAN].into_iter().any(Real::is_skipped));
}

#[test]
fn many_samples() {
    fn check<const L: usize>() {
        operations::<Lanes<L>>(|values| Lanes(from_fn(|lane| values[lane])));
        samples::<Lanes<L>>();
        assert!(!Lanes::<L>::ZERO.is_skipped());
    }
    check::<1>();
    check::<2>();
    check::<3>();
    check::<8>();
    check::<16>();
}
