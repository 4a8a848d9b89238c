//! Learning from one sample, straight into the weights.

use crate::learn::pass::trace;
use crate::learn::{Loss, Rate, Setting, Target, TrainError};
use crate::net::Layer;
use crate::number::Zero;

/// Online SGD on one sample: w ← w - rate · dL/dw, with no gradient buffer and no optimizer. Returns the loss before the
/// step.
///
/// The rate is a number, or a number with a clip around it: [`Clipped { norm, rule: rate }`](crate::Clipped). A
/// [weighted](Loss::weight) sample takes a step that is so much longer.
///
/// The same bits as a batch of one with [`Sgd`](crate::Sgd) if the rate is a power of two, no product of rate, delta and
/// input is subnormal and no weight is -0.0; otherwise the products round differently.
///
/// # Errors
/// [`TrainError`], about sample 0. Nothing has changed.
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
pub fn learn<N: Layer, T: Target>(
    net: &mut N,
    x: &N::Input,
    target: &T,
    loss: &impl Loss<N::Output, T>,
    rate: impl Rate,
) -> Result<f32, TrainError> {
    let mut tape = tape::<N>();
    learn_on(&mut tape, net, x, target, loss, rate)
}

/// [`learn`] on a tape of the caller's: it may lie in a `static`, off the stack, and is not cleared for every sample. The
/// same bits.
///
/// # Errors
/// [`TrainError`], about sample 0. Nothing but the tape has changed.
///
/// ```
/// use stackprop::{Dense, Mse, Relu, learn_on, tape};
///
/// type Net = (Dense<1, 2, Relu>, Dense<2, 1>);
/// let mut net: Net = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[0.5, 0.5]], [0.0]));
/// let mut tape = tape::<Net>();
/// for x in [1.0_f32, -2.0, 3.0] {
///     learn_on(&mut tape, &mut net, &[x], &[x.abs()], &Mse, 0.0625)?;
/// }
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[inline(always)]
#[allow(clippy::needless_pass_by_value, reason = "a rate is a number or two")]
pub fn learn_on<N: Layer, T: Target, L: Loss<N::Output, T>>(
    tape: &mut N::Tape<f32>,
    net: &mut N,
    x: &N::Input,
    target: &T,
    loss: &L,
    rate: impl Rate,
) -> Result<f32, TrainError> {
    rate.check()?;
    loss.check()?;
    if !net.is_started(true) {
        return Err(TrainError::NotStarted);
    }
    let traced = trace(net, x, target, loss, tape).map_err(|quantity| TrainError::Refused { sample: 0, quantity })?;
    let mut rate = rate.at(traced.squared_norm);
    if L::WEIGHTED {
        rate *= loss.weight(target);
        if rate.check().is_err() {
            return Err(TrainError::Rule(Setting::SampleWeight));
        }
    }
    net.descend::<f32>(x, tape, -rate);
    Ok(traced.loss)
}

/// An empty tape for [`learn_on`]: all zero bytes, so that a `static` of it lies in `.bss`.
///
/// ```
/// use stackprop::{Dense, DenseTape, tape};
///
/// static TAPE: DenseTape<4, f32> = tape::<Dense<2, 4>>();
/// ```
#[must_use]
pub const fn tape<N: Layer>() -> N::Tape<f32> {
    N::Tape::<f32>::ZERO
}
