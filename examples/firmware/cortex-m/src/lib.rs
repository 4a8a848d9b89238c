//! What a firmware on an emulated Cortex-M needs: an end with a status, a count of instructions, a painted stack.
#![no_std]

mod clock;
#[cfg(target_abi = "eabihf")]
mod root;
mod stack;

pub use clock::Clock;
#[cfg(target_abi = "eabihf")]
pub use root::Vsqrt;
pub use stack::high_water;

use core::fmt::Write;
use core::panic::PanicInfo;
use cortex_m_semihosting::{debug, hio};
use job::Failure;

/// Where the job is told: the console of whoever started the emulator.
pub struct Console(hio::HostStream);

impl Console {
    pub fn open() -> Self {
        match hio::hstdout() {
            Ok(stream) => Self(stream),
            Err(()) => finish(Err(Failure::Unwritten)),
        }
    }
}

impl Write for Console {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|()| core::fmt::Error)
    }
}

/// Ends the emulation, with status 0 or 1.
pub fn finish(outcome: Result<(), Failure>) -> ! {
    if let Err(failure) = outcome {
        if let Ok(stream) = hio::hstdout() {
            let _ = writeln!(Console(stream), "failed: {failure:?}");
        }
    }
    debug::exit(if outcome.is_ok() { debug::EXIT_SUCCESS } else { debug::EXIT_FAILURE });
    loop {
        core::hint::spin_loop();
    }
}

/// Whether the FPU rounds as IEEE 754 says: flush-to-zero and default-NaN are off, the rounding is to nearest.
/// Both are off after a reset; a firmware that sets flush-to-zero has other bits from the first subnormal on.
pub fn is_ieee() -> bool {
    #[cfg(target_abi = "eabihf")]
    {
        use cortex_m::register::fpscr;
        let fpscr = fpscr::read();
        !fpscr.fz() && !fpscr.dn() && fpscr.rmode() == fpscr::RMode::Nearest
    }
    #[cfg(not(target_abi = "eabihf"))]
    true // no FPU: the compiler's own routines know no other way
}

#[panic_handler]
fn panic(info: &PanicInfo) -> ! {
    if let Ok(stream) = hio::hstdout() {
        let _ = writeln!(Console(stream), "{info}");
    }
    debug::exit(debug::EXIT_FAILURE);
    loop {
        core::hint::spin_loop();
    }
}
