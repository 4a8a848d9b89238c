//! What every firmware does, whatever the microcontroller: learn a curve, one sample at a time and by batches, and show
//! that the bits are those of any other machine.
#![no_std]
#![forbid(unsafe_code)]

pub mod counts;
mod curve;
mod draw;
#[cfg(feature = "sine")]
pub mod gestures;
#[cfg(feature = "sine")]
mod keep;
#[cfg(feature = "sine")]
pub mod kept;
#[cfg(feature = "sine")]
mod odd;
#[cfg(feature = "sine")]
mod rest;
mod show;
#[cfg(feature = "sine")]
mod stream;
#[cfg(feature = "sine")]
mod tour;

#[cfg(feature = "sine")]
pub use curve::{Hello, more, sine};
pub use curve::{Small, polynomial};
pub use draw::Draw;
#[cfg(feature = "sine")]
pub use keep::keep;
#[cfg(feature = "sine")]
pub use odd::odd;
#[cfg(feature = "sine")]
pub use rest::rest;
pub use show::{Failure, Part, hash, line};
#[cfg(feature = "sine")]
pub use stream::Stream;
#[cfg(feature = "sine")]
pub use tour::{Given, explain, tour};
