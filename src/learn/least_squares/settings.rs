//! How much a sample of a least-squares fit counts.

/// What holds for all samples of a [`LeastSquares`](crate::LeastSquares).
///
/// ```
/// assert_eq!(stackprop::Recursion::default(), stackprop::Recursion { forget: 1.0, ridge: 1e-6 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
pub struct Recursion {
    /// What a sample's weight is multiplied by with every later sample; 1 forgets nothing, 0.99 remembers about the last
    /// 100. Above 0, at most 1.
    pub forget: f32,
    /// Pulls weights (not biases) that the data do not determine to 0; in units of a feature squared, against the sum over
    /// all samples. It enters with the first sample. Where `forget` is below 1 it is kept up, a feature a sample in turn
    /// (Gunnarsson 1996), so that a feature that rests for long neither vanishes nor lets its weight run away.
    pub ridge: f32,
}

impl Default for Recursion {
    fn default() -> Self {
        Self { forget: 1.0, ridge: 1e-6 }
    }
}

/// The weight that turns squared errors into Huber's loss: 1 where the head is wrong by at most `delta`, and delta / error
/// beyond (iteratively reweighted least squares; Huber 1981). The error is the largest of the outputs'.
///
/// ```
/// use stackprop::huber_weight;
///
/// assert_eq!(huber_weight(&[1.0, 2.0], &[1.5, 2.0], 1.0), 1.0);
/// assert_eq!(huber_weight(&[1.0, 2.0], &[1.5, 6.0], 1.0), 0.25);
/// ```
#[must_use]
pub fn huber_weight<const OUT: usize>(output: &[f32; OUT], target: &[f32; OUT], delta: f32) -> f32 {
    // Not `>`: a NaN comes through, and the sample is then refused.
    let largest = output.iter().zip(target).map(|(y, t)| (y - t).abs());
    let error = largest.fold(0.0_f32, |largest, error| if error <= largest { largest } else { error });
    if error <= delta { 1.0 } else { delta / error }
}
