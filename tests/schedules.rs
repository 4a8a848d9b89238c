//! Schedules against the textbook in f64 at every step, at their ends and past them, over lengths down to 0.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

use core::f64::consts::PI;
use stackprop::{constant, cosine, exponential, linear, one_cycle, step_decay, warm_up_cosine};

const PEAK: f32 = 0.1;

/// A schedule that knows its length, and what it is in f64.
struct Schedule {
    name: &'static str,
    rate: fn(u32, u32) -> f32,
    exact: fn(f64, f64) -> f64,
}

fn annealed(from: f64, to: f64, way: f64) -> f64 {
    to + (from - to) * (1.0 + (PI * way).cos()) / 2.0
}

fn warm(peak: f64, step: f64, warm_up: f64, steps: f64) -> f64 {
    if step < warm_up {
        peak / warm_up + (peak - peak / warm_up) * step / warm_up
    } else if step < steps {
        annealed(peak, 0.0, (step - warm_up) / (steps - warm_up))
    } else {
        0.0
    }
}

/// PyTorch's `OneCycleLR`: phases end at 0.3 · steps - 1 and at steps - 1.
fn cycle(peak: f64, step: f64, steps: f64) -> f64 {
    let (top, last) = (0.3 * steps - 1.0, steps - 1.0);
    if step >= last {
        peak / 25e4
    } else if step <= top {
        annealed(peak / 25.0, peak, step / top)
    } else {
        annealed(peak, peak / 25e4, (step - top) / (last - top))
    }
}

const SCHEDULES: [Schedule; 5] = [
    Schedule { name: "constant", rate: |step, steps| constant(PEAK, step, steps), exact: |_, _| PEAK.into() },
    Schedule {
        name: "cosine",
        rate: |step, steps| cosine(PEAK, step, steps),
        exact: |step, steps| warm(PEAK.into(), step, 0.0, steps),
    },
    Schedule {
        name: "warm_up_cosine",
        rate: |step, steps| warm_up_cosine(PEAK, step, 10, steps),
        exact: |step, steps| warm(PEAK.into(), step, 10.0, steps),
    },
    Schedule {
        name: "one_cycle",
        rate: |step, steps| one_cycle(PEAK, step, steps),
        exact: |step, steps| cycle(PEAK.into(), step, steps),
    },
    Schedule {
        name: "linear",
        rate: |step, steps| linear(0.25 * PEAK, PEAK, step, steps),
        exact: |step, steps| f64::from(PEAK) * if step < steps { 0.25 + 0.75 * step / steps } else { 1.0 },
    },
];

#[test]
fn are_the_textbooks() {
    for Schedule { name, rate, exact } in SCHEDULES {
        for steps in [0, 1, 2, 3, 4, 9, 10, 11, 12, 99, 1000] {
            for step in 0..steps + 20 {
                let (found, exact) = (rate(step, steps), exact(step.into(), steps.into()));
                // Absolute: 1 + cos cancels towards the end. Roundings of π, the quotient, the product (2e-7 of an
                // angle), the cosine, the sum; the first and last phase of a cycle are told in f32.
                let off = (f64::from(found) - exact).abs();
                assert!(off < f64::from(PEAK) * 6e-7, "{name}({step}, {steps}): {found} for {exact}");
                assert!((0.0..=PEAK * 1.000_001).contains(&found), "{name}({step}, {steps}): {found}");
            }
            // past all ends, and where a step has no f32 of its own
            for step in [u32::MAX, u32::MAX - 1, 1 << 24, 1 << 31] {
                let end = rate(step, steps);
                assert!(end == rate(steps.max(10), steps), "{name}({step}, {steps}): {end}");
            }
        }
        for steps in [u32::MAX, 1 << 24] {
            let all: Vec<f32> =
                [0, 1, 2, steps / 3, steps / 2, steps - 2, steps - 1].map(|step| rate(step, steps)).into();
            assert!(all.iter().all(|rate| (0.0..=PEAK * 1.000_001).contains(rate)), "{name}: {all:?}");
        }
    }
}

#[test]
fn have_their_ends() {
    for steps in [1, 2, 10, 1000] {
        assert_eq!((cosine(PEAK, 0, steps), cosine(PEAK, steps, steps)), (PEAK, 0.0));
        assert_eq!(one_cycle(PEAK, steps - 1, steps), PEAK / 25.0 / 1e4);
        assert_eq!((linear(1.0, 2.0, 0, steps), linear(1.0, 2.0, steps, steps)), (1.0, 2.0));
    }
    assert_eq!((warm_up_cosine(0.8, 0, 4, 100), warm_up_cosine(0.8, 4, 4, 100)), (0.2, 0.8));
    assert_eq!((warm_up_cosine(0.8, 0, 0, 100), warm_up_cosine(0.8, 0, 1, 100)), (0.8, 0.8));
    // Ever up, then ever down.
    let rates = (0..1000).map(|step| one_cycle(PEAK, step, 1000)).collect::<Vec<_>>();
    assert!(rates.windows(2).enumerate().all(|(k, pair)| if k < 299 {
        pair[0] <= pair[1]
    } else {
        pair[0] >= pair[1]
    }));
}

#[test]
fn powers() {
    for factor in [0.5_f32, 0.9, 0.97, 1.0, 0.0] {
        for step in (0..200).chain([1000, u32::MAX]) {
            let exact = |times: u32| f64::from(PEAK) * f64::from(factor).powf(f64::from(times));
            for (found, exact) in [
                (exponential(PEAK, step, factor), exact(step)),
                (step_decay(PEAK, step, 30, factor), exact(step / 30)),
                (step_decay(PEAK, step, 1, factor), exact(step)),
                (step_decay(PEAK, step, 0, factor), f64::from(PEAK)),
            ] {
                // A square doubles the error of its factor: half a unit in the last place a factor.
                let bound = exact * 6e-8 * f64::from(step.min(1000) + 2) + 1e-38;
                assert!((f64::from(found) - exact).abs() <= bound, "{factor}^{step}: {found:e} for {exact:e}");
            }
        }
    }
    assert_eq!(
        (exponential(PEAK, 0, 0.0), step_decay(PEAK, 29, 30, 0.5), step_decay(PEAK, 30, 30, 0.5)),
        (0.1, 0.1, 0.05)
    );
}
