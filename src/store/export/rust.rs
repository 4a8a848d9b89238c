//! A net as a `static` of Rust.

use super::digits::{decimal, hex};
use super::layers::{check, every_layer, every_tensor, whole};
use crate::net::Values;
use crate::store::write::len;
use core::fmt::{Result, Write};

/// Writes the net as a `pub static` that lies in flash and predicts with the same bits. The names of activations of your
/// own stand without a path: bring them into scope.
///
/// # Errors
/// What `to` returns; also for a name that is not one, and for a layer that is not dense (nothing was written then).
///
/// ```
/// use stackprop::{Dense, Relu, export};
///
/// let net: (Dense<1, 2, Relu>, Dense<2, 1>) = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.5]));
/// let mut source = String::new(); // on a device: whatever writes to the serial line
/// export::rust("ABS", &net, &mut source)?;
/// assert!(source.contains("pub static ABS: (stackprop::Dense<1, 2, stackprop::Relu>, "));
/// assert!(source.contains("[w(0x3f800000), w(0x3f800000)],")); // 1.0, 1.0
/// # Ok::<(), std::fmt::Error>(())
/// ```
pub fn rust<V: Values>(name: &str, net: &V, to: &mut impl Write) -> Result {
    check::<V>(name)?;
    to.write_str("/// A net of stackprop; its ")?;
    decimal(to, const { len::<V>() })?;
    to.write_str(" weights and biases are given by their bits.\n#[rustfmt::skip]\n")?;
    to.write_str("#[allow(unreachable_pub, clippy::type_complexity, clippy::unreadable_literal)]\npub static ")?;
    to.write_str(name)?;
    to.write_str(": ")?;
    every_layer::<V>(&mut |place, part, activation| {
        open(to, place, V::PARTS)?;
        to.write_str("stackprop::Dense<")?;
        decimal(to, whole(part.inputs))?;
        to.write_str(", ")?;
        decimal(to, whole(part.outputs))?;
        to.write_str(", ")?;
        to.write_str(match activation {
            "Identity" => "stackprop::Linear",
            "Relu" => "stackprop::Relu",
            "LeakyRelu" => "stackprop::LeakyRelu",
            "Tanh" => "stackprop::Tanh",
            "Sigmoid" => "stackprop::Sigmoid",
            other => other,
        })?;
        to.write_str(">")?;
        close(to, place, V::PARTS)
    })?;
    to.write_str(" = {\n    const fn w(bits: u32) -> f32 {\n        f32::from_bits(bits)\n    }\n    ")?;
    let mut place = 0;
    every_tensor(net, &mut |tensor| {
        if let [_, inputs] = tensor.shape {
            // The weights, one row a line.
            open(to, place, V::PARTS)?;
            to.write_str("stackprop::Dense::new(\n        [\n")?;
            for row in tensor.values.chunks(if *inputs > 0 { *inputs } else { 1 }) {
                to.write_str("            ")?;
                array(row, to)?;
                to.write_str(",\n")?;
            }
            return to.write_str("        ],\n        ");
        }
        array(tensor.values, to)?;
        to.write_str(",\n    )")?;
        close(to, place, V::PARTS)?;
        place = place.wrapping_add(1);
        Ok(())
    })?;
    to.write_str("\n};\n")
}

fn array(values: &[f32], to: &mut impl Write) -> Result {
    let mut before = "[w(0x";
    for value in values {
        to.write_str(before)?;
        hex(to, value.to_bits(), 8)?;
        before = "), w(0x";
    }
    to.write_str(if values.is_empty() { "[]" } else { ")]" })
}

/// Tuples of six layers at most: the sixth place is a tuple where more than one layer is left.
fn opens(place: usize, layers: usize) -> bool {
    place.is_multiple_of(5) && layers.wrapping_sub(place) > 1
}

fn open(to: &mut impl Write, place: usize, layers: usize) -> Result {
    if opens(place, layers) { to.write_str("(") } else { Ok(()) }
}

/// A comma after every layer but the last, then all that was opened.
fn close(to: &mut impl Write, place: usize, layers: usize) -> Result {
    if place.wrapping_add(1) < layers {
        return to.write_str(", ");
    }
    (0..layers).filter(|place| opens(*place, layers)).try_for_each(|_| to.write_str(")"))
}
