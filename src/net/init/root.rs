//! A square root for a start that needs no dependency.

/// √x, rounded correctly, of a positive number that is not subnormal. In integers, as no device but those with an FPU has
/// a root of its own, and one net is started once.
pub(super) const fn root(x: f32) -> f32 {
    let bits = x.to_bits();
    let exponent = (bits >> 23) + 127; // twice the bias
    // x = significand · 2^(exponent - 254 - 46), the exponent even: 24 bits of the root are those of the significand's.
    let significand = ((bits & 0x007f_ffff | 0x0080_0000) as u64) << (23 + (exponent & 1));
    let below = significand.isqrt();
    let root = below + (significand - below * below > below) as u64; // (below + ½)² = below² + below + ¼
    f32::from_bits((exponent >> 1) << 23) * (root as f32 / 8_388_608.0)
}
