//! What a firmware on an emulated RISC-V needs: a console, an end with a status, a count of instructions.
#![no_std]

use core::fmt;
use job::{Failure, counts::Count};
use semihosting::io::{self, Write};
use semihosting::process::exit;

/// Where the job is told: the console of whoever started the emulator.
pub struct Console(io::Stdout);

impl Console {
    pub fn open() -> Self {
        match io::stdout() {
            Ok(stream) => Self(stream),
            Err(_) => finish(Err(Failure::Unwritten)),
        }
    }
}

impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

/// Ends the emulation, with status 0 or 1.
pub fn finish(outcome: Result<(), Failure>) -> ! {
    if let Err(failure) = outcome {
        semihosting::eprintln!("failed: {failure:?}");
    }
    exit(i32::from(outcome.is_err()))
}

/// `minstret`: the instructions since reset.
pub struct Clock;

impl Count for Clock {
    #[inline(never)]
    fn count(&mut self, call: &mut dyn FnMut()) -> u32 {
        let before = riscv::register::minstret::read();
        call();
        riscv::register::minstret::read().wrapping_sub(before) as u32
    }
}
