//! What `stackprop::store` keeps: 16 bytes, 8 for every layer and 4 for every value; see its documentation for the format.

use crate::{Activation, Error, Layer, Model, Read};
use stackprop::{mix, mix_name};

const MAGIC: [u8; 4] = *b"SPRP";
const VERSION: u16 = 1;
const HEADER: usize = 12;
const PART: usize = 8;

/// Whether these bytes begin as stored values do.
#[must_use]
pub fn is_stored(bytes: &[u8]) -> bool {
    bytes.starts_with(&MAGIC)
}

/// How many bytes a net takes.
#[must_use]
pub fn len(model: &Model) -> usize {
    let parts = model.layers().len().saturating_mul(PART);
    model.values().saturating_mul(4).saturating_add(parts).saturating_add(HEADER + 4)
}

/// As `stackprop::store::save`.
///
/// # Errors
/// [`Error::TooLarge`] for more layers or values than the format can count.
pub fn write(model: &Model) -> Result<Vec<u8>, Error> {
    let parts = u16::try_from(model.layers().len()).map_err(|_| Error::TooLarge)?;
    let values = u32::try_from(model.values()).map_err(|_| Error::TooLarge)?;
    let mut bytes = Vec::with_capacity(len(model));
    bytes.extend(MAGIC);
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(parts.to_le_bytes());
    bytes.extend(values.to_le_bytes());
    for layer in model.layers() {
        bytes.extend(fingerprint(layer.inputs, layer.outputs, layer.activation).to_le_bytes());
        for size in [layer.inputs, layer.outputs] {
            bytes.extend(u16::try_from(size).unwrap_or(u16::MAX).to_le_bytes());
        }
    }
    for layer in model.layers() {
        bytes.extend(layer.weights.iter().chain(&layer.bias).flat_map(|value| value.to_le_bytes()));
    }
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    Ok(bytes)
}

/// A net that was stored. What lies behind it is not looked at.
///
/// # Errors
/// Bytes that are not a whole stored net: too few, another version, a wrong checksum, a part that is no dense layer with
/// one of the crate's activations.
pub fn read(bytes: &[u8]) -> Result<Read, Error> {
    let short = |needed| Error::StoredShort { needed, found: bytes.len() };
    let mut at = Cursor(bytes);
    if at.take::<4>().ok_or(short(HEADER + 4))? != MAGIC {
        return Err(Error::NotStored);
    }
    let version = u16::from_le_bytes(at.take().ok_or(short(HEADER + 4))?);
    if version != VERSION {
        return Err(Error::StoredVersion { found: version });
    }
    let parts = u16::from_le_bytes(at.take().ok_or(short(HEADER + 4))?);
    let values = u32::from_le_bytes(at.take().ok_or(short(HEADER + 4))?);
    let after = u64::from(parts).saturating_mul(8).saturating_add(u64::from(values).saturating_mul(4));
    let needed = usize::try_from(after.saturating_add(16)).map_err(|_| Error::TooLarge)?;
    let whole = bytes.get(..needed).ok_or(short(needed))?;
    let (body, crc) = whole.split_last_chunk::<4>().ok_or(short(needed))?;
    if crc32fast::hash(body) != u32::from_le_bytes(*crc) {
        return Err(Error::StoredDamaged);
    }
    let mut shapes = Vec::new();
    let mut expected = 0_u64;
    for layer in 0..usize::from(parts) {
        let found = u32::from_le_bytes(at.take().ok_or(short(needed))?);
        let inputs = u16::from_le_bytes(at.take().ok_or(short(needed))?);
        let outputs = u16::from_le_bytes(at.take().ok_or(short(needed))?);
        if inputs == u16::MAX || outputs == u16::MAX {
            return Err(Error::StoredSize { layer });
        }
        let (i, o) = (usize::from(inputs), usize::from(outputs));
        let activation = Activation::ALL.into_iter().find(|activation| fingerprint(i, o, *activation) == found);
        let activation = activation.ok_or(Error::StoredPart { layer, fingerprint: found, inputs, outputs })?;
        expected = expected.saturating_add(u64::from(inputs).saturating_add(1).saturating_mul(outputs.into()));
        shapes.push((i, o, activation));
    }
    if expected != u64::from(values) {
        return Err(Error::StoredCount { layers: expected, stored: values });
    }
    let mut floats = |count: usize| (0..count).map_while(|_| at.take().map(f32::from_le_bytes)).collect::<Vec<f32>>();
    let mut layers = Vec::with_capacity(shapes.len());
    for (inputs, outputs, activation) in shapes {
        let (weights, bias) = (floats(inputs.saturating_mul(outputs)), floats(outputs));
        layers.push(("as stored".to_string(), Layer { inputs, outputs, weights, bias, activation }));
    }
    Ok(Read { model: Model::new(layers)?, notes: Vec::new() })
}

/// Of a dense layer, as `Dense::FINGERPRINT`.
fn fingerprint(inputs: usize, outputs: usize, activation: Activation) -> u32 {
    #[allow(clippy::cast_possible_truncation, reason = "a hash; the crate truncates likewise")]
    let sizes = mix(mix(mix_name(0x811c_9dc5, "Dense"), inputs as u32), outputs as u32);
    mix_name(sizes, activation.name())
}

/// The bytes that are left.
struct Cursor<'a>(&'a [u8]);

impl Cursor<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }
}
