//! Every file that PyTorch, Keras (on PyTorch and on TensorFlow) and scikit-learn wrote gives their own outputs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{bound, cases, finished, folder, read};
use convert::Format;
use std::path::PathBuf;

#[test]
fn the_outputs_are_those_of_the_framework() {
    let (mut files, mut worst) = (0, 0.0_f64);
    for case in cases() {
        for file in &case.files {
            let (format, net) = read(&case, file);
            let is_safetensors = file.extension().is_some_and(|extension| extension == "safetensors");
            assert_eq!(format, if is_safetensors { Format::Safetensors } else { Format::Onnx });
            assert_eq!(net.model.to_string(), case.net, "{}", file.display());
            assert!(!case.inputs.is_empty());
            assert_eq!(case.inputs.len(), case.outputs.len());
            for (x, wanted) in case.inputs.iter().zip(&case.outputs) {
                let y = finished(case.dropped.as_deref(), &net.model.predict(x));
                assert_eq!(y.len(), wanted.len(), "{}", file.display());
                // A softmax's logarithm passes on twice the largest error at most.
                let bound = bound(&net.model, x) * if case.dropped.is_some() { 2.0 } else { 1.0 } + 1e-7;
                let size = y.iter().fold(1.0_f64, |size, y| size.max(y.abs()));
                assert!(bound < 1e-4 * size, "{}: a bound of {bound:e} would hold for anything", file.display());
                for (y, wanted) in y.iter().zip(wanted) {
                    let error = (y - f64::from(*wanted)).abs();
                    assert!(error <= bound, "{}: {y} instead of {wanted}, bound {bound:e}", file.display());
                    worst = worst.max(error / size);
                }
            }
            files += 1;
        }
    }
    println!("{files} files; the largest error is {worst:e} of the largest output (1 at least)");
    assert!(files >= 55, "{files}");
    assert!(worst < 3e-6, "{worst:e}");
}

#[test]
fn every_file_belongs_to_a_case() {
    let known: Vec<PathBuf> = cases().into_iter().flat_map(|case| case.files).collect();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "onnx" || extension == "safetensors") {
            assert!(known.contains(&path), "{} is not tested", path.display());
            assert!(path.metadata().unwrap().len() < 20_000);
        }
    }
}

/// Keras keeps the kernel [[1, 2], [3, 4]] as [inputs, outputs], PyTorch as [outputs, inputs]: with a square one, nothing
/// but the numbers would tell.
#[test]
fn a_square_kernel_is_not_transposed() {
    let squares = cases().into_iter().filter(|case| ["keras_square", "keras_tensorflow_square"].contains(&&*case.name));
    let nets: Vec<_> = squares.map(|case| read(&case, &case.files[0]).1.model).collect();
    assert_eq!(nets.len(), 2);
    for net in nets {
        assert_eq!(net.predict(&[1.0, 10.0]), [31.0, 42.0]);
        assert_eq!(net.layers()[0].weights, [1.0, 3.0, 2.0, 4.0]);
    }
}

/// A layer that nothing was folded into has the bits of the file: the same whichever exporter wrote it.
#[test]
fn the_same_bits_by_every_way_out_of_pytorch() {
    let mut compared = 0;
    for case in cases().iter().filter(|case| case.flags.len() >= 2) {
        let nets: Vec<_> = case.files.iter().map(|file| common::bits(&read(case, file).1.model)).collect();
        assert!(nets.windows(2).all(|pair| pair[0] == pair[1]), "{}", case.name);
        compared += nets.len();
    }
    assert!(compared > 25, "{compared}");
}

#[test]
fn what_is_left_out_or_folded_is_noted() {
    for case in cases() {
        let expected = match case.name.as_str() {
            "torch_softmax" | "keras_softmax" | "keras_tensorflow_softmax" => "(Softmax) was left out",
            "torch_log_softmax" => "(LogSoftmax) was left out",
            "torch_scaled" | "keras_normalization" => "(Div) was folded into the layer behind it",
            "torch_batch_norm" => "(BatchNormalization) was folded into the layer behind it",
            "keras_tensorflow" => "(Add) was folded into the layer behind it",
            "keras_tensorflow_scaled" => "the scale behind the last activation became a layer of its own",
            "keras_functional" => "(Mul) was folded into the layer in front of it",
            "sklearn_classes" => "left out: ArgMax, ",
            "sklearn_binary" => "the output is the probability of the second class",
            "sklearn_labels" => "left out: Binarizer",
            "sklearn_standard_scaler" => "(Scaler) was folded into the layer behind it",
            "sklearn_min_max" => "(Mul) was folded into the layer behind it",
            "sklearn_two_outputs" => "(Reshape) at the end was left out",
            "torch_no_bias" => continue, // only safetensors does not know it
            _ => "",
        };
        for file in case.files.iter().filter(|file| file.extension().unwrap() == "onnx") {
            let notes = read(&case, file).1.notes;
            let found = notes.iter().any(|note| note.contains(expected));
            let right = if expected.is_empty() { notes.is_empty() || case.name == "keras_binary" } else { found };
            assert!(right, "{}: {notes:?}", file.display());
        }
    }
}
