//! safetensors.

use crate::common::folder;
use crate::{convert, fails};
use safetensors::tensor::{Dtype, TensorView};
use tempfile::TempDir;

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
