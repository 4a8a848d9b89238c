//! A NOR flash that counts, that refuses what wears or breaks a real one, and whose power fails on request.

use crate::common::Draw;
use embedded_storage::nor_flash::{
    ErrorType, NorFlash, NorFlashError, NorFlashErrorKind, ReadNorFlash, check_erase, check_read, check_write,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trouble {
    NoPower,
    /// A word that was torn, read on a part with ECC.
    Ecc,
    /// The bus.
    Bus,
}

impl NorFlashError for Trouble {
    fn kind(&self) -> NorFlashErrorKind {
        NorFlashErrorKind::Other
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Word {
    Erased,
    Written,
    /// Something in between: neither may it be written before it is erased, nor can it be read with ECC.
    Torn,
}

/// What goes wrong with a read, counted from when it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Once(u32),
    From(u32),
    /// One bit reads wrong, once, and nobody says so.
    Flip(u32),
    /// One bit reads wrong in this and in every later read.
    FlipFrom(u32),
}

#[derive(Clone, Debug)]
pub(crate) struct Mock<const R: usize, const W: usize, const E: usize> {
    pub(crate) bytes: Vec<u8>,
    words: Vec<Word>,
    /// Of each block.
    pub(crate) erases: Vec<u32>,
    pub(crate) has_ecc: bool,
    /// Erases of a block and writes of a word.
    pub(crate) operations: u32,
    pub(crate) reads: u32,
    /// Where the last word was written.
    pub(crate) last_write: usize,
    /// Operations until the power fails: the one that is then begun is torn.
    cut: Option<u32>,
    has_power: bool,
    fault: Option<Fault>,
    /// Erases and writes do nothing, and nobody says so.
    pub(crate) is_protected: bool,
    /// A bit of a byte that keeps its value, whatever is written.
    stuck: Option<(usize, u8, bool)>,
    draw: Draw,
}

impl<const R: usize, const W: usize, const E: usize> Mock<R, W, E> {
    /// Of so many blocks, and what was never erased in it is anything.
    pub(crate) fn new(blocks: usize, seed: u64) -> Self {
        Self {
            bytes: vec![0xff; blocks * E],
            words: vec![Word::Erased; blocks * E / W],
            erases: vec![0; blocks],
            has_ecc: false,
            operations: 0,
            reads: 0,
            last_write: 0,
            cut: None,
            has_power: true,
            fault: None,
            is_protected: false,
            stuck: None,
            draw: Draw::new(seed),
        }
    }

    pub(crate) fn cut_after(&mut self, operations: u32) {
        self.cut = Some(operations);
    }

    pub(crate) fn power_on(&mut self) {
        (self.cut, self.has_power) = (None, true);
    }

    pub(crate) fn fail_reads(&mut self, fault: Option<Fault>) {
        (self.fault, self.reads) = (fault, 0);
    }

    pub(crate) fn stick(&mut self, stuck: Option<(usize, u8, bool)>) {
        self.stuck = stuck;
        self.keep_stuck();
    }

    pub(crate) fn draw(&mut self) -> &mut Draw {
        &mut self.draw
    }

    fn keep_stuck(&mut self) {
        if let Some((at, mask, value)) = self.stuck {
            self.bytes[at] = if value { self.bytes[at] | mask } else { self.bytes[at] & !mask };
        }
    }

    /// Whether this operation is the one at which the power fails.
    fn is_cut(&mut self) -> Result<bool, Trouble> {
        if !self.has_power {
            return Err(Trouble::NoPower);
        }
        self.operations += 1;
        self.has_power = self.cut != Some(0);
        self.cut = self.cut.map(|left| left.saturating_sub(1));
        Ok(!self.has_power)
    }

    /// None, all or any of the bits: a word is torn at its very start and at its very end as well.
    fn torn_bits(&mut self) -> Vec<u8> {
        let kind = self.draw.below(4);
        (0..W.max(E)).map(|_| [0, 0xff, self.draw.byte(), self.draw.byte()][kind]).collect()
    }
}

impl<const R: usize, const W: usize, const E: usize> ErrorType for Mock<R, W, E> {
    type Error = Trouble;
}

impl<const R: usize, const W: usize, const E: usize> ReadNorFlash for Mock<R, W, E> {
    const READ_SIZE: usize = R;

    fn read(&mut self, offset: u32, to: &mut [u8]) -> Result<(), Trouble> {
        check_read(self, offset, to.len()).expect("a read that is aligned and within");
        assert!(!to.is_empty() && to.len() <= 64, "{} bytes read at once", to.len());
        if !self.has_power {
            return Err(Trouble::NoPower);
        }
        let at = offset as usize;
        if self.has_ecc && self.words[at / W..(at + to.len()).div_ceil(W)].contains(&Word::Torn) {
            return Err(Trouble::Ecc);
        }
        to.copy_from_slice(&self.bytes[at..at + to.len()]);
        let (read, bit) = (self.reads, self.draw.below(8 * to.len()));
        self.reads += 1;
        match self.fault {
            Some(Fault::Once(when)) if when == read => return Err(Trouble::Bus),
            Some(Fault::From(when)) if when <= read => return Err(Trouble::Bus),
            Some(Fault::Flip(when)) if when == read => to[bit / 8] ^= 1 << (bit % 8),
            Some(Fault::FlipFrom(when)) if when <= read => to[bit / 8] ^= 1 << (bit % 8),
            _ => {}
        }
        Ok(())
    }

    fn capacity(&self) -> usize {
        self.bytes.len()
    }
}

impl<const R: usize, const W: usize, const E: usize> NorFlash for Mock<R, W, E> {
    const WRITE_SIZE: usize = W;
    const ERASE_SIZE: usize = E;

    fn erase(&mut self, from: u32, to: u32) -> Result<(), Trouble> {
        check_erase(self, from, to).expect("an erase that is aligned and within");
        if self.is_protected {
            return Ok(());
        }
        for block in from as usize / E..to as usize / E {
            let is_cut = self.is_cut()?;
            self.erases[block] += 1;
            let erased = if is_cut { self.torn_bits() } else { vec![0xff; E] };
            for (byte, erased) in self.bytes[block * E..][..E].iter_mut().zip(&erased) {
                *byte |= erased;
            }
            let word = if is_cut { Word::Torn } else { Word::Erased };
            self.words[block * E / W..(block + 1) * E / W].fill(word);
            self.keep_stuck();
            if is_cut {
                return Err(Trouble::NoPower);
            }
        }
        Ok(())
    }

    fn write(&mut self, offset: u32, bytes: &[u8]) -> Result<(), Trouble> {
        check_write(self, offset, bytes.len()).expect("a write that is aligned and within");
        assert!(!bytes.is_empty() && bytes.len() <= 64, "{} bytes written at once", bytes.len());
        if self.is_protected {
            return Ok(());
        }
        for (word, bytes) in (offset as usize / W..).zip(bytes.chunks(W)) {
            let is_cut = self.is_cut()?;
            assert_eq!(self.words[word], Word::Erased, "word {word} was written and not erased since");
            let torn = if is_cut { self.torn_bits() } else { vec![0xff; W] };
            for ((place, byte), programmed) in self.bytes[word * W..][..W].iter_mut().zip(bytes).zip(&torn) {
                *place &= byte | !programmed;
            }
            // What is programmed to its last bit has its ECC bits too, or not.
            let is_whole = self.bytes[word * W..][..W] == *bytes && self.draw.below(2) == 0;
            self.words[word] = if is_cut && !is_whole { Word::Torn } else { Word::Written };
            self.last_write = word * W;
            self.keep_stuck();
            if is_cut {
                return Err(Trouble::NoPower);
            }
        }
        Ok(())
    }
}
