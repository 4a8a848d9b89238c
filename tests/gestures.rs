//! What the example `gestures` promises, over ten seeds.
#![allow(dead_code, reason = "parts of the example")]

#[path = "../examples/common/figures.rs"]
mod figures;
#[path = "../examples/gestures/job.rs"]
mod job;
#[path = "../examples/common/seeds.rs"]
mod seeds;

use figures::{column, of_seeds};
use seeds::median;
use stackprop::TrainError;

/// A debug build takes seconds for one.
const SEEDS: u32 = if cfg!(debug_assertions) { 1 } else { 10 };

#[test]
fn reads_the_first_hand_and_then_the_second() -> Result<(), TrainError> {
    let rows = of_seeds(SEEDS, |seed| Ok::<_, TrainError>(job::run(seed)?.figures()))?;
    let [first_before, second_before, _, second_after] = core::array::from_fn(|place| median(column(&rows, place)));
    assert!(first_before >= 0.98 && second_before <= 0.85 && second_after >= 0.94, "{rows:?}");
    for [first_before, second_before, _, second_after] in &rows {
        assert!(*first_before >= 0.97 && *second_after >= 0.9 && second_after > second_before, "{rows:?}");
    }
    Ok(())
}
