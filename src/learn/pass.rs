//! The shared forward and backward pass.
//!
//! Why a finite net stays finite: a sample is refused unless Σ |delta|² (|x|² + 1) over the trained layers, the squared
//! norm of its gradient, is below 2¹²⁶. So no |delta|, no |x| (where a delta is above 2⁻⁷⁵) and no product of both, that
//! is, no value of the gradient, reaches 2⁶³, and neither does a mean of such gradients with weights that sum to 1. A rate
//! is at most 2¹⁵, so a step is below 2⁷⁸; momentum and Adam state their own bounds, below 2¹⁰³. That is half an ulp of
//! `f32::MAX`, so adding it to a finite weight rounds to a finite weight. All of this is known before anything is written.

use crate::learn::{Loss, Quantity, Target};
use crate::net::{Activation, Layer, Values};
use crate::number::{Real, Sample, Wide, Zero};

/// The squared norm from which on a gradient is refused, 2¹²⁶.
const TOO_LONG: f32 = 8.507_059e37;

/// What a sample's passes come to, per lane.
#[derive(Clone, Copy)]
pub(crate) struct Traced<R> {
    pub(crate) loss: R,
    /// Of the sample's gradient.
    pub(crate) squared_norm: R,
}

/// Forward, loss, backward of one sample: fills the tape and changes nothing else; or what was wrong.
#[inline]
pub(crate) fn trace<N: Layer, T: Target>(
    net: &N,
    x: &N::Input,
    target: &T,
    loss: &impl Loss<N::Output, T>,
    tape: &mut N::Tape<f32>,
) -> Result<Traced<f32>, Quantity> {
    net.forward::<f32>(x, tape);
    let (value, dy) = loss.of(N::output::<f32>(tape), target);
    N::record::<f32>(&dy, tape);
    let squared_norm = net.deltas::<f32>(x, tape, 0.0);
    if squared_norm < TOO_LONG
        && N::Output::is_finite::<f32>(N::output::<f32>(tape))
        && value.is_finite()
        && is_reachable::<N, T>(target)
        && loss.accepts(target)
        && input_is_fine::<f32, N>(x)
    {
        return Ok(Traced { loss: value, squared_norm });
    }
    Err(first_wrong::<N, T>(x, target, loss, value, tape))
}

/// The loss of a sample and the squared norm of its gradient; or what keeps it from being learnt from.
#[cfg(feature = "libm")]
pub(crate) fn squared_gradient<N: Layer, T: Target>(
    net: &N,
    x: &N::Input,
    target: &T,
    loss: &impl Loss<N::Output, T>,
) -> Result<(f32, f32), Quantity> {
    let mut tape = N::Tape::<f32>::ZERO;
    let traced = trace(net, x, target, loss, &mut tape)?;
    Ok((traced.loss, traced.squared_norm))
}

/// The same for one sample per lane, in each its own target; nothing if anything is wrong with any of them.
#[inline]
pub(crate) fn trace_lanes<'a, R: Real, N: Layer, T: Target + 'a>(
    net: &N,
    x: &Wide<N::Input, R>,
    mut targets: impl Iterator<Item = &'a T>,
    loss: &impl Loss<N::Output, T>,
    tape: &mut N::Tape<R>,
) -> Option<R> {
    net.forward::<R>(x, tape);
    let (mut values, mut dy) = (R::ZERO, Wide::<N::Output, R>::ZERO);
    let mut fine = input_is_fine::<R, N>(x) && N::Output::is_finite::<R>(N::output::<R>(tape));
    for (lane, value) in values.lanes_mut().iter_mut().enumerate() {
        let target = targets.next()?;
        let (of_lane, dy_of_lane) = loss.of(&N::Output::lane::<R>(N::output::<R>(tape), lane), target);
        *value = of_lane;
        N::Output::set_lane::<R>(&mut dy, lane, &dy_of_lane);
        fine &= of_lane.is_finite() && is_reachable::<N, T>(target) && loss.accepts(target);
    }
    N::record::<R>(&dy, tape);
    let squared_norm = net.deltas::<R>(x, tape, R::ZERO);
    // Counted, not searched: one vector comparison beats a branch per lane.
    let short = squared_norm.lanes().iter().filter(|square| **square < TOO_LONG).count();
    (fine && short == R::LANES).then_some(values)
}

/// Whether the input is finite; looked at only where layers are frozen, whose inputs are in no squared norm.
#[inline]
fn input_is_fine<R: Real, N: Layer>(x: &Wide<N::Input, R>) -> bool {
    <N::Gradient as Values>::LEN == N::LEN || N::Input::is_finite::<R>(x)
}

/// Whether every value of a target is finite and one that the net's last activation can give.
#[inline]
fn is_reachable<N: Layer, T: Target>(target: &T) -> bool {
    target.values().iter().all(|value| N::Last::gives(*value))
}

/// What went wrong first, in order of computation.
#[cold]
fn first_wrong<N: Layer, T: Target>(
    x: &N::Input,
    target: &T,
    loss: &impl Loss<N::Output, T>,
    value: f32,
    tape: &mut N::Tape<f32>,
) -> Quantity {
    if !N::Input::is_finite::<f32>(x) {
        Quantity::Input
    } else if !(is_reachable::<N, T>(target) && loss.accepts(target)) {
        Quantity::Target
    } else if !N::Output::is_finite::<f32>(N::output::<f32>(tape)) {
        Quantity::Output
    } else if !value.is_finite() {
        Quantity::Loss
    } else if !N::deltas_are_finite::<f32>(tape) {
        Quantity::Delta
    } else {
        Quantity::Gradient
    }
}
