//! Arm's own part of a Cortex-M: the start, and the timer SysTick.

use cortex_m::peripheral::{SYST, syst::SystClkSource};
pub use cortex_m_rt::entry;
#[cfg(not(board = "qemu"))]
use panic_probe as _;

pub type Timer = SYST;

/// Hands out the timer. The start of your chip's clocks goes here.
#[must_use]
pub fn init() -> Timer {
    cortex_m::Peripherals::take().expect("it is called once").SYST
}

/// Ticks every 32 000 cycles of the core.
pub fn start_timer(timer: &mut Timer) {
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(31_999);
    timer.clear_current();
    timer.enable_counter();
    timer.enable_interrupt();
}

/// Calls a function from an interrupt, at every tick of the timer.
#[macro_export]
macro_rules! every_tick {
    ($timer:expr, $call:path) => {{
        #[cortex_m_rt::exception]
        fn SysTick() {
            $call();
        }
        $crate::board::start_timer(&mut $timer);
    }};
}

/// The crate that names the chip's interrupts, for RTIC.
#[cfg(feature = "rtic")]
pub mod device {
    #[cfg(board = "nrf52840")]
    pub use nrf52840_pac::*;
    #[cfg(board = "rp2350")]
    pub use rp235x_pac::*;
    #[cfg(board = "rp2040")]
    pub use rp2040_pac::*;
    #[cfg(any(board = "qemu", board = "stm32f407"))]
    pub use stm32f4::stm32f407::*;
}

/// The boot ROM runs this first: it sets up the flash of a Pico, a W25Q080, from which all else is run.
#[cfg(board = "rp2040")]
#[unsafe(link_section = ".boot2")]
#[used]
static BOOT2: [u8; 256] = rp2040_boot2::BOOT_LOADER_W25Q080;

/// Tells the boot ROM that this is a program for the Arm cores, in secure mode (RP2350 data sheet, "Minimum Arm IMAGE_DEF").
#[cfg(board = "rp2350")]
#[unsafe(link_section = ".start_block")]
#[used]
static IMAGE_DEF: [u32; 5] = [0xffff_ded3, 0x1021_0142, 0x0000_01ff, 0, 0xab12_3579];
