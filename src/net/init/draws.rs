//! Random bits from a seed, for a start that needs no dependency.

/// Marsaglia's xorshift of 128 bits (Journal of Statistical Software 8, 2003), the `XorShiftRng` of `rand_xorshift`.
/// Seeded as that is by `SeedableRng::seed_from_u64`, by four numbers of PCG32 (O'Neill 2014).
pub(super) struct Draws([u32; 4]);

impl Draws {
    pub(super) const fn new(seed: u32) -> Self {
        let mut state = seed as u64;
        Self([pcg32(&mut state), pcg32(&mut state), pcg32(&mut state), pcg32(&mut state)])
    }

    /// 32 bits.
    pub(super) const fn next(&mut self) -> u32 {
        let Self([x, y, z, w]) = *self;
        let mixed = x ^ (x << 11);
        let next = w ^ (w >> 19) ^ mixed ^ (mixed >> 8);
        *self = Self([y, z, w, next]);
        next
    }
}

#[allow(clippy::cast_possible_truncation, reason = "the upper half is rotated out, as PCG32 says")]
const fn pcg32(state: &mut u64) -> u32 {
    *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(11_634_580_027_462_260_723);
    let shifted = (((*state >> 18) ^ *state) >> 27) as u32;
    shifted.rotate_right((*state >> 59) as u32)
}
