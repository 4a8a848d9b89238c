//! Against the reference: random data, ill-conditioned ones, and a rank that is not there.

use crate::common::Draw;
use crate::oracle::Rows;
use crate::{MILLION, PLAIN, distance, weights};
use stackprop::{Dense, LeastSquares, Predict, Recursion, Zero};

/// Drawn samples with weights, into the fit and into the reference, output by output.
fn random<const H: usize, const OUT: usize>(samples: usize, settings: Recursion, draw: &mut Draw) -> f64 {
    let (mut fit, mut head) = (LeastSquares::<H, OUT>::new(), Dense::<H, OUT>::ZERO);
    let mut rows = vec![Rows::default(); OUT];
    for rows in &mut rows {
        rows.ridge(f64::from(settings.ridge), H);
    }
    for _ in 0..samples {
        let features = draw.array::<H>(1.0).map(|x| if x < -0.3 { 0.0 } else { x }); // as after a ReLU
        let (target, weight): ([f32; OUT], f32) = (draw.array(3.0), 1.0 + draw.within(0.9));
        fit.learn(&features, &target, weight, &settings).unwrap();
        for (rows, target) in rows.iter_mut().zip(target) {
            rows.age(f64::from(settings.forget));
            rows.push(&features, target, f64::from(weight));
        }
    }
    fit.solve(&mut head).unwrap();
    let error = |(o, rows): (usize, &Rows)| distance(&weights(&head, o), &rows.solve());
    rows.iter().enumerate().map(error).fold(0.0, f64::max)
}

#[test]
fn matches_the_reference() {
    let mut draw = Draw::new(1);
    for (forget, ridge) in [(1.0, 0.0), (1.0, 1e-6), (1.0, 0.5), (0.99, 0.0), (0.9, 0.0)] {
        let settings = Recursion { forget, ridge };
        let errors = [
            random::<1, 1>(50, settings, &mut draw),
            random::<2, 3>(50, settings, &mut draw),
            random::<7, 2>(100, settings, &mut draw),
            random::<16, 1>(200, settings, &mut draw),
            random::<33, 1>(300, settings, &mut draw),
        ];
        // The condition number of these is at most some hundreds, after forgetting all but ten samples some thousands.
        let bound = if forget < 0.95 { 2e-2 } else { 1e-4 };
        println!("{settings:?} {errors:?}");
        let enough = if forget < 0.95 { &errors[..3] } else { &errors[..] };
        assert!(enough.iter().all(|error| *error < bound), "{settings:?}: {errors:?}");
    }
}

/// As many samples as weights: the head passes through every one of them.
#[test]
fn interpolates() {
    let mut draw = Draw::new(2);
    let (mut fit, mut head) = (LeastSquares::<9, 1>::new(), Dense::<9, 1>::ZERO);
    let samples: Vec<([f32; 9], [f32; 1])> = (0..10).map(|_| (draw.array(1.0), draw.array(1.0))).collect();
    for (x, t) in &samples {
        fit.learn(x, t, 1.0, &PLAIN).unwrap();
    }
    assert!(fit.solve(&mut head).unwrap().all());
    for (x, [t]) in &samples {
        assert!((head.predict(x)[0] - t).abs() < 1e-4);
    }
}

/// Powers of x: a condition number of 10^4 to 10^5, its square beyond f32. The error of the fit, not of the weights.
#[test]
fn ill_conditioned() {
    let (mut fit, mut head, mut rows) = (LeastSquares::<7, 1>::new(), Dense::<7, 1>::ZERO, Rows::default());
    for k in 0..2000 {
        let x = k as f32 / 2000.0;
        let features = core::array::from_fn(|power| libm::powf(x, power as f32 + 1.0));
        let target = libm::sinf(6.0 * x);
        fit.learn(&features, &[target], 1.0, &PLAIN).unwrap();
        rows.push(&features, target, 1.0);
    }
    assert!(fit.solve(&mut head).unwrap().all());
    let (ours, best) = (rows.residual(&weights(&head, 0)), rows.residual(&rows.solve()));
    println!("residual {ours} best {best}");
    assert!(ours < 1.05 * best, "{ours} instead of {best}");
}

/// Columns that say nothing new: copies, sums, one-hot features beside the bias, units that are dead.
#[test]
fn rank_that_is_not_there() {
    let mut draw = Draw::new(3);
    for ridge in [0.0, 1e-6] {
        for samples in [30, 1000, MILLION / 10] {
            for kind in 0..4 {
                let (mut fit, mut head, mut rows) = (LeastSquares::<6, 1>::new(), Dense::<6, 1>::ZERO, Rows::default());
                for k in 0..samples {
                    let mut x: [f32; 6] = draw.array(256.0).map(|x: f32| x.trunc() / 256.0); // sums are exact
                    match kind {
                        0 => x[4] = x[1],
                        1 => x[3] = 0.0,
                        2 => x[5] = 0.5 * x[0] - 0.25 * x[2] + 0.125,
                        _ => x = core::array::from_fn(|class| if class == k * 7 % 6 { 1.0 } else { 0.0 }),
                    }
                    let target = x[0] - 2.0 * x[1] + draw.within(0.1);
                    fit.learn(&x, &[target], 1.0, &Recursion { forget: 1.0, ridge }).unwrap();
                    rows.push(&x, target, 1.0);
                }
                let determined = fit.solve(&mut head).unwrap();
                let places: Vec<usize> = (0..6).filter(|k| !determined.features[*k]).collect();
                let expected: &[usize] = [&[4][..], &[3], &[], &[]][kind];
                let what = format!("ridge {ridge}, {samples} samples, kind {kind}: {determined:?} {head:?}");
                assert_eq!(determined.rank(), 6, "{what}");
                assert_eq!(places, expected, "{what}");
                let (ours, best) = (rows.residual(&weights(&head, 0)), rows.residual(&rows.solve()));
                assert!(ours < 1.0001 * best, "{ours} instead of {best}, {what}");
                assert!(weights(&head, 0).iter().all(|w| w.abs() < 5.0), "{what}");
                // Solved again, and after that the silent feature speaks.
                let before = head.clone();
                fit.solve(&mut head).unwrap();
                assert!(distance(&weights(&head, 0), &weights(&before, 0)) < 1e-5, "{what}");
            }
        }
    }
}
