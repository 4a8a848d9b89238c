//! Calls the whole public interface with data the compiler cannot foresee, and links only if none of it can panic.
//! With the feature `planted`, one can: that must not link.
#![no_std]
#![no_main]

#[path = "../port.rs"]
mod port;

use core::fmt::{self, Write};
use core::ptr::read_volatile;
use cortex_m_rt::entry;
use job::{Given, explain, keep, odd, rest, tour};

static GIVEN: Given = Given::EXAMPLE;

/// Every byte of a message counts.
struct Sum(u32);

impl Write for Sum {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = text.bytes().fold(self.0, |sum, byte| sum.wrapping_mul(31) ^ u32::from(byte));
        Ok(())
    }
}

#[entry]
fn main() -> ! {
    port::serve(|[x], [target]| {
        // SAFETY: a static is readable; volatile, so that nothing is known of what comes.
        let mut given = unsafe { read_volatile(&raw const GIVEN) };
        (given.rate, given.delta) = (x, target);
        let bits = match tour(&given).and_then(|hash| Ok(hash ^ odd(&given)? ^ rest(&given)? ^ keep(&given)?)) {
            Ok(hash) => hash as u32,
            Err(failure) => {
                let mut sum = Sum(0);
                let _ = explain(&mut sum, &failure);
                sum.0
            }
        };
        #[cfg(feature = "planted")]
        return given.inputs[bits as usize][0];
        #[cfg(not(feature = "planted"))]
        f32::from_bits(bits)
    })
}
