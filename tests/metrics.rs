//! Metrics against the textbook in f64, over whole arrays at once.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::Draw;
use stackprop::{Confusion, Dense, Mse, Regression, Weighted, evaluate};

/// RMSE, MAE, largest error, R².
fn textbook(pairs: &[([f32; 2], [f32; 2])]) -> [f64; 4] {
    let y: Vec<f64> = pairs.iter().flat_map(|pair| pair.0).map(f64::from).collect();
    let t: Vec<f64> = pairs.iter().flat_map(|pair| pair.1).map(f64::from).collect();
    let n = y.len() as f64;
    let errors: Vec<f64> = y.iter().zip(&t).map(|(y, t)| (y - t).abs()).collect();
    let squares = errors.iter().map(|e| e * e).sum::<f64>();
    let mean = t.iter().sum::<f64>() / n;
    let spread = t.iter().map(|t| (t - mean).powi(2)).sum::<f64>();
    let largest = errors.iter().copied().fold(0.0, f64::max);
    [(squares / n).sqrt(), errors.iter().sum::<f64>() / n, largest, 1.0 - squares / spread]
}

fn found(errors: &Regression) -> [f32; 4] {
    [errors.rmse(), errors.mae(), errors.largest(), errors.r2()]
}

#[test]
fn regression_is_the_textbooks() {
    let mut draw = Draw::new(1);
    // Far from 0 as well: there the variance would cancel, were it a mean of squares.
    for (size, offset, noise) in
        [(1.0, 0.0, 0.1), (1e-10, 0.0, 1e-9), (1e9, 0.0, 1e8), (1.0, 1000.0, 0.25), (1.0, 1e6, 1.0)]
    {
        for len in [1, 2, 3, 1000, 20_000] {
            let mut errors = Regression::new();
            let mut pairs = Vec::new();
            for _ in 0..len {
                let t = draw.array(size).map(|t: f32| t + offset);
                let y = t.map(|t| t + draw.within(noise));
                errors.push(&y, &t);
                pairs.push((y, t));
            }
            // A few roundings of the figure; R² is a difference from 1.
            for ((found, exact), one) in found(&errors).iter().zip(textbook(&pairs)).zip([0.0, 0.0, 0.0, 1.0]) {
                let off = (f64::from(*found) - exact).abs();
                assert!(off <= 2e-6 * (exact.abs() + one), "{len} of {size} at {offset}: {found} for {exact}");
            }
        }
    }
}

#[test]
fn regression_at_its_ends() {
    let mut errors = Regression::new();
    assert_eq!(found(&errors)[..3], [0.0; 3]);
    assert!(errors.r2().is_nan());
    errors.push(&[1.5], &[1.5]);
    assert_eq!(found(&errors)[..3], [0.0; 3]);
    assert!(errors.r2().is_nan()); // a target that does not vary
    errors.push(&[2.5], &[2.5]);
    assert_eq!(found(&errors), [0.0, 0.0, 0.0, 1.0]);
    let before = errors;
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        for swapped in [false, true] {
            let mut errors = before;
            if swapped {
                errors.push(&[1.0], &[bad]);
            } else {
                errors.push(&[bad], &[1.0]);
            }
            errors.push(&[1.0], &[1.0]); // and it is not forgotten
            assert!(found(&errors).iter().all(|figure| !figure.is_finite()), "{bad} {swapped}: {errors:?}");
        }
    }
}

#[test]
fn confusion_counts() {
    const CLASSES: usize = 4;
    let mut draw = Draw::new(2);
    let mut seen = Confusion::<CLASSES>::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for _ in 0..500 {
        // No sample is of class 2, none is said to be of class 3, and there is no class 4.
        let said = (0..4).find(|k| draw.within(1.0) < [0.0, 0.2, 0.9, -2.0][*k]).unwrap_or(4);
        let class = (0..4).find(|k| draw.within(1.0) < [-0.2, 0.3, -2.0, 0.9][*k]).unwrap_or(4);
        let counted = said < CLASSES && class < CLASSES;
        let before = seen.clone();
        assert_eq!(seen.push(said, class), counted);
        if counted {
            pairs.push((said, class));
        } else {
            assert_eq!(seen, before);
        }
    }
    let count = |said: &dyn Fn(usize) -> bool, class: &dyn Fn(usize) -> bool| {
        pairs.iter().filter(|pair| said(pair.0) && class(pair.1)).count() as f32
    };
    let right = pairs.iter().filter(|(said, class)| said == class).count() as f32;
    assert_eq!(seen.accuracy(), right / pairs.len() as f32);
    for a in 0..CLASSES {
        let both = count(&|said| said == a, &|class| class == a);
        let (said, of_class) = (count(&|said| said == a, &|_| true), count(&|_| true, &|class| class == a));
        for (found, expected) in [(seen.precision(a), both / said), (seen.recall(a), both / of_class)] {
            assert!(found == expected || found.is_nan() && expected.is_nan(), "{a}: {found} for {expected}");
        }
        for b in 0..CLASSES {
            assert_eq!(seen.count(a, b) as f32, count(&|said| said == b, &|class| class == a));
        }
    }
    assert!(seen.precision(3).is_nan() && seen.recall(2).is_nan() && seen.precision(9).is_nan());
    assert_eq!((seen.count(4, 0), seen.count(0, 4)), (0, 0));
    let lines: Vec<String> = seen.to_string().lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), CLASSES);
    assert!(lines[1].starts_with("   1 |") && lines[1].ends_with(&format!(" {:>5}", seen.count(1, 3))));
}

#[test]
fn evaluate_is_a_weighted_mean() {
    let net = Dense::<1, 1>::new([[2.0]], [0.0]);
    let (inputs, plain) = ([[1.0], [2.0], [3.0]], [[2.0], [6.0], [7.0]]); // squares 0, 4, 1
    assert_eq!(evaluate(&net, &inputs, &plain, &Mse), 5.0 / 3.0);
    assert_eq!(evaluate(&net, &inputs, &plain.map(|t| (t, 2.0)), &Weighted(Mse)), 5.0 / 3.0);
    let weighted = evaluate(&net, &inputs, &[([2.0], 1.0), ([6.0], 3.0), ([7.0], 0.0)], &Weighted(Mse));
    assert!((weighted - 3.0).abs() < 1e-6, "{weighted}");
    assert!(evaluate::<_, [f32; 1]>(&net, &[], &[], &Mse).is_nan());
    assert!(evaluate(&net, &[[1.0]], &[([2.0], 0.0)], &Weighted(Mse)).is_nan());
    assert!(evaluate(&net, &[[1.0]; 2], &[([2.0], 1.0), ([6.0], -1.0)], &Weighted(Mse)).is_nan());
}
