//! A constant of the graph, its numbers read.

use crate::Error;
use crate::onnx::messages::Tensor;
use crate::onnx::read::External;

const FLOAT: i32 = 1;
const INT64: i32 = 7;
/// As in `NumPy`.
const MOST_AXES: usize = 64;
/// ONNX's names for types of numbers, from 0.
const TYPES: [&str; 17] = [
    "UNDEFINED",
    "FLOAT",
    "UINT8",
    "INT8",
    "UINT16",
    "INT16",
    "INT32",
    "INT64",
    "STRING",
    "BOOL",
    "FLOAT16",
    "DOUBLE",
    "UINT32",
    "UINT64",
    "COMPLEX64",
    "COMPLEX128",
    "BFLOAT16",
];

/// The name of a type.
pub(super) fn type_name(data_type: i32) -> String {
    let name = usize::try_from(data_type).ok().and_then(|place| TYPES.get(place));
    name.map_or_else(|| format!("type {data_type}"), |name| (*name).to_string())
}

/// The numbers of a constant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Numbers {
    Floats(Vec<f32>),
    Integers(Vec<i64>),
    /// Of another type, such as a classifier's labels; an error only where they are used.
    Other(i32),
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Constant {
    pub(super) shape: Vec<usize>,
    pub(super) numbers: Numbers,
}

impl Constant {
    /// Of the file's message; `external` has the bytes of other files.
    pub(super) fn of(tensor: &Tensor, external: &External) -> Result<Self, Error> {
        let wrong = |why: String| Error::Content { tensor: tensor.name.clone(), shape: tensor.dims.clone(), why };
        if tensor.dims.len() > MOST_AXES {
            return Err(Error::Content {
                tensor: tensor.name.clone(),
                shape: Vec::new(),
                why: format!("it has {} axes", tensor.dims.len()),
            });
        }
        let sizes = tensor.dims.iter().map(|size| usize::try_from(*size).ok());
        let shape = sizes.collect::<Option<Vec<usize>>>().ok_or_else(|| wrong("a size is negative".to_string()))?;
        let count = shape.iter().try_fold(1_usize, |count, size| count.checked_mul(*size));
        let count = count.ok_or_else(|| wrong("it is too large".to_string()))?;
        let other_file;
        let raw = if tensor.data_location == 1 {
            other_file = outside(tensor, external).map_err(wrong)?;
            other_file.as_slice()
        } else {
            &tensor.raw_data
        };
        let (numbers, found) = match tensor.data_type {
            FLOAT if raw.is_empty() => (Numbers::Floats(tensor.float_data.clone()), tensor.float_data.len()),
            FLOAT => {
                let (values, rest) = raw.as_chunks::<4>();
                let found = if rest.is_empty() { values.len() } else { usize::MAX };
                (Numbers::Floats(values.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()), found)
            }
            INT64 if raw.is_empty() => (Numbers::Integers(tensor.int64_data.clone()), tensor.int64_data.len()),
            INT64 => {
                let (values, rest) = raw.as_chunks::<8>();
                let found = if rest.is_empty() { values.len() } else { usize::MAX };
                (Numbers::Integers(values.iter().map(|bytes| i64::from_le_bytes(*bytes)).collect()), found)
            }
            other => (Numbers::Other(other), count),
        };
        if found == usize::MAX {
            return Err(wrong(format!("{} bytes are no whole number of values", raw.len())));
        }
        if found != count {
            return Err(wrong(format!("it takes {count} values, {found} are there")));
        }
        Ok(Self { shape, numbers })
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        match &self.numbers {
            Numbers::Floats(values) => values.len(),
            Numbers::Integers(values) => values.len(),
            Numbers::Other(_) => 0,
        }
    }

    /// The shape without axes of size 1 in front: what counts where shapes are broadcast.
    pub(super) fn bare_shape(&self) -> &[usize] {
        let ones = self.shape.iter().take_while(|size| **size == 1).count();
        self.shape.get(ones..).unwrap_or_default()
    }
}

/// The bytes of a tensor in another file.
fn outside(tensor: &Tensor, external: &External) -> Result<Vec<u8>, String> {
    let entry =
        |key: &str| tensor.external_data.iter().find(|entry| entry.key == key).map(|entry| entry.value.as_str());
    let number = |key: &str| match entry(key).map(str::parse::<usize>) {
        None => Ok(None),
        Some(Ok(number)) => Ok(Some(number)),
        Some(Err(_)) => Err(format!("its {key} in another file is no number")),
    };
    let location = entry("location").ok_or("it lies in another file, but not which one")?;
    let (start, length) = (number("offset")?.unwrap_or(0), number("length")?);
    external(location, start, length).map_err(|why| format!("its file `{location}`: {why}"))
}
