//! Numbers as text, without core's formatting, in which a linker finds ways to panic.

use core::fmt::{Result, Write};

/// The lowest `digits` hexadecimal digits.
pub(super) fn hex(to: &mut impl Write, value: u32, digits: u32) -> Result {
    for place in (0..digits).rev() {
        to.write_char(digit(value.wrapping_shr(4 * place) & 15))?;
    }
    Ok(())
}

/// In decimal digits, without leading zeros.
pub(super) fn decimal(to: &mut impl Write, mut value: u32) -> Result {
    let mut power = 1_u32;
    while value / 10 >= power {
        power = power.wrapping_mul(10);
    }
    while power > 0 {
        to.write_char(digit(value.checked_div(power).unwrap_or(0)))?;
        value = value.checked_rem(power).unwrap_or(0);
        power /= 10;
    }
    Ok(())
}

/// One of `0` to `9` and `a` to `f`.
fn digit(value: u32) -> char {
    char::from_digit(value, 16).unwrap_or('0')
}
