//! ONNX graphs from x of [batch, 4] to y.
#![allow(dead_code, clippy::unwrap_used, clippy::missing_panics_doc, clippy::must_use_candidate)]

use convert::onnx::messages::{
    Attribute, Axis, Graph, Model, Node, OperatorSet, Shape, Tensor, TensorType, Type, Value,
};

pub fn tensor(name: &str, shape: &[i64]) -> Tensor {
    let count = usize::try_from(shape.iter().product::<i64>()).unwrap();
    Tensor {
        name: name.to_string(),
        dims: shape.to_vec(),
        data_type: 1,
        float_data: vec![0.5; count],
        ..Tensor::default()
    }
}

pub fn node(operator: &str, inputs: &[&str], output: &str) -> Node {
    Node {
        input: inputs.iter().map(ToString::to_string).collect(),
        output: vec![output.to_string()],
        name: format!("the_{operator}"),
        op_type: operator.to_string(),
        ..Node::default()
    }
}

pub fn value(name: &str, kind: i32, shape: &[i64]) -> Value {
    let axis = |size: &i64| match size {
        0 => Axis { dim_value: None, dim_param: Some("batch".to_string()) },
        size => Axis { dim_value: Some(*size), dim_param: None },
    };
    let shape = Shape { dim: shape.iter().map(axis).collect() };
    let tensor_type = Some(TensorType { elem_type: kind, shape: Some(shape) });
    Value { name: name.to_string(), r#type: Some(Type { tensor_type }) }
}

pub fn integer(name: &str, i: i64) -> Attribute {
    Attribute { name: name.to_string(), i: Some(i), r#type: 2, ..Attribute::default() }
}

pub fn integers(name: &str, ints: &[i64]) -> Attribute {
    Attribute { name: name.to_string(), ints: ints.to_vec(), r#type: 7, ..Attribute::default() }
}

pub fn float(name: &str, f: f32) -> Attribute {
    Attribute { name: name.to_string(), f: Some(f), r#type: 1, ..Attribute::default() }
}

pub fn with(mut node: Node, attribute: Attribute) -> Node {
    node.attribute.push(attribute);
    node
}

/// x of [batch, 4], to y.
pub fn graph(node: Vec<Node>, initializer: Vec<Tensor>) -> Model {
    let graph = Graph {
        node,
        initializer,
        input: vec![value("x", 1, &[0, 4])],
        output: vec![value("y", 1, &[0, 3])],
        ..Graph::default()
    };
    let opset_import = vec![OperatorSet { domain: String::new(), version: 17 }];
    Model { ir_version: 8, graph: Some(graph), opset_import, ..Model::default() }
}
