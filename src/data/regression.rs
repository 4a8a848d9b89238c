//! How well a net predicts numbers, over a stream, in const size.

use crate::number::Mean;

/// The errors of predicted numbers, streamed: RMSE, MAE, largest error, R².
///
/// Outputs and samples count alike; a pair that is not finite makes the figures so.
///
/// ```
/// use stackprop::Regression;
///
/// let mut errors = Regression::new();
/// errors.push(&[1.0], &[2.0]);
/// errors.push(&[4.0], &[4.0]);
/// assert_eq!((errors.mae(), errors.largest(), errors.r2()), (0.5, 1.0, 0.5));
/// # #[cfg(feature = "libm")]
/// assert_eq!(errors.rmse(), 0.5_f32.sqrt());
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Regression {
    squares: Mean,
    sizes: Mean,
    largest: f32,
    /// Welford: the mean of the targets, and of their squared distances from it.
    target: Mean,
    variance: Mean,
}

impl Regression {
    /// Nothing seen.
    ///
    /// ```
    /// assert_eq!(stackprop::Regression::new().largest(), 0.0);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        let none = Mean::new();
        Self { squares: none, sizes: none, largest: 0.0, target: none, variance: none }
    }

    /// Takes the next sample's output and target.
    ///
    /// ```
    /// # let mut errors = stackprop::Regression::new();
    /// errors.push(&[1.0, 2.0], &[1.0, 1.0]);
    /// assert_eq!(errors.mae(), 0.5);
    /// ```
    pub fn push<const N: usize>(&mut self, output: &[f32; N], target: &[f32; N]) {
        for (y, t) in output.iter().zip(target) {
            let error = (y - t).abs();
            self.squares.push(error * error);
            self.sizes.push(error);
            // A NaN stays: nothing is larger than it.
            self.largest = if error > self.largest || error.is_nan() { error } else { self.largest };
            let before = self.target.distance_to(*t);
            self.target.push(*t);
            self.variance.push(before * self.target.distance_to(*t));
        }
    }

    /// Root mean squared error, in the targets' unit.
    ///
    /// ```
    /// assert_eq!(stackprop::Regression::new().rmse(), 0.0);
    /// ```
    #[cfg(feature = "libm")]
    #[must_use]
    pub fn rmse(&self) -> f32 {
        libm::sqrtf(self.squares.value())
    }

    /// Mean absolute error, in the targets' unit.
    ///
    /// ```
    /// assert_eq!(stackprop::Regression::new().mae(), 0.0);
    /// ```
    #[must_use]
    pub fn mae(&self) -> f32 {
        self.sizes.value()
    }

    /// The largest absolute error.
    ///
    /// ```
    /// assert_eq!(stackprop::Regression::new().largest(), 0.0);
    /// ```
    #[must_use]
    pub fn largest(&self) -> f32 {
        self.largest
    }

    /// The share of the targets' variance that the net explains, 1 - Σ error² / Σ (target - mean)²: 1 is perfect, 0 no
    /// better than answering the mean. NaN where the targets do not vary.
    ///
    /// ```
    /// assert!(stackprop::Regression::new().r2().is_nan());
    /// ```
    #[must_use]
    pub fn r2(&self) -> f32 {
        let variance = self.variance.value();
        // The constant, since the sign of 0 / 0 differs between targets.
        if variance == 0.0 { f32::NAN } else { 1.0 - self.squares.value() / variance }
    }
}
