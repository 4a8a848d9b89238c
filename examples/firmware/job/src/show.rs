//! How numbers are shown, in a few hundred bytes of code, and how a firmware fails.

use core::fmt;
use stackprop::{Parameters, TrainError};

/// FNV-1a of 64 bits over the little-endian bytes of every weight.
pub fn hash<N: Parameters>(net: &N) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    net.visit(&mut |slice| {
        for byte in slice.iter().flat_map(|value| value.to_le_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    });
    hash
}

/// Shown with six decimals, by integers: an f32 through `core::fmt` takes 12 KB of flash.
pub(crate) struct Fixed(pub f32);

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millionths = (self.0 * 1e6) as i32;
        let (sign, size) = (if millionths < 0 { '-' } else { ' ' }, millionths.unsigned_abs());
        write!(f, "{sign}{}.{:06}", size / 1_000_000, size % 1_000_000)
    }
}

/// Why a firmware ends with another status than 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The net refused a sample.
    Refused(TrainError),
    /// A line could not be written.
    Unwritten,
    /// The FPU is set to round otherwise than IEEE 754 says.
    NotIeee,
    /// The first weights could not be drawn.
    NoStart,
    /// There is nothing to count with.
    NoClock,
    /// The stack came too close to the rest.
    Overflow,
    /// The loss did not fall, so nothing was learned.
    Unlearned,
}

impl From<TrainError> for Failure {
    fn from(error: TrainError) -> Self {
        Self::Refused(error)
    }
}

impl From<fmt::Error> for Failure {
    fn from(_: fmt::Error) -> Self {
        Self::Unwritten
    }
}
