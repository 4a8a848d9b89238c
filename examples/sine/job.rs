//! One run, watched: progress, the loss, and the curve on its way.

use crate::common::fit::Fit;
use crate::common::nets::Curve;
use crate::common::pieces::Pieces;
use crate::common::recipe::{OptimizerKind, Recipe};
use crate::common::train::{Failed, Moment, Trained, train};
use core::f64::consts::PI;
use indicatif::{ProgressBar, ProgressStyle};
use stackprop::History;

/// Everything the report and the pictures need.
pub(crate) struct Job {
    pub(crate) recipe: Recipe,
    pub(crate) seed: u32,
    pub(crate) trained: Trained,
    pub(crate) fit: Fit,
    pub(crate) pieces: Pieces,
    /// The curve after some of the steps: (steps, points).
    pub(crate) on_the_way: Vec<(u32, Vec<(f64, f64)>)>,
    pub(crate) history: History<512>,
}

impl Job {
    /// What is counted on the way, one and many: steps, or the samples of the closed form.
    pub(crate) fn unit(&self) -> (&'static str, &'static str) {
        if self.trained.determined.is_some() { ("sample", "samples") } else { ("step", "steps") }
    }
}

/// When the curve is kept, beside the end: the early steps change it most.
const KEPT: [u32; 8] = [0, 10, 30, 100, 300, 1000, 3000, 10_000];
/// The same for the closed form, by samples.
const KEPT_SOLVED: [u32; 8] = [0, 2, 5, 10, 15, 20, 30, 50];

/// Trains by the recipe.
pub(crate) fn run(recipe: &Recipe, seed: u32, quiet: bool) -> Result<Job, Failed> {
    let steps = recipe.steps().ok_or(Failed::TooLong)?;
    let bar = if quiet { ProgressBar::hidden() } else { progress_bar(steps) };
    let kept = if recipe.optimizer == OptimizerKind::LeastSquares { KEPT_SOLVED } else { KEPT };
    let mut on_the_way = Vec::new();
    let mut history = History::new();
    let mut watch = |moment: Moment| {
        if let Some(loss) = moment.loss {
            history.push(loss);
        }
        if moment.steps == steps || kept.contains(&moment.steps) {
            on_the_way.push((moment.steps, points(moment.net, -PI, PI)));
        }
        if moment.steps.is_multiple_of(256) || moment.steps == steps {
            bar.set_position(u64::from(moment.steps));
            if let Some(loss) = history.points().last() {
                bar.set_message(format!("loss {loss:.3e}"));
            }
        }
    };
    let trained = train(recipe, seed, &mut watch)?;
    bar.finish_and_clear();
    let fit = Fit::of(&*trained.net);
    let pieces = Pieces::of(&*trained.net, recipe.activation.left_slope(), [-PI, PI]);
    Ok(Job { recipe: *recipe, seed, trained, fit, pieces, on_the_way, history })
}

/// A net's curve, finely.
pub(crate) fn points(net: &dyn Curve, from: f64, to: f64) -> Vec<(f64, f64)> {
    const POINTS: u32 = 800;
    let place = |k| from + (to - from) * f64::from(k) / f64::from(POINTS);
    (0..=POINTS).map(|k| (place(k), f64::from(net.at(place(k) as f32)))).collect()
}

/// On the error stream, and only if that is a terminal.
fn progress_bar(steps: u32) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:30.cyan/blue} step {pos} of {len}  {msg}  {eta} left");
    ProgressBar::new(u64::from(steps)).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
