//! A net for firmware in C: `make run` builds it, and a C firmware around it, and runs that in QEMU.
#![cfg_attr(target_os = "none", no_std)] // on a host, to make the header

mod calls;
mod functions;
mod memory;
mod status;

pub use status::NetStatus;

use stackprop::{Dense, Relu};

// The net. Change this line, and run `make net.h`.
c_functions!((Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>));

/// It does not link where a panic can be reached.
#[cfg(target_os = "none")]
#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    unsafe extern "C" {
        fn this_firmware_can_panic() -> !;
    }
    // SAFETY: it is nowhere defined, so no program calls it.
    unsafe { this_firmware_can_panic() }
}
