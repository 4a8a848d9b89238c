//! How deep the stack has been: paint it, run, and look how far the paint is gone.

use core::ptr;

const PAINT: u32 = 0x5afe_5afe;
/// How far down is looked: more than any of it needs, less than the smallest RAM has.
const REACH: usize = 8 * 1024;
/// What is left alone just below the painter's own frame.
const MARGIN: usize = 16;

/// How many bytes of stack a call needs, its frame and all below it.
#[inline(never)]
pub fn high_water(call: &mut dyn FnMut()) -> usize {
    let top = cortex_m::register::msp::read() as usize - MARGIN;
    let bottom = top - REACH;
    for address in (bottom..top).step_by(4) {
        // SAFETY: below the stack pointer of a thread that no interrupt interrupts, and above .bss, lies nobody's memory.
        unsafe { ptr::write_volatile(address as *mut u32, PAINT) };
    }
    call();
    // SAFETY: as above; it was written.
    let is_clean = |address: &usize| unsafe { ptr::read_volatile(*address as *const u32) == PAINT };
    let clean = (bottom..top).step_by(4).take_while(is_clean).count();
    REACH - 4 * clean + MARGIN
}
