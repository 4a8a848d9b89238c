//! The loss for yes or no.

use crate::learn::{Loss, Setting};

/// Sigmoid of the outputs, then binary cross-entropy, the mean over outputs: for yes or no, several of which may be true
/// at once. The outputs of the net are logits: its last layer is linear. As PyTorch's `BCEWithLogitsLoss`.
///
/// -t · log σ(z) - (1 - t) · log(1 - σ(z)), taken as (1 - t) z + log(1 + exp(-z)), which cannot overflow. Targets lie
/// within 0..=1.
///
/// ```
/// use stackprop::{BinaryCrossEntropy, Loss};
///
/// let (loss, gradient) = BinaryCrossEntropy.of(&[0.0], &[1.0]);
/// assert!((loss - 2.0_f32.ln()).abs() < 1e-6);
/// assert_eq!(gradient, [-0.5]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BinaryCrossEntropy;

/// [`BinaryCrossEntropy`] in which a target of 1 counts so many times as much as one of 0, output by output: for events
/// that are rare. As PyTorch's `BCEWithLogitsLoss(pos_weight=..)`.
///
/// ```
/// use stackprop::{BinaryCrossEntropy, Loss, WeightedBinaryCrossEntropy};
///
/// let loss = WeightedBinaryCrossEntropy { positive_weights: [20.0] };
/// assert_eq!(loss.of(&[0.0], &[1.0]).1, [-10.0]);
/// assert_eq!(loss.of(&[0.0], &[0.0]), BinaryCrossEntropy.of(&[0.0], &[0.0]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedBinaryCrossEntropy<const N: usize> {
    /// One per output; finite and above 0.
    pub positive_weights: [f32; N],
}

impl<const N: usize> Loss<[f32; N]> for BinaryCrossEntropy {
    fn of(&self, logits: &[f32; N], targets: &[f32; N]) -> (f32, [f32; N]) {
        weighted(logits, targets, &[1.0; N])
    }

    fn accepts(&self, targets: &[f32; N]) -> bool {
        targets.iter().all(|target| (0.0..=1.0).contains(target))
    }
}

impl<const N: usize> Loss<[f32; N]> for WeightedBinaryCrossEntropy<N> {
    fn of(&self, logits: &[f32; N], targets: &[f32; N]) -> (f32, [f32; N]) {
        weighted(logits, targets, &self.positive_weights)
    }

    fn accepts(&self, targets: &[f32; N]) -> bool {
        BinaryCrossEntropy.accepts(targets)
    }

    fn check(&self) -> Result<(), Setting> {
        let fine = self.positive_weights.iter().all(|weight| *weight > 0.0 && weight.is_finite());
        if fine { Ok(()) } else { Err(Setting::SampleWeight) }
    }
}

/// (1 - t) z + (1 + (p - 1) t) · log(1 + exp(-z)) with the positive weight p, the mean over outputs, first output first.
fn weighted<const N: usize>(logits: &[f32; N], targets: &[f32; N], positive: &[f32; N]) -> (f32, [f32; N]) {
    let share = 1.0 / N as f32;
    let (mut loss, mut dy) = (0.0, *logits);
    for ((z, t), p) in dy.iter_mut().zip(targets).zip(positive) {
        let factor = 1.0 + (p - 1.0) * t;
        // log(1 + exp(-z)) = log(1 + exp(-|z|)) + max(-z, 0)
        let small = libm::expf(-z.abs());
        let (positive_part, miss) = if *z < 0.0 { (-*z, 1.0 / (1.0 + small)) } else { (0.0, small / (1.0 + small)) };
        loss += (1.0 - t) * *z + factor * (libm::log1pf(small) + positive_part);
        *z = share * ((1.0 - t) - factor * miss); // miss = 1 - σ(z)
    }
    (share * loss, dy)
}

/// 1 / (1 + e⁻ᶻ): the probability that a logit stands for. For what `predict` returns.
///
/// ```
/// assert_eq!(stackprop::sigmoid(0.0), 0.5);
/// ```
#[must_use]
pub fn sigmoid(z: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-z))
}
