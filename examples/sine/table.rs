//! The same recipe over many seeds: what is typical, and what is the worst.

use crate::common::fit::Fit;
use crate::common::pieces::Pieces;
use crate::common::recipe::Recipe;
use crate::common::seeds::{in_parallel, largest, median};
use crate::common::train::{Failed, train};
use crate::report::description;
use core::f64::consts::PI;
use std::io::{self, Write};

/// A fit and its pieces for each seed, or why there is none.
pub(crate) fn run(recipe: &Recipe, seeds: u32) -> Vec<Result<(Fit, Pieces), Failed>> {
    let seeds: Vec<u32> = (0..seeds).collect();
    in_parallel(&seeds, |seed| {
        let net = train(recipe, *seed, &mut |_| ())?.net;
        Ok((Fit::of(&*net), Pieces::of(&*net, recipe.activation.left_slope(), [-PI, PI])))
    })
}

pub(crate) fn print(
    out: &mut impl Write,
    recipe: &Recipe,
    rows: &[Result<(Fit, Pieces), Failed>],
    quiet: bool,
) -> io::Result<()> {
    if !quiet {
        writeln!(out, "seed     RMSE  max error  at x    dead units")?;
        for (seed, row) in rows.iter().enumerate() {
            match row {
                Ok((fit, Pieces { dead, .. })) => {
                    let mark = if fit.stuck() { "  stuck" } else { "" };
                    writeln!(out, "{seed:4}  {:.5}    {:.5}  {:+.3}  {dead}{mark}", fit.rmse, fit.max, fit.max_at)?;
                }
                Err(error) => writeln!(out, "{seed:4}  {error}")?,
            }
        }
        writeln!(out)?;
    }
    let fits = || rows.iter().flatten().map(|(fit, _)| fit);
    let pieces = || rows.iter().flatten().map(|(_, pieces)| pieces);
    let (rmses, maxima) = (|| fits().map(|fit| fit.rmse), || fits().map(|fit| fit.max));
    writeln!(out, "run        {}, {} seeds", description(recipe), rows.len())?;
    writeln!(out, "RMSE       median {:.5}, worst {:.5}", median(rmses()), largest(rmses()))?;
    writeln!(out, "max error  median {:.5}, worst {:.5}", median(maxima()), largest(maxima()))?;
    let dead = median(pieces().map(|pieces| pieces.dead as f64));
    writeln!(out, "dead units median {dead} of {}", pieces().next().map_or(0, |pieces| pieces.units))?;
    let stuck = fits().filter(|fit| fit.stuck()).count();
    writeln!(out, "stuck      {stuck} of {}; diverged {}", rows.len(), rows.len() - fits().count())
}
