//! A memory of samples, so that a stream does not make a net forget.

mod saved;
mod stored;

use crate::learn::{Draws, Quantity, Target, TrainError};
use crate::number::{Sample, Zero};

/// Up to `CAP` samples of a stream, kept in place: no heap.
///
/// A net that learns from a slowly moving sensor forgets what it has not seen lately, while its running loss looks fine.
/// Let it learn from stored samples instead: from one [at random](Self::draw) whenever a new one comes, or from
/// [all of them](Self::iter) in one step.
///
/// Two ways to fill it:
///
/// - [`push`](Self::push) keeps a uniform sample of everything seen so far (reservoir sampling: Vitter's algorithm R, ACM
///   Transactions on Mathematical Software 11, 1985): for a signal whose range should never be forgotten.
/// - [`push_latest`](Self::push_latest) keeps the latest `CAP`, as a ring: for a signal whose nature changes.
///
/// It brings its own generator of random numbers, so that a seed gives the same samples on every target.
///
/// ```
/// use stackprop::{Dense, Mse, Predict, Replay, learn};
///
/// static mut KEPT: Replay<[f32; 1], [f32; 1], 32> = Replay::new(0); // .bss
///
/// let mut replay = Replay::<[f32; 1], [f32; 1], 32>::new(7);
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// for step in 0..1000 {
///     let x = (step as f32 / 1000.0) * 2.0 - 1.0; // a slow sensor
///     replay.push(&[x], &[2.0 * x + 1.0])?;
///     if let Some((x, target)) = replay.draw() {
///         learn(&mut net, x, target, &Mse, 0.1)?;
///     }
/// }
/// assert!((net.predict(&[-1.0])[0] + 1.0).abs() < 0.01); // seen a long time ago
/// # Ok::<(), stackprop::TrainError>(())
/// ```
///
/// Room for no sample does not compile:
///
/// ```compile_fail
/// let replay = stackprop::Replay::<[f32; 1], [f32; 1], 0>::new(7);
/// ```
#[derive(Clone, Debug)]
pub struct Replay<X, T, const CAP: usize> {
    inputs: [X; CAP],
    targets: [T; CAP],
    len: usize,
    /// Where the oldest lies in a ring; the next place to be overwritten.
    oldest: usize,
    /// How many samples came, for the reservoir.
    seen: u32,
    /// The seed and 0, until the first sample comes.
    draws: Draws,
}

impl<X: Zero, T: Zero, const CAP: usize> Replay<X, T, CAP> {
    /// Empty; the seed decides what [`push`](Self::push) keeps and what [`draw`](Self::draw) gives. With seed 0 all bytes
    /// are zero, so that a `static` of it takes no flash.
    ///
    /// ```
    /// use stackprop::Replay;
    ///
    /// static mut KEPT: Replay<[f32; 3], u8, 100> = Replay::new(0);
    /// ```
    #[must_use]
    pub const fn new(seed: u32) -> Self {
        const { assert!(CAP > 0, "a replay memory holds at least one sample") };
        let draws = Draws { state: [seed, 0] };
        Self { inputs: [X::ZERO; CAP], targets: [T::ZERO; CAP], len: 0, oldest: 0, seen: 0, draws }
    }
}

impl<X: Sample<Wide<f32> = X>, T: Target + Copy, const CAP: usize> Replay<X, T, CAP> {
    /// Takes the next sample, or passes it over: of n samples that came, each is stored with probability `CAP` / n.
    /// (After 2³² - 1 samples n stays there.)
    ///
    /// # Errors
    /// [`TrainError::Refused`] with sample 0 if a value is not finite: one such sample would make every batch that holds
    /// it be refused. Nothing has changed.
    ///
    /// ```
    /// # use stackprop::Replay;
    /// let mut replay = Replay::<[f32; 1], u8, 2>::new(7);
    /// for class in 0..100 {
    ///     replay.push(&[f32::from(class)], &class)?;
    /// }
    /// assert_eq!(replay.len(), 2);
    /// assert!(replay.push(&[f32::NAN], &0).is_err());
    /// # Ok::<(), stackprop::TrainError>(())
    /// ```
    pub fn push(&mut self, x: &X, target: &T) -> Result<(), TrainError> {
        self.count(x, target)?;
        let place = if self.len < CAP { self.len } else { self.draws.below(self.seen) as usize };
        self.store(place, x, target);
        Ok(())
    }

    /// Takes the next sample, in the place of the oldest if there is no other.
    ///
    /// # Errors
    /// As [`push`](Self::push).
    ///
    /// ```
    /// # use stackprop::Replay;
    /// let mut replay = Replay::<[f32; 1], u8, 2>::new(7);
    /// for class in 0..100 {
    ///     replay.push_latest(&[f32::from(class)], &class)?;
    /// }
    /// assert!(replay.iter().eq([(&[98.0], &98), (&[99.0], &99)]));
    /// # Ok::<(), stackprop::TrainError>(())
    /// ```
    pub fn push_latest(&mut self, x: &X, target: &T) -> Result<(), TrainError> {
        self.count(x, target)?;
        if self.len < CAP {
            self.store(self.len, x, target);
        } else {
            self.store(self.oldest, x, target);
            self.oldest = if self.oldest < CAP - 1 { self.oldest + 1 } else { 0 };
        }
        Ok(())
    }

    /// Counts the sample and, before the first one, starts the generator; or says what is wrong with it.
    fn count(&mut self, x: &X, target: &T) -> Result<(), TrainError> {
        let quantity = if !X::is_finite::<f32>(x) {
            Quantity::Input
        } else if !target.values().iter().all(|value| value.is_finite()) {
            Quantity::Target
        } else {
            if self.len == 0 {
                let [seed, _] = self.draws.state;
                self.draws = Draws::new(seed, 0);
            }
            self.seen = self.seen.saturating_add(1);
            return Ok(());
        };
        Err(TrainError::Refused { sample: 0, quantity })
    }

    /// Puts a sample into a place; there is none from `CAP` on.
    fn store(&mut self, place: usize, x: &X, target: &T) {
        if let (Some(stored_x), Some(stored_target)) = (self.inputs.get_mut(place), self.targets.get_mut(place)) {
            (*stored_x, *stored_target) = (*x, *target);
            self.len += usize::from(place == self.len);
        }
    }
}
