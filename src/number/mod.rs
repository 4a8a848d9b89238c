//! What flows: numbers and samples, one at a time or several side by side.

mod lanes;
mod mean;
mod real;
mod sample;
mod soft;
mod zero;

pub use lanes::Lanes;
pub use mean::Mean;
pub(crate) use mean::Sum;
#[cfg(feature = "libm")]
pub(crate) use mean::two_sum;
pub use real::Real;
pub(crate) use real::{FPU, VECTORS};
pub use sample::{Sample, Wide};
pub use zero::Zero;
