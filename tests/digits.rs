//! What the example `digits` promises, over ten seeds: another split, other first weights and another order for each.
#![allow(dead_code, reason = "parts of the example")]

#[path = "../examples/digits/data.rs"]
mod data;
#[path = "../examples/common/figures.rs"]
mod figures;
#[path = "../examples/digits/job.rs"]
mod job;
#[path = "../examples/common/options.rs"]
mod options;
#[path = "../examples/common/seeds.rs"]
mod seeds;

use figures::{column, of_seeds};
use options::Failed;
use seeds::median;

/// A debug build takes seconds for one.
const SEEDS: u32 = if cfg!(debug_assertions) { 1 } else { 10 };

#[test]
fn reads_digits() -> Result<(), Failed> {
    let rows = of_seeds(SEEDS, |seed| Ok::<_, Failed>(job::run(seed, |_, _| ())?.figures()))?;
    assert!(median(column(&rows, 0)) >= 0.975, "{rows:?}");
    for [accuracy, validation_loss, epochs] in &rows {
        assert!(*accuracy >= 0.95 && *validation_loss < 0.25 && *epochs <= 100.0, "{rows:?}");
    }
    Ok(())
}

/// One byte per picture in the training part, and no picture twice.
#[test]
fn splits_the_data() -> Result<(), Failed> {
    let parts = data::split(7)?;
    assert_eq!(parts.each_ref().map(|part| size_of_val(part.classes.as_slice())), [1347, 150, 300]);
    assert!(parts.iter().all(|part| part.pictures.len() == part.classes.len()));
    let ink = |part: &data::Part| part.pictures.as_flattened().iter().map(|pixel| f64::from(*pixel)).sum::<f64>();
    let whole = data::split(8)?;
    assert_eq!(parts.iter().map(ink).sum::<f64>().to_bits(), whole.iter().map(ink).sum::<f64>().to_bits());
    Ok(())
}
