//! How well a net tells classes apart, over a stream, in const size.

use core::fmt;

/// How often each class was taken for which; accuracy, precision and recall. Counts end at 2³² - 1.
///
/// ```
/// use stackprop::Confusion;
///
/// let mut seen = Confusion::<3>::new();
/// for (said, class) in [(0, 0), (1, 1), (1, 2), (2, 2)] {
///     seen.push(said, class);
/// }
/// assert_eq!(seen.accuracy(), 0.75);
/// assert_eq!((seen.precision(1), seen.recall(1)), (0.5, 1.0));
/// assert_eq!(seen.count(2, 1), 1); // a 2 that was taken for a 1
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confusion<const CLASSES: usize> {
    /// `counts[class][said]`
    counts: [[u32; CLASSES]; CLASSES],
}

impl<const CLASSES: usize> Confusion<CLASSES> {
    /// Nothing seen.
    ///
    /// ```
    /// assert!(stackprop::Confusion::<3>::new().accuracy().is_nan());
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { counts: [[0; CLASSES]; CLASSES] }
    }

    /// Takes what the net said ([`argmax`](crate::argmax) of its output) and the right class. Returns false, and counts
    /// nothing, if there is no such class.
    ///
    /// ```
    /// assert!(!stackprop::Confusion::<3>::new().push(0, 3));
    /// ```
    pub fn push(&mut self, said: usize, class: usize) -> bool {
        let slot = self.counts.get_mut(class).and_then(|row| row.get_mut(said));
        slot.map(|count| *count = count.saturating_add(1)).is_some()
    }

    /// How many samples of `class` were said to be `said`; 0 if there is no such class.
    ///
    /// ```
    /// assert_eq!(stackprop::Confusion::<3>::new().count(0, 1), 0);
    /// ```
    #[must_use]
    pub fn count(&self, class: usize, said: usize) -> u32 {
        self.counts.get(class).and_then(|row| row.get(said)).copied().unwrap_or(0)
    }

    /// The share of samples that were right; NaN if there were none.
    ///
    /// ```
    /// # let mut seen = stackprop::Confusion::<2>::new();
    /// seen.push(1, 1);
    /// assert_eq!(seen.accuracy(), 1.0);
    /// ```
    #[must_use]
    pub fn accuracy(&self) -> f32 {
        let right = (0..CLASSES).map(|class| u64::from(self.count(class, class)));
        share(right.sum(), self.counts.as_flattened().iter().map(|count| u64::from(*count)).sum())
    }

    /// Of the samples said to be of a class, the share that are; NaN if there were none.
    ///
    /// ```
    /// # let mut seen = stackprop::Confusion::<2>::new();
    /// seen.push(1, 0);
    /// assert_eq!(seen.precision(1), 0.0);
    /// ```
    #[must_use]
    pub fn precision(&self, class: usize) -> f32 {
        let said = (0..CLASSES).map(|right| u64::from(self.count(right, class)));
        share(u64::from(self.count(class, class)), said.sum())
    }

    /// Of the samples of a class, the share that were found; NaN if there were none.
    ///
    /// ```
    /// # let mut seen = stackprop::Confusion::<2>::new();
    /// seen.push(1, 0);
    /// assert_eq!(seen.recall(0), 0.0);
    /// ```
    #[must_use]
    pub fn recall(&self, class: usize) -> f32 {
        let all = (0..CLASSES).map(|said| u64::from(self.count(class, said)));
        share(u64::from(self.count(class, class)), all.sum())
    }
}

/// NaN of nothing; the constant, since the sign of 0 / 0 differs between targets.
fn share(part: u64, whole: u64) -> f32 {
    if whole == 0 { f32::NAN } else { part as f32 / whole as f32 }
}

impl<const CLASSES: usize> Default for Confusion<CLASSES> {
    fn default() -> Self {
        Self::new()
    }
}

/// One row per class, one column per answer.
impl<const CLASSES: usize> fmt::Display for Confusion<CLASSES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (class, row) in self.counts.iter().enumerate() {
            write!(f, "{class:>4} |")?;
            row.iter().try_for_each(|count| write!(f, " {count:>5}"))?;
            writeln!(f)?;
        }
        Ok(())
    }
}
