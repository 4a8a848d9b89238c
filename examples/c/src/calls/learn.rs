//! Learning.

use crate::memory::Call;
use crate::{Plain, Status};
use stackprop::{Layer, Loss, Optimizer, Rate, Target, TrainError, Trainer};

/// Learns from one sample.
pub unsafe fn learn<N, T, L>(
    net: *mut N,
    input: *const N::Input,
    target: *const T,
    loss: &L,
    rate: impl Rate,
    before: *mut f32,
) -> Result<(), Status>
where
    N: Layer<Input: Plain> + Plain,
    T: Target + Plain,
    L: Loss<N::Output, T>,
{
    let mut call = Call::new();
    // SAFETY: see the module.
    let (net, input, target, before) =
        unsafe { (call.change(net)?, call.read(input)?, call.read(target)?, call.wanted(before)?) };
    let value = stackprop::learn(net, input, target, loss, rate)?;
    if let Some(before) = before {
        before.write(value);
    }
    Ok(())
}

/// Learns from a batch. `before` is the loss before the step, `refused` the place of a sample that was refused.
#[allow(clippy::too_many_arguments, reason = "as C hands them in")]
pub unsafe fn step<N, T, L, O>(
    net: *mut N,
    trainer: *mut Trainer<N, O>,
    inputs: *const N::Input,
    targets: *const T,
    samples: usize,
    (loss, rule): (&L, &O),
    before: *mut f32,
    refused: *mut usize,
) -> Result<(), Status>
where
    N: Layer<Input: Plain, Gradient: Plain> + Plain,
    T: Target + Plain,
    L: Loss<N::Output, T>,
    O: Optimizer<N, State: Plain>,
{
    let mut call = Call::new();
    // SAFETY: see the module.
    let (net, trainer, inputs, targets, before, refused) = unsafe {
        (
            call.change(net)?,
            call.change(trainer)?,
            call.read_all(inputs, samples)?,
            call.read_all(targets, samples)?,
            call.wanted(before)?,
            call.wanted(refused)?,
        )
    };
    let value = trainer.step(net, inputs, targets, loss, rule).inspect_err(|error| {
        if let (Some(refused), TrainError::Refused { sample, .. }) = (refused, error) {
            refused.write(*sample);
        }
    })?;
    if let Some(before) = before {
        before.write(value);
    }
    Ok(())
}
