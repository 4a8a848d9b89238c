//! A look at a file before it is decoded: an empty message takes two bytes in a file and some 150 in memory, so those that
//! are too short to be anything are refused first.

use crate::Error;
use prost::encoding::decode_varint;

/// Fields of messages within messages: their number in the one around them, their shortest length, the fields in them.
struct Field {
    tag: u64,
    name: &'static str,
    shortest: usize,
    within: &'static [Field],
}

const ATTRIBUTE: Field = Field { tag: 5, name: "an attribute", shortest: 5, within: &[] };
const GRAPH: Field = Field {
    tag: 7,
    name: "a graph",
    shortest: 0,
    within: &[
        Field { tag: 1, name: "a node", shortest: 7, within: &[ATTRIBUTE] },
        Field { tag: 5, name: "a tensor", shortest: 5, within: &[] },
        Field { tag: 11, name: "an input", shortest: 3, within: &[] },
        Field { tag: 12, name: "an output", shortest: 3, within: &[] },
    ],
};

/// Refuses a model with messages that are too short. What is not well formed is left to the decoder.
pub(super) fn check(model: &[u8]) -> Result<(), Error> {
    walk(model, &[GRAPH])
}

fn walk(mut bytes: &[u8], fields: &[Field]) -> Result<(), Error> {
    while !bytes.is_empty() {
        let Ok(key) = decode_varint(&mut bytes) else { return Ok(()) };
        let skipped = match key & 7 {
            0 => decode_varint(&mut bytes).ok().map(|_| 0),
            1 => Some(8),
            2 => decode_varint(&mut bytes).ok().and_then(|length| usize::try_from(length).ok()),
            5 => Some(4),
            _ => None,
        };
        let Some((inner, rest)) = skipped.and_then(|length| bytes.split_at_checked(length)) else { return Ok(()) };
        if let Some(field) = fields.iter().find(|field| field.tag == key >> 3 && key & 7 == 2) {
            if inner.len() < field.shortest {
                return Err(Error::Onnx(format!("{} of {} bytes", field.name, inner.len())));
            }
            walk(inner, field.within)?;
        }
        bytes = rest;
    }
    Ok(())
}
