//! From the bytes of a file to a net.

use crate::builder::Builder;
use crate::onnx::chain::Chain;
use crate::onnx::constants::Constants;
use crate::onnx::input::Input;
use crate::onnx::messages::Model;
use crate::onnx::shape::Axes;
use crate::onnx::sizes;
use crate::{Error, Read};
use prost::Message;

/// Gives bytes of the file with the given name beside the model: from an offset on, so many of them or all that are left.
pub type External<'a> = dyn Fn(&str, usize, Option<usize>) -> Result<Vec<u8>, String> + 'a;

/// For models that come without files beside them.
///
/// # Errors
/// Always.
pub fn no_files(_: &str, _: usize, _: Option<usize>) -> Result<Vec<u8>, String> {
    Err("it cannot be read from here".to_string())
}

/// Many tensors could be the same bytes of another file.
const MOST_OUTSIDE: usize = 1 << 28;

/// A dense net; `external` has the tensors that are kept in files of their own.
///
/// # Errors
/// What is no ONNX model, and any graph that is no chain of dense layers with the crate's activations; by the name of the
/// node or the tensor.
pub fn read(bytes: &[u8], external: &External) -> Result<Read, Error> {
    sizes::check(bytes)?;
    let model = Model::decode(bytes).map_err(|error| Error::Onnx(error.to_string()))?;
    let graph = model.graph.as_ref().ok_or_else(|| Error::Onnx("it has no graph".to_string()))?;
    let own = |domain: &str| domain.is_empty() || domain == "ai.onnx";
    let operators = model.opset_import.iter().find(|set| own(&set.domain)).map(|set| set.version);
    let operators = operators.ok_or_else(|| Error::Onnx("it does not say which operators it uses".to_string()))?;
    if operators < 7 {
        let why = format!("its operators are those of version {operators}; from 7 on (2017) they can be read");
        return Err(Error::Onnx(why));
    }
    if !graph.sparse_initializer.is_empty() {
        return Err(Error::Onnx("it has sparse tensors".to_string()));
    }
    // Tensors in other files count as well: more numbers than bytes there cannot be.
    let outside = std::cell::Cell::new(0_usize);
    let counted = |name: &str, start: usize, length: Option<usize>| {
        let bytes = external(name, start, length)?;
        outside.set(outside.get().saturating_add(bytes.len()));
        if outside.get() > MOST_OUTSIDE {
            return Err("more than 256 MiB in other files".to_string());
        }
        Ok(bytes)
    };
    let constants = Constants::of(graph, &counted, bytes.len())?;
    let input = Input::of(&model, graph, &constants)?;
    let axes = Axes { batch: input.batch, count: input.axes, old_softmax: operators < 13 };
    let room = bytes.len().saturating_add(outside.get()).saturating_div(2).saturating_add(1 << 16);
    let builder = Builder::new(format!("the input {}", input.source), input.width, room);
    Chain::new(graph, constants, builder, axes).walk(input.name)
}
