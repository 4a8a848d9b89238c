//! The Page-Hinkley test: against its definition in f64, how often it cries wolf, and how soon it notices.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may panic")]

mod common;

use common::Draw;
use stackprop::PageHinkley;

/// A loss whose mean is `mean`: the square of noise that is nearly normal.
fn loss(draw: &mut Draw, mean: f32) -> f32 {
    let noise: f32 = (0..12).map(|_| draw.within(0.5)).sum(); // variance 1
    mean * noise * noise
}

/// Page's sum above its lowest value so far (Basseville and Nikiforov 1993, 2.2), first place above the threshold.
fn by_definition(losses: &[f32], tolerance: f64, threshold: f64) -> Option<usize> {
    let (mut sum, mut page, mut lowest) = (0.0, 0.0, 0.0_f64);
    losses.iter().enumerate().position(|(k, loss)| {
        sum += f64::from(*loss);
        page += f64::from(*loss) - sum / (k + 1) as f64 - tolerance;
        lowest = lowest.min(page);
        page - lowest > threshold
    })
}

fn alarm(losses: &[f32], tolerance: f32, threshold: f32) -> Option<usize> {
    let mut drift = PageHinkley::new(tolerance, threshold);
    losses.iter().position(|loss| drift.push(*loss))
}

#[test]
fn alarms_where_the_definition_does() {
    let mut alarms = 0;
    for seed in 0..50 {
        let mut draw = Draw::new(seed);
        let losses: Vec<f32> = (0..4000).map(|k| loss(&mut draw, if k < 2000 { 0.1 } else { 0.15 })).collect();
        for (tolerance, threshold) in [(0.01, 0.5), (0.02, 2.0), (0.01, 5.0), (0.0, 10.0)] {
            let found = alarm(&losses, tolerance, threshold);
            assert_eq!(found, by_definition(&losses, tolerance.into(), threshold.into()), "{seed} {threshold}");
            alarms += usize::from(found.is_some());
        }
    }
    assert!((100..=200).contains(&alarms), "{alarms} of 200");
}

/// With a threshold of 50 times the usual loss and a tolerance of half of it, as the docs say.
#[test]
fn cries_wolf_on_no_seed_and_notices_soon() {
    let mut delays = Vec::new();
    for seed in 0..100 {
        let mut draw = Draw::new(1000 + seed);
        let mut drift = PageHinkley::new(0.05, 5.0);
        let early = (0..20_000).position(|_| drift.push(loss(&mut draw, 0.1)));
        assert_eq!(early, None, "seed {seed}");
        let delay = (0..2000).position(|_| drift.push(loss(&mut draw, 0.4)));
        delays.push(delay.unwrap());
        assert!(drift.has_drifted() && drift.push(0.0), "it stays until it is reset");
        drift.reset();
        assert!(!drift.has_drifted() && !drift.push(0.4));
    }
    delays.sort_unstable();
    println!("samples until noticed: median {}, most {}", delays[50], delays[99]);
    assert!(delays[50] <= 25 && delays[99] <= 60, "{delays:?}");
}

/// A mean that falls is no drift, nor is one that rises by less than the tolerance; an error that is none is.
#[test]
fn what_is_drift() {
    let mut draw = Draw::new(7);
    let falling: Vec<f32> = (0..10_000).map(|k| loss(&mut draw, if k < 5000 { 0.2 } else { 0.05 })).collect();
    assert_eq!(alarm(&falling, 0.1, 10.0), None);
    let little: Vec<f32> = (0..10_000).map(|k| if k < 5000 { 0.1 } else { 0.14 }).collect();
    assert_eq!(alarm(&little, 0.05, 1.0), None);
    assert!(alarm(&little, 0.01, 1.0).is_some_and(|place| (5000..5100).contains(&place)));
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert_eq!(alarm(&[0.1, 0.1, bad, 0.1], 0.05, 5.0), Some(2));
    }
    assert_eq!(size_of::<PageHinkley>(), 24);
}

/// A sensor at 1 kHz for hours: the mean is still a mean, and a rise is still seen.
#[test]
fn after_millions() {
    let mut drift = PageHinkley::new(0.02, 5.0);
    assert!((0..3_000_000_u32).all(|k| !drift.push(if k % 2 == 0 { 0.09 } else { 0.11 })));
    assert!((0..100).any(|_| drift.push(0.3)));
}
