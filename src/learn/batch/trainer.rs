//! Learning from batches: the gradients of the samples, summed in their order, then one step of an optimizer.

use crate::learn::pass::{trace, trace_lanes};
use crate::learn::{Loss, Optimizer, Quantity, Setting, Target, TrainError};
use crate::net::{Layer, Parameters, Part, Tensor, Values, mix};
use crate::number::Sum;
use crate::number::{Real, Sample, Wide, Zero};
use core::borrow::Borrow;
use core::fmt;
use core::marker::PhantomData;

/// Learns from batches: the gradients of the samples, summed in their order, then one step of the optimizer.
///
/// It holds what that needs beside the net: a gradient and the optimizer's state, all zero bytes at the start, so that a
/// `static` of it lies in `.bss`. Loss and rule come with each step, so a schedule is a function of your own.
///
/// `R` is the kernels' number type: `f32`, one sample at a time, on a device; [`Lanes<8>`](crate::Lanes) on a host. The
/// same bits either way.
///
/// As [`Values`] it is the optimizer's state: what must be kept beside the net to go on training bit for bit.
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
pub struct Trainer<N: Layer, O: Optimizer<N>, R: Real = f32> {
    gradient: N::Gradient,
    state: O::State,
    lanes: PhantomData<R>,
}

impl<N: Layer, O: Optimizer<N>, R: Real> Trainer<N, O, R> {
    /// Zero gradient, initial optimizer state.
    ///
    /// ```
    /// use stackprop::{Adam, Dense, Trainer};
    ///
    /// static TRAINER: Trainer<Dense<1, 4>, Adam> = Trainer::new();
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { gradient: N::Gradient::ZERO, state: O::State::ZERO, lanes: PhantomData }
    }

    /// One step of `rule` down the mean gradient of a batch of any length. Returns the mean loss before the step.
    ///
    /// # Errors
    /// [`TrainError`]; nothing has changed.
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
    pub fn step<T: Target>(
        &mut self,
        net: &mut N,
        inputs: &[N::Input],
        targets: &[T],
        loss: &impl Loss<N::Output, T>,
        rule: &O,
    ) -> Result<f32, TrainError> {
        if inputs.len() != targets.len() {
            return Err(TrainError::UnequalLengths { inputs: inputs.len(), targets: targets.len() });
        }
        self.step_over(net, inputs.iter().zip(targets), loss, rule)
    }

    /// [`step`](Self::step) over samples that may lie anywhere: in a ring, in a file, behind a function. They are gone
    /// through up to three times, so the iterator must be `Clone` and give the same samples each time.
    ///
    /// # Errors
    /// [`TrainError`]; nothing has changed.
    ///
    /// ```
    /// use stackprop::{Dense, Mse, Sgd, TrainError, Trainer};
    ///
    /// let ring = std::collections::VecDeque::from([([1.0], [1.0]), ([3.0], [1.0])]);
    /// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
    /// let samples = ring.iter().map(|(x, target)| (x, target));
    /// Trainer::<_, Sgd>::new().step_over(&mut net, samples, &Mse, &Sgd { rate: 0.25 })?;
    /// assert_eq!(net, Dense::new([[1.0]], [0.5]));
    /// # Ok::<(), TrainError>(())
    /// ```
    pub fn step_over<'a, X: Borrow<N::Input>, T: Target + 'a, L: Loss<N::Output, T>>(
        &mut self,
        net: &mut N,
        samples: impl Iterator<Item = (X, &'a T)> + Clone,
        loss: &L,
        rule: &O,
    ) -> Result<f32, TrainError> {
        rule.check(net)?;
        loss.check()?;
        if !net.is_started(true) {
            return Err(TrainError::NotStarted);
        }
        let (len, scale) = scale(samples.clone().map(|(_, target)| target), loss)?;
        let mut mean = None;
        if R::LANES > 1 {
            mean = self.side_by_side(net, samples.clone(), len, loss, scale);
            if mean.is_none() {
                self.clear();
            }
        }
        // Once more, one by one: this finds the bad sample, or none, since zeros are skipped where lanes compute
        // 0 · infinity.
        match mean.map_or_else(|| self.one_by_one(net, samples, loss, scale, Sum::ZERO), Ok) {
            Ok(mean) => {
                rule.step(net, &mut self.gradient, &mut self.state);
                if !O::CLEARS {
                    self.clear();
                }
                Ok(mean.mean())
            }
            Err((sample, quantity)) => {
                self.clear();
                Err(TrainError::Refused { sample, quantity })
            }
        }
    }

    /// Back to zero, as every step leaves it.
    fn clear(&mut self) {
        self.gradient.zip([], &mut |slice, []| slice.fill(0.0));
    }

    /// Adds scale · the gradient of every sample, as many at once as there are lanes, and the rest one by one. The mean of
    /// the losses; nothing if anything is wrong.
    fn side_by_side<'a, X: Borrow<N::Input>, T: Target + 'a, L: Loss<N::Output, T>>(
        &mut self,
        net: &N,
        mut samples: impl Iterator<Item = (X, &'a T)> + Clone,
        mut left: usize,
        loss: &L,
        scale: f32,
    ) -> Option<Sum> {
        let (mut mean, mut tape) = (Sum::ZERO, N::Tape::<R>::ZERO);
        while left >= R::LANES && !L::WEIGHTED {
            left -= R::LANES;
            let mut x = Wide::<N::Input, R>::ZERO;
            let targets = samples.clone().map(|(_, target)| target);
            for lane in 0..R::LANES {
                let Some((one, _)) = samples.next() else { break };
                N::Input::set_lane::<R>(&mut x, lane, one.borrow());
            }
            let values: R = trace_lanes(net, &x, targets, loss, &mut tape)?;
            N::accumulate::<R>(&mut self.gradient, &x, &tape, scale);
            values.lanes().iter().for_each(|value| mean.add(scale * value));
        }
        if left == 0 {
            return Some(mean);
        }
        self.one_by_one(net, samples, loss, scale, mean).ok()
    }

    /// Adds scale · the gradient of every sample, and scale · its loss to `mean`; or says which sample is bad, and how.
    fn one_by_one<'a, X: Borrow<N::Input>, T: Target + 'a, L: Loss<N::Output, T>>(
        &mut self,
        net: &N,
        samples: impl Iterator<Item = (X, &'a T)>,
        loss: &L,
        scale: f32,
        mut mean: Sum,
    ) -> Result<Sum, (usize, Quantity)> {
        let mut tape = N::Tape::<f32>::ZERO;
        for (sample, (x, target)) in samples.enumerate() {
            let x = x.borrow();
            let traced = trace(net, x, target, loss, &mut tape).map_err(|quantity| (sample, quantity))?;
            let scale = if L::WEIGHTED { scale * loss.weight(target) } else { scale };
            N::accumulate::<f32>(&mut self.gradient, x, &tape, scale);
            mean.add(scale * traced.loss);
        }
        Ok(mean)
    }
}

/// How many samples, and 1 / their number; for a weighted loss, 1 / the sum of their weights, first sample first.
fn scale<'a, Y, T: Target + 'a, L: Loss<Y, T>>(
    targets: impl Iterator<Item = &'a T>,
    loss: &L,
) -> Result<(usize, f32), TrainError> {
    let (mut len, mut sum, mut fine) = (0_usize, Sum::ZERO, true);
    for target in targets {
        len = len.wrapping_add(1);
        if L::WEIGHTED {
            let weight = loss.weight(target);
            fine &= weight >= 0.0 && weight.is_finite();
            sum.add(weight);
        }
    }
    if len == 0 {
        return Err(TrainError::EmptyBatch);
    }
    if !L::WEIGHTED {
        return Ok((len, 1.0 / len as f32));
    }
    let scale = 1.0 / sum.value();
    if fine && scale > 0.0 && scale.is_finite() { Ok((len, scale)) } else { Err(Setting::SampleWeight.into()) }
}

impl<N: Layer, O: Optimizer<N>, R: Real> Default for Trainer<N, O, R> {
    fn default() -> Self {
        Self::new()
    }
}

impl<N: Layer, O: Optimizer<N>, R: Real> fmt::Debug for Trainer<N, O, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trainer").field("params", &N::LEN).field("lanes", &R::LANES).finish_non_exhaustive()
    }
}

impl<N: Layer, O: Optimizer<N>, R: Real> Zero for Trainer<N, O, R> {
    const ZERO: Self = Self::new();
}

impl<N: Layer, O: Optimizer<N>, R: Real> Values for Trainer<N, O, R> {
    const LEN: usize = O::State::LEN;
    const FINGERPRINT: u32 = mix(N::FINGERPRINT, O::State::FINGERPRINT);
    const PARTS: usize = O::State::PARTS + 1;

    /// The whole comes last, so that a difference is found in a layer first, and else in the kind of optimizer.
    fn parts(see: &mut impl FnMut(Part)) {
        O::State::parts(see);
        see(Part { fingerprint: Self::FINGERPRINT, inputs: 0, outputs: 0, activation: None });
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        self.state.visit(see);
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        self.state.visit_mut(change);
    }
}

/// The bytes of the [`Trainer`] of a net under an optimizer: what learning from batches needs beside the net.
///
/// ```
/// use stackprop::{Dense, Sgd, trainer_footprint};
///
/// const _: () = assert!(trainer_footprint::<Dense<4, 2>, Sgd>() == 40);
/// ```
#[must_use]
pub const fn trainer_footprint<N: Layer, O: Optimizer<N>>() -> usize {
    size_of::<Trainer<N, O>>()
}
