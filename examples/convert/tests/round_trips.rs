//! From format to format and back: the same bits.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use common::{bits, cases, read};
use convert::safetensors::{self, Options};
use convert::{Activation, Layer, Model, onnx, stored};
use proptest::prelude::*;

/// safetensors, bytes, ONNX, bytes, safetensors; nothing needs to be said on the way.
fn there_and_back(model: &Model) {
    let first = safetensors::write(model).unwrap();
    let read = safetensors::read(&first, &Options::default()).unwrap();
    assert_eq!((bits(&read.model), read.notes.as_slice()), (bits(model), [].as_slice()));
    let bytes = stored::write(&read.model).unwrap();
    assert_eq!(bytes.len(), stored::len(model));
    let read = stored::read(&bytes).unwrap();
    assert_eq!(bits(&read.model), bits(model));
    let graph = onnx::write(&read.model);
    let read = onnx::read(&graph, &onnx::no_files).unwrap();
    assert_eq!((bits(&read.model), read.notes.as_slice()), (bits(model), [].as_slice()));
    assert_eq!(stored::write(&read.model).unwrap(), bytes);
    assert_eq!(safetensors::write(&read.model).unwrap(), first);
    assert_eq!(onnx::write(&read.model), graph);
}

#[test]
fn every_model() {
    for case in cases() {
        for file in &case.files {
            there_and_back(&read(&case, file).1.model);
        }
    }
}

/// The tensors of a file of PyTorch come out again with their names, shapes and bytes.
#[test]
fn pytorchs_own_tensors() {
    let mut compared = 0;
    for case in cases() {
        for file in case.files.iter().filter(|file| file.extension().unwrap() == "safetensors") {
            let bytes = std::fs::read(file).unwrap();
            let old = ::safetensors::SafeTensors::deserialize(&bytes).unwrap();
            let written = safetensors::write(&read(&case, file).1.model).unwrap();
            let new = ::safetensors::SafeTensors::deserialize(&written).unwrap();
            if case.name == "torch_no_bias" {
                continue; // zeros have come in
            }
            let (mut old, mut new) = (old.tensors(), new.tensors());
            old.sort_by(|a, b| a.0.cmp(&b.0));
            new.sort_by(|a, b| a.0.cmp(&b.0));
            assert_eq!(old.len(), new.len());
            let is_sequential = !["torch_named", "torch_wrapped", "torch_flatten"].contains(&case.name.as_str());
            for (old, new) in old.iter().zip(&new) {
                assert_eq!((old.1.shape(), old.1.data()), (new.1.shape(), new.1.data()), "{}", case.name);
                assert!(!is_sequential || old.0 == new.0, "{} {}", old.0, new.0);
                compared += 1;
            }
        }
    }
    assert!(compared > 30, "{compared}");
}

/// In an `nn.Sequential`, an activation takes a number as well.
#[test]
fn names_leave_room_for_activations() {
    let layer = |activation| Layer { inputs: 1, outputs: 1, weights: vec![1.0], bias: vec![0.0], activation };
    let layers = [Activation::Identity, Activation::Tanh, Activation::Identity].map(|f| (String::new(), layer(f)));
    let bytes = safetensors::write(&Model::new(layers.to_vec()).unwrap()).unwrap();
    let tensors = ::safetensors::SafeTensors::deserialize(&bytes).unwrap();
    let mut names = tensors.names();
    names.sort_unstable();
    assert_eq!(names, ["0.bias", "0.weight", "1.bias", "1.weight", "3.bias", "3.weight"]);
}

fn number() -> impl Strategy<Value = f32> {
    any::<u32>().prop_map(f32::from_bits).prop_filter("finite", |value| value.is_finite())
}

prop_compose! {
    fn layers()(sizes in prop::collection::vec(1_usize..7, 2..14))(
        values in sizes.windows(2).map(|pair| (
            prop::collection::vec(number(), pair[0] * pair[1]),
            prop::collection::vec(number(), pair[1]),
            prop::sample::select(&Activation::ALL[..]),
        )).collect::<Vec<_>>(),
        sizes in Just(sizes),
    ) -> Model {
        let layers = sizes.windows(2).zip(values).map(|(pair, (weights, bias, activation))| {
            (String::new(), Layer { inputs: pair[0], outputs: pair[1], weights, bias, activation })
        });
        Model::new(layers.collect()).unwrap()
    }
}

proptest! {
    /// Any net of up to twelve layers, with subnormal and with enormous weights.
    #[test]
    fn any_net(model in layers()) {
        there_and_back(&model);
    }

    /// Every single bit that flips in a stored net is found.
    #[test]
    fn a_flipped_bit(model in layers(), place in any::<prop::sample::Index>(), bit in 0..8) {
        let mut bytes = stored::write(&model).unwrap();
        let place = place.index(bytes.len());
        bytes[place] ^= 1_u8 << bit;
        prop_assert!(stored::read(&bytes).is_err());
    }

    /// So is every missing end.
    #[test]
    fn a_missing_end(model in layers(), length in any::<prop::sample::Index>()) {
        let bytes = stored::write(&model).unwrap();
        prop_assert!(stored::read(&bytes[..length.index(bytes.len())]).is_err());
        let bytes = safetensors::write(&model).unwrap();
        prop_assert!(safetensors::read(&bytes[..length.index(bytes.len())], &Options::default()).is_err());
        let bytes = onnx::write(&model);
        prop_assert!(onnx::read(&bytes[..length.index(bytes.len())], &onnx::no_files).is_err());
    }
}
