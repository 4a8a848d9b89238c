//! ONNX models; tensors in other files find the model's own bytes there.
#![no_main]

use convert::onnx;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let beside = |_: &str, start: usize, length: Option<usize>| {
        let rest = bytes.get(start..).unwrap_or_default();
        Ok(rest.get(..length.unwrap_or(rest.len())).unwrap_or_default().to_vec())
    };
    if let Ok(read) = onnx::read(bytes, &beside) {
        let _ = read.model.predict(&vec![0.5; read.model.inputs()]);
        let again = onnx::read(&onnx::write(&read.model), &onnx::no_files).unwrap();
        assert_eq!(again.model, read.model);
    }
});
