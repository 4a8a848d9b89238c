//! The loss history: halving, and points that are the means of their losses however long the run.
#![cfg(feature = "heapless")]
#![allow(clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

use stackprop::History;

#[test]
fn it_halves_when_it_is_full() {
    let mut history = History::<4>::new();
    let mut push = |loss: f32| {
        history.push(loss);
        (history.stride(), history.points().to_vec())
    };
    assert_eq!(push(1.0), (1, vec![1.0]));
    assert_eq!(push(3.0), (1, vec![1.0, 3.0]));
    assert_eq!(push(5.0), (1, vec![1.0, 3.0, 5.0]));
    assert_eq!(push(7.0), (1, vec![1.0, 3.0, 5.0, 7.0]));
    assert_eq!(push(9.0), (2, vec![2.0, 6.0])); // half a point more that does not show
    assert_eq!(push(11.0), (2, vec![2.0, 6.0, 10.0]));
    assert_eq!(push(13.0), (2, vec![2.0, 6.0, 10.0]));
    assert_eq!(push(15.0), (2, vec![2.0, 6.0, 10.0, 14.0]));
    assert_eq!(push(17.0), (4, vec![4.0, 12.0]));
}

/// Whatever the length: each point is the mean of as many losses, in order, and more than half the room is in use.
#[test]
fn it_keeps_the_whole_curve() {
    for len in 0..700_u16 {
        let mut history = History::<16>::new();
        (0..len).for_each(|loss| history.push(f32::from(loss)));
        let stride = history.stride();
        assert_eq!(history.points().len(), usize::from(len) / stride as usize);
        assert!(stride == 1 || history.points().len() >= 8);
        for (k, point) in history.points().iter().enumerate() {
            let exact = (k as f32 + 0.5) * stride as f32 - 0.5;
            assert!((point - exact).abs() <= 2e-7 * exact, "{point}, not {exact}");
        }
    }
}

/// Every point against the exact mean of its losses. Plain sums are off by 10⁻⁴ here already.
fn off(losses: u32, loss: impl Fn(u32) -> f32) -> f64 {
    let mut history = History::<4>::new();
    (0..losses).for_each(|k| history.push(loss(k)));
    let (stride, mut worst) = (history.stride(), 0.0_f64);
    assert!((2..=4).contains(&history.points().len()));
    for (from, point) in (0..).step_by(stride as usize).zip(history.points()) {
        let exact = (from..from + stride).map(|k| f64::from(loss(k))).sum::<f64>() / f64::from(stride);
        worst = worst.max((f64::from(*point) / exact - 1.0).abs());
    }
    worst
}

fn falling(k: u32) -> f32 {
    0.3 / (1.0 + 1e-7 * k as f32)
}

/// One of 256 values, in no simple order (a multiplicative hash).
fn noisy(k: u32) -> f32 {
    (k.wrapping_mul(0x9e37_79b9) >> 24) as f32 / 300.0
}

#[test]
fn points_do_not_drift() {
    for losses in [1_000_000, 1_500_000] {
        let worst = off(losses, |_| 0.1).max(off(losses, falling)).max(off(losses, noisy));
        assert!(worst < 5e-7, "off by {worst:.1e} after {losses}");
    }
}

#[test]
fn nothing_overflows() {
    for loss in [f32::MAX, f32::MIN] {
        let mut history = History::<4>::new();
        (0..1000).for_each(|_| history.push(loss));
        assert!(history.points().iter().all(|point| *point == loss));
    }
    let mut history = History::<2>::new();
    (0..5).for_each(|_| history.push(f32::INFINITY));
    assert_eq!(history.points(), [f32::INFINITY]);
}

/// 1 kHz for six days, and a point more than the history holds at its widest stride. Most of a minute in release.
#[test]
#[ignore = "for a release build: cargo test --release --test history -- --ignored"]
fn days_and_weeks() {
    for loss in [falling, noisy, |_| 0.1] {
        let worst = off(500_000_000, loss);
        println!("off by {worst:.1e}");
        assert!(worst < 1e-6);
    }
    let mut history = History::<2>::new();
    for _ in 0..1_u64 << 32 {
        history.push(0.1);
    }
    assert_eq!((history.stride(), history.points()), (1 << 31, &[0.1, 0.1][..]));
    (0..100).for_each(|_| history.push(9.0));
    assert_eq!((history.stride(), history.points()), (1 << 31, &[0.1, 0.1][..]));
}
