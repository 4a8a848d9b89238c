//! Bytes to and from a flash in whole words, through a small buffer.
#![allow(clippy::cast_possible_truncation, reason = "at most 64")]

use crate::store::StoreError;
use crate::store::flash::FlashError;
use crate::store::read::Source;
use embedded_storage::nor_flash::NorFlash;

/// What is read or written at once, at most; a whole number of words.
pub(super) const BUFFER: usize = 64;

/// Aligned, as drivers with DMA or with words of their own ask for it.
#[repr(C, align(8))]
struct Buffer([u8; BUFFER]);

/// Writes words one after the other, each once.
pub(super) struct Writer<'a, F> {
    flash: &'a mut F,
    /// Where the buffer goes.
    at: u32,
    buffer: Buffer,
    filled: usize,
}

impl<'a, F: NorFlash> Writer<'a, F> {
    pub(super) fn new(flash: &'a mut F, at: u32) -> Self {
        Self { flash, at, buffer: Buffer([0xff; BUFFER]), filled: 0 }
    }

    pub(super) fn put(&mut self, bytes: &[u8]) -> Result<(), F::Error> {
        for byte in bytes {
            if let Some(place) = self.buffer.0.get_mut(self.filled) {
                *place = *byte;
                self.filled += 1;
            }
            if self.filled == BUFFER {
                self.end_word()?;
            }
        }
        Ok(())
    }

    /// Writes what has come, filled up to a whole word with what an erased byte is.
    pub(super) fn end_word(&mut self) -> Result<(), F::Error> {
        let len = (self.filled + (F::WRITE_SIZE - 1)) & !(F::WRITE_SIZE - 1);
        match self.buffer.0.get(..len) {
            Some(words) if len > 0 => self.flash.write(self.at, words)?,
            _ => {}
        }
        self.at = self.at.wrapping_add(len as u32);
        self.buffer.0 = [0xff; BUFFER];
        self.filled = 0;
        Ok(())
    }
}

/// Reads from a place on, but nothing behind `end`: there may be words that were torn or never written, and a part that
/// checks itself reports those as an error.
pub(super) struct Reader<'a, F> {
    flash: &'a mut F,
    /// What the buffer is filled from next.
    at: u32,
    end: u32,
    buffer: Buffer,
    next: usize,
    filled: usize,
}

impl<'a, F: NorFlash> Reader<'a, F> {
    /// `at` is the start of an erase block.
    pub(super) fn new(flash: &'a mut F, at: u32, len: u32) -> Self {
        let mut reader = Self { flash, at, end: at, buffer: Buffer([0; BUFFER]), next: 0, filled: 0 };
        reader.reach(at, len);
        reader
    }

    /// From now on, all up to this is read.
    pub(super) fn reach(&mut self, start: u32, len: u32) {
        let last = F::READ_SIZE as u32 - 1;
        self.end = start.wrapping_add(len.wrapping_add(last) & !last);
    }
}

impl<F: NorFlash> Source for Reader<'_, F> {
    type Error = FlashError<F::Error>;

    fn read(&mut self, to: &mut [u8]) -> Result<(), Self::Error> {
        for byte in to {
            if self.next == self.filled {
                let len = self.end.saturating_sub(self.at).min(BUFFER as u32);
                match self.buffer.0.get_mut(..len as usize) {
                    Some(words) if len > 0 => self.flash.read(self.at, words).map_err(FlashError::Flash)?,
                    _ => return Err(StoreError::Damaged.into()), // nobody asks for more than there is
                }
                (self.at, self.next, self.filled) = (self.at.wrapping_add(len), 0, len as usize);
            }
            *byte = self.buffer.0.get(self.next).copied().unwrap_or_default();
            self.next += 1;
        }
        Ok(())
    }
}
