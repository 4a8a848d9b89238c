//! Random numbers in three shifts, for the samples, and for first weights where there is no room for more.

use stackprop::Values;

/// Marsaglia's xorshift of 32 bits (2003).
#[derive(Clone, Copy, Debug)]
pub struct Draw(pub u32);

impl Draw {
    /// Uniform in [-1, 1): 24 bits, as many as an f32 holds.
    pub fn uniform(&mut self) -> f32 {
        (self.bits() >> 8) as f32 / 8_388_608.0 - 1.0
    }

    /// One of ten classes.
    #[cfg(feature = "tools")]
    pub fn class(&mut self) -> u8 {
        ((self.bits() >> 8) % 10) as u8
    }

    fn bits(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// First weights within ±1 / √fan-in, near enough, where `libm` is not at hand: a power of two; biases likewise.
    pub fn start<N: Values>(&mut self, net: &mut N) {
        let mut bound = 1.0;
        net.visit_mut(&mut |tensor| {
            if let [_, fan_in] = tensor.shape {
                bound = if *fan_in > 4 { 0.5 } else { 1.0 };
            }
            tensor.values.iter_mut().for_each(|value| *value = bound * self.uniform());
        });
    }
}

/// For `init` where nothing may panic: to seed rand_xorshift, at `-O1` and `-Oz`, leaves a check that can.
#[cfg(feature = "sine")]
impl rand_core::TryRng for Draw {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(self.bits())
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(u64::from(self.bits()) << 32 | u64::from(self.bits()))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.iter_mut().for_each(|byte| *byte = (self.bits() >> 24) as u8);
        Ok(())
    }
}
