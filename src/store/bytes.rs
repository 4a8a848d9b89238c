//! Values to and from a slice of bytes.

use crate::net::Values;
use crate::store::StoreError;
use crate::store::read::{Header, Source, check, fill};
use crate::store::write::{self, HEADER, PART, len};

/// How many bytes a net, or whatever else is stored, takes: 16, 8 for every part and 4 for every value.
///
/// ```
/// use stackprop::{Dense, Relu, store};
///
/// const _: () = assert!(store::bytes::<(Dense<1, 16, Relu>, Dense<16, 1>)>() == 16 + 2 * 8 + 49 * 4);
/// ```
#[must_use]
pub const fn bytes<V: Values>() -> usize {
    HEADER + PART * V::PARTS + 4 * len::<V>() as usize + 4
}

/// Writes values to the front of `to`; see [the format](crate::store). Returns how many bytes were written,
/// [`bytes`] of them.
///
/// # Errors
/// [`StoreError::TooShort`] for a buffer with less room than that, [`StoreError::NotFinite`] for values that could not be
/// loaded again. Nothing was written then.
///
/// ```
/// use stackprop::{Dense, store};
///
/// let mut kept = [0; store::bytes::<Dense<1, 1>>()];
/// assert_eq!(store::save(&Dense::<1, 1>::new([[2.0]], [0.5]), &mut kept)?, 32);
/// assert_eq!(kept[..4], *b"SPRP");
/// # Ok::<(), store::StoreError>(())
/// ```
pub fn save<V: Values>(values: &V, to: &mut [u8]) -> Result<usize, StoreError> {
    let needed = const { bytes::<V>() };
    if to.len() < needed {
        return Err(StoreError::TooShort { needed, found: to.len() });
    }
    write::check(values)?;
    let mut room = to.iter_mut();
    write::write(values, |bytes| {
        // In this order: an exhausted `bytes` takes no place of `room`.
        for (from, to) in bytes.iter().zip(&mut room) {
            *to = *from;
        }
        Ok::<(), StoreError>(())
    })?;
    Ok(needed)
}

/// Reads values from the front of `from`, where [`save`] wrote them.
///
/// # Errors
/// Every [`StoreError`]; nothing has changed then.
///
/// ```
/// use stackprop::{Dense, Zero, store, store::StoreError};
///
/// let mut kept = [0; store::bytes::<Dense<1, 1>>()];
/// store::save(&Dense::<1, 1>::new([[2.0]], [0.5]), &mut kept)?;
/// let mut net = Dense::<1, 1>::ZERO;
/// store::load(&mut net, &kept)?;
/// assert_eq!(net, Dense::new([[2.0]], [0.5]));
///
/// kept[22] ^= 1; // a bit of the weight
/// assert_eq!(store::load(&mut net, &kept), Err(StoreError::Damaged));
/// # Ok::<(), StoreError>(())
/// ```
pub fn load<V: Values>(values: &mut V, from: &[u8]) -> Result<(), StoreError> {
    let mut rest = Slice(from.iter());
    let mut header = [0; HEADER];
    if from.len() < HEADER {
        return Err(StoreError::TooShort { needed: const { bytes::<V>() }, found: from.len() });
    }
    rest.read(&mut header)?;
    let header = Header::of(header)?;
    if from.len() < header.total() {
        return Err(StoreError::TooShort { needed: header.total(), found: from.len() });
    }
    check::<V, _>(header, &mut rest)?;
    fill(values, &mut Slice(from.iter()))?;
    Ok(())
}

/// The bytes that are left, of which there are enough.
struct Slice<'a>(core::slice::Iter<'a, u8>);

impl Source for Slice<'_> {
    type Error = StoreError;

    fn read(&mut self, to: &mut [u8]) -> Result<(), StoreError> {
        for (to, from) in to.iter_mut().zip(&mut self.0) {
            *to = *from;
        }
        Ok(())
    }
}
