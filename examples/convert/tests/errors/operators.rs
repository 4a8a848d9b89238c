//! ONNX: operators that a net of the crate cannot have.

use crate::graph::{float, integer, integers, node, tensor, with};
use crate::graphs::fails_onnx;
use convert::onnx::messages::Node;

#[test]
fn onnx_operators() {
    let w = || vec![tensor("w", &[4, 3])];
    let behind = |operator| vec![node("MatMul", &["x", "w"], "h"), node(operator, &["h"], "y")];
    for operator in ["Gelu", "Elu", "Conv", "LSTM", "Softplus", "Clip", "Exp", "LayerNormalization"] {
        fails_onnx(behind(operator), w(), &[&format!("`the_{operator}` ({operator})"), "Gemm, MatMul", "Tanh"]);
    }
    let mut strange = behind("Relu");
    strange[1].domain = "com.microsoft".to_string();
    fails_onnx(strange, w(), &["`the_Relu`", "com.microsoft"]);
    let nodes = vec![node("MatMul", &["x", "w"], "h"), with(node("LeakyRelu", &["h"], "y"), float("alpha", 0.3))];
    fails_onnx(nodes, w(), &["`the_LeakyRelu`", "0.3", "0.01"]);
    let nodes = vec![node("MatMul", &["x", "w"], "h"), with(node("Softmax", &["h"], "y"), integer("axis", 0))];
    fails_onnx(nodes, w(), &["`the_Softmax`", "axis 0", "outputs of a sample"]);
    fails_onnx(
        vec![node("Relu", &["x"], "h"), node("MatMul", &["h", "w"], "y")],
        w(),
        &["`the_Relu`", "no dense layer"],
    );
    fails_onnx(vec![node("Softmax", &["x"], "y")], w(), &["`the_Softmax`", "no dense layer"]);
    let nodes = vec![node("MatMul", &["x", "w"], "h"), node("Relu", &["h"], "i"), node("Tanh", &["i"], "y")];
    fails_onnx(nodes, w(), &["`the_Tanh`", "two activations", "Relu"]);
    let nodes = vec![node("MatMul", &["x", "w"], "h"), node("Softmax", &["h"], "p"), node("MatMul", &["p", "v"], "y")];
    fails_onnx(nodes, vec![tensor("w", &[4, 3]), tensor("v", &[3, 3])], &["`the_MatMul`", "`the_Softmax`", "end"]);
    let nodes = vec![with(node("Gemm", &["x", "w"], "y"), integer("transA", 1))];
    fails_onnx(nodes, w(), &["`the_Gemm`", "transposed"]);
    fails_onnx(vec![node("MatMul", &["w", "x"], "y")], w(), &["`the_MatMul`", "first input"]);
    let nodes = vec![node("MatMul", &["x", "w"], "h"), node("Div", &["s", "h"], "y")];
    fails_onnx(nodes, vec![tensor("w", &[4, 3]), tensor("s", &[])], &["`the_Div`", "divides by"]);
    let nodes = [node("Cast", &["x"], "h"), node("MatMul", &["h", "w"], "y")];
    let half = vec![with(nodes[0].clone(), integer("to", 10)), nodes[1].clone()];
    fails_onnx(half, w(), &["`the_Cast`", "FLOAT16"]);
    let turn = vec![node("Transpose", &["x"], "h"), node("MatMul", &["h", "w"], "y")];
    fails_onnx(turn, w(), &["`the_Transpose`", "order of the axes"]);
    let flat = vec![with(node("Flatten", &["x"], "h"), integer("axis", 0)), node("MatMul", &["h", "w"], "y")];
    fails_onnx(flat, w(), &["`the_Flatten`", "axis 0"]);
    let mut shape = tensor("s", &[2]);
    (shape.data_type, shape.float_data, shape.int64_data) = (7, vec![], vec![-1, 2]);
    let reshape = vec![node("Reshape", &["x", "s"], "h"), node("MatMul", &["h", "w"], "y")];
    fails_onnx(
        reshape.clone(),
        vec![tensor("w", &[2, 3]), shape.clone()],
        &["`the_Reshape`", "[-1, 2]", "2 numbers", "4"],
    );
    shape.int64_data = vec![8, -1];
    fails_onnx(reshape, vec![tensor("w", &[4, 3]), shape], &["`the_Reshape`", "mix samples"]);
    let unnamed = Node { name: String::new(), ..node("Gelu", &["h"], "y") };
    fails_onnx(vec![node("MatMul", &["x", "w"], "h"), unnamed], w(), &["node 1 (Gelu)"]);
    let max = vec![node("MatMul", &["x", "w"], "h"), node("Max", &["h", "s"], "y")];
    fails_onnx(max, vec![tensor("w", &[4, 3]), tensor("s", &[])], &["`the_Max`", "single 0"]);
    let training = with(node("BatchNormalization", &["x", "s", "s", "s", "s"], "h"), integer("training_mode", 1));
    let nodes = vec![training, node("MatMul", &["h", "w"], "y")];
    fails_onnx(nodes, vec![tensor("w", &[4, 3]), tensor("s", &[4])], &["`the_BatchNormalization`", "model.eval()"]);
    let dropout = vec![node("MatMul", &["x", "w"], "h"), node("Dropout", &["h", "r", "t"], "y")];
    fails_onnx(dropout, w(), &["`the_Dropout`", "model.eval()"]);
    let behind = with(node("Unsqueeze", &["x"], "h"), integers("axes", &[2]));
    fails_onnx(vec![behind, node("MatMul", &["h", "w"], "y")], w(), &["`the_Unsqueeze`", "row of each"]);
    // Of three axes, the second is not the last.
    let nodes = vec![
        node("MatMul", &["x", "w"], "h"),
        with(node("Unsqueeze", &["h"], "i"), integers("axes", &[1])),
        with(node("Softmax", &["i"], "y"), integer("axis", 1)),
    ];
    fails_onnx(nodes, w(), &["`the_Softmax`", "axis 1"]);
}
