//! What the example `anomaly` promises, over ten seeds; and its parts.
#![allow(dead_code, reason = "parts of the example")]

#[path = "../examples/common/figures.rs"]
mod figures;
#[path = "../examples/anomaly/job.rs"]
mod job;
#[path = "../examples/common/options.rs"]
mod options;
#[path = "../examples/anomaly/quantile.rs"]
mod quantile;
#[path = "../examples/anomaly/roc.rs"]
mod roc;
#[path = "../examples/common/seeds.rs"]
mod seeds;
#[path = "../examples/anomaly/signal.rs"]
mod signal;

use figures::{column, of_seeds};
use options::Failed;
use quantile::Quantile;
use seeds::median;

/// A debug build takes seconds for one.
const SEEDS: u32 = if cfg!(debug_assertions) { 1 } else { 10 };

#[test]
fn hears_a_damaged_bearing() -> Result<(), Failed> {
    let rows = of_seeds(SEEDS, |seed| Ok::<_, Failed>(job::run(seed)?.figures()))?;
    let false_alarms = median(column(&rows, 3));
    assert!((0.005..=0.02).contains(&false_alarms), "0.01 is asked for: {rows:?}");
    for [faint, clear, hard, false_alarms, found] in &rows {
        assert!(*faint >= 0.65 && *clear >= 0.92 && *hard >= 0.999, "{rows:?}");
        assert!((0.003..=0.02).contains(false_alarms) && *found >= 0.99, "{rows:?}");
    }
    Ok(())
}

/// Of numbers that go evenly through 0..1 the quantile 0.9 is 0.9.
#[test]
fn a_quantile_of_a_stream() {
    let mut quantile = Quantile::new(0.9);
    for k in 1..=20_000_u16 {
        quantile.push((f32::from(k) * 0.618_034).fract());
    }
    assert!((quantile.value() - 0.9).abs() < 0.03, "{quantile:?}");
}

#[test]
fn the_area_under_a_curve() {
    let area = |normal: &[f32], faulty: &[f32]| roc::area(&roc::curve(normal, faulty));
    assert!((area(&[1.0, 2.0], &[3.0, 4.0]) - 1.0).abs() < 1e-12);
    assert!((area(&[1.0, 4.0], &[2.0, 3.0]) - 0.5).abs() < 1e-12);
    assert!((area(&[3.0, 4.0], &[1.0, 2.0])).abs() < 1e-12);
    assert!((roc::above(&[1.0, 2.0, 3.0, 4.0], 3.5) - 0.25).abs() < 1e-12);
}
