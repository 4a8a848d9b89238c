//! What happens on a device where a panic is reached. None is, but in a build with overflow checks.

use core::panic::PanicInfo;

#[cfg(not(feature = "prove-no-panic"))]
#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

/// A program that links cannot panic.
#[cfg(feature = "prove-no-panic")]
#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    unsafe extern "C" {
        fn this_firmware_can_panic() -> !;
    }
    // SAFETY: it is defined nowhere, so no program that links calls it.
    unsafe { this_firmware_can_panic() }
}
