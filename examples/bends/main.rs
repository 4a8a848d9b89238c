//! Curves whose bends nobody knows beforehand: the last layer in closed form shows where a curve bends, the kinks are
//! placed anew by that, and Adam, alternating with the closed form, moves them the rest of the way.
//!
//! `cargo run --release --example bends`, or `-- --seeds 10`, or `-- --help`.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels, and numbers to be printed")]

mod curves;
#[path = "../common/figures.rs"]
mod figures;
mod job;
mod kinks;
#[path = "../common/options.rs"]
mod options;
mod plots;
#[path = "../common/seeds.rs"]
mod seeds;

use curves::{CURVES, Curve};
use job::{NAMES, PASSES, PLACED, SAMPLES};
use options::{Failed, Options};
use std::io::{self, Write};
use std::process::ExitCode;

/// Of the table.
const SEEDS: u32 = 5;

fn main() -> ExitCode {
    options::start("bends", "A net finds out where a curve bends", run)
}

fn run(options: &Options) -> Result<(), Failed> {
    let mut out = io::stdout().lock();
    let of_seeds =
        |curve: Curve, seeds| figures::of_seeds(seeds, |seed| Ok::<_, Failed>(job::run(curve, seed)?.figures()));
    if let Some(seeds) = options.seeds {
        for (name, curve) in CURVES {
            writeln!(out, "{name}: RMSE, in thousandths")?;
            let rows: Vec<[f64; 4]> = of_seeds(curve, seeds)?.iter().map(|row| row.map(|rmse| 1000.0 * rmse)).collect();
            figures::print(&mut out, NAMES, &rows)?;
            writeln!(out)?;
        }
        return Ok(());
    }
    writeln!(out, "{:<26}  {}", format!("RMSE, median of {SEEDS} seeds"), NAMES.join("  "))?;
    for (name, curve) in CURVES {
        let rows = of_seeds(curve, SEEDS)?;
        write!(out, "{name:<26}")?;
        for (place, head) in NAMES.iter().enumerate() {
            let width = head.len();
            write!(out, "  {:>width$.5}", seeds::median(figures::column(&rows, place)))?;
        }
        writeln!(out)?;
    }
    write!(out, "{:<26}", format!("passes over {SAMPLES} samples"))?;
    for (head, passes) in NAMES.iter().zip([1, 1 + PLACED, PASSES, PASSES]) {
        write!(out, "  {passes:>width$}", width = head.len())?;
    }
    writeln!(out, "\n")?;
    let jobs = CURVES.iter().map(|(name, curve)| Ok((*name, job::run(*curve, options.seed)?)));
    let jobs: Vec<_> = jobs.collect::<Result<_, Failed>>()?;
    for picture in plots::draw_all(&options.pictures("bends"), &jobs)? {
        writeln!(out, "wrote      {}", picture.display())?;
    }
    Ok(out.flush()?)
}
