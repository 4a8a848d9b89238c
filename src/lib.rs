//! Backprop on the stack: microcontrollers that learn, not only infer.
//!
//! A network is a tuple of layers; its shape, its memory and its arithmetic are known to the compiler; learning is a
//! loop over plain arrays. `no_std`, no heap, no unsafe, no panic.
//!
//! ```
//! use stackprop::{Dense, Layer, Mse, Parameters, Relu, init, learn};
//! # use rand_core::SeedableRng;
//! # use rand_xorshift::XorShiftRng;
//!
//! type Net = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);
//! const _: () = assert!(stackprop::footprint::<Net>().net == 1284); // bytes
//!
//! let mut net = Net::ZERO;
//! init::he_uniform(&mut net, &mut XorShiftRng::seed_from_u64(7));
//! for step in 0..20_000 {
//!     let x = (step * 37 % 629) as f32 / 100.0 - 3.14; // a sensor, say
//!     learn(&mut net, &[x], &[libm::sinf(x)], &Mse, 0.01)?;
//! }
//! assert!((net.predict(&[1.5])[0] - 1.0).abs() < 0.1);
//! # Ok::<(), stackprop::TrainError>(())
//! ```
//!
//! # On the device
//!
//! A net may live on the stack, in a `static`, or, when it only predicts, in flash:
//!
//! ```
//! use stackprop::{Adam, Dense, Layer, Parameters, Relu, Trainer};
//! use std::sync::Mutex; // on a microcontroller: critical_section::Mutex, or static_cell
//!
//! type Net = (Dense<1, 2, Relu>, Dense<2, 1>);
//! static TRAINED: Net = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.0])); // .rodata: flash
//! static LEARNING: Mutex<Net> = Mutex::new(Net::ZERO); // all zero bits: .bss, no flash
//! static TRAINER: Mutex<Trainer<Net, Adam>> = Mutex::new(Trainer::new()); // .bss too
//! assert_eq!(TRAINED.predict(&[-3.0]), [3.0]);
//! ```
//!
//! [`learn`] takes one sample straight into the weights ([`learn_on`] on a tape that you keep); [`Trainer::step`] takes a batch through a gradient and an
//! optimizer ([`Sgd`], [`Momentum`], [`Adam`]); [`fit`] is the loop over epochs of shuffled batches. [`footprint`] tells
//! what a net costs before it runs. A call that returns an error has changed nothing.
//!
//! # On a host
//!
//! `Trainer::<Net, Adam, Lanes<8>>` runs the same kernels on eight samples side by side: faster, and the same bits.
//! Every sum has one fixed order, nothing is fused, and what is not a sum or a product comes from `libm`: the same seed
//! and the same data give the same weights on every target, at every optimisation level, with any number of lanes.
//! A processor set to flush subnormals to zero (FPSCR.FZ on a Cortex-M) breaks that promise, and only that one.
//!
//! # Your own layer
//!
//! Implement [`Parameters`] (what it is made of) and [`Layer`] (what it does), and it composes with the others in tuples
//! and arrays. An activation of your own is an [`Activation`], a loss a [`Loss`], an optimizer an [`Optimizer`].
//!
//! # Features
//!
//! | feature | brings |
//! |---|---|
//! | `libm` | [`Tanh`], [`Sigmoid`], [`Adam`], [`cosine`] |
//! | `rand` (and `libm`) | [`init`] |
//! | `heapless` | [`History`] |
//! | `defmt` | `defmt::Format` of errors and metrics |
//!
//! All but `defmt` are on by default; with none of them the crate has no dependency and still trains a ReLU net by SGD.
#![no_std]
#![forbid(unsafe_code)]

mod activation;
#[cfg(feature = "libm")]
mod adam;
mod compose;
mod dense;
mod error;
mod fit;
mod footprint;
#[cfg(feature = "heapless")]
mod history;
#[cfg(feature = "rand")]
pub mod init;
mod layer;
mod learn;
mod loss;
mod optimizer;
mod real;
mod sample;
mod schedule;
mod shuffle;
#[cfg(feature = "libm")]
mod smooth;
mod train;

pub use activation::{Activation, LeakyRelu, Linear, Relu};
#[cfg(feature = "libm")]
pub use adam::{Adam, Moments};
pub use dense::{Dense, DenseTape};
pub use error::{FitError, Quantity, TrainError};
pub use fit::{Epoch, Plan, fit};
pub use footprint::{Footprint, footprint, trainer_footprint};
#[cfg(feature = "heapless")]
pub use history::History;
pub use layer::{Layer, Parameters};
pub use learn::{learn, learn_on, tape};
pub use loss::{Huber, Loss, Mse};
pub use optimizer::{Momentum, Optimizer, Sgd};
pub use real::{Lanes, Real};
pub use sample::Sample;
pub use schedule::constant;
#[cfg(feature = "libm")]
pub use schedule::cosine;
pub use shuffle::Permutation;
#[cfg(feature = "libm")]
pub use smooth::{Sigmoid, Tanh};
pub use train::Trainer;

/// The README's example, run as the others are.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
