//! Counts instructions by SysTick.

use cortex_m::Peripherals;
use cortex_m::peripheral::SYST;
use cortex_m::peripheral::syst::SystClkSource;
use job::counts::Count;

/// SysTick running freely down 24 bits; under the emulator it ticks 1.6 times an instruction (see `run.sh`).
pub struct Clock(SYST);

impl Clock {
    /// The only one.
    pub fn start() -> Option<Self> {
        let mut syst = Peripherals::take()?.SYST;
        syst.set_clock_source(SystClkSource::Core);
        syst.set_reload(0x00ff_ffff);
        syst.clear_current();
        syst.enable_counter();
        Some(Self(syst))
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
        ticks * 5 / 8
    }
}
