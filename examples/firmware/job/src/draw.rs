//! Random numbers in three shifts, for the samples, and for first weights where there is no room for more.

use stackprop::Parameters;

/// Marsaglia's xorshift of 32 bits (2003).
#[derive(Clone, Copy, Debug)]
pub struct Draw(pub u32);

impl Draw {
    /// Uniform in [-1, 1): 24 bits, as many as an f32 holds.
    pub fn uniform(&mut self) -> f32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        (self.0 >> 8) as f32 / 8_388_608.0 - 1.0
    }

    /// First weights within ±1 / √fan-in, near enough, where `libm` is not at hand: a power of two; biases likewise.
    pub fn start<N: Parameters>(&mut self, net: &mut N) {
        net.each_layer(&mut |weights, bias| {
            let fan_in = weights.len() / bias.len().max(1);
            let bound = if fan_in > 4 { 0.5 } else { 1.0 };
            for value in weights.iter_mut().chain(bias) {
                *value = bound * self.uniform();
            }
        });
    }
}
