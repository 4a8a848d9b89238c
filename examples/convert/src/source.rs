//! A net as source code, letter for letter as `stackprop::export` writes it on a device.

use crate::{Error, Layer, Model};
use std::fmt::{self, Write};

/// As `stackprop::export::rust`: a `pub static` of the given name.
///
/// # Errors
/// [`Error::Name`] for what is no name in Rust.
pub fn rust(name: &str, model: &Model) -> Result<String, Error> {
    checked(name)?;
    let mut to = String::new();
    write_rust(name, model, &mut to)?;
    Ok(to)
}

/// As `stackprop::export::c`: a `static const float` array of the given name.
///
/// # Errors
/// [`Error::Name`] for what is no name in C.
pub fn c(name: &str, model: &Model) -> Result<String, Error> {
    checked(name)?;
    let mut to = String::new();
    write_c(name, model, &mut to)?;
    Ok(to)
}

fn checked(name: &str) -> Result<(), Error> {
    let starts = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_');
    let goes_on = name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_');
    if starts && goes_on { Ok(()) } else { Err(Error::Name { name: name.to_string() }) }
}

fn write_rust(name: &str, model: &Model, to: &mut String) -> fmt::Result {
    writeln!(to, "/// A net of stackprop; its {} weights and biases are given by their bits.", model.values())?;
    writeln!(to, "#[rustfmt::skip]\n#[allow(unreachable_pub, clippy::type_complexity, clippy::unreadable_literal)]")?;
    write!(to, "pub static {name}: ")?;
    model.tuple(to, |to, Layer { inputs, outputs, activation, .. }| {
        write!(to, "stackprop::Dense<{inputs}, {outputs}, stackprop::{}>", activation.type_name())
    })?;
    write!(to, " = {{\n    const fn w(bits: u32) -> f32 {{\n        f32::from_bits(bits)\n    }}\n    ")?;
    model.tuple(to, |to, layer| {
        writeln!(to, "stackprop::Dense::new(\n        [")?;
        for row in layer.weights.chunks(layer.inputs.max(1)) {
            writeln!(to, "            {},", array(row))?;
        }
        write!(to, "        ],\n        {},\n    )", array(&layer.bias))
    })?;
    writeln!(to, "\n}};")
}

fn array(values: &[f32]) -> String {
    let values: Vec<String> = values.iter().map(|value| format!("w(0x{:08x})", value.to_bits())).collect();
    format!("[{}]", values.join(", "))
}

fn write_c(name: &str, model: &Model, to: &mut String) -> fmt::Result {
    write!(to, "/* A net of stackprop: {}", model.inputs())?;
    for layer in model.layers() {
        write!(to, " - {} {}", layer.outputs, layer.activation)?;
    }
    writeln!(to, ". */\nstatic const float {name}[{}] = {{", model.values())?;
    for (place, layer) in model.layers().iter().enumerate() {
        for (tensor, values) in [("weight", &layer.weights), ("bias", &layer.bias)] {
            write!(to, "  /* {place}.{tensor} */")?;
            for line in values.chunks(8) {
                let line: Vec<String> = line.iter().map(|value| format!("{},", hexadecimal(*value))).collect();
                write!(to, "\n  {}", line.join(" "))?;
            }
            writeln!(to)?;
        }
    }
    writeln!(to, "}};")
}

/// As C99 has it: 0x1.800000p+1f is 3. Exact.
fn hexadecimal(value: f32) -> String {
    let bits = value.to_bits();
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let (exponent, mantissa) = ((bits >> 23) & 0xff, (bits & 0x7f_ffff) << 1);
    match (i32::try_from(exponent).unwrap_or(0), mantissa) {
        (0, 0) => format!("{sign}0.0f"),
        (0, _) => format!("{sign}0x0.{mantissa:06x}p-126f"),
        (exponent, _) => format!("{sign}0x1.{mantissa:06x}p{:+}f", exponent.saturating_sub(127)),
    }
}
