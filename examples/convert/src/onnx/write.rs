//! A net as a graph: a `Gemm` for every layer, with the weights as they are, and its activation.

use crate::onnx::messages::{
    Attribute, Axis, Graph, Model as File, Node, OperatorSet, Shape, Tensor, TensorType, Type, Value,
};
use crate::{Activation, Model};
use prost::Message;

/// The messages' version 7 and the operators of version 13, of 2020: what every runtime reads.
const MESSAGES: i64 = 7;
const OPERATORS: i64 = 13;
const FLOAT: i32 = 1;

/// The bytes of a model with input `x` and output `y`, each of any number of samples. The tensors have the names that
/// [`crate::safetensors::write`] gives them.
#[must_use]
pub fn write(model: &Model) -> Vec<u8> {
    let mut graph = Graph { name: "net".to_string(), ..Graph::default() };
    let count = model.layers().len();
    let mut at = "x".to_string();
    let mut width = model.inputs();
    graph.input.push(value("x", width));
    let names = crate::safetensors::names(model);
    for (place, (layer, name)) in model.layers().iter().zip(names).enumerate() {
        let (weight, bias) = (format!("{name}.weight"), format!("{name}.bias"));
        graph.initializer.push(tensor(&weight, &[layer.outputs, layer.inputs], &layer.weights));
        graph.initializer.push(tensor(&bias, &[layer.outputs], &layer.bias));
        let y = if place.saturating_add(1) == count { "y".to_string() } else { format!("y{place}") };
        let is_plain = layer.activation == Activation::Identity;
        let z = if is_plain { y.clone() } else { format!("z{place}") };
        let transposed = Attribute { name: "transB".to_string(), i: Some(1), r#type: 2, ..Attribute::default() };
        graph.node.push(node(format!("Gemm_{place}"), "Gemm", vec![at, weight, bias], &z, vec![transposed]));
        if !is_plain {
            let operator = layer.activation.name();
            let slope = Attribute { name: "alpha".to_string(), f: Some(0.01), r#type: 1, ..Attribute::default() };
            let settings = if layer.activation == Activation::LeakyRelu { vec![slope] } else { vec![] };
            graph.node.push(node(format!("{operator}_{place}"), operator, vec![z], &y, settings));
        }
        (at, width) = (y, layer.outputs);
    }
    graph.output.push(value("y", width));
    let file = File {
        ir_version: MESSAGES,
        producer_name: "stackprop convert".to_string(),
        producer_version: env!("CARGO_PKG_VERSION").to_string(),
        graph: Some(graph),
        opset_import: vec![OperatorSet { domain: String::new(), version: OPERATORS }],
    };
    file.encode_to_vec()
}

fn node(name: String, operator: &str, input: Vec<String>, output: &str, attribute: Vec<Attribute>) -> Node {
    let (op_type, output) = (operator.to_string(), vec![output.to_string()]);
    Node { input, output, name, op_type, attribute, domain: String::new() }
}

fn tensor(name: &str, shape: &[usize], values: &[f32]) -> Tensor {
    Tensor {
        dims: shape.iter().map(|size| size_of(*size)).collect(),
        data_type: FLOAT,
        name: name.to_string(),
        raw_data: values.iter().flat_map(|value| value.to_le_bytes()).collect(),
        ..Tensor::default()
    }
}

fn value(name: &str, width: usize) -> Value {
    let batch = Axis { dim_value: None, dim_param: Some("batch".to_string()) };
    let sample = Axis { dim_value: Some(size_of(width)), dim_param: None };
    let tensor_type = TensorType { elem_type: FLOAT, shape: Some(Shape { dim: vec![batch, sample] }) };
    Value { name: name.to_string(), r#type: Some(Type { tensor_type: Some(tensor_type) }) }
}

fn size_of(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}
