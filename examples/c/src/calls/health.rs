//! What keeps a net from learning.

use crate::memory::Call;
use crate::report::Text;
use crate::{Plain, Report, Status};
use stackprop::{Health, Layer, Loss, Target};

/// Looks at a net and its inputs.
pub unsafe fn health<N: Layer<Input: Plain> + Plain>(
    net: *const N,
    inputs: *const N::Input,
    samples: usize,
    report: *mut Report,
    (text, room): (*mut u8, usize),
) -> Result<(), Status> {
    let mut call = Call::new();
    // SAFETY: see the module.
    unsafe {
        let (net, inputs) = (call.read(net)?, call.read_all(inputs, samples)?);
        tell(call, net, stackprop::health(net, inputs), report, (text, room))
    }
}

/// Looks at a net, its inputs and its targets, and so at the gradients.
pub unsafe fn health_against<N, T, L>(
    net: *const N,
    (inputs, targets): (*const N::Input, *const T),
    samples: usize,
    loss: &L,
    report: *mut Report,
    (text, room): (*mut u8, usize),
) -> Result<(), Status>
where
    N: Layer<Input: Plain> + Plain,
    T: Target + Plain,
    L: Loss<N::Output, T>,
{
    if targets.is_null() {
        // SAFETY: see the module.
        return unsafe { health(net, inputs, samples, report, (text, room)) };
    }
    let mut call = Call::new();
    // SAFETY: see the module.
    unsafe {
        let (net, inputs) = (call.read(net)?, call.read_all(inputs, samples)?);
        let targets = call.read_all(targets, samples)?;
        tell(call, net, stackprop::health_against(net, inputs, targets, loss), report, (text, room))
    }
}

unsafe fn tell<N: Layer>(
    mut call: Call,
    net: &N,
    mut health: Health<N>,
    report: *mut Report,
    (text, room): (*mut u8, usize),
) -> Result<(), Status> {
    // SAFETY: see the module.
    let report = unsafe { call.room(report) }?;
    let mut text = if text.is_null() && room == 0 {
        None
    } else {
        // SAFETY: see the module.
        Text::new(unsafe { call.change_bytes(text, room) }?)
    };
    let (samples, gradient_norm) = (health.samples(), health.gradient_norm());
    let report = report.write(Report { samples, gradient_norm, ..Report::default() });
    for found in health.findings(net) {
        report.push(found);
        if let Some(text) = &mut text {
            text.line(found);
        }
    }
    if let Some(text) = text {
        text.end();
    }
    Ok(())
}
