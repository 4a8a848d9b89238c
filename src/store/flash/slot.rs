//! One slot: the stored form, and behind it, in words of its own, a trailer that says it is whole.
#![allow(
    clippy::cast_possible_truncation,
    reason = "small constants; the length of what lies in a slot of less than 4 GiB"
)]

use crate::store::StoreError;
use crate::store::crc::Crc;
use crate::store::flash::FlashError;
use crate::store::flash::words::Reader;
use crate::store::read::{Header, Source};
use crate::store::write::HEADER;
use embedded_storage::nor_flash::{ErrorType, NorFlash};

/// The number of the save, and a CRC-32 of that and of the stored form's CRC.
const TRAILER: usize = 8;

/// What a look at a slot found: that it is whole, or why it is not.
pub(super) type Found<F> = Result<Whole, FlashError<<F as ErrorType>::Error>>;

/// A whole slot.
#[derive(Clone, Copy)]
pub(super) struct Whole {
    /// Which save it was.
    pub(super) number: u32,
    pub(super) header: Header,
    /// That of the stored form.
    pub(super) crc: u32,
}

impl Whole {
    /// The bytes of the stored form.
    pub(super) fn len(self) -> u32 {
        self.header.long_total() as u32
    }

    /// The one after this. Not the number that an erased trailer reads as.
    pub(super) fn next_number(self) -> u32 {
        if self.number >= u32::MAX - 1 { 0 } else { self.number + 1 }
    }

    /// Whether it was saved after the other: numbers wrap around, and those of two slots are next to each other.
    pub(super) fn is_newer_than(self, other: Self) -> bool {
        self.number.wrapping_sub(other.number).wrapping_sub(1) < u32::MAX / 2
    }
}

pub(super) fn trailer(number: u32, stored_crc: u32) -> [u8; TRAILER] {
    let mut crc = Crc::NEW;
    crc.add(&number.to_le_bytes());
    crc.add(&stored_crc.to_le_bytes());
    let ([n0, n1, n2, n3], [c0, c1, c2, c3]) = (number.to_le_bytes(), crc.value().to_le_bytes());
    [n0, n1, n2, n3, c0, c1, c2, c3]
}

/// The bytes of a slot that holds so many bytes of stored form, in words of so many.
pub(super) const fn len(stored: u64, word: usize) -> u64 {
    padded(stored, word) + padded(TRAILER as u64, word)
}

/// Words are of 1, 2, 4 .. 64 bytes.
const fn padded(len: u64, word: usize) -> u64 {
    let last = word as u64 - 1;
    (len + last) & !last
}

/// Reads a slot of `room` bytes to its end, whatever was stored there.
pub(super) fn look<F: NorFlash>(flash: &mut F, at: u32, room: u32) -> Found<F> {
    let mut from = Reader::new(flash, at, room.min(HEADER as u32));
    let mut bytes = [0; HEADER];
    from.read(&mut bytes)?;
    let header = Header::of(bytes)?;
    let total = header.long_total();
    let end = match u32::try_from(len(total, F::WRITE_SIZE)) {
        Ok(end) if end <= room => end,
        _ => return Err(StoreError::Damaged.into()),
    };
    from.reach(at, end);
    let mut crc = Crc::NEW;
    crc.add(&bytes);
    let (mut before, mut word) = (bytes.len() as u64, [0; 4]);
    while before + 4 < total {
        from.read(&mut word)?;
        crc.add(&word);
        before += 4;
    }
    from.read(&mut word)?;
    let crc = crc.value();
    for _ in total..padded(total, F::WRITE_SIZE) {
        from.read(&mut [0])?;
    }
    let mut found = [0; TRAILER];
    from.read(&mut found)?;
    let [n0, n1, n2, n3, ..] = found;
    let number = u32::from_le_bytes([n0, n1, n2, n3]);
    if word != crc.to_le_bytes() || found != trailer(number, crc) || number == u32::MAX {
        return Err(StoreError::Damaged.into());
    }
    Ok(Whole { number, header, crc })
}
