//! What several test files need: numbers drawn from a seed, and nets as bits.
#![allow(dead_code, reason = "each test file uses its part of it")]
#![allow(clippy::indexing_slicing, reason = "a test may panic")]

use stackprop::{Real, Sample, Values, Wide, Zero};

/// Numbers from a seed (Knuth's MMIX generator): independent of the crate's own and of its features.
#[derive(Clone, Debug)]
pub(crate) struct Draw(u64);

impl Draw {
    pub(crate) fn new(seed: u64) -> Self {
        let mut draw = Self(seed);
        draw.next();
        draw
    }

    /// 24 bits.
    fn next(&mut self) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from(self.0 >> 40).unwrap_or_default()
    }

    /// One of 0..n, n being far below 2²⁴.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        self.next() as usize % n
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.next().to_le_bytes()[2] // the upper 8 of 24 bits
    }

    /// One of them.
    pub(crate) fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.below(choices.len())]
    }

    /// Any sign, any size from the smallest subnormal to `f32::MAX`, every power of two as likely as another.
    pub(crate) fn any_finite(&mut self) -> f32 {
        let exponent = u32::try_from(self.below(255)).unwrap_or_default();
        f32::from_bits((self.next() & 1) << 31 | exponent << 23 | self.next() >> 1)
    }

    /// Uniform in -size..size; every value an f32 computes exactly the same anywhere.
    pub(crate) fn within(&mut self, size: f32) -> f32 {
        size * (self.next() as f32 / 8_388_608.0 - 1.0)
    }

    pub(crate) fn array<const N: usize>(&mut self, size: f32) -> [f32; N] {
        core::array::from_fn(|_| self.within(size))
    }

    pub(crate) fn vec(&mut self, len: usize, size: f32) -> Vec<f32> {
        (0..len).map(|_| self.within(size)).collect()
    }

    pub(crate) fn arrays<const N: usize>(&mut self, len: usize, size: f32) -> Vec<[f32; N]> {
        (0..len).map(|_| self.array(size)).collect()
    }

    /// A net, or a gradient, whose every value is drawn.
    pub(crate) fn net<N: Values>(&mut self, size: f32) -> N {
        let mut net = N::ZERO;
        net.visit_mut(&mut |tensor| tensor.values.fill_with(|| self.within(size)));
        net
    }
}

pub(crate) fn values(net: &impl Values) -> Vec<f32> {
    let mut all = Vec::new();
    net.visit(&mut |tensor| all.extend_from_slice(tensor.values));
    all
}

/// Every value's bits: -0 is not 0, and a NaN is itself.
pub(crate) fn bits(net: &impl Values) -> Vec<u32> {
    values(net).iter().map(|w| w.to_bits()).collect()
}

/// A number's bits; one for every NaN, whose sign and payload no target promises.
pub(crate) fn bits_of(value: f32) -> u32 {
    if value.is_nan() { f32::NAN.to_bits() } else { value.to_bits() }
}

/// Samples side by side, the first in the first lane; what is left over stays 0.
pub(crate) fn side_by_side<S: Sample, R: Real>(samples: &[S]) -> Wide<S, R> {
    let mut wide = Wide::<S, R>::ZERO;
    for (lane, sample) in samples.iter().enumerate() {
        S::set_lane::<R>(&mut wide, lane, sample);
    }
    wide
}
