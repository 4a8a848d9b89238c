//! What every firmware does, whatever the microcontroller: learn a curve, one sample at a time and by batches, and show
//! that the bits are those of any other machine.
#![no_std]
#![forbid(unsafe_code)]

pub mod counts;
mod curve;
mod draw;
mod show;

pub use counts::Count;
pub use curve::{Curve, Small, polynomial};
#[cfg(feature = "sine")]
pub use curve::{Hello, sine, start};
pub use draw::Draw;
pub use show::{Failure, Part, hash, line};
