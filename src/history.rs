//! The whole curve of a long run in fixed memory.

use heapless::Vec;

/// Losses as they come; when it is full, neighbours are averaged and every point stands for twice as many losses.
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
    sum: f32,
    summed: u32,
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
        Self { points: Vec::new(), stride: 1, sum: 0.0, summed: 0 }
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
            self.halve();
        }
        self.sum += loss;
        self.summed += 1;
        if self.summed == self.stride {
            // There is room: it was made above.
            let _ = self.points.push(self.sum / self.stride as f32);
            (self.sum, self.summed) = (0.0, 0);
        }
    }

    /// The mean loss of every run of [`stride`](Self::stride) losses, the first first. A run that is not yet whole
    /// does not show.
    ///
    /// ```
    /// assert!(stackprop::History::<2>::new().points().is_empty());
    /// ```
    #[must_use]
    pub fn points(&self) -> &[f32] {
        &self.points
    }

    /// How many losses a point stands for: a power of two.
    ///
    /// ```
    /// assert_eq!(stackprop::History::<2>::new().stride(), 1);
    /// ```
    #[must_use]
    pub const fn stride(&self) -> u32 {
        self.stride
    }

    fn halve(&mut self) {
        let mut halved = Vec::new();
        for pair in self.points.as_chunks::<2>().0 {
            let [earlier, later] = *pair;
            let _ = halved.push(0.5 * (earlier + later));
        }
        self.points = halved;
        self.stride = self.stride.saturating_mul(2);
    }
}

impl<const POINTS: usize> Default for History<POINTS> {
    fn default() -> Self {
        Self::new()
    }
}
