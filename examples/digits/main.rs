//! Handwritten digits: a 64-32-10 net learns to read pictures of 8 by 8 pixels.
//!
//! `cargo run --release --example digits`, or `-- --seeds 10`, or `-- --help`.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels, and numbers to be printed")]

mod data;
#[path = "../common/figures.rs"]
mod figures;
mod job;
#[path = "../common/options.rs"]
mod options;
mod plots;
mod report;
#[path = "../common/seeds.rs"]
mod seeds;

use options::{Failed, Options};
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    options::start("digits", "A net learns to read handwritten digits of 8 by 8 pixels", run)
}

fn run(options: &Options) -> Result<(), Failed> {
    let mut out = io::stdout().lock();
    if let Some(seeds) = options.seeds {
        let rows = figures::of_seeds(seeds, |seed| Ok::<_, Failed>(job::run(seed, |_, _| ())?.figures()))?;
        return Ok(figures::print(&mut out, job::FIGURES, &rows)?);
    }
    writeln!(out, "epoch  training loss  validation loss")?;
    let mut lines = Ok(());
    let job = job::run(options.seed, |epoch, validation| {
        if lines.is_ok() && epoch.epoch % 4 == 0 {
            lines = writeln!(out, "{:>5}  {:>13.4}  {validation:>15.4}", epoch.epoch + 1, epoch.loss);
        }
    })?;
    lines?;
    report::confusion(&mut out, &job.confusion)?;
    report::results(&mut out, &job)?;
    for picture in plots::draw_all(&options.pictures("digits"), &job)? {
        writeln!(out, "wrote      {}", picture.display())?;
    }
    Ok(out.flush()?)
}
