//! What a net makes of an input.

use super::all_finite;
use crate::memory::Call;
use crate::{Plain, Status};
use stackprop::{Layer, argmax};

/// The net's output.
pub unsafe fn predict<const IN: usize, const OUT: usize, N>(
    net: *const N,
    input: *const [f32; IN],
    output: *mut [f32; OUT],
) -> Result<(), Status>
where
    N: Layer<Input = [f32; IN], Output = [f32; OUT]> + Plain,
{
    // SAFETY: see the module.
    unsafe { answer(net, input, output, |output| output) }
}

/// What the net's output stands for, by `softmax` or `sigmoid`.
pub unsafe fn probabilities<const IN: usize, const OUT: usize, N>(
    net: *const N,
    input: *const [f32; IN],
    output: *mut [f32; OUT],
    of: impl FnOnce([f32; OUT]) -> [f32; OUT],
) -> Result<(), Status>
where
    N: Layer<Input = [f32; IN], Output = [f32; OUT]> + Plain,
{
    // SAFETY: see the module.
    unsafe { answer(net, input, output, of) }
}

/// The class that the net says.
pub unsafe fn classify<const IN: usize, const OUT: usize, N>(
    net: *const N,
    input: *const [f32; IN],
    class: *mut u8,
) -> Result<(), Status>
where
    N: Layer<Input = [f32; IN], Output = [f32; OUT]> + Plain,
{
    const { assert!(OUT <= 256, "a class is a byte") };
    // SAFETY: see the module.
    unsafe { answer(net, input, class, |output| u8::try_from(argmax(&output)).unwrap_or(u8::MAX)) }
}

unsafe fn answer<const IN: usize, const OUT: usize, N, Y>(
    net: *const N,
    input: *const [f32; IN],
    output: *mut Y,
    of: impl FnOnce([f32; OUT]) -> Y,
) -> Result<(), Status>
where
    N: Layer<Input = [f32; IN], Output = [f32; OUT]> + Plain,
{
    let mut call = Call::new();
    // SAFETY: see the module.
    unsafe {
        let net = call.read(net)?;
        call.map(input, output, |input| {
            let output = net.predict(input);
            if all_finite(&output) {
                Ok(of(output))
            } else {
                Err(if all_finite(input) { Status::BadOutput } else { Status::BadInput })
            }
        })
    }
}
