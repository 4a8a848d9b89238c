//! Mean and variance of every output, in the shape of the output.

use crate::number::{Sample, Wide, Zero};
use core::cell::Cell;

/// Mean and variance of every output (Welford 1962), to a few digits: enough to say that an output is flat.
pub(super) struct Spread<S: Sample> {
    mean: Wide<S, f32>,
    variance: Wide<S, f32>,
}

impl<S: Sample> Spread<S> {
    pub(super) const ZERO: Self = Self { mean: Wide::<S, f32>::ZERO, variance: Wide::<S, f32>::ZERO };

    /// Takes the next sample; `share` is 1 / the number of samples, this one counted.
    pub(super) fn push(&mut self, sample: &Wide<S, f32>, share: f32) {
        let (mean, variance) = (self.mean, self.variance);
        // Halves, because the distance of two large values could overflow; the variance then is that of the halves.
        let mut distance = mean;
        S::zip_into::<f32>(&mut distance, sample, &mean, |y, mean| 0.5 * y - 0.5 * mean);
        S::zip_into::<f32>(&mut self.mean, &mean, &distance, |mean, half| mean + share * half + share * half);
        S::zip_into::<f32>(&mut self.variance, &variance, &distance, |variance, half| {
            variance + share * ((1.0 - share) * (half * half) - variance)
        });
    }

    /// The same for values in a slice, in the order of the outputs; missing ones count as 0.
    pub(super) fn push_slice(&mut self, values: &[f32], share: f32) {
        let (rest, mut sample) = (Cell::new(values), self.mean);
        let mean = self.mean;
        S::zip_into::<f32>(&mut sample, &mean, &mean, |_, _| match rest.get().split_first() {
            Some((value, others)) => {
                rest.set(others);
                *value
            }
            None => 0.0,
        });
        self.push(&sample, share);
    }

    /// Mean and standard deviation of output `k`; zeros if there is none.
    pub(super) fn of(&self, k: usize) -> (f32, f32) {
        (nth::<S>(&self.mean, k), 2.0 * libm::sqrtf(nth::<S>(&self.variance, k)))
    }
}

/// The mean size of every input.
pub(super) struct Sizes<S: Sample>(Wide<S, f32>);

impl<S: Sample> Sizes<S> {
    pub(super) const ZERO: Self = Self(Wide::<S, f32>::ZERO);

    /// Takes the next sample; `share` is 1 / the number of samples, this one counted.
    pub(super) fn push(&mut self, sample: &Wide<S, f32>, share: f32) {
        let sizes = self.0;
        S::zip_into::<f32>(&mut self.0, &sizes, sample, |size, x| size + share * (x.abs() - size));
    }

    /// The place of the largest, and its mean size.
    pub(super) fn largest(&self) -> (usize, f32) {
        let (place, at) = (Cell::new(0_usize), Cell::new(0_usize));
        let largest = S::fold::<f32>(&self.0, 0.0, |largest, size| {
            let here = at.replace(at.get().wrapping_add(1));
            if size > largest {
                place.set(here);
                size
            } else {
                largest
            }
        });
        (place.get(), largest)
    }
}

/// How many values a sample has.
pub(super) fn len<S: Sample>(sample: &Wide<S, f32>) -> usize {
    let count = Cell::new(0_usize);
    let _ = S::fold::<f32>(sample, 0.0, |_, value| {
        count.set(count.get().wrapping_add(1));
        value
    });
    count.get()
}

/// Value `k` of a sample; 0 if there is none.
fn nth<S: Sample>(sample: &Wide<S, f32>, k: usize) -> f32 {
    let (left, found) = (Cell::new(k.wrapping_add(1)), Cell::new(0.0));
    let _ = S::fold::<f32>(sample, 0.0, |_, value| {
        left.set(left.get().wrapping_sub(1));
        if left.get() == 0 {
            found.set(value);
        }
        value
    });
    found.get()
}
