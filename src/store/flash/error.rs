//! Why values were not saved to a flash, or not loaded from it.

use crate::store::StoreError;
use core::fmt;
use embedded_storage::nor_flash::NorFlashError;

/// Why [`Slots`](crate::store::Slots) did not save or load. `E` is the flash's own error.
///
/// ```
/// use stackprop::store::{FlashError, StoreError};
/// # use embedded_storage::nor_flash::NorFlashErrorKind;
///
/// let error = FlashError::<NorFlashErrorKind>::Room { needed: 8192, found: 4096 };
/// assert_eq!(error.to_string(), "two slots need 8192 bytes of flash, 4096 are there");
/// let error = FlashError::Flash(NorFlashErrorKind::OutOfBounds);
/// assert_eq!(error.to_string(), "the flash: Arguments are out of bounds");
/// let error = FlashError::<NorFlashErrorKind>::Store(StoreError::Damaged);
/// assert_eq!(error.to_string(), "damaged: the checksum is not that of the bytes");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum FlashError<E> {
    /// What the flash itself says.
    Flash(E),
    /// The values cannot be saved, or those in the flash are not to be loaded. Nothing has changed.
    Store(StoreError),
    /// The range is not made of whole erase blocks, has fewer than two, or ends behind the flash.
    Range,
    /// The range is too small for two copies of the values. Nothing has changed.
    Room {
        /// How many bytes of flash there must be: [`Slots::bytes`](crate::store::Slots::bytes).
        needed: usize,
        /// How many there are in the two slots.
        found: usize,
    },
    /// Nothing was ever saved here, or not to its end.
    Empty,
    /// What was written does not read back. The save before this one is still there.
    NotVerified,
    /// What was read differed from what had been read a moment before, twice. **The values are all zero now**: they
    /// could be neither loaded nor left as they were.
    Unstable,
}

impl<E> From<StoreError> for FlashError<E> {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl<E: NorFlashError> fmt::Display for FlashError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flash(error) => write!(f, "the flash: {}", error.kind()),
            Self::Store(error) => write!(f, "{error}"),
            Self::Range => f.write_str("the range is not made of two or more whole erase blocks of the flash"),
            Self::Room { needed, found } => write!(f, "two slots need {needed} bytes of flash, {found} are there"),
            Self::Empty => f.write_str("nothing was saved in this flash"),
            Self::NotVerified => f.write_str("what was written to the flash does not read back"),
            Self::Unstable => f.write_str("the flash reads differently each time; the values are zero now"),
        }
    }
}

impl<E: NorFlashError> core::error::Error for FlashError<E> {}
