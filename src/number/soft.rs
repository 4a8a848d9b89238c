//! sum + a · b by integers, for processors of 32 bits without an FPU: a product, then a sum, each rounded to nearest, ties to
//! even, as everywhere. Usual numbers take half the instructions of two calls of the compiler's routines, which pack,
//! unpack and look for every unusual one twice; these are left to the routines.

#[inline(never)]
pub(super) fn add_product(sum: f32, a: f32, b: f32) -> f32 {
    let Some(product) = product(a.to_bits(), b.to_bits()) else { return by_routines(sum, a, b) };
    match add(sum.to_bits(), product) {
        Some(bits) => f32::from_bits(bits),
        None => sum_by_routine(sum, f32::from_bits(product)),
    }
}

// Out of line, and each with what is left of its numbers: so the usual way keeps nothing for them.
#[cold]
#[inline(never)]
fn by_routines(sum: f32, a: f32, b: f32) -> f32 {
    sum + a * b
}

#[cold]
#[inline(never)]
fn sum_by_routine(sum: f32, product: f32) -> f32 {
    sum + product
}

/// The bits of a · b, if both are from 2⁻⁹⁵ to 2³³ in size and the product is at least 2⁻⁹⁵: then no difference of it and
/// another number is subnormal.
#[inline(always)]
fn product(a: u32, b: u32) -> Option<u32> {
    const TO_WITHIN: u32 = 96 << 23; // what makes exponents from 32 to 159 those from 128 to 255, with the upper bit set
    if (a.wrapping_add(TO_WITHIN) & b.wrapping_add(TO_WITHIN)) & 1 << 30 == 0 {
        return None;
    }
    let mut exponents = exponent(a) + exponent(b);
    if exponents < 127 + 32 {
        return None;
    }
    let mut significand = upper_product(a & 0x7f_ffff | 1 << 23, b & 0x7f_ffff | 1 << 23);
    if significand >> 30 == 0 {
        significand <<= 1;
    } else {
        exponents += 1;
    }
    Some((a ^ b) & 1 << 31 | packed(exponents - 127, significand))
}

/// The bits of sum + product, if `sum` is +0, or normal and below 2¹²⁷.
#[inline(always)]
fn add(sum: u32, product: u32) -> Option<u32> {
    if exponent(sum).wrapping_sub(1) >= 253 {
        return if sum == 0 { Some(product) } else { None };
    }
    let (large, small) = if sum << 1 < product << 1 { (product, sum) } else { (sum, product) };
    let (mut e, apart) = (exponent(large), exponent(large) - exponent(small));
    if apart > 25 {
        return Some(large); // the small one is less than half of its last place, even just above a power of two
    }
    let (mut total, whole) = (significand(large), significand(small));
    let mut part = whole >> apart;
    if part << apart != whole {
        part |= 1;
    }
    if (large ^ small) >> 31 == 0 {
        total += part;
        if total >> 31 == 1 {
            total = total >> 1 | total & 1;
            e += 1;
        }
    } else {
        total -= part;
        if total == 0 {
            return Some(0);
        }
        while total >> 30 == 0 {
            total <<= 1;
            e -= 1;
        }
    }
    Some((large & 1 << 31) + packed(e, total))
}

#[inline(always)]
fn exponent(bits: u32) -> u32 {
    bits << 1 >> 24
}

/// Of a normal number, the 24 bits from place 30 on. The seven places below are for what a shift takes out of the 24; the
/// last is set if any below it would be, which rounds alike ("jamming", as in Berkeley's `SoftFloat`).
#[inline(always)]
fn significand(bits: u32) -> u32 {
    (bits << 8 | 1 << 31) >> 1
}

/// Rounds a significand to 24 bits and puts it together with its exponent; where it becomes 2²⁴, that is one more.
#[inline(always)]
fn packed(exponent: u32, significand: u32) -> u32 {
    ((exponent - 1) << 23) + ((significand + 0x3f + (significand >> 7 & 1)) >> 7)
}

/// a · b / 2¹⁷ of two numbers below 2²⁴; the last bit is set if any below it would be.
#[inline(always)]
fn upper_product(a: u32, b: u32) -> u32 {
    let (upper, lower) = if WIDE {
        let product = u64::from(a) * u64::from(b);
        #[allow(clippy::cast_possible_truncation, reason = "31 bits, and the lower 17 of them")]
        ((product >> 17) as u32, product as u32)
    } else {
        let (a_high, a_low, b_high, b_low) = (a >> 16, a & 0xffff, b >> 16, b & 0xffff);
        let lowest = a_low * b_low;
        let middle = a_high * b_low + a_low * b_high + (lowest >> 16);
        (((a_high * b_high) << 15) + (middle >> 1), middle << 16 | lowest & 0xffff)
    };
    upper | u32::from(lower << 15 != 0)
}

/// Whether two words make a product of two words. On an Armv6-M they do not; what stable Rust sees of that is its lack of a
/// compare-and-swap.
const WIDE: bool = !cfg!(any(stackprop_no_fpu = "armv6m", all(target_arch = "arm", not(target_has_atomic = "32"))));
