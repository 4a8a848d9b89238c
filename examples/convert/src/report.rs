//! What is printed of a net.

use crate::{Read, stored};
use std::fmt::{self, Display, Write};

/// The net's type, what it costs, its outputs for some inputs, and the notes of its reader. Without inputs, those of
/// zeros and of 0.1, 0.2, .. are shown.
///
/// # Errors
/// An input of another length than the net's, in words.
pub fn report(read: &Read, inputs: &[Vec<f32>]) -> Result<String, String> {
    let width = read.model.inputs();
    if let Some(wrong) = inputs.iter().find(|input| input.len() != width) {
        return Err(format!("the input {} has {} numbers, the net takes {width}", Row(wrong), wrong.len()));
    }
    let shown = if inputs.is_empty() { vec![vec![0.0; width], tenths(width)] } else { inputs.to_vec() };
    let mut to = String::new();
    write(&mut to, read, &shown).map_err(|error| error.to_string())?;
    Ok(to)
}

fn write(to: &mut String, Read { model, notes }: &Read, inputs: &[Vec<f32>]) -> fmt::Result {
    writeln!(to, "type     {model}")?;
    let (values, bytes) = (model.values(), model.values().saturating_mul(4));
    write!(to, "cost     {bytes} bytes of weights and biases ({values} values), ")?;
    writeln!(to, "{} multiply-adds, {} bytes stored", model.multiply_adds(), stored::len(model))?;
    for input in inputs {
        writeln!(to, "predict  {:#} -> {}", Row(input), Row(&model.predict(input)))?;
    }
    notes.iter().try_for_each(|note| writeln!(to, "note     {note}"))
}

/// 0.1, 0.2 and so on.
fn tenths(width: usize) -> Vec<f32> {
    (1..=width).map(|place| place as f32 / 10.0).collect()
}

/// Numbers by the shortest decimals that are read back as the same bits; with `#`, not all of many.
struct Row<'a>(&'a [f32]);

impl Display for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |values: &[f32]| values.iter().map(f32::to_string).collect::<Vec<_>>().join(", ");
        match self.0 {
            [a, b, c, .., last] if f.alternate() && self.0.len() > 8 => {
                write!(f, "[{}, .., {last}]", shown(&[*a, *b, *c]))
            }
            all => write!(f, "[{}]", shown(all)),
        }
    }
}
