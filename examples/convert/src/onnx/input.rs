//! What goes into the graph.

use crate::Error;
use crate::onnx::constants::Constants;
use crate::onnx::messages::{Graph, Model, Value};
use crate::onnx::tensor::type_name;
use std::collections::HashSet;

const NORMALIZATION: &str = " (of a Normalization layer, Keras on TensorFlow leaves the numbers out of the file: export \
                             the model with KERAS_BACKEND=torch)";
/// FLOAT, and the integers from which a cast leads to it.
const TAKEN: [i32; 9] = [1, 2, 3, 4, 5, 6, 7, 12, 13];

/// The one input of a graph.
pub(super) struct Input<'a> {
    pub(super) name: &'a str,
    /// Its name and shape, for messages.
    pub(super) source: String,
    /// How many numbers a sample has, if that is known.
    pub(super) width: Option<usize>,
    /// How many samples there are, if that is fixed.
    pub(super) batch: Option<i64>,
    /// How many axes there are.
    pub(super) axes: Option<i64>,
}

impl<'a> Input<'a> {
    pub(super) fn of(model: &Model, graph: &'a Graph, constants: &Constants) -> Result<Self, Error> {
        let mut inputs: Vec<&'a Value> = graph.input.iter().filter(|input| !constants.has(&input.name)).collect();
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
            Some([batch, sample @ ..]) => {
                (*batch, sample.iter().try_fold(1_i64, |all, size| all.checked_mul((*size)?)))
            }
            _ => (None, None),
        };
        let width = width.and_then(|width| usize::try_from(width).ok());
        let axes = dims.and_then(|dims| i64::try_from(dims.len()).ok());
        Ok(Self { name: &input.name, source, width, batch, axes })
    }
}
