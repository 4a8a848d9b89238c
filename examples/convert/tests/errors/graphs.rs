//! ONNX: graphs that are no chain.

use crate::fails;
use crate::graph::{graph, node, tensor, value};
use convert::onnx::messages::{Graph, Model, Node, Tensor};
use prost::Message;

pub(crate) fn fails_onnx(node: Vec<Node>, initializer: Vec<Tensor>, words: &[&str]) {
    fails(&graph(node, initializer).encode_to_vec(), &[], words);
}

#[test]
fn onnx_graphs() {
    let w = || vec![tensor("w", &[4, 4])];
    let product = || node("MatMul", &["x", "w"], "h");
    // A residual connection.
    let skip = vec![product(), node("Add", &["h", "x"], "y")];
    fails_onnx(skip, w(), &["`x` goes to", "`the_MatMul` (MatMul), node `the_Add` (Add)", "branches"]);
    fails_onnx(vec![product(), node("Add", &["h", "h"], "y")], w(), &["`the_Add`", "same value"]);
    fails_onnx(vec![product()], w(), &["`h` goes nowhere", "(y)"]);
    fails_onnx(vec![], vec![], &["`x` goes nowhere"]);
    fails_onnx(vec![node("Identity", &["x"], "y")], vec![], &["no dense layer"]);
    let circle = vec![node("Identity", &["x"], "a"), node("Identity", &["a"], "x")];
    fails_onnx(circle, vec![], &["circle"]);
    let change = |change: &dyn Fn(&mut Model, &mut Graph), words: &[&str]| {
        let mut model = graph(vec![node("MatMul", &["x", "w"], "y")], w());
        let mut graph = model.graph.take().unwrap();
        change(&mut model, &mut graph);
        model.graph = Some(graph);
        fails(&model.encode_to_vec(), &[], words);
    };
    let second = |_: &mut Model, graph: &mut Graph| {
        graph.input.push(value("z", 1, &[0, 1]));
        graph.node[0].input[1] = "z".to_string();
    };
    change(&second, &["2 inputs", "x, z"]);
    change(&|_, graph| graph.input.clear(), &["0 inputs"]);
    change(&|_, graph| graph.input = vec![value("x", 11, &[0, 4])], &["`x` of shape [batch, 4]", "DOUBLE"]);
    change(&|model, _| model.opset_import[0].version = 6, &["version 6", "7"]);
    change(&|model, _| model.opset_import.clear(), &["which operators"]);
    change(&|_, graph| graph.sparse_initializer.push(vec![]), &["sparse"]);
    change(&|_, graph| graph.node[0].output.clear(), &["no output"]);
}

/// Keras on TensorFlow makes inputs of the mean and the deviation of a Normalization layer, and their numbers are lost.
#[test]
fn keras_normalization_on_tensorflow() {
    let bytes = std::fs::read(crate::folder().join("refused/keras_normalization.onnx")).unwrap();
    fails(&bytes, &[], &["2 inputs", "normalization_1/Sub/y:0", "KERAS_BACKEND=torch"]);
}
