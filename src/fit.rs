//! The tiny SGD loop: epochs of shuffled batches over slices.

use crate::{FitError, Layer, Loss, Optimizer, Permutation, Real, Sample, TrainError, Trainer};
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
    /// Tells the order of the samples, another one in every epoch.
    pub seed: u32,
    /// The optimizer's rule for each step, counted from 0: a schedule is any function of the step.
    pub rule: S,
}

/// What [`fit`] tells after an epoch.
///
/// ```
/// let epoch = stackprop::Epoch { epoch: 0, steps: 3_125, loss: 0.25 };
/// assert_eq!(epoch.loss, 0.25);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Epoch {
    /// Which epoch, from 0.
    pub epoch: u32,
    /// Steps since the start.
    pub steps: u32,
    /// The mean over the samples of the loss each had when its turn came.
    pub loss: f32,
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
pub fn fit<N, O, R, L>(
    net: &mut N,
    trainer: &mut Trainer<N, O, R>,
    inputs: &[<N as Layer>::Input],
    targets: &[<N as Layer>::Output],
    loss: &L,
    plan: Plan<impl FnMut(u32) -> O>,
    mut after_epoch: impl FnMut(&N, Epoch) -> ControlFlow<()>,
) -> Result<u32, FitError>
where
    R: Real,
    O: Optimizer<N>,
    N: Layer + Layer<R>,
    <N as Layer<R>>::Input: Sample<Single = <N as Layer>::Input>,
    <N as Layer<R>>::Output: Sample<Single = <N as Layer>::Output>,
    L: Loss<<N as Layer>::Output> + Loss<<N as Layer<R>>::Output>,
{
    let Plan { epochs, batch: batch_size, seed, mut rule } = plan;
    let refused = |error| FitError { epoch: 0, batch: 0, error };
    let len = inputs.len();
    if len != targets.len() {
        return Err(refused(TrainError::UnequalLengths { inputs: len, targets: targets.len() }));
    }
    let (Some(first_input), Some(first_target), 1..) = (inputs.first(), targets.first(), batch_size) else {
        return Err(refused(TrainError::EmptyBatch));
    };
    let mut steps = 0_u32;
    for epoch in 0..epochs {
        let order = Permutation::new(len, seed.wrapping_add(epoch));
        let (mut start, mut batch, mut total) = (0, 0, 0.0);
        while start < len {
            let end = len.min(start.saturating_add(batch_size));
            let samples = (start..end).map(|k| {
                // A permutation stays inside: the alternative is never taken, and no panic is linked.
                let place = order.at(k);
                (inputs.get(place).unwrap_or(first_input), targets.get(place).unwrap_or(first_target))
            });
            let mean = trainer.step_over(net, samples, loss, &rule(steps)).map_err(|error| {
                let error = match error {
                    TrainError::NotFinite { sample, quantity } => {
                        TrainError::NotFinite { sample: order.at(start + sample), quantity }
                    }
                    other => other,
                };
                FitError { epoch, batch, error }
            })?;
            total += mean * (end - start) as f32;
            steps = steps.saturating_add(1);
            (start, batch) = (end, batch + 1);
        }
        if after_epoch(net, Epoch { epoch, steps, loss: total / len as f32 }).is_break() {
            break;
        }
    }
    Ok(steps)
}
