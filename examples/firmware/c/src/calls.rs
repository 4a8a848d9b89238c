//! What the C functions do, for any net: check what C hands in, then call.

use crate::NetStatus;
use crate::memory::{check, net_mut, net_ref, read, refuse_overlap};
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Layer, Mse, Values, init};

pub(crate) unsafe fn start<N: Values>(net: *mut f32, length: usize, seed: u32) -> Result<(), NetStatus> {
    // SAFETY: as the header asks.
    let net = unsafe { net_mut::<N>(net, length) }?;
    init::start(net, &mut XorShiftRng::seed_from_u64(seed.into()));
    Ok(())
}

pub(crate) unsafe fn predict<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    (net, length): (*const f32, usize),
    (input, inputs): (*const f32, usize),
    (output, outputs): (*mut f32, usize),
) -> Result<(), NetStatus> {
    check::<N>(net, length)?;
    // SAFETY: as the header asks.
    let x = unsafe { read(input, inputs) }?;
    if output.is_null() {
        return Err(NetStatus::Null);
    }
    if outputs != OUT {
        return Err(NetStatus::WrongSize);
    }
    refuse_overlap((net, length), (output, outputs))?;
    // SAFETY: as the header asks.
    let y = unsafe { net_ref::<N>(net, length) }?.predict(&x);
    if !y.iter().all(|y| y.is_finite()) {
        return Err(if x.iter().all(|x| x.is_finite()) { NetStatus::Output } else { NetStatus::Input });
    }
    // SAFETY: it has room for `outputs` floats, and the net is not among them.
    unsafe { output.cast::<[f32; OUT]>().write_unaligned(y) };
    Ok(())
}

pub(crate) unsafe fn learn<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    (net, length): (*mut f32, usize),
    (input, inputs): (*const f32, usize),
    (target, targets): (*const f32, usize),
    rate: f32,
    loss: *mut f32,
) -> Result<(), NetStatus> {
    check::<N>(net, length)?;
    for other in [(input, inputs), (target, targets), (loss.cast_const(), 1)] {
        refuse_overlap((net, length), other)?;
    }
    // SAFETY: as the header asks; the two are copied, and not out of the net.
    let (x, target) = unsafe { (read(input, inputs)?, read(target, targets)?) };
    // SAFETY: as the header asks.
    let value = stackprop::learn(unsafe { net_mut::<N>(net, length) }?, &x, &target, &Mse, rate)?;
    if !loss.is_null() {
        // SAFETY: it has room for a float, and the net is not there.
        unsafe { loss.write_unaligned(value) };
    }
    Ok(())
}

pub(crate) unsafe fn save<N: Values>(
    (net, length): (*const f32, usize),
    (weights, room): (*mut f32, usize),
) -> Result<(), NetStatus> {
    check::<N>(net, length)?;
    check::<N>(weights, room)?;
    refuse_overlap((net, length), (weights, room))?;
    let mut next = weights;
    // SAFETY: as the header asks.
    unsafe { net_ref::<N>(net, length) }?.visit(&mut |tensor| {
        // SAFETY: the tensors hold as many floats as there is room for, and lie elsewhere.
        unsafe {
            next.copy_from_nonoverlapping(tensor.values.as_ptr(), tensor.values.len());
            next = next.add(tensor.values.len());
        }
    });
    Ok(())
}

pub(crate) unsafe fn load<N: Values>(
    (net, length): (*mut f32, usize),
    (weights, given): (*const f32, usize),
) -> Result<(), NetStatus> {
    check::<N>(net, length)?;
    check::<N>(weights, given)?;
    refuse_overlap((net, length), (weights, given))?;
    // SAFETY: `check` found so many aligned floats, and the net lies elsewhere.
    let weights = unsafe { core::slice::from_raw_parts(weights, given) };
    if !weights.iter().all(|weight| weight.is_finite()) {
        return Err(NetStatus::Weight);
    }
    let mut next = weights.iter();
    // SAFETY: as the header asks.
    unsafe { net_mut::<N>(net, length) }?.visit_mut(&mut |tensor| {
        for (value, weight) in tensor.values.iter_mut().zip(&mut next) {
            *value = *weight;
        }
    });
    Ok(())
}
