//! A net as an array of C.

use super::digits::{decimal, hex};
use super::layers::{check, every_layer, every_tensor, whole};
use crate::net::Values;
use crate::store::write::len;
use core::fmt::{Result, Write};

/// Writes the net as a `static const float` array of C99 or C++17, layer by layer first the weights `[output][input]`, then
/// the biases: the memory of a net of the same type, for the C functions to predict with or to load.
///
/// # Errors
/// As [`rust`](super::rust).
///
/// ```
/// use stackprop::{Dense, Relu, export};
///
/// let net: (Dense<1, 2, Relu>, Dense<2, 1>) = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.1]));
/// let mut source = String::new();
/// export::c("abs_net", &net, &mut source)?;
/// assert!(source.starts_with("/* A net of stackprop: 1 - 2 Relu - 1 Identity. */\nstatic const float abs_net[7] = {\n"));
/// assert!(source.contains("0x1.99999ap-4f,")); // 0.1
/// # Ok::<(), std::fmt::Error>(())
/// ```
pub fn c<V: Values>(name: &str, net: &V, to: &mut impl Write) -> Result {
    check::<V>(name)?;
    to.write_str("/* A net of stackprop: ")?;
    every_layer::<V>(&mut |place, part, activation| {
        if place == 0 {
            decimal(to, whole(part.inputs))?;
        }
        to.write_str(" - ")?;
        decimal(to, whole(part.outputs))?;
        to.write_str(" ")?;
        to.write_str(activation)
    })?;
    to.write_str(". */\nstatic const float ")?;
    to.write_str(name)?;
    to.write_str("[")?;
    decimal(to, const { len::<V>() })?;
    to.write_str("] = {\n")?;
    let mut place = 0_u32;
    every_tensor(net, &mut |tensor| {
        to.write_str("  /* ")?;
        decimal(to, place / 2)?;
        to.write_str(".")?;
        to.write_str(tensor.name)?;
        to.write_str(" */")?;
        for (k, value) in tensor.values.iter().enumerate() {
            to.write_str(if k.is_multiple_of(8) { "\n  " } else { " " })?;
            float(*value, to)?;
            to.write_str(",")?;
        }
        place = place.wrapping_add(1);
        to.write_str("\n")
    })?;
    to.write_str("};\n")
}

/// In hexadecimal, as C99 has it: 0x1.8p+1f is 3. Exact, and no digit too many.
fn float(value: f32, to: &mut impl Write) -> Result {
    let bits = value.to_bits();
    let (exponent, mantissa) = (bits >> 23 & 0xff, (bits & 0x7f_ffff) << 1);
    if bits >> 31 == 1 {
        to.write_str("-")?;
    }
    if exponent == 0 && mantissa == 0 {
        return to.write_str("0.0f");
    }
    to.write_str(if exponent == 0 { "0x0." } else { "0x1." })?;
    hex(to, mantissa, 6)?;
    // A subnormal's exponent is that of the smallest normal number.
    let power = exponent.saturating_sub(1).wrapping_sub(126);
    let negative = exponent < 127;
    to.write_str(if negative { "p-" } else { "p+" })?;
    decimal(to, if negative { power.wrapping_neg() } else { power })?;
    to.write_str("f")
}
