//! A firmware bare of everything: a sensor, an actuator, and a panic handler that does not link, so that where a panic can
//! be reached there is no firmware.

use core::panic::PanicInfo;
use core::ptr::{read_volatile, write_volatile};

static mut SENSOR: [f32; 2] = [0.0; 2];
static mut ACTUATOR: f32 = 0.0;

/// What comes in, for ever: nothing is known of it. What goes out is needed.
pub fn serve(mut answer: impl FnMut([f32; 1], [f32; 1]) -> f32) -> ! {
    loop {
        // SAFETY: only this function knows the two, and it runs once.
        let [x, target] = unsafe { read_volatile(&raw const SENSOR) };
        let y = answer([x], [target]);
        // SAFETY: as above.
        unsafe { write_volatile(&raw mut ACTUATOR, y) };
    }
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    unsafe extern "C" {
        fn this_firmware_can_panic() -> !;
    }
    // SAFETY: it is nowhere defined, so no program calls it.
    unsafe { this_firmware_can_panic() }
}
