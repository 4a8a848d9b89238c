//! What the C functions do, for any net: check what C hands in, then call.

use crate::NetStatus;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Layer, Mse, Parameters, init};

/// # Safety
/// `from` is null, or so many floats can be read there.
unsafe fn read<const N: usize>(from: *const f32, length: usize) -> Result<[f32; N], NetStatus> {
    match (from.is_null(), length == N) {
        (true, _) => Err(NetStatus::Null),
        (false, false) => Err(NetStatus::WrongSize),
        // SAFETY: as the caller says. Copied, so it may overlap with anything.
        (false, true) => Ok(unsafe { from.cast::<[f32; N]>().read_unaligned() }),
    }
}

fn check<N: Parameters>(net: *const f32, length: usize) -> Result<(), NetStatus> {
    const { assert!(size_of::<N>() == N::PARAMS * 4 && align_of::<N>() == 4, "a net is its weights and nothing else") };
    if net.is_null() {
        Err(NetStatus::Null)
    } else if length != N::PARAMS {
        Err(NetStatus::WrongSize)
    } else if !net.is_aligned() {
        Err(NetStatus::Unaligned)
    } else {
        Ok(())
    }
}

/// # Safety
/// `net` is null, or so many initialised floats, nobody else's meanwhile.
unsafe fn net_mut<'a, N: Parameters>(net: *mut f32, length: usize) -> Result<&'a mut N, NetStatus> {
    check::<N>(net, length)?;
    // SAFETY: `check` found the net's size and alignment, and any floats make a net.
    Ok(unsafe { &mut *net.cast::<N>() })
}

/// # Safety
/// `net` is null, or so many initialised floats, which nobody changes meanwhile.
unsafe fn net_ref<'a, N: Parameters>(net: *const f32, length: usize) -> Result<&'a N, NetStatus> {
    check::<N>(net, length)?;
    // SAFETY: as above.
    Ok(unsafe { &*net.cast::<N>() })
}

pub(crate) unsafe fn start<N: Parameters>(net: *mut f32, length: usize, seed: u32) -> Result<(), NetStatus> {
    // SAFETY: as the header asks.
    let net = unsafe { net_mut::<N>(net, length) }?;
    init::he_uniform(net, &mut XorShiftRng::seed_from_u64(seed.into()));
    Ok(())
}

pub(crate) unsafe fn predict<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    (net, length): (*const f32, usize),
    (input, inputs): (*const f32, usize),
    (output, outputs): (*mut f32, usize),
) -> Result<(), NetStatus> {
    // SAFETY: as the header asks.
    let (net, x) = unsafe { (net_ref::<N>(net, length)?, read(input, inputs)?) };
    if output.is_null() {
        return Err(NetStatus::Null);
    }
    if outputs != OUT {
        return Err(NetStatus::WrongSize);
    }
    let y = net.predict(&x);
    if !y.iter().all(|y| y.is_finite()) {
        return Err(if x.iter().all(|x| x.is_finite()) { NetStatus::Output } else { NetStatus::Input });
    }
    // SAFETY: it has room for `outputs` floats.
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
    // SAFETY: as the header asks.
    let (net, x, target) = unsafe { (net_mut::<N>(net, length)?, read(input, inputs)?, read(target, targets)?) };
    let value = stackprop::learn(net, &x, &target, &Mse, rate)?;
    if !loss.is_null() {
        // SAFETY: it has room for a float.
        unsafe { loss.write_unaligned(value) };
    }
    Ok(())
}

pub(crate) unsafe fn save<N: Parameters>(
    (net, length): (*const f32, usize),
    (weights, room): (*mut f32, usize),
) -> Result<(), NetStatus> {
    // SAFETY: as the header asks.
    let net = unsafe { net_ref::<N>(net, length) }?;
    check::<N>(weights, room)?;
    let mut next = weights;
    net.visit(&mut |slice| {
        // SAFETY: the slices hold as many floats as there is room for; the header forbids an overlap.
        unsafe {
            next.copy_from_nonoverlapping(slice.as_ptr(), slice.len());
            next = next.add(slice.len());
        }
    });
    Ok(())
}

pub(crate) unsafe fn load<N: Parameters>(
    (net, length): (*mut f32, usize),
    (weights, given): (*const f32, usize),
) -> Result<(), NetStatus> {
    // SAFETY: as the header asks.
    let net = unsafe { net_mut::<N>(net, length) }?;
    check::<N>(weights, given)?;
    // SAFETY: `check` found so many aligned floats.
    let mut rest = unsafe { core::slice::from_raw_parts(weights, given) };
    if !rest.iter().all(|weight| weight.is_finite()) {
        return Err(NetStatus::Weight);
    }
    net.zip([], &mut |slice, []| {
        if let Some((these, later)) = rest.split_at_checked(slice.len()) {
            slice.copy_from_slice(these);
            rest = later;
        }
    });
    Ok(())
}
