//! Values out of a stream of bytes, which is read twice: all of it is checked before the first value changes.

use crate::net::Values;
use crate::store::StoreError;
use crate::store::crc::Crc;
use crate::store::write::{HEADER, MAGIC, PART, VERSION, len, record};

/// Where the bytes come from. Fills the buffer with the next ones.
pub(super) trait Source {
    /// Why it cannot.
    type Error: From<StoreError>;

    fn read(&mut self, to: &mut [u8]) -> Result<(), Self::Error>;
}

/// What stored bytes say of themselves.
#[derive(Clone, Copy)]
pub(super) struct Header {
    pub(super) bytes: [u8; HEADER],
    parts: u16,
    values: u32,
}

impl Header {
    pub(super) fn of(bytes: [u8; HEADER]) -> Result<Self, StoreError> {
        let [m0, m1, m2, m3, v0, v1, p0, p1, l0, l1, l2, l3] = bytes;
        let found = u16::from_le_bytes([v0, v1]);
        if [m0, m1, m2, m3] != MAGIC {
            return Err(StoreError::NotStored);
        }
        if found != VERSION {
            return Err(StoreError::Version { found });
        }
        Ok(Self { bytes, parts: u16::from_le_bytes([p0, p1]), values: u32::from_le_bytes([l0, l1, l2, l3]) })
    }

    /// How many bytes there are in all, the largest number if that does not fit.
    pub(super) fn total(self) -> usize {
        usize::try_from(self.long_total()).unwrap_or(usize::MAX)
    }

    /// The same where a memory is larger than what a `usize` counts.
    pub(super) fn long_total(self) -> u64 {
        16 + 8 * u64::from(self.parts) + 4 * u64::from(self.values)
    }
}

/// Reads all that comes after the header. Says what is wrong: damage first, then another net, then a value.
pub(super) fn check<V: Values, S: Source>(header: Header, from: &mut S) -> Result<(), S::Error> {
    let mut from = Checked { from, crc: Crc::NEW, error: None };
    from.crc.add(&header.bytes);
    let (mut other, mut layer) = (None, 0_u16);
    V::parts(&mut |part| {
        if layer < header.parts {
            let (stored, expected) = (split(from.next::<PART>()), record(part));
            if other.is_none() && stored != expected {
                other = Some(StoreError::OtherLayer { layer: layer.into(), stored: stored.1, expected: expected.1 });
            }
            layer = layer.wrapping_add(1);
        }
    });
    for _ in layer..header.parts {
        from.next::<PART>();
    }
    if usize::from(header.parts) != V::PARTS || header.values != const { len::<V>() } {
        let depth = StoreError::OtherDepth { stored: header.parts.into(), expected: V::PARTS };
        other = other.or(Some(depth));
    }
    let mut wrong = None;
    for place in 0..header.values {
        let value = f32::from_le_bytes(from.next());
        if wrong.is_none() && !value.is_finite() {
            wrong = Some(place);
        }
    }
    let crc = from.crc.value();
    let damaged = u32::from_le_bytes(from.next()) != crc;
    if let Some(error) = from.error {
        return Err(error);
    }
    if damaged {
        return Err(StoreError::Damaged.into());
    }
    if let Some(other) = other {
        return Err(other.into());
    }
    wrong.map_or(Ok(()), |place| Err(StoreError::NotFinite { place: place as usize }.into()))
}

/// Reads the values, after what stands before them, into their places. The CRC of all that was read.
pub(super) fn fill<V: Values, S: Source>(values: &mut V, from: &mut S) -> Result<u32, S::Error> {
    let mut from = Checked { from, crc: Crc::NEW, error: None };
    from.next::<HEADER>();
    for _ in 0..V::PARTS {
        from.next::<PART>();
    }
    values.visit_mut(&mut |tensor| {
        for value in tensor.values {
            *value = f32::from_le_bytes(from.next());
        }
    });
    from.error.map_or(Ok(from.crc.value()), Err)
}

fn split([f0, f1, f2, f3, i0, i1, o0, o1]: [u8; PART]) -> (u32, [u16; 2]) {
    (u32::from_le_bytes([f0, f1, f2, f3]), [u16::from_le_bytes([i0, i1]), u16::from_le_bytes([o0, o1])])
}

/// Keeps the CRC and the first failure; after one, everything is zero.
struct Checked<'a, S: Source> {
    from: &'a mut S,
    crc: Crc,
    error: Option<S::Error>,
}

impl<S: Source> Checked<'_, S> {
    fn next<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        if self.error.is_none() {
            self.error = self.from.read(&mut bytes).err();
            self.crc.add(&bytes);
        }
        bytes
    }
}
