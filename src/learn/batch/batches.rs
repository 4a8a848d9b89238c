//! Shuffled batches of data that stays where it lies.

use crate::learn::Permutation;
use core::ops::Range;

/// The batches of one epoch, in the order that belongs to seed and epoch; no buffer holds it. A training loop of your own
/// needs nothing else.
///
/// ```
/// use stackprop::Batches;
///
/// let (inputs, targets) = ([[0.0], [1.0], [2.0]], [10, 11, 12]);
/// let sizes: Vec<usize> = Batches::new(&inputs, &targets, 2, 7, 0).map(|batch| batch.len()).collect();
/// assert_eq!(sizes, [2, 1]);
/// ```
#[derive(Clone, Debug)]
pub struct Batches<'a, X, T> {
    rest: Batch<'a, X, T>,
    size: usize,
}

/// Some samples of an epoch: an iterator over (input, target), for [`Trainer::step_over`](crate::Trainer::step_over).
///
/// ```
/// use stackprop::Batches;
///
/// let (inputs, targets) = ([[0.0], [1.0], [2.0]], [10, 11, 12]);
/// for batch in Batches::new(&inputs, &targets, 2, 7, 0) {
///     let place = batch.place(0);
///     assert_eq!(batch.clone().next(), Some((&inputs[place], &targets[place])));
/// }
/// ```
#[derive(Debug)]
pub struct Batch<'a, X, T> {
    inputs: &'a [X],
    targets: &'a [T],
    order: Permutation,
    places: Range<usize>,
}

impl<'a, X, T> Batches<'a, X, T> {
    /// Batches of `size`, the last with what is left; none if the size is 0. Where the lengths differ the shorter counts.
    ///
    /// ```
    /// # use stackprop::Batches;
    /// assert_eq!(Batches::new(&[[0.0]; 5], &[0; 5], 2, 7, 0).count(), 3);
    /// ```
    #[must_use]
    pub fn new(inputs: &'a [X], targets: &'a [T], size: usize, seed: u32, epoch: u32) -> Self {
        let len = if inputs.len() < targets.len() { inputs.len() } else { targets.len() };
        Self { rest: Batch { inputs, targets, order: Permutation::new(len, seed, epoch), places: 0..len }, size }
    }
}

impl<X, T> Batch<'_, X, T> {
    /// The place in the data of the batch's sample `k`, counted from 0.
    ///
    /// ```
    /// # use stackprop::Batches;
    /// let (inputs, targets) = ([[0.0]; 5], [0; 5]);
    /// let batch = Batches::new(&inputs, &targets, 5, 7, 0).next().unwrap();
    /// let mut places: Vec<usize> = (0..5).map(|k| batch.place(k)).collect();
    /// places.sort();
    /// assert_eq!(places, [0, 1, 2, 3, 4]);
    /// ```
    #[must_use]
    pub fn place(&self, k: usize) -> usize {
        self.order.at(self.places.start.saturating_add(k))
    }
}

impl<'a, X, T> Iterator for Batches<'a, X, T> {
    type Item = Batch<'a, X, T>;

    fn next(&mut self) -> Option<Self::Item> {
        let Range { start, end } = self.rest.places;
        let middle = start.saturating_add(self.size);
        let middle = if middle < end { middle } else { end };
        self.rest.places.start = middle;
        (start < middle).then(|| Batch { places: start..middle, ..self.rest.clone() })
    }
}

impl<'a, X, T> Iterator for Batch<'a, X, T> {
    type Item = (&'a X, &'a T);

    fn next(&mut self) -> Option<Self::Item> {
        let place = self.order.at(self.places.next()?);
        Some((self.inputs.get(place)?, self.targets.get(place)?))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.places.size_hint()
    }
}

impl<X, T> ExactSizeIterator for Batch<'_, X, T> {
    // The provided one asserts that the two bounds of `size_hint` agree.
    fn len(&self) -> usize {
        self.places.end.saturating_sub(self.places.start)
    }
}

impl<X, T> Clone for Batch<'_, X, T> {
    fn clone(&self) -> Self {
        Self { places: self.places.clone(), ..*self }
    }
}
