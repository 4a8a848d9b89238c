//! Learning: [`learn`] takes one sample straight into the weights, [`Trainer::step`] a batch through a gradient.

use crate::real::all_finite;
use crate::{Layer, Loss, Optimizer, Quantity, Real, Sample, TrainError};
use core::fmt;
use core::marker::PhantomData;

/// Online SGD on one sample: w ← w - rate · dL/dw, with no gradient buffer and no optimizer.
/// Returns the loss before the step.
///
/// The same bits as a batch of one with [`Sgd`](crate::Sgd) where the rate is a power of two; elsewhere the products
/// round in another order.
///
/// # Errors
/// [`TrainError::NotFinite`], about sample 0.
///
/// ```
/// use stackprop::{Dense, Mse, learn};
///
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// assert_eq!(learn(&mut net, &[2.0], &[1.0], &Mse, 0.125)?, 1.0);
/// assert_eq!(net, Dense::new([[0.5]], [0.25]));
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[inline]
pub fn learn<N: Layer>(
    net: &mut N,
    x: &N::Input,
    target: &N::Output,
    loss: &impl Loss<N::Output>,
    rate: f32,
) -> Result<f32, TrainError> {
    let mut tape = N::BLANK;
    let value =
        trace(net, x, target, loss, &mut tape).map_err(|quantity| TrainError::NotFinite { sample: 0, quantity })?;
    net.accumulate(x, &tape, -rate);
    Ok(value)
}

/// Learns by batches: the gradients of the samples, summed in their order, then one step of the optimizer.
///
/// It holds what that needs beside the network: a gradient and the optimizer's state, all zero bits at the start,
/// so that a `static` of it lies in `.bss`. Loss and rule come with each step, so a schedule is a function of your own.
///
/// `R` is what one number is: `f32`, a sample at a time, on a device; [`Lanes<8>`](crate::Lanes) on a host.
/// The same bits either way.
///
/// ```
/// use stackprop::{Dense, Mse, Relu, Sgd, Trainer};
///
/// type Net = (Dense<1, 2, Relu>, Dense<2, 1>);
/// let mut net: Net = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[0.9, 0.9]], [0.0]));
/// let mut trainer = Trainer::<Net, Sgd>::new();
/// for _ in 0..50 {
///     trainer.step(&mut net, &[[-1.0], [2.0]], &[[1.0], [2.0]], &Mse, &Sgd { rate: 0.1 })?;
/// }
/// let loss = trainer.step(&mut net, &[[-1.0], [2.0]], &[[1.0], [2.0]], &Mse, &Sgd { rate: 0.1 })?;
/// assert!(loss < 1e-6);
/// # Ok::<(), stackprop::TrainError>(())
/// ```
pub struct Trainer<N: Layer<R>, O: Optimizer<N>, R: Real = f32> {
    gradient: N,
    state: O::State,
    lanes: PhantomData<R>,
}

impl<N: Layer<R>, O: Optimizer<N>, R: Real> Trainer<N, O, R> {
    /// With a clean gradient and the optimizer at its start.
    ///
    /// ```
    /// use stackprop::{Adam, Dense, Trainer};
    ///
    /// static TRAINER: Trainer<Dense<1, 4>, Adam> = Trainer::new();
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { gradient: N::ZERO, state: O::START, lanes: PhantomData }
    }
}

impl<N, O, R> Trainer<N, O, R>
where
    R: Real,
    O: Optimizer<N>,
    N: Layer + Layer<R>,
    <N as Layer<R>>::Input: Sample<Single = <N as Layer>::Input>,
    <N as Layer<R>>::Output: Sample<Single = <N as Layer>::Output>,
{
    /// One step of `rule` down the mean gradient of a batch of any length. Returns the mean loss before the step.
    ///
    /// # Errors
    /// [`TrainError`]: an empty batch, unequal lengths, or a sample that leads to a NaN or an infinity.
    ///
    /// ```
    /// use stackprop::{Dense, Mse, Sgd, TrainError, Trainer};
    ///
    /// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
    /// let mut trainer = Trainer::<_, Sgd>::new();
    /// assert_eq!(trainer.step(&mut net, &[[1.0], [3.0]], &[[1.0], [1.0]], &Mse, &Sgd { rate: 0.25 })?, 1.0);
    /// assert_eq!(net, Dense::new([[1.0]], [0.5]));
    /// # Ok::<(), TrainError>(())
    /// ```
    pub fn step<L>(
        &mut self,
        net: &mut N,
        inputs: &[<N as Layer>::Input],
        targets: &[<N as Layer>::Output],
        loss: &L,
        rule: &O,
    ) -> Result<f32, TrainError>
    where
        L: Loss<<N as Layer>::Output> + Loss<<N as Layer<R>>::Output>,
    {
        if inputs.len() != targets.len() {
            return Err(TrainError::UnequalLengths { inputs: inputs.len(), targets: targets.len() });
        }
        self.step_over(net, inputs.iter().zip(targets), loss, rule)
    }

    /// [`step`](Self::step) over samples that may lie anywhere.
    pub(crate) fn step_over<'a, L>(
        &mut self,
        net: &mut N,
        samples: impl ExactSizeIterator<Item = (&'a <N as Layer>::Input, &'a <N as Layer>::Output)> + Clone,
        loss: &L,
        rule: &O,
    ) -> Result<f32, TrainError>
    where
        <N as Layer>::Input: 'a,
        <N as Layer>::Output: 'a,
        L: Loss<<N as Layer>::Output> + Loss<<N as Layer<R>>::Output>,
    {
        if samples.len() == 0 {
            return Err(TrainError::EmptyBatch);
        }
        let scale = 1.0 / samples.len() as f32;
        match self.sum(net, samples, loss, scale) {
            Ok(total) => {
                rule.step(net, &mut self.gradient, &mut self.state);
                Ok(scale * total)
            }
            Err(error) => {
                // Zero is what it was before: every step leaves it so.
                self.gradient.zip([], &mut |slice, []| slice.fill(0.0));
                Err(error)
            }
        }
    }

    /// Adds scale · the gradient of every sample, in their order, whether they come in lanes or alone.
    fn sum<'a, L>(
        &mut self,
        net: &N,
        mut samples: impl ExactSizeIterator<Item = (&'a <N as Layer>::Input, &'a <N as Layer>::Output)> + Clone,
        loss: &L,
        scale: f32,
    ) -> Result<f32, TrainError>
    where
        <N as Layer>::Input: 'a,
        <N as Layer>::Output: 'a,
        L: Loss<<N as Layer>::Output> + Loss<<N as Layer<R>>::Output>,
    {
        let (mut total, mut seen) = (0.0, 0);
        while samples.len() > 0 {
            if R::LANES > 1 && samples.len() >= R::LANES {
                let mut x = <N as Layer<R>>::Input::ZERO;
                let mut target = <N as Layer<R>>::Output::ZERO;
                let mut later = samples.clone();
                for (lane, (one_x, one_target)) in later.by_ref().take(R::LANES).enumerate() {
                    x.set_lane(lane, one_x);
                    target.set_lane(lane, one_target);
                }
                if let Ok(value) = add_gradient(net, &x, &target, loss, &mut self.gradient, scale) {
                    let value: R = value;
                    total = value.lanes().iter().fold(total, |total, lane| total + lane);
                    (samples, seen) = (later, seen + R::LANES);
                    continue;
                }
                // One of them is bad: alone, it says which and how.
            }
            for (x, target) in samples.by_ref().take(R::LANES) {
                let value: f32 = add_gradient(net, x, target, loss, &mut self.gradient, scale)
                    .map_err(|quantity| TrainError::NotFinite { sample: seen, quantity })?;
                total += value;
                seen += 1;
            }
        }
        Ok(total)
    }
}

/// gradient += scale · dL/dnet at one sample, or one a lane. The loss, or what was not finite, and then nothing changed.
#[inline]
fn add_gradient<R: Real, N: Layer<R>>(
    net: &N,
    x: &N::Input,
    target: &N::Output,
    loss: &impl Loss<N::Output>,
    gradient: &mut N,
    scale: f32,
) -> Result<R, Quantity> {
    let mut tape = N::BLANK;
    let value = trace(net, x, target, loss, &mut tape)?;
    gradient.accumulate(x, &tape, scale);
    Ok(value)
}

/// Forward, loss, backward: fills the tape and changes nothing else. The loss, or what was not finite.
#[inline]
fn trace<R: Real, N: Layer<R>>(
    net: &N,
    x: &N::Input,
    target: &N::Output,
    loss: &impl Loss<N::Output>,
    tape: &mut N::Tape,
) -> Result<R, Quantity> {
    net.forward(x, tape);
    let (value, dy) = loss.of(N::output(tape), target);
    net.deltas(&dy, tape);
    if x.is_finite() && all_finite(&[value]) && N::is_finite(tape) {
        return Ok(value);
    }
    Err(first_not_finite(net, x, target, value))
}

/// Which quantity went wrong first.
#[cold]
fn first_not_finite<R: Real, N: Layer<R>>(net: &N, x: &N::Input, target: &N::Output, loss: R) -> Quantity {
    let mut outputs = N::BLANK; // with deltas of 0
    net.forward(x, &mut outputs);
    if !x.is_finite() {
        Quantity::Input
    } else if !target.is_finite() {
        Quantity::Target
    } else if !N::is_finite(&outputs) {
        Quantity::Output
    } else if !all_finite(&[loss]) {
        Quantity::Loss
    } else {
        Quantity::Delta
    }
}

impl<N: Layer<R>, O: Optimizer<N>, R: Real> Default for Trainer<N, O, R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<N: Layer<R>, O: Optimizer<N>, R: Real> fmt::Debug for Trainer<N, O, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trainer").field("params", &N::PARAMS).field("lanes", &R::LANES).finish_non_exhaustive()
    }
}
