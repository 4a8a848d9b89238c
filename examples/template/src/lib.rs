//! A net that learns what a sensor's reading means, on the device. `main.rs` is where it starts.
#![no_std]

pub mod board;
pub mod learner;
pub mod sensor;
