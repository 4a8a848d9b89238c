//! What is wrong is said by name, with an exit code, and nothing is written.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

#[path = "../common/mod.rs"]
mod common;
#[path = "../common/graph.rs"]
mod graph;
mod graphs;
mod operators;
mod shapes;
mod stored;
mod tensors;

use common::folder;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// The tool fails on these bytes with a message that has all of the words.
pub(crate) fn fails(bytes: &[u8], flags: &[&str], words: &[&str]) {
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

pub(crate) fn convert(model: &Path, flags: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_convert")).arg(model).args(flags).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
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

/// What the flags themselves ask for.
#[test]
fn names_inputs_and_places() {
    let model = folder().join("torch_relu_old.onnx");
    let (code, output, error) = convert(&model, &["--input", "1,2,3"]);
    assert_eq!((code, output.as_str()), (Some(1), ""));
    assert!(error.contains("[1, 2, 3] has 3 numbers, the net takes 4"), "{error}");
    let (code, _, error) = convert(&model, &["--input", "1,2,3,x"]);
    assert_eq!(code, Some(2), "{error}");
    let (code, _, error) = convert(&model, &["--activation", "tanh"]);
    assert_eq!(code, Some(1));
    assert!(error.contains("--activation") && error.contains("are for safetensors"), "{error}");
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
