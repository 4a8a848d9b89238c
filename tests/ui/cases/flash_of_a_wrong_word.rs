//! A flash whose words do not fit into the buffer.
use embedded_storage::nor_flash::{ErrorType, NorFlash, NorFlashErrorKind, ReadNorFlash};
use stackprop::{Dense, store::Slots};

struct Odd;

impl ErrorType for Odd {
    type Error = NorFlashErrorKind;
}

impl ReadNorFlash for Odd {
    const READ_SIZE: usize = 1;

    fn read(&mut self, _: u32, _: &mut [u8]) -> Result<(), Self::Error> {
        Ok(())
    }

    fn capacity(&self) -> usize {
        4096
    }
}

impl NorFlash for Odd {
    const WRITE_SIZE: usize = 12;
    const ERASE_SIZE: usize = 1024;

    fn erase(&mut self, _: u32, _: u32) -> Result<(), Self::Error> {
        Ok(())
    }

    fn write(&mut self, _: u32, _: &[u8]) -> Result<(), Self::Error> {
        Ok(())
    }
}

const _: usize = Slots::<Odd>::bytes::<Dense<1, 1>>();

fn main() {}
