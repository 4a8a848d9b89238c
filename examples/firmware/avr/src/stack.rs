//! How deep the stack has been. The ATmega328P has no guard: a stack that runs into .bss is silent, so look.

use core::ptr;

const PAINT: u8 = 0xa5;
const RAM_END: usize = 0x08ff;

unsafe extern "C" {
    /// The end of .bss: from here on, RAM is the stack's.
    static mut __heap_start: u8;
}

fn free() -> core::ops::Range<usize> {
    const SPL: *const u8 = 0x5d as *const u8;
    const SPH: *const u8 = 0x5e as *const u8;
    // SAFETY: the stack pointer's registers; a load has no side effect.
    let pointer = unsafe { u16::from_le_bytes([ptr::read_volatile(SPL), ptr::read_volatile(SPH)]) };
    ptr::addr_of!(__heap_start) as usize..usize::from(pointer) - 32
}

/// Paints what is free.
#[inline(never)]
pub fn paint() {
    for address in free() {
        // SAFETY: above .bss and below the stack lies nobody's memory.
        unsafe { ptr::write_volatile(address as *mut u8, PAINT) };
    }
}

/// Bytes of stack in use at the deepest since, and bytes that were never touched.
#[inline(never)]
pub fn high_water() -> (usize, usize) {
    let free = free();
    // SAFETY: as above; it was written.
    let is_clean = |address: &usize| unsafe { ptr::read_volatile(*address as *const u8) == PAINT };
    let untouched = free.clone().take_while(is_clean).count();
    (RAM_END + 1 - free.start - untouched, untouched)
}
