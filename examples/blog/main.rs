//! What the blog post of 2016 found, asked again over many seeds: a deep, narrow ReLU net learns sin(x) by SGD
//! under Keras's defaults, beside a wide net of as many parameters, and both under other optimizers.
//!
//! `cargo run --release --example blog`; `-- --seeds 50` for more of them.

#[path = "../common/mod.rs"]
mod common;
mod findings;
mod runs;

use clap::Parser;
use runs::{Group, groups};
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

/// Replays the post's findings over many seeds, and tells of each whether it holds.
#[derive(Debug, Parser)]
#[command(name = "blog")]
struct Args {
    /// How many seeds: 0, 1, 2 ...; at least 20
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(20..=10_000))]
    seeds: u32,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        // Who reads the output has had enough of it.
        Err(error) if error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe) => {
            ExitCode::SUCCESS
        }
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let groups = groups(args.seeds)?;
    let mut out = io::stdout().lock();
    table(&mut out, &groups, args.seeds)?;
    progress(&mut out, &groups)?;
    for finding in findings::all(&groups) {
        writeln!(out, "{:9}  {}\n           {}", finding.verdict, finding.claim, finding.numbers)?;
    }
    Ok(out.flush()?)
}

/// Every group of runs in a line.
fn table(out: &mut impl Write, groups: &[Group], seeds: u32) -> io::Result<()> {
    writeln!(out, "{seeds} seeds, 5 x 100000 samples in batches of 32; medians; RMSE over 100 evenly spaced points")?;
    writeln!(out, "near an extremum: within pi/8 of one; near an end: within pi/8 of -pi or pi\n")?;
    writeln!(
        out,
        "{:36} {:>8} {:>8} {:>9} {:>6}   {:>13} {:>8} {:>9}",
        "", "RMSE", "worst", "max error", "stuck", "RMSE: extrema", "ends", "elsewhere"
    )?;
    for group in groups {
        writeln!(
            out,
            "{:36} {:8.4} {:8.4} {:9.4} {:5.0}%   {:13.4} {:8.4} {:9.4}",
            group.name,
            group.median(|run| run.fit.rmse),
            group.worst(),
            group.median(|run| run.fit.max),
            100.0 * group.stuck() as f64 / group.runs.len() as f64,
            group.median(|run| run.extrema),
            group.median(|run| run.ends),
            group.median(|run| run.elsewhere),
        )?;
    }
    writeln!(out)
}

/// How the error falls, ring by ring outward from 0.
fn progress(out: &mut impl Write, groups: &[Group]) -> io::Result<()> {
    writeln!(out, "RMSE by |x| after so many steps (medians): outward from 0, a quarter of the range each")?;
    for group in groups.iter().filter(|group| group.shown_on_the_way) {
        writeln!(out, "{:36} {:>8} {:>8} {:>8} {:>8}", group.name, "0-pi/4", "-pi/2", "-3pi/4", "-pi")?;
        for (k, steps) in runs::LOOKS.iter().enumerate() {
            let rings = [0, 1, 2, 3].map(|ring| {
                group.median(|run| run.rings.get(k).and_then(|rings| rings.get(ring)).copied().unwrap_or(f64::NAN))
            });
            let [a, b, c, d] = rings;
            writeln!(out, "{steps:36} {a:8.4} {b:8.4} {c:8.4} {d:8.4}")?;
        }
    }
    writeln!(out)
}
