//! Learning from batches: the gradients of the samples, summed in their order, then one step of an optimizer.

use crate::learn::trace;
use crate::{Layer, Loss, Optimizer, Quantity, Real, Sample, TrainError};
use core::fmt;
use core::marker::PhantomData;

/// Learns by batches: the gradients of the samples, summed in their order, then one step of the optimizer.
///
/// It holds what that needs beside the network: a gradient and the optimizer's state, all zero bits at the start,
/// so that a `static` of it lies in `.bss`. Loss and rule come with each step, so a schedule is a function of your own.
///
/// `R` is what one number is: `f32`, a sample at a time, on a device; [`Lanes<8>`](crate::Lanes) on a host.
/// The same bits either way.
///
/// Every input, target, output, loss and delta is checked before anything changes. What is not checked is the product of
/// a delta and an activation, both finite: with values of 10¹⁹ and more it can overflow into a weight, and the next
/// sample is then refused.
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
        let mut mean = None;
        if R::LANES > 1 {
            mean = self.side_by_side(net, samples.clone(), loss, scale);
            if mean.is_none() {
                self.clear();
            }
        }
        // One by one they tell which of them is bad, and pass over units at rest, where lanes multiply a 0 by what may be
        // an infinity.
        let mean = mean.map_or_else(|| self.one_by_one(net, samples, loss, scale, 0.0), Ok);
        match mean {
            Ok(mean) => {
                rule.step(net, &mut self.gradient, &mut self.state);
                Ok(mean)
            }
            Err((sample, quantity)) => {
                self.clear();
                Err(TrainError::NotFinite { sample, quantity })
            }
        }
    }

    /// Back to zero, as every step leaves it.
    fn clear(&mut self) {
        self.gradient.zip([], &mut |slice, []| slice.fill(0.0));
    }

    /// Adds scale · the gradient of every sample, as many at once as there are lanes, and what is left one by one.
    /// The mean of the losses; nothing if anything is not finite.
    fn side_by_side<'a, L>(
        &mut self,
        net: &N,
        mut samples: impl ExactSizeIterator<Item = (&'a <N as Layer>::Input, &'a <N as Layer>::Output)>,
        loss: &L,
        scale: f32,
    ) -> Option<f32>
    where
        <N as Layer>::Input: 'a,
        <N as Layer>::Output: 'a,
        L: Loss<<N as Layer>::Output> + Loss<<N as Layer<R>>::Output>,
    {
        let mut mean = 0.0;
        let mut tape = <N as Layer<R>>::BLANK;
        while samples.len() >= R::LANES {
            let mut x = <N as Layer<R>>::Input::ZERO;
            let mut target = <N as Layer<R>>::Output::ZERO;
            for (lane, (one_x, one_target)) in samples.by_ref().take(R::LANES).enumerate() {
                x.set_lane(lane, one_x);
                target.set_lane(lane, one_target);
            }
            let value: R = trace(net, &x, &target, loss, &mut tape).ok()?;
            <N as Layer<R>>::accumulate(&mut self.gradient, &x, &tape, scale);
            mean = value.lanes().iter().fold(mean, |mean, value| mean + scale * value);
        }
        let mean = self.one_by_one(net, samples, loss, scale, mean).ok()?;
        let mut not_finite = 0;
        self.gradient.visit(&mut |slice| not_finite += slice.iter().filter(|g| !g.is_finite()).count());
        (not_finite == 0).then_some(mean)
    }

    /// Adds scale · the gradient of every sample, and scale · its loss to `mean`; or says which sample is bad, and how.
    fn one_by_one<'a, L>(
        &mut self,
        net: &N,
        samples: impl Iterator<Item = (&'a <N as Layer>::Input, &'a <N as Layer>::Output)>,
        loss: &L,
        scale: f32,
        mut mean: f32,
    ) -> Result<f32, (usize, Quantity)>
    where
        <N as Layer>::Input: 'a,
        <N as Layer>::Output: 'a,
        L: Loss<<N as Layer>::Output>,
    {
        let mut tape = <N as Layer>::BLANK;
        for (sample, (x, target)) in samples.enumerate() {
            let value: f32 = trace(net, x, target, loss, &mut tape).map_err(|quantity| (sample, quantity))?;
            <N as Layer>::accumulate(&mut self.gradient, x, &tape, scale);
            mean += scale * value;
        }
        Ok(mean)
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
