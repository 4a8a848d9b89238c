//! A net and its trainer kept in a flash: the power fails in the middle of a save, and training goes on from the save
//! before, with the bits of a training that nothing has cut.

use crate::{Draw, Failure, Part, hash, line};
use core::fmt::Write;
use embedded_storage::nor_flash::{
    ErrorType, NorFlash, NorFlashErrorKind, ReadNorFlash, check_erase, check_read, check_write,
};
use stackprop::store::{FlashError, Slots};
use stackprop::{Adam, Dense, Mse, Relu, Trainer, Zero, init};

type Net = (Dense<1, 8, Relu>, Dense<8, 1>);
/// In one value, so that one never comes back without the other.
pub(crate) type Kept = (Net, Trainer<Net, Adam>);

/// How many bytes of flash this needs: two slots of two blocks.
pub const FLASH: usize = Slots::<Memory>::bytes::<Kept>();

/// After how many steps it is saved, how often, and which save the power fails in.
const STEPS: u32 = 50;
const SAVES: u32 = 6;
const CUT: u32 = 4;
/// After how many words of it: the header and some weights are written then.
const WORDS: u32 = 20;

/// A flash of 256-byte blocks and 8-byte words, in a memory that a reset leaves as it is.
pub struct Memory<'a> {
    bytes: &'a mut [u8],
    /// Until the power fails.
    words: Option<u32>,
    power_off: fn(),
}

impl<'a> Memory<'a> {
    pub fn new(bytes: &'a mut [u8], power_off: fn()) -> Self {
        Self { bytes, words: None, power_off }
    }

    /// The power fails in the middle of the word after so many.
    pub fn cut_after(&mut self, words: u32) {
        self.words = Some(words);
    }

    fn at(&mut self, offset: u32, len: usize) -> Result<&mut [u8], NorFlashErrorKind> {
        let start = offset as usize;
        self.bytes.get_mut(start..start.wrapping_add(len)).ok_or(NorFlashErrorKind::OutOfBounds)
    }
}

impl ErrorType for Memory<'_> {
    type Error = NorFlashErrorKind;
}

impl ReadNorFlash for Memory<'_> {
    const READ_SIZE: usize = 1;

    fn read(&mut self, offset: u32, bytes: &mut [u8]) -> Result<(), NorFlashErrorKind> {
        check_read(self, offset, bytes.len())?;
        let from = self.at(offset, bytes.len())?;
        bytes.iter_mut().zip(from).for_each(|(to, from)| *to = *from);
        Ok(())
    }

    fn capacity(&self) -> usize {
        self.bytes.len()
    }
}

impl NorFlash for Memory<'_> {
    const WRITE_SIZE: usize = 8;
    const ERASE_SIZE: usize = 256;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), NorFlashErrorKind> {
        check_erase(self, from, to)?;
        self.at(from, to.wrapping_sub(from) as usize)?.fill(0xff);
        Ok(())
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), NorFlashErrorKind> {
        check_write(self, offset, bytes.len())?;
        let mut left = self.words;
        let power_off = self.power_off;
        let places = self.at(offset, bytes.len())?;
        // Not `chunks_exact`: below opt-level 2 its division by their length is left in it.
        for (place, word) in places.as_chunks_mut::<8>().0.iter_mut().zip(bytes.as_chunks::<8>().0) {
            let torn = if left == Some(0) { 3 } else { 8 };
            // Bits are written to 0 only.
            place.iter_mut().zip(word).take(torn).for_each(|(place, byte)| *place &= *byte);
            if left == Some(0) {
                power_off();
                return Err(NorFlashErrorKind::Other);
            }
            left = left.map(|left| left.wrapping_sub(1));
        }
        self.words = left;
        Ok(())
    }
}

/// Trains from wherever the flash says to the end, saving now and then. In the first start of the device, where nothing
/// is saved yet, the power fails in the middle of a save.
///
/// # Errors
/// [`Failure`]: of the flash, of the net, or that the bits are others than those of a training that was not cut.
pub fn kept(out: &mut dyn Write, flash: &mut [u8], power_off: fn()) -> Result<(), Failure> {
    let end = FLASH as u32;
    let mut flash = Memory::new(flash, power_off);
    let mut kept = Kept::ZERO;
    let mut saves = match Slots::new(&mut flash, 0..end)?.load(&mut kept) {
        Ok(number) => number,
        Err(FlashError::Empty) => {
            begin(&mut kept);
            0
        }
        Err(error) => return Err(error.into()),
    };
    let is_first = saves == 0;
    line(out, &[Part::Text("started, found save"), Part::Whole(saves)])?;
    while saves < SAVES {
        train(&mut kept, saves)?;
        if is_first && saves + 1 == CUT {
            flash.cut_after(WORDS);
        }
        saves = Slots::new(&mut flash, 0..end)?.save(&kept)?;
        line(out, &[Part::Text("save"), Part::Whole(saves), Part::Text("  net "), Part::Hash(hash(&kept))])?;
    }
    let mut uncut = Kept::ZERO;
    begin(&mut uncut);
    (0..SAVES).try_for_each(|round| train(&mut uncut, round))?;
    line(out, &[Part::Text("not cut     net "), Part::Hash(hash(&uncut))])?;
    if hash(&kept) == hash(&uncut) { Ok(()) } else { Err(Failure::NotKept(FlashError::NotVerified)) }
}

fn begin(kept: &mut Kept) {
    init::start(&mut kept.0, &mut Draw(7));
}

/// The steps before a save, which has the next number.
fn train((net, trainer): &mut Kept, saves: u32) -> Result<(), Failure> {
    for step in saves * STEPS..(saves + 1) * STEPS {
        let x = (step * 37 % 200) as f32 / 100.0 - 1.0;
        trainer.step(net, &[[x]], &[[x * x]], &Mse, &Adam::new(0.01))?;
    }
    Ok(())
}
