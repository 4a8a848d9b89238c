//! Whole numbers among `f32` values, so that they can be saved with them.

/// The upper and the lower 16 bits, each a number that an `f32` holds exactly.
pub(crate) fn halves(number: u32) -> [f32; 2] {
    [(number >> 16) as f32, (number & 0xffff) as f32]
}

/// The number with these halves; what is not a half is brought into range.
pub(crate) fn whole([upper, lower]: [f32; 2]) -> u32 {
    u32::from(half(upper)) << 16 | u32::from(half(lower))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates; NaN becomes 0")]
fn half(value: f32) -> u16 {
    value as u16
}
