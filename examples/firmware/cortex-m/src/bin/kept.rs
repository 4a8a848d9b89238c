//! A net that outlives a power cut in the middle of a save. The emulator's boards have no flash that can be written, so
//! the external RAM of the MPS2 stands for one: a reset leaves it as it is.
#![no_std]
#![no_main]

use core::slice;
use cortex_m_firmware::{Console, finish};
use cortex_m_rt::entry;
use job::kept::{FLASH, kept};

/// The board's external RAM, 16 MB (Arm, AN385 and AN386: "PSRAM").
const PSRAM: usize = 0x2100_0000;

#[entry]
fn main() -> ! {
    // SAFETY: RAM on this board, which the linker knows nothing of; nobody else has it. Any bytes are bytes.
    let flash = unsafe { slice::from_raw_parts_mut(PSRAM as *mut u8, FLASH) };
    finish(kept(&mut Console::open(), flash, || cortex_m::peripheral::SCB::sys_reset()))
}
