//! The command line.

use crate::common::recipe::{ActivationKind, InitKind, NetKind, OptimizerKind, Recipe, ScheduleKind};
use crate::common::train::Failed;
use clap::Parser;
use clap::error::ErrorKind;
use stackprop::LARGEST_RATE;
use std::path::PathBuf;

/// A neural network learns sin(x) on [-π, π] before your eyes.
///
/// With no flag: our best answer within 500 000 sample presentations. Prints the fit, and draws it as SVG and PNG.
#[derive(Clone, Debug, Parser)]
#[command(name = "sine")]
pub(crate) struct Args {
    /// Which network [default: wide]
    #[arg(long)]
    net: Option<NetKind>,
    /// The hidden units [default: leaky-relu for blog, else relu]
    #[arg(long)]
    activation: Option<ActivationKind>,
    /// First weights [default: glorot for blog, else knots]
    #[arg(long)]
    init: Option<InitKind>,
    /// How a gradient becomes a step [default: adam]
    #[arg(long)]
    optimizer: Option<OptimizerKind>,
    /// Learning rate at the start [default: under adam the best found for the net, 0.004 for wide, and in a run of more
    /// than 31250 steps that times the root of 31250 / steps; 0.01 under the others]
    #[arg(long, value_parser = rate)]
    lr: Option<f32>,
    /// How the rate goes on [default: cosine]
    #[arg(long)]
    schedule: Option<ScheduleKind>,
    /// Samples a step [default: 16]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    batch: Option<u32>,
    /// How often all samples are seen [default: 5]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: Option<u32>,
    /// Samples drawn, uniform in [-π, π) [default: 100000, under least-squares 4000]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000_000))]
    samples: Option<u32>,
    /// Exactly what the 2016 post ran: blog, relu, glorot, sgd at a constant 0.01, batches of 32, 5 epochs of 100000
    #[arg(long, conflicts_with_all = [
        "net", "activation", "init", "optimizer", "lr", "schedule", "batch", "epochs", "samples",
    ])]
    as_in_2016: bool,
    /// Of first weights, data and order: the same seed gives the same bits
    #[arg(long, default_value_t = 2016)]
    pub(crate) seed: u32,
    /// Instead of one run: seeds 0, 1, 2 ... as a table, with median and worst
    #[arg(long, conflicts_with_all = ["seed", "out"], value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) seeds: Option<u32>,
    /// Where the pictures go; made if it is not there
    #[arg(long, value_name = "DIR", default_value = "target/sine")]
    pub(crate) out: PathBuf,
    /// Print the result lines only: no progress, no table, no list of pictures
    #[arg(long)]
    pub(crate) quiet: bool,
}

impl Args {
    /// What to run: the recipe of 2016, or the best for the net with what the flags change, its rate made for its length.
    pub(crate) fn recipe(&self) -> Recipe {
        if self.as_in_2016 {
            return Recipe::of_2016();
        }
        let net = self.net.unwrap_or(NetKind::Wide);
        let is_solved = self.optimizer == Some(OptimizerKind::LeastSquares);
        let best = if is_solved { Recipe::solved(net) } else { Recipe::best(net) };
        let optimizer = self.optimizer.unwrap_or(best.optimizer);
        let recipe = Recipe {
            net: best.net,
            activation: self.activation.unwrap_or(best.activation),
            init: self.init.unwrap_or(best.init),
            optimizer,
            rate: self.lr.unwrap_or(if optimizer == best.optimizer { best.rate } else { 0.01 }),
            schedule: self.schedule.unwrap_or(best.schedule),
            batch: self.batch.unwrap_or(best.batch),
            epochs: self.epochs.unwrap_or(best.epochs),
            samples: self.samples.unwrap_or(best.samples),
        };
        if self.lr.is_none() && optimizer == best.optimizer && !is_solved { recipe.as_long() } else { recipe }
    }

    /// Flags that cannot be followed, in words: of too many steps, or that have no meaning for the closed form.
    pub(crate) fn conflict(&self) -> Option<(ErrorKind, String)> {
        if self.recipe().steps().is_none() {
            return Some((ErrorKind::ValueValidation, Failed::TooLong.to_string()));
        }
        if self.optimizer != Some(OptimizerKind::LeastSquares) {
            return None;
        }
        if self.recipe().net != NetKind::Wide {
            return Some((ErrorKind::ArgumentConflict, Failed::Deep.to_string()));
        }
        let unused = [
            ("--lr", self.lr.is_some()),
            ("--schedule", self.schedule.is_some()),
            ("--batch", self.batch.is_some()),
            ("--epochs", self.epochs.is_some()),
        ];
        let (flag, _) = unused.into_iter().find(|(_, is_given)| *is_given)?;
        let words = format!("least squares sees every sample once and takes no steps: it has no {flag}");
        Some((ErrorKind::ArgumentConflict, words))
    }
}

fn rate(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(rate) if rate > 0.0 && rate <= LARGEST_RATE => Ok(rate),
        Ok(_) => Err(format!("a learning rate is above 0 and at most {LARGEST_RATE}")),
        Err(error) => Err(format!("{error}")),
    }
}
