//! How numbers are shown, in a few hundred bytes of code, and how a firmware fails.

use core::fmt::{self, Write};
use stackprop::{FitError, TrainError, Values};

/// FNV-1a of 64 bits over the little-endian bytes of every weight.
pub fn hash<N: Values>(net: &N) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    net.visit(&mut |tensor| {
        for byte in tensor.values.iter().flat_map(|value| value.to_le_bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    });
    hash
}

/// What a line is made of. Not `core::fmt`: an f32 through it takes 12 KB of flash, and its arguments need an alignment
/// that the stack of an AVR does not keep (rustc 1.96 prints garbage there).
#[derive(Clone, Copy, Debug)]
pub enum Part<'a> {
    Text(&'a str),
    /// Right-aligned in five columns.
    Whole(u32),
    /// With six decimals, cut off.
    Fixed(f32),
    /// In hexadecimal.
    Hash(u64),
}

/// Writes the parts and ends the line.
///
/// # Errors
/// Those of `out`.
pub fn line(out: &mut dyn Write, parts: &[Part]) -> fmt::Result {
    for part in parts {
        match *part {
            Part::Text(text) => out.write_str(text)?,
            Part::Whole(value) => digits(out, value.into(), 10, 5, b' ')?,
            Part::Fixed(value) => {
                let millionths = (value * 1e6) as i32;
                out.write_str(if millionths < 0 { " -" } else { "  " })?;
                let size = millionths.unsigned_abs();
                digits(out, (size / 1_000_000).into(), 10, 1, b' ')?;
                out.write_str(".")?;
                digits(out, (size % 1_000_000).into(), 10, 6, b'0')?;
            }
            Part::Hash(value) => digits(out, value, 16, 16, b'0')?,
        }
    }
    out.write_str("\n")
}

/// At least `width` columns, padded in front.
fn digits(out: &mut dyn Write, mut value: u64, base: u64, width: usize, pad: u8) -> fmt::Result {
    let mut text = [pad; 20];
    let mut start = text.len() - width;
    for (place, slot) in text.iter_mut().enumerate().rev() {
        *slot = *b"0123456789abcdef".get((value % base) as usize).unwrap_or(&pad);
        start = start.min(place);
        value /= base;
        if value == 0 {
            break;
        }
    }
    // Not as a `str`: the check for UTF-8 needs a table, which takes 256 bytes of an AVR's RAM.
    text.get(start..).unwrap_or_default().iter().try_for_each(|byte| out.write_char(char::from(*byte)))
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
    /// `fit` stopped.
    Stopped(FitError),
    /// The first weights could not be laid.
    #[cfg(feature = "sine")]
    Knots(stackprop::init::KnotsError),
    /// There is nothing to count with.
    NoClock,
    /// The stack came too close to the rest.
    Overflow,
    /// The loss did not fall, so nothing was learned.
    Unlearned,
    /// What was saved is not what comes back.
    #[cfg(feature = "sine")]
    NotKept(FlashError),
}

#[cfg(feature = "sine")]
type FlashError = stackprop::store::FlashError<embedded_storage::nor_flash::NorFlashErrorKind>;

#[cfg(feature = "sine")]
impl From<FlashError> for Failure {
    fn from(error: FlashError) -> Self {
        Self::NotKept(error)
    }
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

impl From<FitError> for Failure {
    fn from(error: FitError) -> Self {
        Self::Stopped(error)
    }
}

#[cfg(feature = "sine")]
impl From<stackprop::init::KnotsError> for Failure {
    fn from(error: stackprop::init::KnotsError) -> Self {
        Self::Knots(error)
    }
}
