//! A damaged bearing, heard by an autoencoder that has only ever heard a healthy machine.
//!
//! `cargo run --release --example anomaly`, or `-- --seeds 10`, or `-- --help`.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels, and numbers to be printed")]

#[path = "../common/figures.rs"]
mod figures;
mod job;
#[path = "../common/options.rs"]
mod options;
mod plots;
mod quantile;
mod roc;
#[path = "../common/seeds.rs"]
mod seeds;
mod signal;

use job::{DAMAGES, JUDGED, Job, LEVEL, Net};
use options::{Failed, Options};
use quantile::Quantile;
use stackprop::{Standardizer, footprint};
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    options::start("anomaly", "An autoencoder hears that a bearing is damaged", run)
}

fn run(options: &Options) -> Result<(), Failed> {
    let mut out = io::stdout().lock();
    if let Some(seeds) = options.seeds {
        let rows = figures::of_seeds(seeds, |seed| Ok::<_, Failed>(job::run(seed)?.figures()))?;
        return Ok(figures::print(&mut out, job::FIGURES, &rows)?);
    }
    let job = job::run(options.seed)?;
    report(&mut out, &job)?;
    for picture in plots::draw_all(&options.pictures("anomaly"), &job)? {
        writeln!(out, "wrote      {}", picture.display())?;
    }
    Ok(out.flush()?)
}

fn report(out: &mut impl Write, job: &Job) -> io::Result<()> {
    writeln!(out, "{JUDGED} windows each      alarms   area under the ROC curve")?;
    writeln!(out, "healthy               {:>5.1} %", 100.0 * job.false_alarms())?;
    for ((damage, found), area) in DAMAGES.iter().zip(job.found()).zip(job.areas()) {
        writeln!(out, "impacts of {damage:.1} m/s²   {:>5.1} %   {area:.3}", 100.0 * found)?;
    }
    let asked = 100.0 * (1.0 - LEVEL);
    writeln!(out, "\nthreshold  {:.4}, learnt from the stream for {asked:.0} % of false alarms", job.threshold)?;
    let bytes = size_of::<Net>() + size_of::<Standardizer<16>>() + size_of::<Quantile>();
    writeln!(out, "memory     {bytes} bytes: net {}, scale, threshold", footprint::<Net>().net)
}
