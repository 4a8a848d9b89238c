//! What the example `drift` promises, over ten seeds.
#![allow(dead_code, reason = "parts of the example")]

#[path = "../examples/common/figures.rs"]
mod figures;
#[path = "../examples/drift/job.rs"]
mod job;
#[path = "../examples/drift/learners.rs"]
mod learners;
#[path = "../examples/common/options.rs"]
mod options;
#[path = "../examples/common/seeds.rs"]
mod seeds;
#[path = "../examples/drift/sensor.rs"]
mod sensor;

use options::Failed;

/// A debug build takes seconds for one.
const SEEDS: u32 = if cfg!(debug_assertions) { 1 } else { 10 };

/// In ppm over 400 to 2000 ppm, and in days; the lamp ages from day 100.
#[test]
fn keeps_up_with_a_sensor_that_ages() -> Result<(), Failed> {
    let rows = figures::of_seeds(SEEDS, |seed| Ok::<_, Failed>(job::run(seed)?.figures()))?;
    for [frozen, online, replay, on_alarm, closed_form, first_alarm] in &rows {
        assert!(*frozen > 400.0 && *online < 100.0 && *on_alarm < 100.0, "{rows:?}");
        assert!(*replay < 40.0 && *closed_form < 40.0, "{rows:?}");
        assert!((100.0..=135.0).contains(first_alarm), "no false alarm, and none missed: {rows:?}");
    }
    Ok(())
}
