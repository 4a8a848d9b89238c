//! Gestures from a wrist's accelerometer: learnt one window at a time, then personalised to another hand.
//!
//! `cargo run --release --example gestures`, or `-- --seeds 10`, or `-- --help`. The job itself is the firmware's, and
//! knows nothing of a host: examples/firmware/job/src/gestures.rs.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels, and numbers to be printed")]

#[path = "../common/figures.rs"]
mod figures;
mod job;
#[path = "../common/options.rs"]
mod options;
mod plots;
#[path = "../common/seeds.rs"]
mod seeds;

use job::Job;
use job::on_device::{Body, Head, Learner};
use options::{Failed, Options};
use stackprop::footprint;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    options::start("gestures", "A net learns gestures from an accelerometer, and then another hand's", run)
}

fn run(options: &Options) -> Result<(), Failed> {
    let mut out = io::stdout().lock();
    if let Some(seeds) = options.seeds {
        let rows = figures::of_seeds(seeds, |seed| Ok::<_, Failed>(job::run(seed)?.figures()))?;
        return Ok(figures::print(&mut out, job::FIGURES, &rows)?);
    }
    let job = job::run(options.seed)?;
    report(&mut out, &job)?;
    for picture in plots::draw_all(&options.pictures("gestures"), options.seed, &job::course()?)? {
        writeln!(out, "wrote      {}", picture.display())?;
    }
    Ok(out.flush()?)
}

fn report(out: &mut impl Write, job: &Job) -> io::Result<()> {
    let [first, second] = [job.outcome.first, job.outcome.second].map(|both| both.map(|share| 100.0 * share));
    writeln!(out, "accuracy over 300 fresh windows     first hand  second hand")?;
    writeln!(out, "before personalising the head       {:>8.1} %  {:>9.1} %", first[0], second[0])?;
    writeln!(
        out,
        "after {} windows of the second hand  {:>7.1} %  {:>9.1} %\n",
        job::on_device::PERSONALISING,
        first[1],
        second[1]
    )?;
    let (whole, head) = (footprint::<(Body, Head)>(), footprint::<Head>());
    writeln!(out, "memory     {} bytes in all: scale, net, and a replay of 32 windows", size_of::<Learner>())?;
    writeln!(out, "           the net alone is {} bytes, and its tape {}", whole.net, whole.tape)?;
    writeln!(out, "trained    {} parameters; once the body is frozen, {}", whole.params, head.params)
}
