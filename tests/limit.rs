//! The best curves of straight pieces, held against a search of all curves whose knots lie on a grid.

#[path = "../examples/common/mod.rs"]
mod common;

use common::best_max::best_max;
use common::best_rmse::best_rmse;
use core::f64::consts::PI;

/// sin(x) at the middles of 64 cells of an interval and at its ends, each as (distance from its middle, value).
fn samples(a: f64, b: f64) -> Vec<(f64, f64)> {
    let (middle, half) = (0.5 * (a + b), 0.5 * (b - a));
    let cells = (0..64).map(|k| (2.0 * f64::from(k) + 1.0) / 64.0 - 1.0);
    cells.chain([-1.0, 1.0]).map(|u| (half * u, (middle + half * u).sin())).collect()
}

/// The summed squares of the least-squares line.
fn squares(a: f64, b: f64) -> f64 {
    let points: Vec<(f64, f64)> = samples(a, b).into_iter().take(64).collect();
    let mean = points.iter().map(|(_, y)| y).sum::<f64>() / 64.0;
    let slope = points.iter().map(|(u, y)| u * y).sum::<f64>() / points.iter().map(|(u, _)| u * u).sum::<f64>();
    points.iter().map(|(u, y)| (y - mean - slope * u).powi(2)).sum::<f64>() * (b - a) / 64.0
}

/// The largest error of the best line: it falls, then rises, with the slope, so a ternary search finds the least.
fn width(a: f64, b: f64) -> f64 {
    let points = samples(a, b);
    let of = |slope: f64| {
        let rest = || points.iter().map(|(u, y)| y - slope * u);
        0.5 * (largest(rest()) + largest(rest().map(|y| -y)))
    };
    let (mut low, mut high) = (-1.0, 1.0);
    for _ in 0..30 {
        let third = (high - low) / 3.0;
        (low, high) = if of(low + third) < of(high - third) { (low, high - third) } else { (low + third, high) };
    }
    of(0.5 * (low + high))
}

fn largest(values: impl Iterator<Item = f64>) -> f64 {
    common::seeds::largest(values)
}

fn least(values: impl Iterator<Item = f64>) -> f64 {
    -largest(values.map(|value| -value))
}

/// The least cost of a way over the range by `most` states a place: `cost` of a piece from one (place, state) to another,
/// costs joined by `join`. One number for 1, 2 ... `pieces` pieces.
fn search(
    cells: u32,
    states: u32,
    pieces: u32,
    cost: impl Fn((f64, u32), (f64, u32)) -> f64,
    join: impl Fn(f64, f64) -> f64,
) -> Vec<f64> {
    let place = |k: u32| PI * (2.0 * f64::from(k) / f64::from(cells) - 1.0);
    let knots: Vec<(u32, u32)> = (0..=cells).flat_map(|k| (0..states).map(move |state| (k, state))).collect();
    // For each knot, what it costs to come from those on its left.
    let to = |(k, state): &(u32, u32)| {
        let left = knots.iter().take_while(|(j, _)| j < k);
        left.map(|(j, from)| cost((place(*j), *from), (place(*k), *state))).collect()
    };
    let costs: Vec<Vec<f64>> = knots.iter().map(to).collect();
    let mut reached: Vec<f64> = knots.iter().map(|(k, _)| if *k == 0 { 0.0 } else { f64::INFINITY }).collect();
    let round = |_| {
        let next = |row: &Vec<f64>| least(row.iter().zip(&reached).map(|(cost, before)| join(*before, *cost)));
        reached = costs.iter().map(next).collect();
        least(reached.iter().rev().take(states as usize).copied())
    };
    (0..pieces).map(round).collect()
}

fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

/// Pieces that need not meet can only be better, knots on a grid only worse.
#[test]
fn rmse_is_that_of_a_search() {
    let searched = search(240, 1, 12, |a, b| squares(a.0, b.0), |a, b| a + b);
    for (n, squares) in (1..).zip(searched) {
        let (exact, searched) = (best_rmse(n), (squares / (2.0 * PI)).sqrt());
        let close = (0.999..1.004).contains(&(searched / exact));
        // Two pieces that need not meet jump at 0.
        assert!(close || n == 2 && searched < exact, "{n} pieces: {exact}, searched {searched}");
    }
}

#[test]
fn max_is_that_of_a_search() {
    let searched = search(160, 1, 9, |a, b| width(a.0, b.0), larger);
    for (n, searched) in (1..).zip(searched).step_by(2) {
        let exact = best_max(n);
        assert!((0.999..1.05).contains(&(searched / exact)), "{n} pieces: {exact}, searched {searched}");
    }
}

/// Pieces that meet, at values on a grid across the band: what an even number of them can do.
#[test]
fn even_numbers_of_pieces_that_meet() {
    const STATES: u32 = 13;
    for n in [2, 4] {
        let (max, rmse) = (best_max(n), best_rmse(n));
        let value = |(x, state): (f64, u32), band: f64| x.sin() + band * (f64::from(state) / 6.0 - 1.0);
        let rest = |a: (f64, u32), b: (f64, u32), band: f64| {
            let (from, to) = (value(a, band), value(b, band));
            let line = move |u: f64| 0.5 * (from + to) + (to - from) * u / (b.0 - a.0);
            samples(a.0, b.0).into_iter().map(move |(u, y)| y - line(u))
        };
        let searched = search(48, STATES, 4, |a, b| largest(rest(a, b, max).map(f64::abs)), larger);
        let searched = searched.get(n - 1).copied().unwrap_or(f64::NAN);
        assert!((0.999..1.2).contains(&(searched / max)), "{n} pieces: max {max}, searched {searched}");

        let squares = |a: (f64, u32), b: (f64, u32)| {
            rest(a, b, 2.5 * rmse).take(64).map(|rest| rest * rest).sum::<f64>() * (b.0 - a.0) / 64.0
        };
        let searched = search(48, STATES, 4, squares, |a, b| a + b);
        let searched = searched.get(n - 1).map_or(f64::NAN, |squares| (squares / (2.0 * PI)).sqrt());
        assert!((0.999..1.2).contains(&(searched / rmse)), "{n} pieces: RMSE {rmse}, searched {searched}");
    }
}

/// The classical limits for many pieces, 0.8360 / n² and 1.4355 / n², are reached; more pieces are better.
#[test]
fn many_pieces() {
    let bests: Vec<[f64; 2]> = (1..=120).map(|n| [best_rmse(n), best_max(n)]).collect();
    assert!(bests.is_sorted_by(|[a, b], [c, d]| a > c && *d <= b * (1.0 + 1e-9)), "{bests:?}");
    let [rmse, max] = [best_rmse(1001) * 1_002_001.0 / 0.8360, best_max(1001) * 1_002_001.0 / 1.4355];
    assert!((0.99..1.0).contains(&rmse) && (0.99..1.01).contains(&max), "{rmse} {max}");
}
