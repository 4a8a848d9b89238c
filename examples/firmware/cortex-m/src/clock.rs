//! Counts instructions by SysTick.

use core::arch::asm;
use cortex_m::Peripherals;
use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;
use job::counts::Count;

/// SysTick running freely down 24 bits. Under the emulator every instruction takes the same time (see `run.sh`), and how
/// many ticks that is, 1.6 at 25 MHz, is told by a loop of known length.
pub struct Clock {
    loop_ticks: u32,
    _running: SYST,
}

/// Of two instructions each.
const LOOPS: u32 = 1_000_000;

impl Clock {
    /// The only one.
    pub fn start() -> Option<Self> {
        let mut syst = Peripherals::take()?.SYST;
        syst.set_clock_source(SystClkSource::Core);
        syst.set_reload(0x00ff_ffff);
        syst.clear_current();
        syst.enable_counter();
        let mut clock = Self { loop_ticks: 1, _running: syst };
        clock.loop_ticks = clock.count(&mut || {
            // SAFETY: it changes its register and the flags, nothing else.
            unsafe { asm!("2: subs {0}, #1", "bne 2b", inout(reg) LOOPS => _, options(nomem, nostack)) }
        });
        Some(clock)
    }
}

impl Count for Clock {
    #[inline(never)]
    fn count(&mut self, call: &mut dyn FnMut()) -> u32 {
        let before = SYST::get_current();
        call();
        before.wrapping_sub(SYST::get_current()) & 0x00ff_ffff
    }

    fn units(&self, ticks: u64) -> u64 {
        ticks * u64::from(2 * LOOPS) / u64::from(self.loop_ticks)
    }
}
