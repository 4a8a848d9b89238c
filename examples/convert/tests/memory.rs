//! No bytes make a parser take more memory than a small multiple of their number.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use convert::onnx::messages::{Graph, Model, Node, OperatorSet, Tensor, Value};
use convert::safetensors::{self, Options};
use convert::{Activation, onnx, stored};
use peak_alloc::PeakAlloc;
use prost::Message;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// The shortest node takes seven bytes in a file and 144 in memory, where a `Vec` doubles while it is copied; real files
/// take about 10 times their length.
const TIMES: usize = 50;
const BESIDES: usize = 1 << 20;

fn measured(name: &str, bytes: &[u8]) {
    let options = Options { hidden: Some(Activation::Relu), ..Options::default() };
    let before = MEMORY.current_usage();
    MEMORY.reset_peak_usage();
    let found = [
        stored::read(bytes).is_ok(),
        safetensors::read(bytes, &options).is_ok(),
        onnx::read(bytes, &onnx::no_files).is_ok(),
    ];
    let taken = MEMORY.peak_usage() - before;
    println!("{name}: {} bytes, {taken} at most in memory, read: {found:?}", bytes.len());
    assert!(taken <= TIMES * bytes.len() + BESIDES, "{name}: {taken} for {} bytes", bytes.len());
}

fn graph(graph: Graph) -> Vec<u8> {
    let opset_import = vec![OperatorSet { domain: String::new(), version: 13 }];
    Model { graph: Some(graph), opset_import, ..Model::default() }.encode_to_vec()
}

fn tensor(name: &str, dims: &[i64], count: usize) -> Tensor {
    Tensor {
        name: name.to_string(),
        dims: dims.to_vec(),
        data_type: 1,
        raw_data: vec![0; 4 * count],
        ..Tensor::default()
    }
}

fn node(operator: &str, inputs: &[&str], output: &str) -> Node {
    Node {
        input: inputs.iter().map(ToString::to_string).collect(),
        output: vec![output.to_string()],
        op_type: operator.to_string(),
        ..Node::default()
    }
}

fn value(name: &str) -> Value {
    Value { name: name.to_string(), r#type: None }
}

/// One test, for the allocator counts all threads.
#[test]
fn memory_is_bounded() {
    for case in common::cases() {
        for file in &case.files {
            let bytes = std::fs::read(file).unwrap();
            measured(&case.name, &bytes);
        }
    }
    // Promises that the file does not keep.
    let mut header = b"SPRP\x01\x00\xff\xff\xff\xff\xff\xff".to_vec();
    header.extend([0; 64]);
    measured("stored, 65535 parts and 2^32 values", &header);
    let claim = |json: &str| [&(json.len() as u64).to_le_bytes()[..], json.as_bytes()].concat();
    measured("safetensors, header of 2^60 bytes", &[&(1_u64 << 60).to_le_bytes()[..], b"{}"].concat());
    measured(
        "safetensors, tensor of 2^60 bytes",
        &claim(r#"{"0.weight":{"dtype":"F32","shape":[1073741824,268435456],"data_offsets":[0,1152921504606846976]}}"#),
    );
    measured(
        "safetensors, no inputs, many outputs",
        &claim(r#"{"0.weight":{"dtype":"F32","shape":[1152921504606846976,0],"data_offsets":[0,0]}}"#),
    );
    let many = format!(
        "{{{}}}",
        (0..20_000)
            .map(|k| format!(r#""{k}.bias":{{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}"#))
            .collect::<Vec<_>>()
            .join(",")
    );
    measured("safetensors, 20 000 empty tensors", &claim(&many));
    let x = || (vec![value("x")], vec![value("y")]);
    for (name, dims) in [("outputs", [0, i64::MAX]), ("inputs", [i64::MAX, 0])] {
        for operator in ["MatMul", "Gemm"] {
            let (input, output) = x();
            let node = vec![node(operator, &["x", "w"], "y")];
            let bytes =
                graph(Graph { node, initializer: vec![tensor("w", &dims, 0)], input, output, ..Graph::default() });
            measured(&format!("{operator}, 2^63 {name}"), &bytes);
        }
    }
    // Small messages, many of them.
    let empty = |count| Graph { node: vec![Node::default(); count], ..Graph::default() };
    measured("100 000 empty nodes", &graph(empty(100_000)));
    let empty = |count| Graph { initializer: vec![Tensor::default(); count], ..Graph::default() };
    measured("100 000 empty tensors", &graph(empty(100_000)));
    let short = Node { op_type: "Add".to_string(), output: vec!["y".to_string()], ..Node::default() };
    measured("100 000 short nodes", &graph(Graph { node: vec![short; 100_000], ..Graph::default() }));
    let short = Tensor { name: "abc".to_string(), ..Tensor::default() };
    measured("100 000 short tensors", &graph(Graph { initializer: vec![short; 100_000], ..Graph::default() }));
    let short = convert::onnx::messages::Attribute { name: "abc".to_string(), ..Default::default() };
    let short = Node { attribute: vec![short; 100_000], ..Node::default() };
    measured("100 000 short attributes", &graph(Graph { node: vec![short], ..Graph::default() }));
    let names = Node { input: vec![String::new(); 100_000], ..Node::default() };
    measured("100 000 empty names", &graph(Graph { node: vec![names], ..Graph::default() }));
    // Constants computed of constants, each as large as the file.
    let (input, output) = x();
    let mut chain: Vec<Node> = (0..2000).map(|k| node("Neg", &[&format!("n{k}")], &format!("n{}", k + 1))).collect();
    chain.push(node("MatMul", &["x", "n1"], "y"));
    let initializer = vec![tensor("n0", &[100, 100], 10_000)];
    measured(
        "2 000 constants of 10 000 numbers",
        &graph(Graph { node: chain, initializer, input, output, ..Graph::default() }),
    );
    // One tensor, used by many layers.
    let (input, output) = x();
    let name = |k: usize| if k == 0 { "x".to_string() } else { format!("n{k}") };
    let chain = (0..2000).map(|k| node("MatMul", &[&name(k), "w"], &name(k + 1))).collect();
    let initializer = vec![tensor("w", &[100, 100], 10_000)];
    measured(
        "2 000 layers of one tensor",
        &graph(Graph { node: chain, initializer, input, output, ..Graph::default() }),
    );
    // A scale behind the last activation takes a layer of its own, of the square of its size.
    let (input, output) = x();
    let node = vec![node("MatMul", &["x", "w"], "a"), node("Relu", &["a"], "b"), node("Mul", &["b", "s"], "y")];
    let initializer = vec![tensor("w", &[1, 50_000], 50_000), tensor("s", &[1], 1)];
    measured("a scale of 50 000 outputs", &graph(Graph { node, initializer, input, output, ..Graph::default() }));
}
