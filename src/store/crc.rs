//! CRC-32, which finds every damage of up to 32 bits in a row and every change of up to three single bits.

/// The CRC of IEEE 802.3 (reflected, polynomial 0x04c11db7), continued; bit by bit, because a table would cost flash.
#[derive(Clone, Copy)]
pub(crate) struct Crc(u32);

impl Crc {
    pub(crate) const NEW: Self = Self(!0);

    /// Out of line: unrolled into every place that stores a number, it took 20 KB of a device's flash.
    #[inline(never)]
    pub(crate) fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 ^= u32::from(*byte);
            for _ in 0..8 {
                self.0 = (self.0 >> 1) ^ (0xedb8_8320 & (self.0 & 1).wrapping_neg());
            }
        }
    }

    pub(crate) fn value(self) -> u32 {
        !self.0
    }
}
