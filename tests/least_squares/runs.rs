//! Over long runs, with forgetting, and with what is refused or nearly so.

use crate::common::Draw;
use crate::{MILLION, PLAIN, distance, weights};
use stackprop::{Dense, LeastSquares, LeastSquaresError, Recursion, Zero};

/// A feature that comes late: until then reported, from then on found.
#[test]
fn silent_then_heard() {
    let mut draw = Draw::new(4);
    let (mut fit, mut head) = (LeastSquares::<2, 1>::new(), Dense::<2, 1>::ZERO);
    for k in 0..2000 {
        let x = [draw.within(1.0), if k < 1000 { 0.0 } else { draw.within(1.0) }];
        fit.learn(&x, &[x[0] + 3.0 * x[1] + 1.0], 1.0, &PLAIN).unwrap();
        if k == 999 {
            assert_eq!(fit.solve(&mut head).unwrap().features, [true, false]);
            assert!(distance(&weights(&head, 0), &[1.0, 0.0, 1.0]) < 1e-5);
        }
    }
    assert!(fit.solve(&mut head).unwrap().all());
    assert!(distance(&weights(&head, 0), &[1.0, 3.0, 1.0]) < 1e-5, "{head:?}");
}

/// Ever smaller additions to an ever larger triangle: where nothing is forgotten, each loses some of its bits.
#[test]
fn a_million_samples() {
    for (forget, bound) in [(1.0, 3e-3), (0.999_99, 2e-4)] {
        let mut draw = Draw::new(5);
        let (mut fit, mut head) = (LeastSquares::<4, 1>::new(), Dense::<4, 1>::ZERO);
        for _ in 0..MILLION {
            let x: [f32; 4] = draw.array(1.0);
            let target = 0.5 * x[0] - x[1] + 2.0 * x[3] + 0.25 + draw.within(0.01);
            fit.learn(&x, &[target], 1.0, &Recursion { forget, ..Recursion::default() }).unwrap();
        }
        assert!(fit.solve(&mut head).unwrap().all());
        let error = distance(&weights(&head, 0), &[0.5, -1.0, 0.0, 2.0, 0.25]);
        println!("a million, forget {forget}: {error:e}");
        assert!(error < bound, "{head:?}");
    }
}

/// Forgetting 0.95 while one channel is silent for a million samples: no wind-up, and the ridge is still there.
#[test]
fn forgets_beside_a_silent_channel() {
    let mut draw = Draw::new(6);
    for ridge in [0.0, 1e-4] {
        let settings = Recursion { forget: 0.95, ridge };
        let (mut fit, mut head) = (LeastSquares::<3, 1>::new(), Dense::<3, 1>::ZERO);
        for k in 0..MILLION {
            let x = [draw.within(1.0), if k < 100 { draw.within(1.0) } else { 0.0 }, draw.within(1.0)];
            fit.learn(&x, &[x[0] - x[1] - 2.0 * x[2] + 0.5 + draw.within(0.001)], 1.0, &settings).unwrap();
            if k % 5000 == 0 || k + 1 == MILLION {
                let determined = fit.clone().solve(&mut head).unwrap();
                assert!(weights(&head, 0).iter().all(|w| w.abs() < 10.0), "{k}: {head:?}");
                assert!(k < 5000 || determined.features == [true, false, true], "{k}: {determined:?}");
            }
        }
        assert!(distance(&weights(&head, 0), &[1.0, 0.0, -2.0, 0.5]) < 1e-2, "{head:?}");
        // A weak, noisy sign of life does not send its weight off where there is a ridge.
        fit.learn(&[0.1, 1e-3, 0.2], &[0.7], 1.0, &settings).unwrap();
        fit.solve(&mut head).unwrap();
        if ridge > 0.0 {
            assert!(weights(&head, 0).iter().all(|w| w.abs() < 10.0), "{head:?}");
        }
    }
}

/// What changed is followed within a few times 1 / (1 - forget) samples.
#[test]
fn forgets() {
    let mut draw = Draw::new(7);
    let (mut fit, mut head) = (LeastSquares::<2, 1>::new(), Dense::<2, 1>::ZERO);
    for k in 0..1000 {
        let (x, sign): ([f32; 2], _) = (draw.array(1.0), if k < 800 { 1.0 } else { -1.0 });
        fit.learn(&x, &[sign * (x[0] + 0.5)], 1.0, &Recursion { forget: 0.9, ridge: 1e-6 }).unwrap();
    }
    fit.solve(&mut head).unwrap();
    assert!(distance(&weights(&head, 0), &[-1.0, 0.0, -0.5]) < 1e-3, "{head:?}");
}

#[test]
fn bad_input_changes_nothing() {
    use LeastSquaresError as E;
    let good = Recursion::default();
    let (mut fit, mut head) = (LeastSquares::<2, 1>::new(), Dense::<2, 1>::new([[7.0; 2]], [7.0]));
    assert_eq!(fit.solve(&mut head), Err(E::NoSample));
    fit.learn(&[1.0, 2.0], &[3.0], 1.0, &good).unwrap();
    let before = fit.clone();
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 1e16, -f32::MAX] {
        assert_eq!(fit.learn(&[0.0, bad], &[1.0], 1.0, &good), Err(E::Feature { index: 1 }));
        assert_eq!(fit.learn(&[0.0, 1.0], &[bad], 1.0, &good), Err(E::Target { index: 0 }));
        assert_eq!(fit.learn(&[0.0, 1.0], &[1.0], bad, &good), Err(E::Weight));
        assert_eq!(fit.learn(&[0.0, 1.0], &[1.0], 1.0, &Recursion { ridge: bad, ..good }), Err(E::Ridge));
    }
    for forget in [f32::NAN, 0.0, -0.5, 1.000_001, f32::INFINITY] {
        assert_eq!(fit.learn(&[0.0, 1.0], &[1.0], 1.0, &Recursion { forget, ..good }), Err(E::Forget));
    }
    assert_eq!(fit.learn(&[1e14, 1.0], &[1.0], 1e4, &good), Err(E::Feature { index: 0 }));
    assert_eq!(fit.learn(&[0.0, 1.0], &[1.0], -1.0, &good), Err(E::Weight));
    assert!(fit == before);
    // A solution that no f32 holds.
    let mut tiny = LeastSquares::<1, 1>::new();
    for x in [1e-25, 2e-25] {
        tiny.learn(&[x], &[x * 1e25 * 1e15 / 2.0], 1.0, &PLAIN).unwrap();
    }
    let mut head = Dense::<1, 1>::new([[7.0]], [7.0]);
    assert_eq!(tiny.solve(&mut head), Err(E::Overflow));
    assert_eq!(head, Dense::new([[7.0]], [7.0]));
}

/// The largest and the smallest values that are taken, mixed, a hundred thousand times: nothing overflows.
#[test]
fn extreme_input_stays_finite() {
    let mut draw = Draw::new(10);
    let (mut fit, mut head) = (LeastSquares::<5, 2>::new(), Dense::<5, 2>::ZERO);
    for k in 0..100_000 {
        let size = [1e15, 1.0, 1e-20, 1e-38, 1e-45, 0.0][k % 6];
        let settings = Recursion { forget: if k % 1000 < 500 { 1.0 } else { 0.5 }, ridge: 1e-6 };
        fit.learn(&draw.array(size), &draw.array(size), [1.0, 0.0, 1e-45][k % 3], &settings).unwrap();
        if k % 1000 == 0 {
            let solved = fit.solve(&mut head);
            assert!(matches!(solved, Ok(_) | Err(LeastSquaresError::Overflow)), "{solved:?}");
            assert!(weights(&head, 0).iter().all(|w| w.is_finite()));
        }
    }
}

/// A triangle, the targets, and four numbers more; the layer before it need not be known.
#[test]
fn costs_a_triangle() {
    const fn floats(h: usize, out: usize) -> usize {
        (h + 1) * (h + 2) / 2 + (h + 1) * out + 4
    }
    assert_eq!(size_of::<LeastSquares<64, 1>>(), 4 * floats(64, 1));
    assert_eq!(size_of::<LeastSquares<32, 10>>(), 4 * floats(32, 10));
    assert_eq!(size_of::<LeastSquares<7, 2>>(), 4 * floats(7, 2));
    assert_eq!(size_of::<LeastSquares<1, 1>>(), 4 * floats(1, 1));
}
