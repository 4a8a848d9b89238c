//! All that differs from board to board: where the log goes, how the program ends, what ticks.

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(board = "esp32c3")]
mod esp32c3;
#[cfg(not(board = "qemu"))]
mod rtt;
#[cfg(board = "qemu")]
mod semihosting;

#[cfg(all(target_arch = "arm", feature = "rtic"))]
pub use arm::device;
#[cfg(target_arch = "arm")]
pub use arm::{Timer, entry, init, start_timer};
#[cfg(board = "esp32c3")]
pub use esp32c3::{Timer, entry, init, seen, start_timer};
#[cfg(not(board = "qemu"))]
pub use rtt::end;
#[cfg(board = "qemu")]
pub use semihosting::end;
