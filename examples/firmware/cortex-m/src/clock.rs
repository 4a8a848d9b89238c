//! Counts instructions by SysTick.

use crate::{Console, finish};
use core::arch::asm;
use core::fmt::Write;
use cortex_m::Peripherals;
use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;
use job::Failure;
use job::counts::Count;

/// SysTick running freely down 24 bits. Under the emulator every instruction takes the same time
/// (see `run.sh`), and how many ticks that is, 1.6 at 25 MHz, is told by a loop of known length.
pub struct Clock {
    loop_ticks: u64,
    syst: SYST,
}

/// Of two instructions each: few enough for 42 ticks an instruction, which are those of 650 MHz.
const LOOPS: u32 = 100_000;
/// Ticks that a call may take, in any case.
const ENOUGH: u32 = 1 << 23;

impl Clock {
    /// The only one.
    pub fn start() -> Option<Self> {
        let mut syst = Peripherals::take()?.SYST;
        syst.set_clock_source(SystClkSource::Core);
        syst.set_reload(0x00ff_ffff);
        syst.enable_counter();
        let mut clock = Self { loop_ticks: 1, syst };
        clock.loop_ticks = clock.cost(&mut || {
            // SAFETY: it changes its register and the flags, nothing else.
            unsafe { asm!("2: subs {0}, #1", "bne 2b", inout(reg) LOOPS => _, options(nomem, nostack)) }
        });
        Some(clock)
    }
}

impl Count for Clock {
    /// Ends the program if the counter came to its end meanwhile: then nobody knows how often it did.
    #[inline(never)]
    fn count(&mut self, call: &mut dyn FnMut()) -> u32 {
        if SYST::get_current() < ENOUGH {
            self.syst.clear_current(); // it starts again from the top
        }
        let _ = self.syst.has_wrapped(); // which makes it forget that it did
        let before = SYST::get_current();
        call();
        let after = SYST::get_current();
        if self.syst.has_wrapped() {
            let _ = writeln!(Console::open(), "a call took so long that SysTick may have wrapped: take a slower clock");
            finish(Err(Failure::NoClock));
        }
        before.wrapping_sub(after)
    }

    fn units(&self, ticks: u64) -> u64 {
        ticks * u64::from(2 * LOOPS) / self.loop_ticks
    }
}
