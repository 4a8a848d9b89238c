//! What an example comes to, as a few numbers per seed: its table with `--seeds`, and what its test asserts.

use super::seeds::{in_parallel, largest, median};
use std::io::{self, Write};

/// The figures of seeds 0, 1, 2 ..., or the first error.
pub(crate) fn of_seeds<const N: usize, E: Send>(
    seeds: u32,
    figures: impl Fn(u32) -> Result<[f64; N], E> + Sync,
) -> Result<Vec<[f64; N]>, E> {
    in_parallel(&(0..seeds).collect::<Vec<u32>>(), |seed| figures(*seed)).into_iter().collect()
}

/// One figure of all seeds.
pub(crate) fn column<const N: usize>(rows: &[[f64; N]], place: usize) -> Vec<f64> {
    rows.iter().filter_map(|row| row.get(place).copied()).collect()
}

/// A row per seed, then the smallest, the median and the largest of each figure.
pub(crate) fn print<const N: usize>(out: &mut impl Write, names: [&str; N], rows: &[[f64; N]]) -> io::Result<()> {
    write!(out, "{:<8}", "seed")?;
    names.iter().try_for_each(|name| write!(out, "  {name}"))?;
    writeln!(out)?;
    for (seed, row) in rows.iter().enumerate() {
        line(out, &seed.to_string(), names, row)?;
    }
    let of_each = |of: fn(Vec<f64>) -> f64| core::array::from_fn(|place| of(column(rows, place)));
    let smallest = |values: Vec<f64>| -largest(values.into_iter().map(|value| -value));
    line(out, "smallest", names, &of_each(smallest))?;
    line(out, "median", names, &of_each(median))?;
    line(out, "largest", names, &of_each(largest))
}

/// Every figure right-aligned below its name; whole numbers without decimals.
fn line<const N: usize>(out: &mut impl Write, head: &str, names: [&str; N], row: &[f64; N]) -> io::Result<()> {
    write!(out, "{head:<8}")?;
    for (name, value) in names.iter().zip(row) {
        let decimals = if value.fract() == 0.0 {
            0
        } else if value.abs() >= 10.0 {
            1
        } else {
            4
        };
        write!(out, "  {value:>width$.decimals$}", width = name.chars().count())?;
    }
    writeln!(out)
}
