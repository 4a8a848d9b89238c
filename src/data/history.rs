//! The whole curve of a long run in fixed memory.

use crate::number::Mean;
use heapless::Vec;

/// Losses as they come; when it is full, neighbours are averaged and every point stands for twice as many losses.
///
/// A point is a [`Mean`], so it does not drift: after 5 · 10⁸ losses it is off by less than 10⁻⁶ of their size, and it
/// is infinite or NaN only if a loss was.
///
/// A point stands for 2³¹ losses at most. The history is full for good after 2³¹ · `POINTS` losses, 2³² or more (a week
/// at 7 kHz, with two points): later ones change nothing.
///
/// ```
/// use stackprop::History;
///
/// let mut history = History::<4>::new();
/// for loss in [8.0, 6.0, 4.0, 2.0, 1.0, 1.0] {
///     history.push(loss);
/// }
/// assert_eq!(history.stride(), 2);
/// assert_eq!(history.points(), [7.0, 3.0, 1.0]);
/// ```
///
/// An odd number of points does not compile:
///
/// ```compile_fail
/// let history = stackprop::History::<3>::new();
/// ```
#[derive(Clone, Debug)]
pub struct History<const POINTS: usize> {
    points: Vec<f32, POINTS>,
    stride: u32,
    /// Of the losses since the last point.
    run: Mean,
}

impl<const POINTS: usize> History<POINTS> {
    /// Empty; `POINTS`, an even number, is how many points it holds at most.
    ///
    /// ```
    /// static mut HISTORY: stackprop::History<256> = stackprop::History::new();
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        const { assert!(POINTS >= 2 && POINTS.is_multiple_of(2), "a history halves: it holds an even number of points") };
        Self { points: Vec::new(), stride: 1, run: Mean::new() }
    }

    /// Takes the next loss.
    ///
    /// ```
    /// # use stackprop::History;
    /// let mut history = History::<2>::new();
    /// history.push(0.5);
    /// assert_eq!(history.points(), [0.5]);
    /// ```
    pub fn push(&mut self, loss: f32) {
        if self.points.is_full() {
            // Fails where a point would stand for 2³² losses: full for good.
            let Some(doubled) = self.stride.checked_mul(2) else { return };
            self.stride = doubled;
            self.halve();
        }
        self.run.push(loss);
        if self.run.count() == self.stride {
            // There is room: it was made above.
            let _ = self.points.push(self.run.value());
            self.run = Mean::new();
        }
    }

    /// The mean loss of every run of [`stride`](Self::stride) losses, the first run first. A run that is not complete
    /// yet is left out.
    ///
    /// ```
    /// assert!(stackprop::History::<2>::new().points().is_empty());
    /// ```
    #[must_use]
    pub fn points(&self) -> &[f32] {
        &self.points
    }

    /// How many losses a point stands for: a power of two, at most 2³¹.
    ///
    /// ```
    /// assert_eq!(stackprop::History::<2>::new().stride(), 1);
    /// ```
    #[must_use]
    pub const fn stride(&self) -> u32 {
        self.stride
    }

    /// In place: a second buffer would double what the stack must hold.
    fn halve(&mut self) {
        let half = POINTS / 2;
        for k in 0..half {
            if let (Some(earlier), Some(later)) = (self.points.get(2 * k), self.points.get(2 * k + 1)) {
                // Halved first: the sum of two large losses is infinite.
                let mean = 0.5 * earlier + 0.5 * later;
                if let Some(point) = self.points.get_mut(k) {
                    *point = mean;
                }
            }
        }
        self.points.truncate(half);
    }
}

impl<const POINTS: usize> Default for History<POINTS> {
    fn default() -> Self {
        Self::new()
    }
}
