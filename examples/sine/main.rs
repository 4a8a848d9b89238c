//! The main job: a neural network learns sin(x), prints its fit and draws it.
//!
//! `cargo run --release --example sine`, or `-- --as-in-2016` for what the blog post ran, or `-- --help`.

#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "pixels, and numbers to be printed")]

mod args;
#[path = "../common/mod.rs"]
mod common;
mod job;
mod plots;
mod report;
mod table;

use args::Args;
use clap::{CommandFactory, Parser};
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = Args::parse();
    if let Some((kind, words)) = args.conflict() {
        Args::command().error(kind, words).exit();
    }
    match run(&args) {
        Ok(()) => ExitCode::SUCCESS,
        // Who reads the output has had enough of it.
        Err(error) if is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), Box<dyn Error>> {
    let recipe = args.recipe();
    if let Some(seeds) = args.seeds {
        let rows = table::run(&recipe, seeds);
        return Ok(table::print(&mut io::stdout().lock(), &recipe, &rows, args.quiet)?);
    }
    plots::prepare(&args.out)?;
    let job = job::run(&recipe, args.seed, args.quiet)?;
    let pictures = plots::draw_all(&args.out, &job)?;
    let mut out = io::stdout().lock();
    if !args.quiet {
        report::fit_table(&mut out, &job)?;
    }
    report::results(&mut out, &job)?;
    if !args.quiet {
        let names: Vec<String> = pictures.iter().map(|picture| picture.display().to_string()).collect();
        writeln!(out, "wrote      {}", names.join("\n           "))?;
    }
    Ok(out.flush()?)
}

fn is_closed_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
