//! Forms of ONNX graph that none of the models in `tests/models` has.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "common/graph.rs"]
mod graph;

use convert::onnx::messages::{Node, Tensor};
use graph::{float, graph, integer, integers, node, tensor, with};
use prost::Message;

/// Reads, and gives these outputs for 1, 2, 3, 4.
fn works(node: Vec<Node>, initializer: Vec<Tensor>, net: &str, outputs: &[f32]) {
    let bytes = graph(node, initializer).encode_to_vec();
    let read = convert::onnx::read(&bytes, &convert::onnx::no_files).unwrap();
    assert_eq!(read.model.to_string(), net);
    assert_eq!(read.model.predict(&[1.0, 2.0, 3.0, 4.0]), outputs);
}

/// Forms of graph that none of the models in `tests/models` has.
#[test]
fn onnx_that_is_read() {
    let ones = |name: &str, shape: &[i64], value: f32| {
        let mut tensor = tensor(name, shape);
        tensor.float_data.fill(value);
        tensor
    };
    // x (W as it is) · 2 + 3 · 0.5, the bias a single number.
    let gemm = with(with(node("Gemm", &["x", "w", "b"], "y"), float("alpha", 2.0)), float("beta", 3.0));
    works(vec![gemm.clone()], vec![tensor("w", &[4, 3]), tensor("b", &[1])], "Dense<4, 3>", &[11.5; 3]);
    works(vec![gemm], vec![tensor("w", &[4, 3]), tensor("b", &[1, 3])], "Dense<4, 3>", &[11.5; 3]);
    // A weight that the graph transposes, and a constant that it computes: sqrt(0.5 · 0.5) + 0.5 = 1.
    let mut w = tensor("w", &[3, 4]);
    w.float_data = (0..12_u8).map(f32::from).collect();
    let nodes = vec![
        node("Transpose", &["w"], "t"),
        node("Mul", &["b", "b"], "c"),
        node("Sqrt", &["c"], "d"),
        node("Add", &["d", "b"], "e"),
        node("MatMul", &["x", "t"], "h"),
        node("Add", &["e", "h"], "y"),
    ];
    works(nodes, vec![w, tensor("b", &[])], "Dense<4, 3>", &[21.0, 61.0, 101.0]);
    // max(x, 0), and a scale behind an activation at the end: 2 · relu(-5) + 1, a layer of its own.
    let nodes = vec![
        node("MatMul", &["x", "w"], "h"),
        node("Max", &["zero", "h"], "r"),
        node("Mul", &["r", "two"], "s"),
        node("Sub", &["s", "minus"], "y"),
    ];
    let tensors =
        vec![ones("w", &[4, 2], -0.5), ones("zero", &[], 0.0), ones("two", &[2], 2.0), ones("minus", &[], -1.0)];
    works(nodes, tensors, "(Dense<4, 2, Relu>, Dense<2, 2>)", &[1.0, 1.0]);
    // A vector for a matrix, and 1 - x.
    let nodes = vec![node("Sub", &["one", "x"], "h"), node("MatMul", &["h", "w"], "y")];
    works(nodes, vec![ones("one", &[], 1.0), tensor("w", &[4])], "Dense<4, 1>", &[-3.0]);
    // Two layers without an activation between them, both scaled.
    let nodes = vec![
        node("MatMul", &["x", "w"], "h"),
        node("Mul", &["h", "half"], "i"),
        node("MatMul", &["i", "v"], "j"),
        node("Div", &["j", "half"], "y"),
    ];
    let tensors = vec![tensor("w", &[4, 2]), ones("half", &[], 0.5), ones("v", &[2, 1], 1.0)];
    works(nodes, tensors, "(Dense<4, 2>, Dense<2, 1>)", &[10.0]);
    // The classes of a net without a softmax.
    let nodes = vec![node("MatMul", &["x", "w"], "h"), node("ArgMax", &["h"], "y")];
    works(nodes, vec![tensor("w", &[4, 3])], "Dense<4, 3>", &[5.0; 3]);
    // LeakyRelu's default slope is 0.01.
    let nodes = vec![node("MatMul", &["x", "w"], "h"), node("LeakyRelu", &["h"], "y")];
    works(nodes, vec![ones("w", &[4, 1], -1.0)], "Dense<4, 1, LeakyRelu>", &[0.01 * -10.0]);
    // A softmax over the last of three axes, and by its place among two.
    for (places, axis) in [(vec![1], 2), (vec![1], -1), (vec![], 1)] {
        let nodes = vec![
            node("MatMul", &["x", "w"], "h"),
            with(node("Unsqueeze", &["h"], "i"), integers("axes", &places)),
            with(node("Softmax", &["i"], "y"), integer("axis", axis)),
        ];
        works(nodes, vec![tensor("w", &[4, 3])], "Dense<4, 3>", &[5.0; 3]);
    }
    // An input that nothing takes.
    let mut model = graph(vec![node("MatMul", &["x", "w"], "y")], vec![tensor("w", &[4, 3])]);
    model.graph.as_mut().unwrap().input.push(graph::value("z", 1, &[0, 1]));
    assert!(convert::onnx::read(&model.encode_to_vec(), &convert::onnx::no_files).is_ok());
    // Dropout of a finished net does nothing.
    let nodes = vec![node("MatMul", &["x", "w"], "h"), node("Dropout", &["h"], "y")];
    works(nodes, vec![tensor("w", &[4, 3])], "Dense<4, 3>", &[5.0; 3]);
}
