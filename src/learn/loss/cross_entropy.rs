//! Losses for classes.

use crate::learn::{Loss, Setting, Target};

/// A class as a target: its index, counted from 0. One byte per sample in flash or RAM will do.
///
/// ```
/// use stackprop::Class;
///
/// assert_eq!((7_u8.index(), 300_u16.index()), (7, 300));
/// ```
pub trait Class: Target {
    /// Its index, counted from 0.
    fn index(&self) -> usize;
}

impl Class for u8 {
    #[inline]
    fn index(&self) -> usize {
        usize::from(*self)
    }
}

impl Class for u16 {
    #[inline]
    fn index(&self) -> usize {
        usize::from(*self)
    }
}

impl Class for usize {
    #[inline]
    fn index(&self) -> usize {
        *self
    }
}

/// Softmax of the outputs, then cross-entropy: -log p of the target's class, or -Σ t · log p for a target of
/// probabilities t. The outputs of the net are logits: its last layer is linear. As PyTorch's `CrossEntropyLoss`.
///
/// The logarithm is taken as z - max - log Σ exp(z - max), which cannot overflow. dL/dz = p - t.
///
/// ```
/// use stackprop::{Loss, SoftmaxCrossEntropy};
///
/// let (loss, gradient) = SoftmaxCrossEntropy.of(&[0.0, 0.0], &1_u8);
/// assert!((loss - 2.0_f32.ln()).abs() < 1e-6); // an even guess of two
/// assert_eq!(gradient, [0.5, -0.5]);
/// assert_eq!(SoftmaxCrossEntropy.of(&[0.0, 0.0], &[0.0, 1.0]), (loss, gradient)); // the same as probabilities
/// assert!(!Loss::<[f32; 2], u8>::accepts(&SoftmaxCrossEntropy, &2)); // there is no class 2
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SoftmaxCrossEntropy;

/// [`SoftmaxCrossEntropy`] in which every class has a weight: for classes that are rare, or dear to miss.
///
/// As in PyTorch, a batch of class indices is averaged over the sum of their weights, one of probabilities over the
/// number of samples.
///
/// ```
/// use stackprop::{Loss, WeightedCrossEntropy};
///
/// let loss = WeightedCrossEntropy { weights: [1.0, 20.0] };
/// assert_eq!(Loss::<[f32; 2], u8>::weight(&loss, &1), 20.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedCrossEntropy<const N: usize> {
    /// The weight of every class; finite, none negative, not all 0.
    pub weights: [f32; N],
}

impl<C: Class, const N: usize> Loss<[f32; N], C> for SoftmaxCrossEntropy {
    #[inline]
    fn of(&self, logits: &[f32; N], class: &C) -> (f32, [f32; N]) {
        let (mut dy, log_sum) = softmax_and_log_sum(logits);
        let Some((right, slope)) = logits.get(class.index()).zip(dy.get_mut(class.index())) else {
            return (f32::NAN, *logits); // refused by `accepts`
        };
        *slope -= 1.0;
        (log_sum - right, dy)
    }

    fn accepts(&self, class: &C) -> bool {
        class.index() < N
    }
}

impl<const N: usize> Loss<[f32; N]> for SoftmaxCrossEntropy {
    #[inline]
    fn of(&self, logits: &[f32; N], probabilities: &[f32; N]) -> (f32, [f32; N]) {
        weighted(logits, probabilities.iter().copied())
    }

    fn accepts(&self, probabilities: &[f32; N]) -> bool {
        are_probabilities(probabilities)
    }
}

impl<C: Class, const N: usize> Loss<[f32; N], C> for WeightedCrossEntropy<N> {
    const WEIGHTED: bool = true;

    fn of(&self, logits: &[f32; N], class: &C) -> (f32, [f32; N]) {
        SoftmaxCrossEntropy.of(logits, class)
    }

    fn accepts(&self, class: &C) -> bool {
        class.index() < N
    }

    fn weight(&self, class: &C) -> f32 {
        self.weights.get(class.index()).copied().unwrap_or(0.0)
    }

    fn check(&self) -> Result<(), Setting> {
        check_weights(&self.weights)
    }
}

impl<const N: usize> Loss<[f32; N]> for WeightedCrossEntropy<N> {
    fn of(&self, logits: &[f32; N], probabilities: &[f32; N]) -> (f32, [f32; N]) {
        weighted(logits, probabilities.iter().zip(&self.weights).map(|(t, weight)| t * weight))
    }

    fn accepts(&self, probabilities: &[f32; N]) -> bool {
        are_probabilities(probabilities)
    }

    fn check(&self) -> Result<(), Setting> {
        check_weights(&self.weights)
    }
}

/// Each within 0..=1. That they sum to 1 is not asked for, as PyTorch does not.
fn are_probabilities<const N: usize>(values: &[f32; N]) -> bool {
    values.iter().all(|value| (0.0..=1.0).contains(value))
}

fn check_weights(weights: &[f32]) -> Result<(), Setting> {
    let fine = weights.iter().all(|weight| *weight >= 0.0 && weight.is_finite());
    if fine && weights.iter().any(|weight| *weight > 0.0) { Ok(()) } else { Err(Setting::SampleWeight) }
}

/// Σ t · (log Σ exp z - z), and its gradient softmax(z) · Σ t - t; sums first output first.
#[inline]
fn weighted<const N: usize>(logits: &[f32; N], targets: impl Iterator<Item = f32> + Clone) -> (f32, [f32; N]) {
    let (mut dy, log_sum) = softmax_and_log_sum(logits);
    let whole = targets.clone().fold(0.0, |sum, t| sum + t);
    let mut loss = 0.0;
    for ((dy, z), t) in dy.iter_mut().zip(logits).zip(targets) {
        loss += t * (log_sum - z);
        *dy = *dy * whole - t;
    }
    (loss, dy)
}

/// exp z / Σ exp z, and log Σ exp z.
#[inline]
fn softmax_and_log_sum<const N: usize>(logits: &[f32; N]) -> ([f32; N], f32) {
    let top = logits.iter().fold(f32::MIN, |top, z| if *z > top { *z } else { top });
    let mut shares = *logits;
    for share in &mut shares {
        *share = libm::expf(*share - top);
    }
    let sum = shares.iter().fold(0.0, |sum, share| sum + share);
    let scale = 1.0 / sum;
    for share in &mut shares {
        *share *= scale;
    }
    (shares, top + libm::logf(sum))
}

/// The probabilities that logits stand for: exp z / Σ exp z. For what `predict` returns.
///
/// ```
/// assert_eq!(stackprop::softmax(&[1.0, 1.0]), [0.5, 0.5]);
/// ```
#[must_use]
pub fn softmax<const N: usize>(logits: &[f32; N]) -> [f32; N] {
    softmax_and_log_sum(logits).0
}

/// The index of the largest value: the class that a net says. The first of equals; 0 if all are NaN.
///
/// ```
/// assert_eq!(stackprop::argmax(&[0.1, 0.7, 0.2]), 1);
/// ```
#[must_use]
pub fn argmax(values: &[f32]) -> usize {
    let mut best: Option<(usize, f32)> = None;
    for (place, value) in values.iter().enumerate() {
        if !value.is_nan() && best.is_none_or(|(_, top)| *value > top) {
            best = Some((place, *value));
        }
    }
    best.map_or(0, |(place, _)| place)
}
