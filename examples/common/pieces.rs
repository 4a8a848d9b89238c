//! The exact shape of a curve made by rectified units: it is straight between kinks, and the kinks can be computed.

use super::nets::Curve;

/// A net's curve over a range.
#[derive(Clone, Debug)]
pub(crate) struct Pieces {
    /// Where the curve changes its slope, from left to right.
    pub(crate) kinks: Vec<f64>,
    /// Hidden units, and those of them that no input of the range turns on.
    pub(crate) units: usize,
    pub(crate) dead: usize,
}

/// Slopes that differ by less are the same: an f32 of size 1 tells no finer.
const SAME_SLOPE: f64 = 1e-6;

impl Pieces {
    /// Walks the layers. Between two places the inputs of a layer are straight lines, so its sums are too, and a unit
    /// makes a kink where its sum crosses 0. `left` is the activation's slope below 0.
    pub(crate) fn of(net: &dyn Curve, left: f64, range: [f64; 2]) -> Self {
        let (mut units, mut dead) = (0, 0);
        let layers = net.layers();
        let mut rows: Vec<(f64, Vec<f64>)> = range.iter().map(|x| (*x, vec![*x])).collect();
        for (depth, (weights, bias)) in layers.iter().enumerate() {
            for (_, row) in &mut rows {
                *row = sums(weights, bias, row);
            }
            if depth + 1 == layers.len() {
                break;
            }
            rows = split_at_zeros(rows);
            units += bias.len();
            dead += (0..bias.len()).filter(|unit| !rows.iter().any(|(_, row)| row.get(*unit) > Some(&0.0))).count();
            for z in rows.iter_mut().flat_map(|(_, row)| row) {
                *z = if *z < 0.0 { left * *z } else { *z };
            }
        }
        let curve: Vec<(f64, f64)> = rows.iter().filter_map(|(x, row)| Some((*x, *row.first()?))).collect();
        Self { kinks: kinks(&curve), units, dead }
    }

    pub(crate) fn count(&self) -> usize {
        self.kinks.len() + 1
    }
}

/// Wx + b.
fn sums(weights: &[f32], bias: &[f32], x: &[f64]) -> Vec<f64> {
    let rows = weights.chunks(x.len());
    rows.zip(bias).map(|(row, b)| row.iter().zip(x).fold(f64::from(*b), |z, (w, x)| z + f64::from(*w) * x)).collect()
}

/// The same lines with a place more wherever one of them crosses 0.
fn split_at_zeros(rows: Vec<(f64, Vec<f64>)>) -> Vec<(f64, Vec<f64>)> {
    let mut split: Vec<(f64, Vec<f64>)> = Vec::new();
    for (right, right_row) in rows {
        if let Some((left, left_row)) = split.last().cloned() {
            let ends = || left_row.iter().zip(&right_row);
            // The unit that crosses, and how far on the way.
            let mut zeros: Vec<(usize, f64)> = ends()
                .enumerate()
                .filter(|(_, (a, b))| **a * **b < 0.0)
                .map(|(unit, (a, b))| (unit, a / (a - b)))
                .collect();
            zeros.sort_by(|a, b| a.1.total_cmp(&b.1));
            for (unit, t) in zeros {
                let mut row: Vec<f64> = ends().map(|(a, b)| a + t * (b - a)).collect();
                // Exactly: what rounding leaves there must not be taken for a unit that is on.
                row.iter_mut().skip(unit).take(1).for_each(|z| *z = 0.0);
                split.push((left + t * (right - left), row));
            }
        }
        split.push((right, right_row));
    }
    split
}

/// Where the slope changes, places closer than an f32 can tell taken as one.
fn kinks(curve: &[(f64, f64)]) -> Vec<f64> {
    let mut places: Vec<(f64, f64)> = Vec::new();
    for point in curve {
        if places.last().is_none_or(|last| point.0 - last.0 > 1e-6) {
            places.push(*point);
        }
    }
    let slope = |a: &(f64, f64), b: &(f64, f64)| (b.1 - a.1) / (b.0 - a.0);
    let bends = |three: &&[(f64, f64)]| match three {
        [a, b, c] => (slope(b, c) - slope(a, b)).abs() > SAME_SLOPE,
        _ => false,
    };
    places.windows(3).filter(bends).filter_map(|three| Some(three.get(1)?.0)).collect()
}
