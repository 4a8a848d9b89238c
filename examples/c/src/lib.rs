//! C functions for nets of [`stackprop`], named by a prefix of one's own. One line of Rust chooses a net:
//!
//! ```
//! use stackprop_c::{c_net, stackprop::{Adam, Dense, Relu, SoftmaxCrossEntropy}};
//!
//! c_net!(
//!     prefix = "gesture",
//!     net = (Dense<12, 16, Relu>, Dense<16, 3>),
//!     loss = SoftmaxCrossEntropy,
//!     optimizer = Adam,
//! );
//! # fn main() {}
//! ```
//!
//! gives `gesture_start`, `gesture_learn`, `gesture_step`, `gesture_predict`, `gesture_classify` and so on, and the types
//! `gesture_net`, `gesture_trainer` and `gesture_standardizer`. Several nets in a library, or several libraries in a
//! program, need as many prefixes.
//!
//! The macro only forwards. What the functions do stands in [`calls`], for any net; all that touches memory by pointers
//! stands in [`memory`].
#![no_std]

#[cfg(any(not(target_os = "none"), feature = "header"))]
extern crate std; // brings a panic handler to a library for a host

pub mod calls;
mod first;
#[cfg(feature = "header")]
pub mod header;
mod macros;
pub mod memory;
#[cfg(all(target_os = "none", any(feature = "panic-handler", feature = "prove-no-panic")))]
mod panic;
mod plain;
mod rate;
mod report;
mod sizes;
mod status;

pub use first::First;
pub use memory::Plain;
#[doc(hidden)]
pub use pastey::paste;
pub use rate::WithRate;
pub use report::{Finding, Report};
pub use sizes::Sizes;
pub use stackprop;
pub use status::Status;

/// The version of this package, as C has it.
pub const VERSION: &core::ffi::CStr =
    match core::ffi::CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
        Ok(version) => version,
        Err(_) => c"",
    };
