//! What the run came to, in words and numbers.

use crate::common::best_max::best_max;
use crate::common::best_rmse::best_rmse;
use crate::common::checkup::Checkup;
use crate::common::fit::{Fit, GRID, error, grid};
use crate::common::recipe::{OptimizerKind, Recipe};
use crate::job::Job;
use stackprop::LayerHealth;
use std::io::{self, Write};

/// Rows of the table, every 15 degrees; so many of the worst are marked.
const ROWS: u32 = 25;
const MARKED: usize = 3;

/// Points that stand for the whole range: a hundred, as few as pieces, could make a curve look better than the limit.
const FINE: u32 = 20_001;

pub(crate) fn fit_table(out: &mut impl Write, job: &Job) -> io::Result<()> {
    let net = &*job.trained.net;
    let rows: Vec<(f32, f64)> = grid(ROWS).map(|x| (x, error(net, x))).collect();
    let mut sizes: Vec<f64> = rows.iter().map(|(_, error)| error.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let mark_from = sizes.get(MARKED - 1).copied().unwrap_or(f64::INFINITY);
    writeln!(out, "       x    sin(x)       net      error")?;
    for (x, error) in rows {
        let mark = if error.abs() >= mark_from { "  <- worst" } else { "" };
        writeln!(out, "{x:8.4}  {:8.5}  {:8.5}  {error:+9.5}{mark}", libm::sinf(x), net.at(x))?;
    }
    writeln!(out)
}

pub(crate) fn results(out: &mut impl Write, job: &Job) -> io::Result<()> {
    let Job { recipe, seed, trained, fit, pieces, .. } = job;
    let cost = trained.cost;
    writeln!(out, "run        {}, seed {seed}", description(recipe))?;
    writeln!(
        out,
        "RMSE       {:.5} over {GRID} evenly spaced points{}",
        fit.rmse,
        if fit.stuck() { ": stuck" } else { "" }
    )?;
    writeln!(out, "max error  {:.5} at x = {:.3}", fit.max, fit.max_at)?;
    let speed = trained.shown as f64 / trained.seconds;
    writeln!(
        out,
        "time       {:.3} s for {} samples in {}: {} samples a second",
        trained.seconds,
        thousands(trained.shown),
        match trained.determined {
            None => format!("{} steps", thousands(u64::from(trained.steps))),
            Some(_) => "one pass".to_string(),
        },
        thousands(speed as u64)
    )?;
    let (net, trainer) = (cost.net, trained.trainer);
    let learner = match trained.determined {
        None => format!("tape {}, trainer {trainer}", cost.tape),
        Some(_) => format!("least squares {trainer}"),
    };
    writeln!(out, "memory     net {net} bytes ({} parameters), {learner}", cost.params)?;
    if let Some([rank, of]) = trained.determined {
        writeln!(out, "solved     the samples determine {rank} of the last layer's {of} weights")?;
    }
    health(out, &trained.health)?;
    let count = pieces.count();
    writeln!(out, "shape      {count} straight pieces; {} of {} units dead", pieces.dead, pieces.units)?;
    // Each the least there is, by a curve of its own.
    let (rmse, max) = (best_rmse(count), best_max(count));
    let fine = Fit::over(&*trained.net, FINE);
    let (rmse_times, max_times) = (fine.rmse / rmse, fine.max / max);
    writeln!(
        out,
        "limit      RMSE {rmse:.6} is the best that {count} pieces allow; this fit, all over: {rmse_times:.2} times"
    )?;
    writeln!(out, "           max error {max:.6} is the best; this fit: {max_times:.2} times")
}

/// What the library's health check says of the net: a line per layer, and what is wrong in words.
fn health(out: &mut impl Write, checkup: &Checkup) -> io::Result<()> {
    for (place, layer) in checkup.layers.iter().enumerate() {
        let head = if place == 0 { "health" } else { "" };
        let LayerHealth { layer, activation, units, dead, saturated, norm, .. } = layer;
        writeln!(
            out,
            "{head:<10} layer {layer}, {units} {activation}: {dead} dead, {saturated} saturated, norm {norm:.3}"
        )?;
    }
    if checkup.findings.is_empty() {
        writeln!(out, "           nothing is wrong")?;
    }
    checkup.findings.iter().try_for_each(|finding| writeln!(out, "           {finding}"))
}

/// A recipe in one line.
pub(crate) fn description(recipe: &Recipe) -> String {
    let Recipe { net, activation, init, optimizer, rate, schedule, batch, epochs, samples } = recipe;
    let shape = net.shape();
    if *optimizer == OptimizerKind::LeastSquares {
        return format!("{shape} {activation:?}, {init:?}, last layer by least squares from {samples} samples");
    }
    format!(
        "{shape} {activation:?}, {init:?}, {optimizer:?} {rate} {schedule:?}, batch {batch}, {epochs} x {samples} samples"
    )
}

/// 1234567 as 1 234 567.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (k, digit) in digits.chars().enumerate() {
        if k > 0 && (digits.len() - k).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
