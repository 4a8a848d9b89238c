//! From a path to a net.

use crate::safetensors::Options;
use crate::{Error, Read, onnx, safetensors, stored};
use std::fs::{self, File};
use std::io::{self, Read as _, Seek, SeekFrom};
use std::path::{Component, Path};

/// More than any net for a microcontroller takes.
const LARGEST: u64 = 1 << 28;

/// What a file is, by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Of `stackprop::store`.
    Stored,
    /// The length of a header in JSON, and the header.
    Safetensors,
    /// Anything else that is not known to be something else: ONNX has no mark of its own.
    Onnx,
}

impl Format {
    /// By the first bytes.
    ///
    /// # Errors
    /// [`Error::Format`] for files of PyTorch and Keras that are often met and cannot be read.
    pub fn of(bytes: &[u8]) -> Result<Self, Error> {
        if stored::is_stored(bytes) {
            return Ok(Self::Stored);
        }
        if bytes.starts_with(b"PK") {
            return Err(Error::Format(
                "a zip archive, as torch.save and Keras write them: write `safetensors.torch.save_file(model.state_dict(), \
                 ..)`, `torch.onnx.export(..)` or Keras's `model.export(.., format=\"onnx\")` instead",
            ));
        }
        if bytes.starts_with(b"\x89HDF") {
            return Err(Error::Format("an HDF5 file of Keras: write `model.export(.., format=\"onnx\")` instead"));
        }
        if bytes.starts_with(b"\x80") && bytes.get(8) != Some(&b'{') {
            return Err(Error::Format("a pickle: write safetensors or ONNX instead"));
        }
        Ok(if bytes.get(8) == Some(&b'{') { Self::Safetensors } else { Self::Onnx })
    }
}

/// Reads a net of any format.
///
/// # Errors
/// Those of the file system, and every [`Error`].
pub fn read_file(path: &Path, options: &Options) -> Result<(Format, Read), Box<dyn std::error::Error + Send + Sync>> {
    let length = fs::metadata(path)?.len();
    if length > LARGEST {
        return Err(format!("{length} bytes, more than the {LARGEST} that this tool reads").into());
    }
    let bytes = fs::read(path)?;
    let format = Format::of(&bytes)?;
    if format != Format::Safetensors && *options != Options::default() {
        return Err(Error::Format(
            "this file says itself what its layers and activations are: --activation, --output-activation, --order and \
             --missing-bias are for safetensors",
        )
        .into());
    }
    let read = match format {
        Format::Stored => stored::read(&bytes)?,
        Format::Safetensors => safetensors::read(&bytes, options)?,
        Format::Onnx => onnx::read(&bytes, &|name, start, length| beside(path, name, start, length))?,
    };
    Ok((format, read))
}

/// Bytes of a file in the model's folder; no path leads out of it.
fn beside(model: &Path, name: &str, start: usize, length: Option<usize>) -> Result<Vec<u8>, String> {
    let name = Path::new(name);
    if !name.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err("not beside the model".to_string());
    }
    let path = model.parent().unwrap_or(Path::new("")).join(name);
    let bytes = || -> io::Result<Vec<u8>> {
        let mut file = File::open(&path)?;
        let there = file.metadata()?.len().saturating_sub(start as u64);
        let wanted = length.map_or(there, |length| length as u64);
        if wanted > there.min(LARGEST) {
            return Err(io::Error::other(format!("{wanted} bytes from {start} on are not there")));
        }
        file.seek(SeekFrom::Start(start as u64))?;
        let mut bytes = Vec::new();
        file.take(wanted).read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    bytes().map_err(|error| error.to_string())
}
