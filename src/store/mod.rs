//! How a net is kept: as bytes.
//!
//! [`save`] and [`load`] take anything that is [`Values`](crate::Values): a net, a [`Trainer`](crate::Trainer) with its
//! optimizer's memory, a [`Standardizer`](crate::Standardizer), a [`Replay`](crate::Replay), a
//! [`LeastSquares`](crate::LeastSquares). A training that goes on from a loaded net and a loaded trainer gives the bits of
//! one that was never interrupted.
//!
//! ```
//! use stackprop::{Adam, Dense, Mse, Relu, Trainer, init, store};
//!
//! type Net = (Dense<1, 8, Relu>, Dense<8, 1>);
//! type Learner = Trainer<Net, Adam>;
//! # use stackprop::Zero;
//! let (mut net, mut trainer) = (Net::ZERO, Learner::new());
//! init::seeded(&mut net, 7);
//! trainer.step(&mut net, &[[0.5]], &[[1.0]], &Mse, &Adam::new(0.01))?;
//!
//! let mut kept = [0; store::bytes::<Net>() + store::bytes::<Learner>()];
//! let middle = store::save(&net, &mut kept)?;
//! store::save(&trainer, &mut kept[middle..])?;
//!
//! let (mut again, mut go_on) = (Net::ZERO, Learner::new()); // after the next start of the device
//! store::load(&mut again, &kept)?;
//! store::load(&mut go_on, &kept[middle..])?;
//! trainer.step(&mut net, &[[0.7]], &[[1.0]], &Mse, &Adam::new(0.01))?;
//! go_on.step(&mut again, &[[0.7]], &[[1.0]], &Mse, &Adam::new(0.01))?;
//! assert_eq!(net, again);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The format, version 1
//!
//! Every number is little-endian. A part is a layer, or a part of an optimizer's memory.
//!
//! | offset | bytes | what |
//! |---|---|---|
//! | 0 | 4 | `SPRP`, the bytes 53 50 52 50 |
//! | 4 | 2 | the version of the format: 1 |
//! | 6 | 2 | P, how many parts |
//! | 8 | 4 | L, how many values |
//! | 12 | 8 P | of each part: its fingerprint (4 bytes), its inputs (2) and its outputs (2), of which 65535 means that or more |
//! | 12 + 8 P | 4 L | the values, IEEE 754 binary32, each finite: of a net, layer by layer, first the weights `[output][input]`, then the biases, as in PyTorch |
//! | 12 + 8 P + 4 L | 4 | the CRC-32 of all bytes before it (IEEE 802.3, as of zip, zlib and PNG) |
//!
//! That is 16 + 8 P + 4 L bytes, [`bytes`] of them. What lies behind is not looked at.
//!
//! However the layers of a net are nested in tuples and arrays, the bytes are the same; [`Frozen`](crate::Frozen) changes
//! nothing either. The fingerprint of a dense layer is the 32-bit FNV-1a hash of the bytes of `Dense`, its inputs and its
//! outputs (four bytes each), and its activation's name (`Identity` for [`Linear`](crate::Linear)).
//!
//! Of a trainer, first come the optimizer's values: nothing for [`Sgd`](crate::Sgd), a gradient's shape for
//! [`Momentum`](crate::Momentum) and once more that for [`RmsProp`](crate::RmsProp), two of that and three numbers for
//! [`Adam`](crate::Adam) and [`AdamW`](crate::AdamW); then a part without values that stands for net and optimizer.

mod bytes;
mod crc;
mod error;
pub mod export;
#[cfg(feature = "flash")]
mod flash;
mod read;
mod write;

pub use bytes::{bytes, load, save};
pub use error::StoreError;
#[cfg(feature = "flash")]
pub use flash::{FlashError, Slots};
