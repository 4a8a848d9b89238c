//! A net as source code, which compiles to the same bits.
//!
//! For a net that was trained on a device and has to leave it over a serial line, or be compiled into the next firmware:
//! no heap, no buffer, anything that is [`core::fmt::Write`]. Every weight is written by its bits, so that nothing is
//! rounded, and a device needs no code that prints decimals.
//!
//! However its layers are nested, a net is written as one tuple of dense layers, tuples within where there are more than
//! six. A net with other layers than dense ones cannot be written.

mod c;
mod digits;
mod layers;
mod rust;

pub use c::c;
pub use rust::rust;
