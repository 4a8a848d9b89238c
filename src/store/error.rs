//! What can be wrong with stored bytes.

use core::fmt;

/// Why values were not saved or loaded. Nothing has changed then.
///
/// ```
/// use stackprop::{Dense, Zero, store, store::StoreError};
///
/// let mut kept = [0; store::bytes::<Dense<2, 3>>()];
/// store::save(&Dense::<2, 3>::new([[1.0; 2]; 3], [0.0; 3]), &mut kept)?;
/// let error = store::load(&mut Dense::<2, 4>::ZERO, &kept).unwrap_err();
/// assert_eq!(error, StoreError::OtherLayer { layer: 0, stored: [2, 3], expected: [2, 4] });
/// assert_eq!(error.to_string(), "another net or optimizer: layer 0 goes from 2 to 3, not from 2 to 4");
/// # Ok::<(), StoreError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub enum StoreError {
    /// Fewer bytes than there must be, to save or to load.
    TooShort {
        /// How many there must be.
        needed: usize,
        /// How many there are.
        found: usize,
    },
    /// The bytes do not begin as stored values do: nothing was stored here.
    NotStored,
    /// Stored in another version of the format.
    Version {
        /// Which one.
        found: u16,
    },
    /// The CRC is not that of the bytes: they were damaged, or not written to their end.
    Damaged,
    /// Another net, optimizer or kind of values: the first layer, or part of an optimizer's memory, that differs.
    OtherLayer {
        /// Which one, from 0.
        layer: usize,
        /// Its inputs and outputs. If they are the expected ones, the activation differs or what kind of layer it is.
        stored: [u16; 2],
        /// The inputs and outputs that there should be.
        expected: [u16; 2],
    },
    /// Another net: it begins with the same layers, but has more or fewer of them.
    OtherDepth {
        /// How many layers, or parts of an optimizer's memory, were stored.
        stored: usize,
        /// How many there should be.
        expected: usize,
    },
    /// A value is NaN or infinite.
    NotFinite {
        /// Which one, from 0, in the order of [`Values::visit`](crate::Values::visit).
        place: usize,
    },
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooShort { needed, found } => write!(f, "{needed} bytes are needed, {found} are there"),
            Self::NotStored => f.write_str("nothing was stored here"),
            Self::Version { found } => write!(f, "stored in version {found} of the format, this is version 1"),
            Self::Damaged => f.write_str("damaged: the checksum is not that of the bytes"),
            Self::OtherLayer { layer, stored: [i, o], expected: [x, y] } if [i, o] == [x, y] => {
                write!(f, "another net or optimizer: layer {layer} is of another kind, such as another activation")
            }
            Self::OtherLayer { layer, stored: [i, o], expected: [x, y] } => {
                write!(f, "another net or optimizer: layer {layer} goes from {i} to {o}, not from {x} to {y}")
            }
            Self::OtherDepth { stored, expected } => {
                write!(f, "another net or optimizer: {stored} layers, not {expected}")
            }
            Self::NotFinite { place } => write!(f, "value {place} is not finite"),
        }
    }
}

impl core::error::Error for StoreError {}
