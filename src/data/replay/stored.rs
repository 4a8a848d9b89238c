//! What is stored, and how to get at it.

use super::Replay;

impl<X, T, const CAP: usize> Replay<X, T, CAP> {
    /// One of the stored samples, each with the same probability; nothing if there is none.
    ///
    /// ```
    /// # use stackprop::Replay;
    /// let mut replay = Replay::<[f32; 1], u8, 2>::new(7);
    /// assert_eq!(replay.draw(), None);
    /// replay.push(&[1.0], &3)?;
    /// assert_eq!(replay.draw(), Some((&[1.0], &3)));
    /// # Ok::<(), stackprop::TrainError>(())
    /// ```
    pub fn draw(&mut self) -> Option<(&X, &T)> {
        let k = self.draws.below(u32::try_from(self.len).unwrap_or(u32::MAX));
        self.get(k as usize)
    }

    /// Sample `k` of those stored, counted from 0. After `push_latest` the oldest is the first.
    ///
    /// ```
    /// # use stackprop::Replay;
    /// let mut replay = Replay::<[f32; 1], u8, 2>::new(7);
    /// replay.push(&[1.0], &3)?;
    /// assert_eq!((replay.get(0), replay.get(1)), (Some((&[1.0], &3)), None));
    /// # Ok::<(), stackprop::TrainError>(())
    /// ```
    #[must_use]
    pub fn get(&self, k: usize) -> Option<(&X, &T)> {
        if k >= self.len {
            return None;
        }
        let to_end = CAP.checked_sub(self.oldest)?;
        let place = if k < to_end { self.oldest + k } else { k - to_end };
        Some((self.inputs.get(place)?, self.targets.get(place)?))
    }

    /// All stored samples, in the order of [`get`](Self::get): a batch for
    /// [`Trainer::step_over`](crate::Trainer::step_over).
    ///
    /// ```
    /// use stackprop::{Dense, Mse, Replay, Sgd, Trainer};
    ///
    /// let mut replay = Replay::<[f32; 1], [f32; 1], 4>::new(7);
    /// replay.push(&[1.0], &[1.0])?;
    /// replay.push(&[3.0], &[1.0])?;
    /// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
    /// Trainer::<_, Sgd>::new().step_over(&mut net, replay.iter(), &Mse, &Sgd { rate: 0.25 })?;
    /// assert_eq!(net, Dense::new([[1.0]], [0.5]));
    /// # Ok::<(), stackprop::TrainError>(())
    /// ```
    pub fn iter(&self) -> impl Iterator<Item = (&X, &T)> + Clone {
        oldest_first(&self.inputs, self.oldest, self.len).zip(oldest_first(&self.targets, self.oldest, self.len))
    }

    /// How many samples are stored.
    ///
    /// ```
    /// assert_eq!(stackprop::Replay::<[f32; 1], u8, 2>::new(7).len(), 0);
    /// ```
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether no sample is stored.
    ///
    /// ```
    /// assert!(stackprop::Replay::<[f32; 1], u8, 2>::new(7).is_empty());
    /// ```
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether there is no free place left.
    ///
    /// ```
    /// assert!(!stackprop::Replay::<[f32; 1], u8, 2>::new(7).is_full());
    /// ```
    #[must_use]
    pub const fn is_full(&self) -> bool {
        self.len == CAP
    }
}

/// What is stored, from the oldest on.
fn oldest_first<V>(places: &[V], oldest: usize, len: usize) -> impl Iterator<Item = &V> + Clone {
    let (older, newer) = (places.get(oldest..len), places.get(..oldest));
    older.unwrap_or_default().iter().chain(newer.unwrap_or_default())
}
