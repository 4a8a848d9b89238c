//! Samples that count more than others.

use crate::learn::{Loss, Setting, Target};

/// `loss` over targets with a weight: `(target, weight)`. A batch's loss is Σ weight · loss / Σ weight; in
/// [`learn`](crate::learn) the step is `weight` times as long.
///
/// ```
/// use stackprop::{Dense, Mse, Sgd, Trainer, Weighted};
///
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// let targets = [([1.0], 3.0), ([5.0], 1.0)]; // the first counts three times
/// let loss = Trainer::<_, Sgd>::new().step(&mut net, &[[1.0], [1.0]], &targets, &Weighted(Mse), &Sgd { rate: 0.25 })?;
/// assert_eq!(loss, 0.75 * 1.0 + 0.25 * 25.0);
/// assert_eq!(net.bias(), &[1.0]); // a quarter of the gradient 2 (0.75 · 1 + 0.25 · 5)
/// # Ok::<(), stackprop::TrainError>(())
/// ```
///
/// For Σ weight · loss / (number of samples), as Keras has it and PyTorch's `BCEWithLogitsLoss(weight=..)`: [`Scaled`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Weighted<L>(pub L);

/// `loss` over targets with a weight, `(target, weight)`, times that weight. A batch's loss is the mean over its samples,
/// whatever their weights.
///
/// ```
/// use stackprop::{Loss, Mse, Scaled};
///
/// assert_eq!(Scaled(Mse).of(&[3.0], &([1.0], 0.5)), (2.0, [2.0]));
/// assert!(!Scaled(Mse).accepts(&([1.0], -0.5)));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scaled<L>(pub L);

impl<const N: usize, T: Target, L: Loss<[f32; N], T>> Loss<[f32; N], (T, f32)> for Scaled<L> {
    const WEIGHTED: bool = L::WEIGHTED;

    fn of(&self, output: &[f32; N], (target, weight): &(T, f32)) -> (f32, [f32; N]) {
        let (loss, gradient) = self.0.of(output, target);
        (weight * loss, gradient.map(|slope| weight * slope))
    }

    fn accepts(&self, (target, weight): &(T, f32)) -> bool {
        *weight >= 0.0 && weight.is_finite() && self.0.accepts(target)
    }

    fn weight(&self, (target, _): &(T, f32)) -> f32 {
        self.0.weight(target)
    }

    fn check(&self) -> Result<(), Setting> {
        self.0.check()
    }
}

impl<Y, T: Target, L: Loss<Y, T>> Loss<Y, (T, f32)> for Weighted<L> {
    const WEIGHTED: bool = true;

    fn of(&self, output: &Y, (target, _): &(T, f32)) -> (f32, Y) {
        self.0.of(output, target)
    }

    fn accepts(&self, (target, _): &(T, f32)) -> bool {
        self.0.accepts(target)
    }

    fn weight(&self, (target, weight): &(T, f32)) -> f32 {
        weight * self.0.weight(target)
    }

    fn check(&self) -> Result<(), Setting> {
        self.0.check()
    }
}
