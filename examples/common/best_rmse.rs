//! The smallest RMSE that a continuous curve of so many straight pieces can have from sin(x) on [-π, π], exactly.
//!
//! Give up continuity first: then every piece is the least-squares line of its own interval, and at each knot of the best
//! such curve the lines on both sides have the same distance from sin(x). They also lie on the same side of it, so the
//! curve is continuous after all (for convex functions: Barrow, Chui, Smith and Ward 1978; across x = 0 the tests compare
//! with a search of all curves. Only the best two lines that need not meet do not). What remains is one equation a knot:
//! that the lines meet there. Newton's method solves them.

use core::f64::consts::{PI, TAU};

/// Newton's steps. It takes 4 to 20 of them up to a thousand pieces.
const STEPS: usize = 60;

/// The RMSE of the best curve of `pieces` straight pieces over [-π, π].
pub(crate) fn best_rmse(pieces: usize) -> f64 {
    let knots = best_knots(pieces.max(1));
    let squares: f64 = knots.windows(2).map(|ends| ends_of(ends).map_or(0.0, |[a, b]| Line::of(a, b).squares())).sum();
    (squares / TAU).sqrt()
}

/// Both ends of the range and the knots between, so that the least-squares lines of the intervals meet.
fn best_knots(pieces: usize) -> Vec<f64> {
    let mut knots = first_knots(pieces);
    let mut gaps = all_gaps(&knots);
    for _ in 0..STEPS {
        let step = newton(&knots, &gaps);
        // The longest part of the step, by halves, that keeps the knots in order and brings the lines together.
        let better = (0..20).find_map(|halves| {
            let part = 0.5_f64.powi(halves);
            let moved: Vec<f64> = knots.iter().zip(&step).map(|(knot, by)| knot + part * by).collect();
            let new_gaps = moved.is_sorted_by(|a, b| a < b).then(|| all_gaps(&moved))?;
            (size(&new_gaps) < size(&gaps)).then_some((moved, new_gaps))
        });
        match better {
            Some(better) => (knots, gaps) = better,
            None => break, // as close as an f64 comes
        }
    }
    knots
}

/// Knots at the density that is best for many pieces, |f''|^(2/5), and a little everywhere. A quarter of a piece off
/// centre: with an even number of pieces the best curve is one of two mirror images, and the symmetric one is worse.
fn first_knots(pieces: usize) -> Vec<f64> {
    const CELLS: u32 = 4096;
    let middle = |cell: u32| TAU * (f64::from(cell) + 0.5) / f64::from(CELLS) - PI;
    let density = |cell: &u32| middle(*cell).sin().abs().powf(0.4) + 0.02;
    let all: f64 = (0..CELLS).map(|cell| density(&cell)).sum();
    let (mut knots, mut sum) = (vec![-PI], 0.0);
    for cell in 0..CELLS {
        let share = density(&cell) * pieces as f64 / all;
        while knots.len() < pieces && sum + share >= knots.len() as f64 + 0.25 {
            let way = (knots.len() as f64 + 0.25 - sum) / share - 0.5;
            knots.push(middle(cell) + way * TAU / f64::from(CELLS));
        }
        sum += share;
    }
    knots.push(PI);
    knots
}

/// A least-squares line of sin(x): its value in the middle of an interval, its slope, and half the interval's length.
struct Line {
    middle: f64,
    value: f64,
    slope: f64,
    half: f64,
}

impl Line {
    fn of(a: f64, b: f64) -> Self {
        let (middle, half) = (0.5 * (a + b), 0.5 * (b - a));
        let value = middle.sin() * half.sin() / half;
        let slope = middle.cos() * 3.0 * (half.sin() - half * half.cos()) / half.powi(3);
        Self { middle, value, slope, half }
    }

    /// The integral of its squared error: that of sin², less what the line explains.
    fn squares(&self) -> f64 {
        let Self { middle, value, slope, half } = self;
        let all = half - 0.5 * (2.0 * middle).cos() * (2.0 * half).sin();
        all - 2.0 * half * value * value - 2.0 / 3.0 * half.powi(3) * slope * slope
    }
}

/// How far apart the lines on both sides of a knot are there.
fn gap([left, knot, right]: [f64; 3]) -> f64 {
    let (before, after) = (Line::of(left, knot), Line::of(knot, right));
    (before.value + before.slope * before.half) - (after.value - after.slope * after.half)
}

fn all_gaps(knots: &[f64]) -> Vec<f64> {
    knots.windows(3).filter_map(|three| Some(gap(three.try_into().ok()?))).collect()
}

fn size(gaps: &[f64]) -> f64 {
    gaps.iter().map(|gap| gap * gap).sum()
}

fn ends_of(ends: &[f64]) -> Option<[f64; 2]> {
    ends.try_into().ok()
}

/// Newton's step of every knot, the two ends of the range included, which stay. A gap depends on its own knot and on both
/// neighbours: a system of three diagonals, solved by elimination from the left and substitution from the right.
fn newton(knots: &[f64], gaps: &[f64]) -> Vec<f64> {
    // Row by row, what is left of it once the unknown on its left has gone: step = value - factor · next step.
    let mut rows = vec![(0.0, 0.0)];
    for (three, gap) in knots.windows(3).zip(gaps) {
        let [left, own, right] = slopes(three);
        let (factor, value) = rows.last().copied().unwrap_or_default();
        let pivot = own - left * factor;
        let pivot = if pivot == 0.0 { f64::EPSILON } else { pivot };
        rows.push((right / pivot, (-gap - left * value) / pivot));
    }
    let mut moves = vec![0.0];
    for (factor, value) in rows.iter().rev() {
        let next = moves.last().copied().unwrap_or_default();
        moves.push(value - factor * next);
    }
    moves.reverse();
    moves
}

/// The derivatives of a gap by the left neighbour, the knot itself and the right neighbour, as central differences.
fn slopes(three: &[f64]) -> [f64; 3] {
    let Ok(three) = <[f64; 3]>::try_from(three) else { return [0.0; 3] };
    let [left, knot, right] = three;
    let h = 1e-5 * if knot - left < right - knot { knot - left } else { right - knot };
    let by = |[dl, dk, dr]: [f64; 3]| {
        let at = |side: f64| gap([left + side * dl, knot + side * dk, right + side * dr]);
        (at(1.0) - at(-1.0)) / (2.0 * h)
    };
    [by([h, 0.0, 0.0]), by([0.0, h, 0.0]), by([0.0, 0.0, h])]
}
