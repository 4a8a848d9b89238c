//! What a firmware on an ATmega328P needs: a serial line, an end, a count of cycles, a painted stack. All of it is
//! registers and memory, so this is where `unsafe` is.
#![no_std]
#![feature(asm_experimental_arch)] // `sleep`; an AVR needs a nightly compiler anyway

mod stack;

pub use stack::{high_water, paint};

use core::fmt::Write;
use core::panic::PanicInfo;
use core::ptr;
use job::{Failure, counts::Count};

fn read(register: usize) -> u8 {
    // SAFETY: only the addresses below come here; each is a register of the ATmega328P (data sheet, section 36).
    unsafe { ptr::read_volatile(register as *const u8) }
}

fn write(register: usize, value: u8) {
    // SAFETY: as above.
    unsafe { ptr::write_volatile(register as *mut u8, value) }
}

/// The serial line, 1 000 000 baud.
pub struct Console;

impl Console {
    pub fn open() -> Self {
        const UCSR0B: usize = 0xc1;
        write(UCSR0B, 1 << 3); // TXEN0; UBRR0 is 0 after a reset: 16 MHz / 16
        Self
    }
}

impl Write for Console {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        const UCSR0A: usize = 0xc0;
        const UDR0: usize = 0xc6;
        for byte in text.bytes() {
            while read(UCSR0A) & 1 << 5 == 0 {} // UDRE0
            write(UDR0, byte);
        }
        Ok(())
    }
}

/// Says how it ended, and sleeps with interrupts off, which ends the emulation.
pub fn finish(outcome: Result<(), Failure>) -> ! {
    const SMCR: usize = 0x53;
    let _ = match outcome {
        Ok(()) => Console::open().write_str("status 0\n"),
        Err(_) => Console::open().write_str("status 1\n"),
    };
    loop {
        write(SMCR, 1); // idle, enabled
        // SAFETY: nothing is expected to go on.
        unsafe { core::arch::asm!("cli", "sleep") };
    }
}

/// Timer 1 at a 64th of the clock.
pub struct Clock;

impl Clock {
    pub fn start() -> Self {
        const TCCR1B: usize = 0x81;
        write(TCCR1B, 0b011);
        Self
    }

    fn now() -> u16 {
        const TCNT1L: usize = 0x84;
        const TCNT1H: usize = 0x85;
        let low = read(TCNT1L); // latches the high byte
        u16::from_le_bytes([low, read(TCNT1H)])
    }
}

impl Count for Clock {
    #[inline(never)]
    fn count(&mut self, call: &mut dyn FnMut()) -> u32 {
        let before = Self::now();
        call();
        u32::from(Self::now().wrapping_sub(before))
    }

    fn units(&self, ticks: u64) -> u64 {
        ticks * 64
    }
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    finish(Err(Failure::Unwritten))
}
