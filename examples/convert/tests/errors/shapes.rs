//! ONNX: shapes, types and numbers.

use crate::graph::{node, tensor};
use crate::graphs::fails_onnx;

#[test]
fn onnx_shapes() {
    let two = |weight: &[i64], bias: &[i64]| {
        (
            vec![node("Gemm", &["x", "w", "b"], "h"), node("MatMul", &["h", "v"], "y")],
            vec![tensor("w", &[4, 8]), tensor("b", bias), tensor("v", weight)],
        )
    };
    let (nodes, tensors) = two(&[9, 3], &[8]);
    let words = ["layer 1", "`the_MatMul` (MatMul)", "`v`", "[9, 3]", "takes 9", "layer 0", "`w`", "[4, 8]", "gives 8"];
    fails_onnx(nodes, tensors, &words);
    let (nodes, tensors) = two(&[8, 3], &[7]);
    fails_onnx(nodes, tensors, &["`the_Gemm` (Gemm)", "`b`", "[7]", "`w`", "[4, 8]", "8 outputs"]);
    let (nodes, tensors) = two(&[8, 3, 2], &[8]);
    fails_onnx(nodes, tensors, &["`the_MatMul`", "`v`", "[8, 3, 2]", "no matrix"]);
    let (nodes, tensors) = two(&[0, 3], &[8]);
    fails_onnx(nodes, tensors, &["`v`", "[0, 3]", "empty"]);
    fails_onnx(
        vec![node("MatMul", &["x", "w"], "y")],
        vec![tensor("w", &[5, 3])],
        &["layer 0", "`w`", "[5, 3]", "takes 5", "`x` of shape [batch, 4]", "gives 4"],
    );
    fails_onnx(
        vec![node("Sub", &["x", "m"], "h"), node("MatMul", &["h", "w"], "y")],
        vec![tensor("m", &[5]), tensor("w", &[4, 3])],
        &["`the_Sub`", "`m`", "[5]", "`x` of shape [batch, 4]", "gives 4"],
    );
    let nodes = || vec![node("MatMul", &["x", "w"], "h"), node("Mul", &["h", "m"], "y")];
    fails_onnx(nodes(), vec![tensor("w", &[4, 3]), tensor("m", &[0])], &["`the_Mul`", "`m`", "[0]", "empty"]);
    fails_onnx(nodes(), vec![tensor("w", &[4, 3]), tensor("m", &[2, 3])], &["`the_Mul`", "`m`", "[2, 3]", "one axis"]);
    fails_onnx(nodes(), vec![tensor("w", &[4, 3]), tensor("m", &[2])], &["`the_Mul`", "`m`", "[2]", "`w`", "gives 3"]);
    let mut short = tensor("w", &[4, 3]);
    short.float_data.pop();
    fails_onnx(vec![node("MatMul", &["x", "w"], "y")], vec![short], &["`w`", "[4, 3]", "takes 12", "11 are there"]);
    let mut odd = tensor("w", &[4, 3]);
    (odd.float_data, odd.raw_data) = (vec![], vec![0; 47]);
    fails_onnx(vec![node("MatMul", &["x", "w"], "y")], vec![odd], &["`w`", "47 bytes"]);
    let mut negative = tensor("w", &[4, 3]);
    negative.dims = vec![-4, -3];
    fails_onnx(vec![node("MatMul", &["x", "w"], "y")], vec![negative], &["`w`", "[-4, -3]", "negative"]);
    let mut huge = tensor("w", &[4, 3]);
    huge.dims = vec![i64::MAX, i64::MAX];
    fails_onnx(vec![node("MatMul", &["x", "w"], "y")], vec![huge], &["`w`", "too large"]);
    // Without rows, a matrix may have any number of columns.
    let mut hollow = tensor("w", &[0, 3]);
    hollow.dims = vec![0, i64::MAX];
    fails_onnx(vec![node("MatMul", &["x", "w"], "y")], vec![hollow.clone()], &["`w`", "empty"]);
    let turned = vec![node("Transpose", &["w"], "t"), node("MatMul", &["x", "t"], "y")];
    fails_onnx(turned, vec![hollow], &["`t`", "empty"]);
}

#[test]
fn onnx_tensors_that_are_missing_or_of_another_type() {
    let product = || vec![node("MatMul", &["x", "w"], "y")];
    fails_onnx(product(), vec![], &["`the_MatMul` (MatMul)", "tensor `w` is missing"]);
    fails_onnx(vec![node("Gemm", &["x"], "y")], vec![], &["`the_Gemm`", "input 1 is missing"]);
    let both = || vec![node("Exp", &["x"], "e"), node("MatMul", &["x", "e"], "y")];
    fails_onnx(both(), vec![], &["`x` goes to", "`the_Exp` (Exp)", "`the_MatMul` (MatMul)", "branches"]);
    for (kind, name) in [(11, "DOUBLE"), (10, "FLOAT16"), (16, "BFLOAT16"), (7, "INT64"), (99, "type 99")] {
        let mut other = tensor("w", &[4, 3]);
        (other.data_type, other.float_data, other.int64_data) =
            (kind, vec![], if kind == 7 { vec![0; 12] } else { vec![] });
        fails_onnx(product(), vec![other], &["`w`", "[4, 3]", name, "32-bit"]);
    }
    let mut outside = tensor("w", &[4, 3]);
    (outside.data_location, outside.float_data) = (1, vec![]);
    fails_onnx(product(), vec![outside.clone()], &["`w`", "another file"]);
    for (location, why) in [("no_such_file", "No such file"), ("../w", "not beside"), ("/etc/passwd", "not beside")] {
        let entry =
            |key: &str, value: &str| convert::onnx::messages::Entry { key: key.to_string(), value: value.to_string() };
        outside.external_data = vec![entry("location", location)];
        fails_onnx(product(), vec![outside.clone()], &["`w`", location, why]);
        outside.external_data.push(entry("offset", "far"));
        fails_onnx(product(), vec![outside.clone()], &["`w`", "offset", "no number"]);
    }
}

#[test]
fn onnx_numbers() {
    for value in [f32::NAN, f32::NEG_INFINITY] {
        let mut wrong = tensor("w", &[4, 3]);
        wrong.float_data[5] = value;
        let word = if value.is_nan() { "NaN" } else { "-inf" };
        // [1][2] in the file, [2][1] in the net.
        fails_onnx(vec![node("MatMul", &["x", "w"], "y")], vec![wrong], &["layer 0", "`w`", "weight 9", word]);
    }
    let mut zero = tensor("s", &[]);
    zero.float_data[0] = 0.0;
    let nodes = vec![node("MatMul", &["x", "w"], "h"), node("Div", &["h", "s"], "y")];
    fails_onnx(nodes, vec![tensor("w", &[4, 3]), zero], &["`the_Div`", "`s`", "not finite"]);
    let mut large = tensor("s", &[]);
    large.float_data[0] = 1e38;
    let nodes = vec![node("MatMul", &["x", "w"], "h"), node("Mul", &["h", "s"], "i"), node("Mul", &["i", "s"], "y")];
    fails_onnx(nodes, vec![tensor("w", &[4, 3]), large], &["layer 0", "`w`", "inf"]);
}
