//! What keeps a net from learning.

use crate::memory::Call;
use crate::report::Text;
use crate::{Plain, Report, Status};
use stackprop::{Health, Layer, Loss, Target};

/// In numbers. Without targets, nothing is known about gradients.
pub unsafe fn health<N, T, L>(
    net: *const N,
    (inputs, targets): (*const N::Input, *const T),
    samples: usize,
    loss: &L,
    report: *mut Report,
) -> Result<(), Status>
where
    N: Layer<Input: Plain> + Plain,
    T: Target + Plain,
    L: Loss<N::Output, T>,
{
    let mut call = Call::new();
    // SAFETY: see the module.
    let (net, mut health) = unsafe { look(&mut call, net, (inputs, targets), samples, loss) }?;
    // SAFETY: see the module.
    let report = unsafe { call.room(report) }?;
    let (samples, gradient_norm) = (health.samples(), health.gradient_norm());
    let report = report.write(Report { samples, gradient_norm, ..Report::default() });
    for found in health.findings(net) {
        report.push(found);
    }
    Ok(())
}

/// In sentences.
pub unsafe fn health_text<N, T, L>(
    net: *const N,
    (inputs, targets): (*const N::Input, *const T),
    samples: usize,
    loss: &L,
    (text, room): (*mut u8, usize),
) -> Result<(), Status>
where
    N: Layer<Input: Plain> + Plain,
    T: Target + Plain,
    L: Loss<N::Output, T>,
{
    let mut call = Call::new();
    // SAFETY: see the module.
    let (net, mut health) = unsafe { look(&mut call, net, (inputs, targets), samples, loss) }?;
    // SAFETY: see the module.
    let mut text = Text::new(unsafe { call.change_bytes(text, room) }?).ok_or(Status::TooShort)?;
    for found in health.findings(net) {
        text.line(found);
    }
    text.end();
    Ok(())
}

/// Looks at the samples, which takes most of the time: so all that is read is checked before.
unsafe fn look<'a, N, T, L>(
    call: &mut Call,
    net: *const N,
    (inputs, targets): (*const N::Input, *const T),
    samples: usize,
    loss: &L,
) -> Result<(&'a N, Health<N>), Status>
where
    N: Layer<Input: Plain> + Plain,
    T: Target + Plain,
    L: Loss<N::Output, T>,
{
    // SAFETY: see the module.
    let (net, inputs): (&N, &[N::Input]) = unsafe { (call.read(net)?, call.read_all(inputs, samples)?) };
    if targets.is_null() {
        return Ok((net, stackprop::health(net, inputs)));
    }
    // SAFETY: see the module.
    let targets = unsafe { call.read_all(targets, samples) }?;
    Ok((net, stackprop::health_against(net, inputs, targets, loss)))
}
