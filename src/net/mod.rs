//! What a net is: layers of parameters, known to the compiler, that predict and can be differentiated.

mod activation;
mod array;
mod dense;
mod footprint;
mod frozen;
pub mod init;
mod layer;
#[cfg(feature = "libm")]
mod smooth;
mod tuple;
mod values;

pub use activation::{Activation, LeakyRelu, Linear, Relu};
pub use dense::{Dense, DenseTape};
pub use footprint::{Footprint, footprint};
pub use frozen::Frozen;
pub use layer::{Layer, LayerVisitor, Predict};
#[cfg(feature = "libm")]
pub use smooth::{Sigmoid, Tanh};
pub use values::{Parameters, Part, Tensor, Values, mix, mix_name};
