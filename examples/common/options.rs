//! The command line that the examples with figures share, and how they end.

use clap::{Args, Command, FromArgMatches};
use std::error::Error;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Whatever goes wrong, in whichever thread.
pub(crate) type Failed = Box<dyn Error + Send + Sync>;

#[derive(Clone, Debug, Args)]
pub(crate) struct Options {
    /// Of data, first weights and order: the same seed gives the same bits
    #[arg(long, default_value_t = 2016)]
    pub(crate) seed: u32,
    /// Instead of one run: the figures of seeds 0, 1, 2 ... as a table
    #[arg(long, conflicts_with_all = ["seed", "out"], value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) seeds: Option<u32>,
    /// Where the pictures go; made if it is not there [default: target/ and the example's name]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

impl Options {
    /// Where the pictures of an example go.
    pub(crate) fn pictures(&self, example: &str) -> PathBuf {
        self.out.clone().unwrap_or_else(|| PathBuf::from("target").join(example))
    }
}

/// Parses the command line, runs the example, and reports what went wrong. A reader who closes the pipe early has seen
/// enough: that is no error.
pub(crate) fn start(
    name: &'static str,
    about: &'static str,
    run: impl FnOnce(&Options) -> Result<(), Failed>,
) -> ExitCode {
    let command = Options::augment_args(Command::new(name).about(about));
    let options = Options::from_arg_matches(&command.get_matches()).unwrap_or_else(|error| error.exit());
    match run(&options) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&*error) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn is_closed_pipe(error: &(dyn Error + Send + Sync + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}
