//! How far a curve is from sin(x).

use super::nets::Curve;
use core::f32::consts::{FRAC_PI_2, PI};

/// Points of the grid that every error is measured on, evenly spaced with both ends of [-π, π].
pub(crate) const GRID: u32 = 100;

/// A run that learnt only half of the curve ends at an RMSE of 0.175, one that learnt nothing at 0.707.
pub(crate) const STUCK: f64 = 0.1;

#[derive(Clone, Copy, Debug)]
pub(crate) struct Fit {
    pub(crate) rmse: f64,
    pub(crate) max: f64,
    /// Where the largest error lies.
    pub(crate) max_at: f32,
}

impl Fit {
    pub(crate) fn of(net: &dyn Curve) -> Self {
        Self::over(net, GRID)
    }

    /// Over a grid of so many points.
    pub(crate) fn over(net: &dyn Curve, points: u32) -> Self {
        let (mut max, mut max_at) = (0.0, 0.0);
        for x in grid(points) {
            let size = error(net, x).abs();
            if size > max {
                (max, max_at) = (size, x);
            }
        }
        Self { rmse: rmse_at(net, grid(points)), max, max_at }
    }

    pub(crate) fn stuck(&self) -> bool {
        self.rmse > STUCK
    }
}

/// net - sin(x).
pub(crate) fn error(net: &dyn Curve, x: f32) -> f64 {
    f64::from(net.at(x)) - libm::sin(f64::from(x))
}

/// Root of the mean squared error over the grid's points of a region.
pub(crate) fn rmse(net: &dyn Curve, region: impl Fn(f32) -> bool) -> f64 {
    rmse_at(net, grid(GRID).filter(|x| region(*x)))
}

fn rmse_at(net: &dyn Curve, places: impl Iterator<Item = f32>) -> f64 {
    let squares: Vec<f64> = places.map(|x| error(net, x).powi(2)).collect();
    (squares.iter().sum::<f64>() / squares.len() as f64).sqrt()
}

/// Evenly spaced over [-π, π], both ends included.
pub(crate) fn grid(points: u32) -> impl Iterator<Item = f32> {
    (0..points).map(move |k| PI * (2.0 * k as f32 / (points - 1) as f32 - 1.0))
}

/// Within π/8 of a maximum or minimum of sin(x): a quarter of the range.
pub(crate) fn near_extremum(x: f32) -> bool {
    (x.abs() - FRAC_PI_2).abs() <= PI / 8.0
}

/// Within π/8 of the range's ends: an eighth of it.
pub(crate) fn near_end(x: f32) -> bool {
    x.abs() >= PI * 7.0 / 8.0
}
