//! From the bytes of a file to a net.

use crate::builder::Builder;
use crate::onnx::chain::Chain;
use crate::onnx::constants::Constants;
use crate::onnx::messages::{Model, Value};
use crate::onnx::shape::Axes;
use crate::onnx::sizes;
use crate::onnx::tensor::type_name;
use crate::{Error, Read};
use prost::Message;
use std::collections::HashSet;

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
const NORMALIZATION: &str = " (of a Normalization layer, Keras on TensorFlow leaves the numbers out of the file: export \
                             the model with KERAS_BACKEND=torch)";
/// FLOAT, and the integers from which a cast leads to it.
const TAKEN: [i32; 9] = [1, 2, 3, 4, 5, 6, 7, 12, 13];

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
    let mut inputs: Vec<&Value> = graph.input.iter().filter(|input| !constants.has(&input.name)).collect();
    if inputs.len() > 1 {
        let used: HashSet<&String> = graph.node.iter().flat_map(|node| &node.input).collect();
        inputs.retain(|input| used.contains(&input.name));
    }
    let [input] = inputs.as_slice() else {
        let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
        let hint = if names.len() > 1 && model.producer_name == "tf2onnx" { NORMALIZATION } else { "" };
        return Err(Error::Inputs { count: inputs.len(), names: names.join(", "), hint });
    };
    let tensor = input.r#type.as_ref().and_then(|kind| kind.tensor_type.as_ref());
    let dims = tensor.and_then(|tensor| tensor.shape.as_ref()).map(|shape| shape.dim.as_slice());
    let shape = dims.map(|dims| {
        let dims = dims.iter().map(|dim| match (&dim.dim_value, &dim.dim_param) {
            (Some(size), _) => size.to_string(),
            (None, Some(name)) => name.clone(),
            (None, None) => "?".to_string(),
        });
        format!(" of shape [{}]", dims.collect::<Vec<_>>().join(", "))
    });
    let source = format!("`{}`{}", input.name, shape.unwrap_or_default());
    if let Some(other) = tensor.map(|tensor| tensor.elem_type).filter(|kind| !TAKEN.contains(kind)) {
        return Err(Error::InputType { input: source, dtype: type_name(other) });
    }
    let sizes = dims.map(|dims| dims.iter().map(|dim| dim.dim_value.filter(|size| *size > 0)).collect::<Vec<_>>());
    let (batch, width) = match sizes.as_deref() {
        Some([width]) => (Some(1), *width),
        Some([batch, sample @ ..]) => (*batch, sample.iter().try_fold(1_i64, |all, size| all.checked_mul((*size)?))),
        _ => (None, None),
    };
    let width =
        width.and_then(|width| usize::try_from(width).ok()).filter(|_| dims.is_some_and(|dims| !dims.is_empty()));
    let room = bytes.len().saturating_add(outside.get()).saturating_div(2).saturating_add(1 << 16);
    let builder = Builder::new(format!("the input {source}"), width, room);
    let count = dims.and_then(|dims| i64::try_from(dims.len()).ok());
    let axes = Axes { batch, count, old_softmax: operators < 13 };
    Chain::new(graph, constants, builder, axes).walk(&input.name)
}
