//! ONNX, as PyTorch, Keras and skl2onnx write it for dense nets.
//!
//! A graph is followed from its input on. Products with matrices become layers; scales, shifts and batch normalisation are
//! folded into them; reshapes and casts that change nothing are skipped; a softmax at the end, and what scikit-learn makes
//! of the probabilities behind it, is left out with a note. Anything else is refused, by name.

mod chain;
mod constants;
mod fold;
mod input;
mod matrix;
pub mod messages;
mod node;
mod post;
mod read;
mod shape;
mod sizes;
mod tensor;
mod write;

pub use read::{External, no_files, read};
pub use write::write;
