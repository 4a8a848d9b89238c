//! Noticing that the world has changed.

use crate::number::Mean;

/// The Page-Hinkley test on a stream of errors (Page 1954; Hinkley 1971): tells when their mean has risen, in 24 bytes.
///
/// It adds up error - mean - `tolerance` and compares the sum with its lowest value so far. A rise of the mean by more
/// than `tolerance` makes the sum climb; once it has climbed by `threshold`, the errors have drifted. Larger thresholds
/// miss small changes, smaller ones raise false alarms; 50 times the usual error is a start.
///
/// ```
/// use stackprop::PageHinkley;
///
/// let mut drift = PageHinkley::new(0.05, 5.0);
/// assert!((0..1000).all(|k| !drift.push(0.1 + 0.01 * (k % 3) as f32))); // as ever
/// let alarm = (0..1000).position(|_| drift.push(0.5)); // the sensor has aged
/// assert!(alarm.is_some_and(|samples| samples < 20));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PageHinkley {
    tolerance: f32,
    threshold: f32,
    mean: Mean,
    /// The sum above its lowest value.
    climbed: f32,
}

impl PageHinkley {
    /// With a tolerance and a threshold in the errors' unit.
    ///
    /// ```
    /// static DRIFT: stackprop::PageHinkley = stackprop::PageHinkley::new(0.01, 1.0);
    /// ```
    #[must_use]
    pub const fn new(tolerance: f32, threshold: f32) -> Self {
        Self { tolerance, threshold, mean: Mean::new(), climbed: 0.0 }
    }

    /// Takes the next error (a loss, say); true once the mean has risen, and until [`reset`](Self::reset). An error that
    /// is not finite counts as drift.
    ///
    /// ```
    /// assert!(stackprop::PageHinkley::new(0.01, 1.0).push(f32::INFINITY));
    /// ```
    pub fn push(&mut self, error: f32) -> bool {
        if !error.is_finite() {
            self.climbed = f32::INFINITY;
        }
        if !self.has_drifted() {
            self.mean.push(error);
            let climbed = self.climbed + (error - self.mean.value() - self.tolerance);
            self.climbed = if climbed > 0.0 { climbed } else { 0.0 };
        }
        self.has_drifted()
    }

    /// Whether the mean has risen.
    ///
    /// ```
    /// assert!(!stackprop::PageHinkley::new(0.01, 1.0).has_drifted());
    /// ```
    #[must_use]
    pub fn has_drifted(&self) -> bool {
        self.climbed > self.threshold
    }

    /// Starts anew: after the net has learnt again.
    ///
    /// ```
    /// let mut drift = stackprop::PageHinkley::new(0.01, 1.0);
    /// drift.push(f32::INFINITY);
    /// drift.reset();
    /// assert!(!drift.has_drifted());
    /// ```
    pub fn reset(&mut self) {
        *self = Self::new(self.tolerance, self.threshold);
    }
}
