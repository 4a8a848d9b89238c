//! Nets of `stackprop` from and to what the rest of the world keeps them in.
//!
//! | format | read | written | with |
//! |---|---|---|---|
//! | safetensors | [`safetensors::read`] | [`safetensors::write`] | PyTorch's names, `nn.Sequential` |
//! | ONNX | [`onnx::read`] | [`onnx::write`] | PyTorch, Keras 3, scikit-learn by skl2onnx |
//! | stored bytes | [`stored::read`] | [`stored::write`] | `stackprop::store` |
//! | Rust, C | | [`source::rust`], [`source::c`] | `stackprop::export` |
//!
//! Every reader gives a [`Model`], whose sizes are only known when it runs, or an [`Error`] that names the tensor or the
//! node. No input makes a reader panic, and none makes it allocate more than a small multiple of the input's size.
#![warn(clippy::arithmetic_side_effects)] // an overflow would be a panic

mod activation;
mod builder;
mod error;
mod file;
mod model;
pub mod onnx;
mod read;
pub mod report;
pub mod safetensors;
pub mod source;
pub mod stored;

pub use activation::Activation;
pub use error::Error;
pub use file::{Format, read_file};
pub use model::{Layer, Model};
pub use read::Read;
