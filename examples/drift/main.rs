//! A sensor that ages: the same net frozen, learning online with and without replay, and solved in closed form, with a
//! detector that says when.
//!
//! `cargo run --release --example drift`, or `-- --seeds 10`, or `-- --help`.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels, and numbers to be printed")]

#[path = "../common/figures.rs"]
mod figures;
mod job;
mod learners;
#[path = "../common/options.rs"]
mod options;
mod plots;
#[path = "../common/seeds.rs"]
mod seeds;
mod sensor;

use job::Job;
use learners::NAMES;
use options::{Failed, Options};
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    options::start("drift", "A net keeps up with a sensor that ages, in five ways", run)
}

fn run(options: &Options) -> Result<(), Failed> {
    let mut out = io::stdout().lock();
    if let Some(seeds) = options.seeds {
        let rows = figures::of_seeds(seeds, |seed| Ok::<_, Failed>(job::run(seed)?.figures()))?;
        return Ok(figures::print(&mut out, job::FIGURES, &rows)?);
    }
    let job = job::run(options.seed)?;
    report(&mut out, &job)?;
    for picture in plots::draw_all(&options.pictures("drift"), &job)? {
        writeln!(out, "wrote      {}", picture.display())?;
    }
    Ok(out.flush()?)
}

fn report(out: &mut impl Write, job: &Job) -> io::Result<()> {
    writeln!(out, "RMSE over 400 to 2000 ppm    as new   last 100 days")?;
    for ((name, early), late) in NAMES.iter().zip(job.early()).zip(job.late()) {
        writeln!(out, "{name:<24}  {early:>5.0} ppm   {late:>9.0} ppm")?;
    }
    let alarms: Vec<String> = job.alarms.iter().map(u32::to_string).collect();
    writeln!(out, "\nageing     from day {}", sensor::AGES_FROM)?;
    writeln!(out, "alarms     on day {}", alarms.join(", "))
}
