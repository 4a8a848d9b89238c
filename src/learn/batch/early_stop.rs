//! Stopping when a validation set says so, with the best weights kept.

use crate::learn::{Checkpoint, Epoch, Loss, Setting, Target, Watch};
use crate::net::{Predict, Values};
use crate::number::Mean;
use core::ops::ControlFlow;

/// The mean loss of a net over a data set, of which it learns nothing: weighted as a batch is. NaN if there are no
/// samples.
///
/// ```
/// use stackprop::{Dense, Mse, evaluate};
///
/// let net = Dense::<1, 1>::new([[2.0]], [0.0]);
/// assert_eq!(evaluate(&net, &[[1.0], [2.0]], &[[2.0], [6.0]], &Mse), 2.0);
/// ```
pub fn evaluate<N: Predict, T: Target>(
    net: &N,
    inputs: &[N::Input],
    targets: &[T],
    loss: &impl Loss<N::Output, T>,
) -> f32 {
    let (mut mean, mut weights) = (Mean::new(), Mean::new());
    for (x, target) in inputs.iter().zip(targets) {
        let weight = loss.weight(target);
        mean.push(weight * loss.of(&net.predict(x), target).0);
        weights.push(weight);
    }
    if weights.value() > 0.0 { mean.value() / weights.value() } else { f32::NAN }
}

/// Watches a validation set during [`fit_watched`](crate::fit_watched): keeps the best weights in a buffer of yours, and
/// stops when the validation loss has not improved for `patience` epochs.
///
/// ```
/// use stackprop::{Checkpoint, Dense, EarlyStop, Mse, Plan, Sgd, Trainer, fit_watched};
///
/// let (inputs, targets) = ([[0.0], [1.0], [2.0]], [[1.0], [3.0], [5.0]]);
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// let mut best = Checkpoint::new();
/// let mut stop = EarlyStop::new(&mut best, &[[3.0]], &[[7.0]], &Mse, 10, 1e-6)?;
/// let plan = Plan { epochs: 10_000, batch: 2, seed: 7, rule: |_| Sgd { rate: 0.1 } };
/// fit_watched(&mut net, &mut Trainer::<_, Sgd>::new(), &inputs, &targets, &Mse, plan, &mut stop)?;
/// assert!(stop.best_loss() < 1e-4);
/// best.put_back(&mut net); // the best, not the last
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct EarlyStop<'a, N: Predict, T, L> {
    best: &'a mut Checkpoint<N>,
    inputs: &'a [N::Input],
    targets: &'a [T],
    loss: &'a L,
    patience: u32,
    least_gain: f32,
    best_loss: f32,
    last_loss: f32,
    /// Epochs since the last improvement.
    waited: u32,
}

impl<'a, N: Predict + Values + Clone, T: Target, L: Loss<N::Output, T>> EarlyStop<'a, N, T, L> {
    /// Over this validation set; an epoch is an improvement if its loss is lower than the best by more than `least_gain`.
    ///
    /// # Errors
    /// [`Setting::Patience`] if it is 0; [`Setting::Validation`] if there are no samples, or not as many targets as
    /// inputs; [`Setting::LeastGain`] if it is negative or not finite.
    ///
    /// ```
    /// # use stackprop::{Checkpoint, Dense, EarlyStop, Mse, Setting};
    /// let mut best = Checkpoint::<Dense<1, 1>>::new();
    /// assert_eq!(EarlyStop::new(&mut best, &[[1.0]], &[[1.0]], &Mse, 0, 0.0).unwrap_err(), Setting::Patience);
    /// ```
    pub fn new(
        best: &'a mut Checkpoint<N>,
        inputs: &'a [N::Input],
        targets: &'a [T],
        loss: &'a L,
        patience: u32,
        least_gain: f32,
    ) -> Result<Self, Setting> {
        if patience == 0 {
            return Err(Setting::Patience);
        }
        if inputs.is_empty() || inputs.len() != targets.len() {
            return Err(Setting::Validation);
        }
        if !(least_gain >= 0.0 && least_gain.is_finite()) {
            return Err(Setting::LeastGain);
        }
        loss.check()?;
        Ok(Self {
            best,
            inputs,
            targets,
            loss,
            patience,
            least_gain,
            best_loss: f32::INFINITY,
            last_loss: f32::INFINITY,
            waited: 0,
        })
    }

    /// The validation loss after the last epoch; infinite before the first.
    ///
    /// ```
    /// # use stackprop::{Checkpoint, Dense, EarlyStop, Mse};
    /// # let mut best = Checkpoint::<Dense<1, 1>>::new();
    /// assert_eq!(EarlyStop::new(&mut best, &[[1.0]], &[[1.0]], &Mse, 5, 0.0)?.last_loss(), f32::INFINITY);
    /// # Ok::<(), stackprop::Setting>(())
    /// ```
    #[must_use]
    pub fn last_loss(&self) -> f32 {
        self.last_loss
    }

    /// The lowest validation loss so far; infinite before the first.
    ///
    /// ```
    /// # use stackprop::{Checkpoint, Dense, EarlyStop, Mse};
    /// # let mut best = Checkpoint::<Dense<1, 1>>::new();
    /// assert_eq!(EarlyStop::new(&mut best, &[[1.0]], &[[1.0]], &Mse, 5, 0.0)?.best_loss(), f32::INFINITY);
    /// # Ok::<(), stackprop::Setting>(())
    /// ```
    #[must_use]
    pub fn best_loss(&self) -> f32 {
        self.best_loss
    }
}

impl<N: Predict + Values + Clone, T: Target, L: Loss<N::Output, T>> Watch<N> for EarlyStop<'_, N, T, L> {
    fn after_epoch(&mut self, net: &N, _: Epoch) -> ControlFlow<()> {
        let loss = evaluate(net, self.inputs, self.targets, self.loss);
        self.last_loss = loss;
        let better = loss < self.best_loss - self.least_gain;
        if better && loss.is_finite() && self.best.take(net) {
            (self.best_loss, self.waited) = (loss, 0);
            return ControlFlow::Continue(());
        }
        self.waited = self.waited.saturating_add(1);
        if self.waited >= self.patience { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
