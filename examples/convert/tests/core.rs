//! The crate itself, on nets whose types are known: the same bytes, the same source, the same outputs.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use convert::{Activation, Layer, Model, source, stored};
use proptest::prelude::*;
use stackprop::{Dense, LeakyRelu, Predict, Relu, Sigmoid, Tanh, Values, Zero, export, store};

type Deep = (
    Dense<3, 2, Relu>,
    Dense<2, 4, Tanh>,
    Dense<4, 1, Sigmoid>,
    Dense<1, 3, LeakyRelu>,
    Dense<3, 2>,
    (Dense<2, 2, Relu>, Dense<2, 9>),
);

/// The model with the values of a net.
fn model<N: Values>(net: &N) -> Model {
    let mut parts = Vec::new();
    N::parts(&mut |part| parts.push((part.inputs, part.outputs, Activation::of(part.activation.unwrap()).unwrap())));
    let mut tensors = Vec::new();
    net.visit(&mut |tensor| tensors.push(tensor.values.to_vec()));
    let layers = parts.into_iter().zip(tensors.chunks(2)).map(|((inputs, outputs, activation), tensors)| {
        let (weights, bias) = (tensors[0].clone(), tensors[1].clone());
        (String::new(), Layer { inputs, outputs, weights, bias, activation })
    });
    Model::new(layers.collect()).unwrap()
}

fn agree<N: Values>(mut net: N, values: &[f32]) -> (N, Model) {
    let mut values = values.iter().cycle();
    net.visit_mut(&mut |tensor| tensor.values.fill_with(|| *values.next().unwrap()));
    let model = model(&net);
    let mut bytes = vec![0; store::bytes::<N>()];
    store::save(&net, &mut bytes).unwrap();
    assert_eq!(stored::write(&model).unwrap(), bytes);
    assert_eq!(common::bits(&stored::read(&bytes).unwrap().model), common::bits(&model));
    let mut text = String::new();
    export::rust("A_NET", &net, &mut text).unwrap();
    assert_eq!(source::rust("A_NET", &model).unwrap(), text);
    let mut text = String::new();
    export::c("a_net", &net, &mut text).unwrap();
    assert_eq!(source::c("a_net", &model).unwrap(), text);
    (net, model)
}

fn same_bits(a: &[f32], b: &[f32]) {
    let bits = |values: &[f32]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(a), bits(b));
}

fn number() -> impl Strategy<Value = f32> {
    any::<u32>().prop_map(f32::from_bits).prop_filter("finite", |value| value.is_finite())
}

proptest! {
    /// Whatever the numbers are.
    #[test]
    fn bytes_and_source_are_those_of_the_crate(values in prop::collection::vec(number(), 97)) {
        agree(Deep::ZERO, &values);
        agree(Dense::<2, 3>::ZERO, &values);
        agree(<(Dense<9, 9, Relu>, Dense<9, 1>)>::ZERO, &values);
        agree(<[Dense<2, 2, Tanh>; 6]>::ZERO, &values);
    }

    /// Wide layers go through the crate's blocks of eight and four rows, and its skipping of zeros.
    #[test]
    fn outputs_have_the_bits_of_the_crate(
        values in prop::collection::vec(-2.0_f32..2.0, 97),
        x in prop::array::uniform7(prop_oneof![Just(0.0_f32), -3.0_f32..3.0]),
    ) {
        type Wide = (Dense<7, 21, Relu>, Dense<21, 13, LeakyRelu>, Dense<13, 40, Tanh>, Dense<40, 5, Sigmoid>);
        let (net, model) = agree(Wide::ZERO, &values);
        same_bits(&net.predict(&x), &model.predict(&x));
        let (net, model) = agree(Deep::ZERO, &values);
        same_bits(&net.predict(&[x[0], x[1], x[2]]), &model.predict(&x[..3]));
    }
}

/// What the tool writes is what the crate loads, and `load` takes it.
#[test]
fn the_crate_loads_what_was_converted() {
    let path = common::folder().join("keras_square.onnx");
    let (_, read) = convert::read_file(&path, &convert::safetensors::Options::default()).unwrap();
    let mut net = Dense::<2, 2>::ZERO;
    store::load(&mut net, &stored::write(&read.model).unwrap()).unwrap();
    assert_eq!(net.predict(&[1.0, 10.0]), [31.0, 42.0]);
}
