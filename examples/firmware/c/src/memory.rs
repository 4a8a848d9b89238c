//! The memory that C hands in: is it there, large enough, aligned, and one thing's alone?

use crate::NetStatus;
use stackprop::Values;

/// # Safety
/// `from` is null, or so many floats can be read there, and no net that is borrowed meanwhile lies there.
pub(crate) unsafe fn read<const N: usize>(from: *const f32, length: usize) -> Result<[f32; N], NetStatus> {
    match (from.is_null(), length == N) {
        (true, _) => Err(NetStatus::Null),
        (false, false) => Err(NetStatus::WrongSize),
        // SAFETY: as the caller says.
        (false, true) => Ok(unsafe { from.cast::<[f32; N]>().read_unaligned() }),
    }
}

pub(crate) fn check<N: Values>(net: *const f32, length: usize) -> Result<(), NetStatus> {
    const { assert!(size_of::<N>() == N::LEN * 4 && align_of::<N>() == 4, "a net is its weights and nothing else") };
    if net.is_null() {
        Err(NetStatus::Null)
    } else if length != N::LEN {
        Err(NetStatus::WrongSize)
    } else if !net.is_aligned() {
        Err(NetStatus::Unaligned)
    } else {
        Ok(())
    }
}

/// Whether two ranges of floats share a byte. Null shares none.
pub(crate) fn refuse_overlap(a: (*const f32, usize), b: (*const f32, usize)) -> Result<(), NetStatus> {
    let range = |(start, length): (*const f32, usize)| {
        let start = start as usize;
        (start, start.saturating_add(length.saturating_mul(4)))
    };
    let ((a_start, a_end), (b_start, b_end)) = (range(a), range(b));
    if b.0.is_null() || a_end <= b_start || b_end <= a_start { Ok(()) } else { Err(NetStatus::Overlap) }
}

/// # Safety
/// `net` is null, or so many initialised floats, nobody else's meanwhile.
pub(crate) unsafe fn net_mut<'a, N: Values>(net: *mut f32, length: usize) -> Result<&'a mut N, NetStatus> {
    check::<N>(net, length)?;
    // SAFETY: `check` found the net's size and alignment, and any floats make a net.
    Ok(unsafe { &mut *net.cast::<N>() })
}

/// # Safety
/// `net` is null, or so many initialised floats, which nobody changes meanwhile.
pub(crate) unsafe fn net_ref<'a, N: Values>(net: *const f32, length: usize) -> Result<&'a N, NetStatus> {
    check::<N>(net, length)?;
    // SAFETY: as above.
    Ok(unsafe { &*net.cast::<N>() })
}
