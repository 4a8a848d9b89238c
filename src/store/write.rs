//! Values as a stream of bytes.

use crate::net::{Part, Values};
use crate::store::StoreError;
use crate::store::crc::Crc;

/// The first bytes of everything stored.
pub(super) const MAGIC: [u8; 4] = *b"SPRP";
/// The version of the format.
pub(super) const VERSION: u16 = 1;
/// What stands before the parts: magic, version, how many parts, how many values.
pub(super) const HEADER: usize = 12;
/// Fingerprint, inputs, outputs.
pub(super) const PART: usize = 8;

/// What a part is stored as.
pub(super) fn record(part: Part) -> (u32, [u16; 2]) {
    (part.fingerprint, [small(part.inputs), small(part.outputs)])
}

fn small(size: usize) -> u16 {
    u16::try_from(size).unwrap_or(u16::MAX)
}

/// Whether the values can be stored: the place of the first that is not finite.
pub(super) fn check<V: Values>(values: &V) -> Result<(), StoreError> {
    let (mut place, mut wrong) = (0_usize, None);
    values.visit(&mut |tensor| {
        for value in tensor.values {
            if wrong.is_none() && !value.is_finite() {
                wrong = Some(place);
            }
            place = place.wrapping_add(1);
        }
    });
    wrong.map_or(Ok(()), |place| Err(StoreError::NotFinite { place }))
}

/// Gives all bytes to `to`, 12 at most at once, until it fails. The CRC, which is the last four of them.
pub(super) fn write<V: Values, E>(values: &V, to: impl FnMut(&[u8]) -> Result<(), E>) -> Result<u32, E> {
    let mut to = Sink { to, crc: Crc::NEW, result: Ok(()) };
    let [[v0, v1], [p0, p1]] = [VERSION.to_le_bytes(), small(V::PARTS).to_le_bytes()];
    let [l0, l1, l2, l3] = const { len::<V>() }.to_le_bytes();
    let [m0, m1, m2, m3] = MAGIC;
    to.put(&[m0, m1, m2, m3, v0, v1, p0, p1, l0, l1, l2, l3]);
    V::parts(&mut |part| {
        let (fingerprint, [inputs, outputs]) = record(part);
        let ([f0, f1, f2, f3], [i0, i1], [o0, o1]) =
            (fingerprint.to_le_bytes(), inputs.to_le_bytes(), outputs.to_le_bytes());
        to.put(&[f0, f1, f2, f3, i0, i1, o0, o1]);
    });
    values.visit(&mut |tensor| tensor.values.iter().for_each(|value| to.put(&value.to_le_bytes())));
    let crc = to.crc.value();
    to.put(&crc.to_le_bytes());
    to.result.map(|()| crc)
}

/// The number of values, as it is stored.
#[allow(clippy::cast_possible_truncation, reason = "checked, when compiled")]
pub(super) const fn len<V: Values>() -> u32 {
    // As 64 bits: a `usize` has 16 on an AVR.
    assert!(
        V::PARTS as u64 <= u16::MAX as u64 && (V::LEN as u64) < 1 << 28,
        "at most 65535 parts and 2^28 values can be stored"
    );
    V::LEN as u32
}

/// Where the bytes go: after the first failure, nowhere.
struct Sink<T, E> {
    to: T,
    crc: Crc,
    result: Result<(), E>,
}

impl<T: FnMut(&[u8]) -> Result<(), E>, E> Sink<T, E> {
    fn put(&mut self, bytes: &[u8]) {
        if self.result.is_ok() {
            self.crc.add(bytes);
            self.result = (self.to)(bytes);
        }
    }
}
