//! What is wrong is said by name, with an exit code, and nothing is written.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::folder;
use convert::onnx::messages::{
    Attribute, Axis, Graph, Model, Node, OperatorSet, Shape, Tensor, TensorType, Type, Value,
};
use prost::Message;
use safetensors::tensor::{Dtype, TensorView};
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The tool fails on these bytes with a message that has all of the words.
fn fails(bytes: &[u8], flags: &[&str], words: &[&str]) {
    let folder = TempDir::new().unwrap();
    let (model, out) = (folder.path().join("a_model"), folder.path().join("out.rs"));
    std::fs::write(&model, bytes).unwrap();
    let (code, output, error) = convert(&model, &[&["--rust", out.to_str().unwrap()], flags].concat());
    assert_eq!((code, output.as_str()), (Some(1), ""), "{error}");
    assert!(error.starts_with("error: "), "{error}");
    for word in words {
        assert!(error.contains(word), "`{word}` is not in: {error}");
    }
    assert!(!out.exists());
}

fn convert(model: &Path, flags: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_convert")).arg(model).args(flags).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// A safetensors file.
fn tensors(tensors: &[(&str, Dtype, &[usize])]) -> Vec<u8> {
    let size = |dtype: Dtype, shape: &[usize]| shape.iter().product::<usize>() * dtype.bitsize() / 8;
    let data: Vec<Vec<u8>> = tensors.iter().map(|(_, dtype, shape)| vec![0; size(*dtype, shape)]).collect();
    let views = tensors.iter().zip(&data);
    let views =
        views.map(|((name, dtype, shape), data)| (*name, TensorView::new(*dtype, shape.to_vec(), data).unwrap()));
    safetensors::serialize(views.collect::<Vec<_>>(), None).unwrap()
}

const F32: Dtype = Dtype::F32;

#[test]
fn safetensors_shapes_and_names() {
    let relu = ["--activation", "relu"];
    // A wrong shape: both tensors, both shapes, the layer.
    let chain = tensors(&[
        ("0.weight", F32, &[8, 4]),
        ("0.bias", F32, &[8]),
        ("2.weight", F32, &[3, 9]),
        ("2.bias", F32, &[3]),
    ]);
    let words = ["layer 1", "`2.weight`", "[3, 9]", "takes 9", "layer 0", "`0.weight`", "[8, 4]", "gives 8"];
    fails(&chain, &relu, &words);
    let bias = tensors(&[("0.weight", F32, &[8, 4]), ("0.bias", F32, &[7])]);
    fails(&bias, &[], &["layer 0", "`0.bias`", "[7]", "`0.weight`", "[8, 4]", "shape [8]"]);
    let conv = tensors(&[("0.weight", F32, &[8, 3, 3, 3]), ("0.bias", F32, &[8])]);
    fails(&conv, &[], &["`0.weight`", "[8, 3, 3, 3]", "convolutions"]);
    let empty = tensors(&[("0.weight", F32, &[0, 4]), ("0.bias", F32, &[0])]);
    fails(&empty, &[], &["layer 0", "`0.weight`", "no inputs or no outputs"]);
    let empty = tensors(&[("0.weight", F32, &[1 << 40, 0])]);
    fails(&empty, &[], &["layer 0", "`0.weight`", "no inputs or no outputs"]);
    fails(&tensors(&[]), &[], &["no dense layer"]);

    // A missing tensor.
    let missing = tensors(&[("0.weight", F32, &[2, 2]), ("0.bias", F32, &[2]), ("2.weight", F32, &[2, 2])]);
    fails(&missing, &relu, &["`2.bias` is missing", "`2.weight` is there", "--missing-bias"]);
    let missing = tensors(&[("0.weight", F32, &[2, 2]), ("0.bias", F32, &[2]), ("2.bias", F32, &[2])]);
    fails(&missing, &relu, &["`2.weight` is missing", "`2.bias` is there"]);

    // Others than weights and biases.
    let norm = tensors(&[("0.weight", F32, &[2, 2]), ("1.running_mean", F32, &[2])]);
    fails(&norm, &[], &["`1.running_mean`", "[2]", "batch normalisation", "ONNX"]);
    let scale = tensors(&[("net.weight", F32, &[2, 2]), ("mean", F32, &[2])]);
    fails(&scale, &[], &["`mean`", "[2]", "ONNX"]);
    let keras = tensors(&[("dense.kernel", F32, &[2, 2])]);
    fails(&keras, &[], &["`dense.kernel`", "transposed"]);

    // Another type.
    for (dtype, name) in [(Dtype::F16, "F16"), (Dtype::BF16, "BF16"), (Dtype::F64, "F64"), (Dtype::I8, "I8")] {
        fails(&tensors(&[("0.weight", dtype, &[2, 2])]), &[], &["`0.weight`", "[2, 2]", name, "32-bit"]);
        let bias = tensors(&[("0.weight", F32, &[2, 2]), ("0.bias", dtype, &[2])]);
        fails(&bias, &[], &["`0.bias`", name]);
    }
}

#[test]
fn safetensors_order_and_activations() {
    let two = tensors(&[("encoder.weight", F32, &[3, 3]), ("head.weight", F32, &[3, 3])]);
    fails(&two, &["--activation", "tanh"], &["`encoder`, `head`", "--order", "encoder,head"]);
    let order = |order| ["--activation", "tanh", "--order", order];
    fails(&two, &order("encoder,tail"), &["--order names `tail`", "`encoder`, `head`"]);
    fails(&two, &order("encoder"), &["--order names `head`"]);
    fails(&two, &order("encoder,head,encoder"), &["--order names `encoder`"]);
    let numbered = tensors(&[("0.weight", F32, &[3, 3]), ("2.weight", F32, &[3, 3])]);
    fails(&numbered, &[], &["--activation relu"]);

    let folder = TempDir::new().unwrap();
    let model = folder.path().join("a.safetensors");
    std::fs::write(&model, &two).unwrap();
    let (code, output, error) = convert(&model, &order("head,encoder"));
    assert_eq!((code, error.as_str()), (Some(0), ""));
    assert!(output.contains("type     (Dense<3, 3, Tanh>, Dense<3, 3>)"), "{output}");
    assert!(output.contains("layer 0, tensor `head.weight` of shape [3, 3], has no bias: zeros"), "{output}");
}

/// 0, 2, 10: by number, not by letter.
#[test]
fn ten_comes_behind_two() {
    let sizes: [(&str, &[usize]); 3] =
        [("net.10.weight", &[1, 5]), ("net.0.weight", &[4, 3]), ("net.2.weight", &[5, 4])];
    let folder = TempDir::new().unwrap();
    let model = folder.path().join("a.safetensors");
    std::fs::write(&model, tensors(&sizes.map(|(name, shape)| (name, F32, shape)))).unwrap();
    let (code, output, _) = convert(&model, &["--activation", "leaky-relu", "--output-activation", "sigmoid"]);
    assert_eq!(code, Some(0));
    assert!(output.contains("(Dense<3, 4, LeakyRelu>, Dense<4, 5, LeakyRelu>, Dense<5, 1, Sigmoid>)"), "{output}");
}

#[test]
fn safetensors_numbers_and_ends() {
    let whole = std::fs::read(folder().join("torch_relu.safetensors")).unwrap();
    let relu = ["--activation", "relu"];
    fails(&whole[..whole.len() - 1], &relu, &["not a whole safetensors file"]);
    for value in [f32::NAN, f32::INFINITY] {
        let mut bytes = whole.clone();
        let end = bytes.len();
        bytes[end - 8..end - 4].copy_from_slice(&value.to_le_bytes());
        let words = ["layer 1", "`2.weight`", "[3, 8]", "weight 22", if value.is_nan() { "NaN" } else { "inf" }];
        fails(&bytes, &relu, &words);
    }
}

#[test]
fn files_of_other_kinds() {
    fails(b"PK\x03\x04 and so on", &[], &["zip", "torch.save", "safetensors.torch.save_file"]);
    fails(b"\x89HDF\r\n\x1a\n", &[], &["HDF5", "onnx"]);
    fails(b"\x80\x02}q\x00X", &[], &["pickle"]);
    fails(b"hello, world", &[], &["not an ONNX model"]);
    fails(b"", &[], &["not an ONNX model", "no graph"]);
    let (code, _, error) = convert(Path::new("/no/such/file"), &[]);
    assert_eq!(code, Some(1));
    assert!(error.contains("/no/such/file") && error.contains("No such file"), "{error}");
}

#[test]
fn stored_nets() {
    let folder = TempDir::new().unwrap();
    let out: PathBuf = folder.path().join("net.bin");
    let model = common::folder().join("torch_relu_old.onnx");
    assert_eq!(convert(&model, &["--bytes", out.to_str().unwrap()]).0, Some(0));
    let whole = std::fs::read(&out).unwrap();
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole[..whole.len() - 4].to_vec();
        change(&mut bytes);
        let crc = crc32fast::hash(&bytes);
        [bytes, crc.to_le_bytes().to_vec()].concat()
    };
    fails(&whole[..whole.len() - 1], &[], &["300 bytes", "299"]);
    fails(&whole[..7], &[], &["16 bytes", "7"]);
    fails(&[&whole[..whole.len() - 1], &[!whole[whole.len() - 1]]].concat(), &[], &["damaged"]);
    fails(&changed(&|bytes| bytes[4] = 2), &[], &["version 2"]);
    fails(&changed(&|bytes| bytes[12] ^= 1), &[], &["part 0", "4 inputs, 8 outputs", "no dense"]);
    fails(&changed(&|bytes| bytes[16] = 3), &[], &["part 0", "3 inputs, 8 outputs", "no dense"]);
    fails(&changed(&|bytes| bytes[16..18].fill(255)), &[], &["layer 0", "65535"]);
    fails(&changed(&|bytes| bytes[28..32].fill(255)), &[], &["layer 0", "weight 0", "NaN"]);
    let one_more = changed(&|bytes| {
        bytes[8] += 1;
        bytes.extend([0; 4]);
    });
    fails(&one_more, &[], &["67 values", "68 are stored"]);
    // Two layers that do not fit.
    let mut layers = stackprop_bytes::<3, 8>();
    layers.extend(stackprop_bytes::<4, 4>());
    let header = [&b"SPRP\x01\x00\x02\x00"[..], &(8 * 4 + 4 * 5_u32).to_le_bytes()].concat();
    let mut bytes = [header, layers, vec![0; 4 * (8 * 4 + 4 * 5)]].concat();
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    fails(&bytes, &[], &["layer 1", "takes 4", "layer 0", "gives 8"]);
    // The net as it is loads.
    assert_eq!(convert(&out, &[]).0, Some(0));
}

/// The part of the header that says what a layer is.
fn stackprop_bytes<const IN: usize, const OUT: usize>() -> Vec<u8> {
    use stackprop::{Dense, Values};
    let (inputs, outputs) = (u16::try_from(IN).unwrap(), u16::try_from(OUT).unwrap());
    let fingerprint = <Dense<IN, OUT> as Values>::FINGERPRINT;
    [&fingerprint.to_le_bytes()[..], &inputs.to_le_bytes(), &outputs.to_le_bytes()].concat()
}

/// What the flags themselves ask for.
#[test]
fn names_inputs_and_places() {
    let model = folder().join("torch_relu_old.onnx");
    let (code, output, error) = convert(&model, &["--input", "1,2,3"]);
    assert_eq!((code, output.as_str()), (Some(1), ""));
    assert!(error.contains("[1, 2, 3] has 3 numbers, the net takes 4"), "{error}");
    let (code, _, error) = convert(&model, &["--input", "1,2,3,x"]);
    assert_eq!(code, Some(2), "{error}");
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("net.rs");
    for name in ["2nd", "a-b", "", "ä"] {
        let (code, _, error) = convert(&model, &["--rust", out.to_str().unwrap(), "--name", name]);
        assert_eq!(code, Some(1));
        assert!(error.contains(&format!("`{name}` cannot be a name")), "{error}");
        assert!(!out.exists());
    }
    let nowhere = folder.path().join("no/such/folder.rs");
    let (code, _, error) = convert(&model, &["--rust", nowhere.to_str().unwrap()]);
    assert_eq!(code, Some(1));
    assert!(error.contains("cannot be written") && error.contains("no/such/folder.rs"), "{error}");
}

// ------------------------------------------------------------------------------------------------------------- ONNX

fn tensor(name: &str, shape: &[i64]) -> Tensor {
    let count = usize::try_from(shape.iter().product::<i64>()).unwrap();
    Tensor {
        name: name.to_string(),
        dims: shape.to_vec(),
        data_type: 1,
        float_data: vec![0.5; count],
        ..Tensor::default()
    }
}

fn node(operator: &str, inputs: &[&str], output: &str) -> Node {
    Node {
        input: inputs.iter().map(ToString::to_string).collect(),
        output: vec![output.to_string()],
        name: format!("the_{operator}"),
        op_type: operator.to_string(),
        ..Node::default()
    }
}

fn value(name: &str, kind: i32, shape: &[i64]) -> Value {
    let axis = |size: &i64| match size {
        0 => Axis { dim_value: None, dim_param: Some("batch".to_string()) },
        size => Axis { dim_value: Some(*size), dim_param: None },
    };
    let shape = Shape { dim: shape.iter().map(axis).collect() };
    let tensor_type = Some(TensorType { elem_type: kind, shape: Some(shape) });
    Value { name: name.to_string(), r#type: Some(Type { tensor_type }) }
}

fn integer(name: &str, i: i64) -> Attribute {
    Attribute { name: name.to_string(), i: Some(i), r#type: 2, ..Attribute::default() }
}

fn float(name: &str, f: f32) -> Attribute {
    Attribute { name: name.to_string(), f: Some(f), r#type: 1, ..Attribute::default() }
}

fn with(mut node: Node, attribute: Attribute) -> Node {
    node.attribute.push(attribute);
    node
}

/// x of [batch, 4], to y.
fn graph(node: Vec<Node>, initializer: Vec<Tensor>) -> Model {
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

fn fails_onnx(node: Vec<Node>, initializer: Vec<Tensor>, words: &[&str]) {
    fails(&graph(node, initializer).encode_to_vec(), &[], words);
}

/// Reads, and gives these outputs for 1, 2, 3, 4.
fn works(node: Vec<Node>, initializer: Vec<Tensor>, net: &str, outputs: &[f32]) {
    let bytes = graph(node, initializer).encode_to_vec();
    let read = convert::onnx::read(&bytes, &convert::onnx::no_files).unwrap();
    assert_eq!(read.model.to_string(), net);
    assert_eq!(read.model.predict(&[1.0, 2.0, 3.0, 4.0]), outputs);
}

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
    fails_onnx(nodes, w(), &["`the_Softmax`", "samples of a batch"]);
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
    let nodes = vec![node("Cast", &["x"], "h"), node("MatMul", &["h", "w"], "y")];
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
    change(&|_, graph| graph.input.push(value("z", 1, &[0, 1])), &["2 inputs", "x, z"]);
    change(&|_, graph| graph.input.clear(), &["0 inputs"]);
    change(&|_, graph| graph.input = vec![value("x", 11, &[0, 4])], &["`x` of shape [batch, 4]", "DOUBLE"]);
    change(&|model, _| model.opset_import[0].version = 6, &["version 6", "7"]);
    change(&|model, _| model.opset_import.clear(), &["which operators"]);
    change(&|_, graph| graph.sparse_initializer.push(vec![]), &["sparse"]);
    change(&|_, graph| graph.node[0].output.clear(), &["no output"]);
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
}
