//! The firmware's job, run on the host.

#[path = "../firmware/job/src/gestures.rs"]
#[allow(dead_code, unreachable_pub, reason = "a part of the firmware, which is a crate of its own")]
pub(crate) mod on_device;

use crate::seeds::in_parallel;
use on_device::{Learner, Outcome, Seen};
use stackprop::TrainError;

pub(crate) struct Job {
    pub(crate) outcome: Outcome,
    /// Every window that was learnt from, in order.
    windows: Vec<Seen>,
}

/// What the test asserts.
pub(crate) const FIGURES: [&str; 4] = ["first, before", "second, before", "first, after", "second, after"];

pub(crate) fn run(seed: u32) -> Result<Job, TrainError> {
    let mut windows = Vec::new();
    let outcome = on_device::run(seed, &mut Learner::new(), &mut |seen| windows.push(seen))?;
    Ok(Job { outcome, windows })
}

impl Job {
    pub(crate) fn figures(&self) -> [f64; 4] {
        let Outcome { first: [first_before, first_after], second: [second_before, second_after] } = self.outcome;
        [first_before, second_before, first_after, second_after].map(f64::from)
    }
}

/// How many seeds the course of learning is taken over.
pub(crate) const RUNS: u32 = 100;

/// Window by window, the share of runs that read it rightly: as it was, and without personalising.
pub(crate) fn course() -> Result<Vec<[f64; 2]>, TrainError> {
    let runs = in_parallel(&(0..RUNS).collect::<Vec<u32>>(), |seed| run(*seed));
    let runs = runs.into_iter().collect::<Result<Vec<Job>, TrainError>>()?;
    let share = |window: usize, right: fn(&Seen) -> bool| {
        runs.iter().filter(|run| run.windows.get(window).is_some_and(right)).count() as f64 / f64::from(RUNS)
    };
    let windows = runs.first().map_or(0, |run| run.windows.len());
    Ok((0..windows).map(|k| [share(k, |seen| seen.right), share(k, |seen| seen.right_without)]).collect())
}
