//! The tiny SGD loop: epochs of shuffled batches over slices.

use crate::learn::{Batches, Epoch, FitError, Loss, Optimizer, Step, Target, TrainError, Trainer, Watch};
use crate::net::Layer;
use crate::number::{Mean, Real};
use core::ops::ControlFlow;

/// How [`fit`] goes through the data.
///
/// ```
/// use stackprop::{Plan, Sgd, constant};
///
/// let plan = Plan { epochs: 5, batch: 32, seed: 7, rule: |step| Sgd { rate: constant(0.01, step, 15_625) } };
/// assert_eq!((plan.rule)(0), Sgd { rate: 0.01 });
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Plan<S> {
    /// How often the whole data is seen.
    pub epochs: u32,
    /// Samples a batch; the last batch of an epoch holds what is left.
    pub batch: usize,
    /// Gives the order of the samples, another one in every epoch.
    pub seed: u32,
    /// The optimizer's rule for each step, counted from 0: a schedule is any function of the step.
    pub rule: S,
}

/// Goes through the data `plan.epochs` times, in batches, each time in another order; no buffer holds the order.
/// `after_epoch` sees the net and can stop the loop. Returns how many steps were taken.
///
/// # Errors
/// [`FitError`]: no data, a batch size of 0, unequal lengths, or a sample that leads to a NaN or an infinity.
///
/// ```
/// use core::ops::ControlFlow;
/// use stackprop::{Dense, Mse, Plan, Sgd, Trainer, fit};
///
/// let (inputs, targets) = ([[0.0], [1.0], [2.0]], [[1.0], [3.0], [5.0]]); // y = 2x + 1
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// let mut trainer = Trainer::<_, Sgd>::new();
/// let plan = Plan { epochs: 1000, batch: 2, seed: 7, rule: |_| Sgd { rate: 0.1 } };
/// let steps = fit(&mut net, &mut trainer, &inputs, &targets, &Mse, plan, |_, epoch| {
///     if epoch.loss < 1e-10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
/// })?;
/// assert!(steps < 2000);
/// assert!((net.weights()[0][0] - 2.0).abs() < 1e-3);
/// # Ok::<(), stackprop::FitError>(())
/// ```
pub fn fit<N: Layer, O: Optimizer<N>, R: Real, T: Target>(
    net: &mut N,
    trainer: &mut Trainer<N, O, R>,
    inputs: &[N::Input],
    targets: &[T],
    loss: &impl Loss<N::Output, T>,
    plan: Plan<impl FnMut(u32) -> O>,
    after_epoch: impl FnMut(&N, Epoch) -> ControlFlow<()>,
) -> Result<u32, FitError> {
    fit_watched(net, trainer, inputs, targets, loss, plan, &mut AfterEpoch(after_epoch))
}

/// A function of the epoch alone.
struct AfterEpoch<F>(F);

impl<N, F: FnMut(&N, Epoch) -> ControlFlow<()>> Watch<N> for AfterEpoch<F> {
    fn after_epoch(&mut self, net: &N, epoch: Epoch) -> ControlFlow<()> {
        (self.0)(net, epoch)
    }
}

/// [`fit`] under a [`Watch`], which also sees every step: an [`EarlyStop`](crate::EarlyStop), or one of your own.
///
/// # Errors
/// As [`fit`].
///
/// ```
/// use stackprop::{Checkpoint, Dense, EarlyStop, Mse, Plan, Sgd, Trainer, fit_watched};
///
/// let (inputs, targets) = ([[0.0], [1.0], [2.0]], [[1.0], [3.0], [5.0]]);
/// let (mut net, mut best) = (Dense::<1, 1>::new([[0.0]], [0.0]), Checkpoint::new());
/// let mut stop = EarlyStop::new(&mut best, &[[3.0]], &[[7.0]], &Mse, 10, 1e-6)?;
/// let plan = Plan { epochs: 10_000, batch: 2, seed: 7, rule: |_| Sgd { rate: 0.1 } };
/// let steps = fit_watched(&mut net, &mut Trainer::<_, Sgd>::new(), &inputs, &targets, &Mse, plan, &mut stop)?;
/// assert!(steps < 20_000);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn fit_watched<N: Layer, O: Optimizer<N>, R: Real, T: Target>(
    net: &mut N,
    trainer: &mut Trainer<N, O, R>,
    inputs: &[N::Input],
    targets: &[T],
    loss: &impl Loss<N::Output, T>,
    plan: Plan<impl FnMut(u32) -> O>,
    watch: &mut impl Watch<N>,
) -> Result<u32, FitError> {
    let Plan { epochs, batch: size, seed, mut rule } = plan;
    let refused = |error| FitError { epoch: 0, batch: 0, error };
    if inputs.len() != targets.len() {
        return Err(refused(TrainError::UnequalLengths { inputs: inputs.len(), targets: targets.len() }));
    }
    if inputs.is_empty() || size == 0 {
        return Err(refused(TrainError::EmptyBatch));
    }
    let mut steps = 0_u32;
    for epoch in 0..epochs {
        let mut mean = Mean::new();
        for (number, batch) in Batches::new(inputs, targets, size, seed, epoch).enumerate() {
            let loss = trainer.step_over(net, batch.clone(), loss, &rule(steps)).map_err(|error| FitError {
                epoch,
                batch: number,
                error: error.renumbered(|k| batch.place(k)),
            })?;
            mean.push_many(loss, u32::try_from(batch.len()).unwrap_or(u32::MAX));
            let step = Step { epoch, step: steps, loss };
            steps = steps.saturating_add(1);
            if watch.after_step(net, step).is_break() {
                return Ok(steps);
            }
        }
        if watch.after_epoch(net, Epoch { epoch, steps, loss: mean.value() }).is_break() {
            break;
        }
    }
    Ok(steps)
}
