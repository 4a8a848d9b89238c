//! Learning from one sample, straight into the weights; and the way forth and back that all learning shares.

use crate::real::all_finite;
use crate::{Layer, Loss, Quantity, Real, Sample, TrainError};

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
    learn_on(&mut tape, net, x, target, loss, rate)
}

/// [`learn`] on a tape of the caller's: it may lie in a `static`, off the stack, and need not be cleared for every
/// sample, which for a small net on a microcontroller is a tenth of the work. The same bits.
///
/// # Errors
/// [`TrainError::NotFinite`], about sample 0.
///
/// ```
/// use stackprop::{Dense, Mse, Relu, learn_on, tape};
///
/// type Net = (Dense<1, 2, Relu>, Dense<2, 1>);
/// let mut net: Net = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[0.5, 0.5]], [0.0]));
/// let mut tape = tape::<Net>();
/// for x in [1.0, -2.0, 3.0] {
///     learn_on(&mut tape, &mut net, &[x], &[x.abs()], &Mse, 0.0625)?;
/// }
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[inline]
pub fn learn_on<N: Layer>(
    tape: &mut N::Tape,
    net: &mut N,
    x: &N::Input,
    target: &N::Output,
    loss: &impl Loss<N::Output>,
    rate: f32,
) -> Result<f32, TrainError> {
    let value = trace(net, x, target, loss, tape).map_err(|quantity| TrainError::NotFinite { sample: 0, quantity })?;
    net.accumulate(x, tape, -rate);
    Ok(value)
}

/// A tape for [`learn_on`] with nothing recorded: all zero bits, so that a `static` of it lies in `.bss`.
///
/// ```
/// use stackprop::{Dense, DenseTape, tape};
///
/// static TAPE: DenseTape<4, f32> = tape::<Dense<2, 4>>();
/// ```
#[must_use]
pub const fn tape<N: Layer>() -> N::Tape {
    N::BLANK
}

/// Forward, loss, backward: fills the tape and changes nothing else. The loss, or what was not finite.
#[inline]
pub(crate) fn trace<R: Real, N: Layer<R>>(
    net: &N,
    x: &N::Input,
    target: &N::Output,
    loss: &impl Loss<N::Output>,
    tape: &mut N::Tape,
) -> Result<R, Quantity> {
    net.forward(x, tape);
    let (value, dy) = loss.of(N::output(tape), target);
    if net.deltas(&dy, tape) && all_finite(&[value]) && x.is_finite() {
        return Ok(value);
    }
    Err(first_not_finite(x, target, N::output(tape), value))
}

/// Which quantity went wrong first.
#[cold]
fn first_not_finite<R: Real, X: Sample, Y: Sample>(x: &X, target: &Y, output: &Y, loss: R) -> Quantity {
    if !x.is_finite() {
        Quantity::Input
    } else if !target.is_finite() {
        Quantity::Target
    } else if !output.is_finite() {
        Quantity::Output
    } else if !all_finite(&[loss]) {
        Quantity::Loss
    } else {
        Quantity::Delta
    }
}
