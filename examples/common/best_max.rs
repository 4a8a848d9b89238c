//! The smallest maximum error that a continuous curve of so many straight pieces can have from sin(x) on [-π, π].
//!
//! A curve is within an error if it stays in the band sin(x) ± error. The longest piece across x = 0 touches both sides of
//! the band; by symmetry half of the others go to its right. There sin(x) is concave: a piece from the upper side of the
//! band, touching the lower side, back to the upper side goes furthest, and the next one starts where it ends. The error
//! is found by bisection. An even number of pieces can do no better than one piece less.

use core::f64::consts::PI;

/// The maximum error of the best curve of `pieces` straight pieces over [-π, π].
pub(crate) fn best_max(pieces: usize) -> f64 {
    // A line has less than 1; an error of 0 takes pieces without end.
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let error = 0.5 * (low + high);
        if fits(error, pieces.saturating_sub(1) / 2) {
            high = error;
        } else {
            low = error;
        }
    }
    high
}

/// Whether the piece across 0 and so many to its right reach π.
fn fits(error: f64, pieces: usize) -> bool {
    // Through 0 and touching the lower side at m, so that its slope is cos(m).
    let m = root(|m| error - (m.sin() - m * m.cos()), 0.0, PI);
    let mut end = leaves(m, error);
    for _ in 0..pieces {
        // From (end, sin(end) + error), touching the lower side at m.
        let over = |m: f64| end.sin() + error - (m.sin() - error + m.cos() * (end - m));
        end = leaves(root(over, end, PI), error);
    }
    end >= PI
}

/// Where the line that touches the lower side at m meets the upper side again; π if it does not before.
fn leaves(m: f64, error: f64) -> f64 {
    root(|x| x.sin() + error - (m.sin() - error + m.cos() * (x - m)), m, PI)
}

/// Where a function that is positive at `from` becomes negative; `to` if it does not, to the last bit.
fn root(f: impl Fn(f64) -> f64, mut from: f64, to: f64) -> f64 {
    if f(to) >= 0.0 {
        return to;
    }
    let mut to = to;
    for _ in 0..50 {
        let middle = 0.5 * (from + to);
        if f(middle) > 0.0 {
            from = middle;
        } else {
            to = middle;
        }
    }
    0.5 * (from + to)
}
