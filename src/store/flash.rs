//! Values kept in a NOR flash, in two slots in turn.

mod error;
mod sizes;
mod slot;
mod turn;
mod words;

pub use error::FlashError;

use crate::net::Values;
use crate::store::read::{Source, check, fill};
use crate::store::write::{self, HEADER};
use core::ops::Range;
use embedded_storage::nor_flash::NorFlash;
use sizes::{block, span};
use slot::{Found, look, trailer};
use turn::{Slot, newest, why_none};
use words::{Reader, Writer};

/// A net, a trainer or other [`Values`], kept in a NOR flash so that the power may fail at any moment.
///
/// The flash is any [`NorFlash`] of `embedded-storage` 0.3, which most HALs and drivers of flash chips implement, and of
/// it a range of whole erase blocks that nothing else uses (behind the program, say; a linker script can set it aside).
///
/// ```
/// # mod ram { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/flash/ram.rs")); }
/// # use ram::Ram;
/// use stackprop::store::Slots;
/// use stackprop::{Adam, Dense, Mse, Relu, Trainer, Zero, init};
///
/// type Net = (Dense<1, 8, Relu>, Dense<8, 1>);
/// type Kept = (Net, Trainer<Net, Adam>); // in one value, so that one never comes back without the other
/// const _: () = assert!(Slots::<Ram>::bytes::<Kept>() <= 2048); // `Ram` stands for the flash of a HAL here
///
/// let mut slots = Slots::new(Ram([0xff; 2048]), 0..2048)?;
/// let mut kept = Kept::ZERO;
/// if slots.load(&mut kept).is_err() {
///     init::seeded(&mut kept.0, 7); // the first start of the device
/// }
/// let (net, trainer) = &mut kept;
/// trainer.step(net, &[[0.5]], &[[1.0]], &Mse, &Adam::new(0.01))?;
/// slots.save(&kept)?;
///
/// let mut again = Kept::ZERO; // after the next start
/// slots.load(&mut again)?;
/// assert_eq!(again.0, kept.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # What lies in the flash
///
/// The range is halved into two slots of whole erase blocks (of an odd number the last stays unused). In a slot lie:
///
/// 1. the stored form, as [`store::save`](crate::store::save) writes it, and `ff` up to a whole word;
/// 2. the trailer, and `ff` up to a whole word: the number of the save (4 bytes, little-endian), and the CRC-32 of that
///    number and of the stored form's CRC (4 bytes).
///
/// A word is what the part writes at once, 1 to 64 bytes. What the header of the stored form says is where the trailer
/// lies; so a slot of another net, saved before the firmware was changed, is known to be whole as well.
///
/// # When the power fails
///
/// A slot is whole if both CRCs are right. [`save`](Self::save) leaves the slot with the newest whole values alone: it
/// erases and writes the other one, the trailer last, and no word twice between two erases, as parts with ECC want it.
/// Wherever it is cut, [`load`](Self::load) finds the values that were being saved, if nothing of them was missing, or
/// else those of the save before: the values of one save, never some of each.
///
/// A bit that flips in the newest slot costs that save, and the one before it is loaded; so does a word that was torn so
/// late that it reads right at first and wrong later. A slot that cannot be read, as a torn word with ECC, counts as
/// damaged. Values of another net in the newest whole slot are an error, and are not passed over for older ones that
/// would fit. A slot that another version of the format has written does not count as whole.
///
/// If neither slot is whole, saving starts again with number 1.
///
/// # Wear
///
/// Every save erases one slot, each in turn, and of it only the blocks that the values need: blocks that endure 10 000
/// erases stand 20 000 saves. Saved every hour, that is two years; once a day, fifty. (Save number 1 also erases the
/// first block of the other slot, so that nothing with a higher number comes back.)
///
/// # Cost
///
/// A buffer of 64 bytes on the stack, and time: a save reads both slots, erases and writes one, and reads it back; a load
/// reads both slots, and the newer one twice more. On most parts an erase stops a program that runs from the same flash,
/// for 20 to 500 ms a block: save where that does no harm.
#[derive(Debug)]
pub struct Slots<F> {
    flash: F,
    start: u32,
    /// The bytes of one slot.
    room: u32,
}

impl<F: NorFlash> Slots<F> {
    /// Two slots in a range of the flash, in bytes from its start. Nothing is read or written yet.
    ///
    /// # Errors
    /// [`FlashError::Range`] if the range does not consist of two or more whole erase blocks of the flash.
    ///
    /// ```
    /// # mod ram { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/flash/ram.rs")); }
    /// # use ram::Ram;
    /// # use stackprop::store::{FlashError, Slots};
    /// assert!(Slots::new(Ram([0xff; 2048]), 1024..2048).is_ok());
    /// assert_eq!(Slots::new(Ram([0xff; 2048]), 1000..2048).err(), Some(FlashError::Range));
    /// ```
    pub fn new(flash: F, range: Range<u32>) -> Result<Self, FlashError<F::Error>> {
        let block = const { block::<F>() };
        let room = (range.end.saturating_sub(range.start) / block / 2) * block;
        let is_whole = range.start.is_multiple_of(block) && range.end.is_multiple_of(block);
        if !is_whole || room == 0 || u64::from(range.end) > flash.capacity() as u64 {
            return Err(FlashError::Range);
        }
        Ok(Self { flash, start: range.start, room })
    }

    /// How many bytes of the flash two slots for such values need.
    ///
    /// ```
    /// # mod ram { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/flash/ram.rs")); }
    /// # use ram::Ram;
    /// # use stackprop::{Dense, store::Slots};
    /// const _: () = assert!(Slots::<Ram>::bytes::<Dense<1, 8>>() == 512); // a block each
    /// const _: () = assert!(Slots::<Ram>::bytes::<Dense<8, 8>>() == 1024); // two
    /// ```
    #[must_use]
    pub const fn bytes<V: Values>() -> usize {
        2 * const { span::<F, V>() } as usize
    }

    /// Saves the values in the slot that does not hold the newest. Returns the number of the save: 1 in an erased flash,
    /// then one more every time, until it wraps around.
    ///
    /// # Errors
    /// Before anything is erased: [`FlashError::Room`], and [`NotFinite`](crate::store::StoreError::NotFinite) for values that could not be loaded
    /// again. [`FlashError::Flash`] and [`FlashError::NotVerified`] at any later time. Whatever the error, the values of
    /// the save before this one can still be loaded.
    ///
    /// ```
    /// # mod ram { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/flash/ram.rs")); }
    /// # use ram::Ram;
    /// # use stackprop::{Dense, store::Slots};
    /// let mut slots = Slots::new(Ram([0xff; 2048]), 0..2048)?;
    /// assert_eq!(slots.save(&Dense::<1, 1>::new([[2.0]], [0.5]))?, 1);
    /// assert_eq!(slots.save(&Dense::<1, 1>::new([[3.0]], [0.5]))?, 2);
    /// assert!(slots.save(&Dense::<1, 1>::new([[f32::NAN]], [0.5])).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn save<V: Values>(&mut self, values: &V) -> Result<u32, FlashError<F::Error>> {
        if const { span::<F, V>() } > self.room {
            let found = usize::try_from(2 * u64::from(self.room)).unwrap_or(usize::MAX);
            return Err(FlashError::Room { needed: Self::bytes::<V>(), found });
        }
        write::check(values)?;
        let (first, second) = (self.look(Slot::First), self.look(Slot::Second));
        let newest = newest(&first, &second);
        let (to, number) = match (newest, &first, &second) {
            (Some((slot, whole)), ..) => (slot.other(), whole.next_number()),
            // Rather over what can be read than over what may be whole once it can be read again.
            (None, Err(FlashError::Flash(_)), Err(FlashError::Store(_))) => (Slot::Second, 1),
            (None, ..) => (Slot::First, 1),
        };
        self.write(to, values, number).map_err(FlashError::Flash)?;
        match self.look(to) {
            Ok(whole) if whole.number == number => {}
            Err(FlashError::Flash(error)) => return Err(FlashError::Flash(error)),
            _ => return Err(FlashError::NotVerified),
        }
        if newest.is_none() {
            // The numbers begin anew: nothing with a higher one may come back, should it only have been misread.
            let at = self.place(to.other());
            self.flash.erase(at, at.wrapping_add(const { block::<F>() })).map_err(FlashError::Flash)?;
        }
        Ok(number)
    }

    /// Loads the newest whole values. Returns the number of their save.
    ///
    /// # Errors
    /// [`FlashError::Empty`] where nothing was saved yet, [`FlashError::Store`] if the newest whole values are those of
    /// another net or if neither slot is whole, and [`FlashError::Flash`] if the flash says so of the only or of the last
    /// slot. Nothing has changed then.
    ///
    /// Values are checked before the first one changes, and checked again while they are read for the second time. If that
    /// fails they are read anew, from the other slot if need be; if that fails too, it is [`FlashError::Unstable`], and
    /// the values are zero: the only error that changes them. (To keep a net that works whatever happens, load into a
    /// second one.)
    ///
    /// ```
    /// # mod ram { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/flash/ram.rs")); }
    /// # use ram::Ram;
    /// # use stackprop::{Dense, Zero, store::{FlashError, Slots}};
    /// let mut slots = Slots::new(Ram([0xff; 2048]), 0..2048)?;
    /// let mut net = Dense::<1, 1>::ZERO;
    /// assert_eq!(slots.load(&mut net), Err(FlashError::Empty));
    /// slots.save(&Dense::<1, 1>::new([[2.0]], [0.5]))?;
    /// slots.save(&Dense::<1, 1>::new([[3.0]], [0.5]))?;
    /// assert_eq!(slots.load(&mut net)?, 2);
    /// assert_eq!(net, Dense::new([[3.0]], [0.5]));
    ///
    /// let Ram(mut bytes) = slots.release();
    /// bytes[1024 + 20] ^= 1; // in the newer slot, a bit rots
    /// assert_eq!(Slots::new(Ram(bytes), 0..2048)?.load(&mut net)?, 1);
    /// assert_eq!(net, Dense::new([[2.0]], [0.5]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load<V: Values>(&mut self, values: &mut V) -> Result<u32, FlashError<F::Error>> {
        match self.read(values) {
            Err(FlashError::Unstable) => {}
            done => return done,
        }
        if let Ok(number) = self.read(values) {
            return Ok(number);
        }
        values.visit_mut(&mut |tensor| tensor.values.fill(0.0));
        Err(FlashError::Unstable)
    }

    /// The flash, for other uses.
    ///
    /// ```
    /// # mod ram { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/flash/ram.rs")); }
    /// # use ram::Ram;
    /// # use stackprop::store::Slots;
    /// let Ram(bytes) = Slots::new(Ram([0xff; 2048]), 0..2048)?.release();
    /// # assert_eq!(bytes, [0xff; 2048]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn release(self) -> F {
        self.flash
    }
}

impl<F: NorFlash> Slots<F> {
    fn place(&self, slot: Slot) -> u32 {
        match slot {
            Slot::First => self.start,
            Slot::Second => self.start.wrapping_add(self.room),
        }
    }

    fn look(&mut self, slot: Slot) -> Found<F> {
        let at = self.place(slot);
        look(&mut self.flash, at, self.room)
    }

    /// Erases what the values need of a slot, and writes them.
    fn write<V: Values>(&mut self, slot: Slot, values: &V, number: u32) -> Result<(), F::Error> {
        let at = self.place(slot);
        self.flash.erase(at, at.wrapping_add(const { span::<F, V>() }))?;
        let mut to = Writer::new(&mut self.flash, at);
        let crc = write::write(values, |bytes| to.put(bytes))?;
        to.end_word()?;
        to.put(&trailer(number, crc))?;
        to.end_word()
    }

    /// Reads the newest whole values. After [`FlashError::Unstable`] they are neither the old nor the new ones.
    fn read<V: Values>(&mut self, values: &mut V) -> Result<u32, FlashError<F::Error>> {
        let (first, second) = (self.look(Slot::First), self.look(Slot::Second));
        let Some((slot, whole)) = newest(&first, &second) else {
            return Err(why_none(first, second));
        };
        let (at, len) = (self.place(slot), whole.len());
        let mut from = Reader::new(&mut self.flash, at, len);
        from.read(&mut [0; HEADER])?;
        check::<V, _>(whole.header, &mut from)?;
        match fill(values, &mut Reader::new(&mut self.flash, at, len)) {
            Ok(crc) if crc == whole.crc => Ok(whole.number),
            _ => Err(FlashError::Unstable),
        }
    }
}
