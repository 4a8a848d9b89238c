//! What an activation promises: its slope computed from its output, NaN for NaN, and its range.
#![cfg(feature = "libm")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

use stackprop::{Activation, LeakyRelu, Linear, Relu, Sigmoid, Tanh};

/// Zeros, subnormals, ordinary numbers and the ends, of both signs.
fn numbers() -> Vec<f32> {
    let positive = [0.0, f32::from_bits(1), f32::MIN_POSITIVE, 1e-20, 0.01, 0.5, 1.0, 3.0, 100.0, 1e20, f32::MAX];
    positive.into_iter().flat_map(|number| [number, -number]).collect()
}

#[test]
fn relu() {
    assert_eq!([-1.0, -0.0, 0.0].map(Relu::slope), [0.0; 3]);
    assert_eq!([f32::from_bits(1), 1.0, f32::MAX].map(Relu::slope), [1.0; 3]);
    assert_eq!([-1.0, -f32::MIN_POSITIVE, 0.0, 1.5].map(Relu::value), [0.0, 0.0, 0.0, 1.5]);
    // an infinity or a NaN that flows into an inactive unit shows
    assert!([f32::INFINITY, f32::NEG_INFINITY, f32::NAN].iter().all(|dy| Relu::delta(*dy, 0.0).is_nan()));
    // and a number gives +0, of which the kernels skip the row
    assert!(numbers().iter().all(|dy| Relu::delta(*dy, 0.0).to_bits() == 0));
}

/// On every target; an activation that passes 0 keeps its sign.
#[test]
fn zeros_of_both_signs() {
    for zero in [0.0_f32, -0.0] {
        let values = [Linear::value(zero), Relu::value(zero), LeakyRelu::value(zero), Tanh::value(zero)];
        assert_eq!(values.map(f32::to_bits), [zero.to_bits(); 4]);
    }
}

/// At 0 the slope is PyTorch's; also where 0.01 z underflows to an output of -0.
#[test]
fn leaky_relu() {
    assert_eq!([-1.0, -0.0, 0.0].map(LeakyRelu::slope), [0.01; 3]);
    assert_eq!([f32::from_bits(1), 1.0, f32::MAX].map(LeakyRelu::slope), [1.0; 3]);
    assert_eq!([-1.0, 0.0, 1.5].map(LeakyRelu::value), [-0.01, 0.0, 1.5]);
    for number in numbers() {
        let slope = if number > 0.0 { 1.0 } else { 0.01 };
        assert_eq!(LeakyRelu::slope(LeakyRelu::value(number)), slope, "{number:e}");
    }
}

fn keeps_its_promises<A: Activation>() {
    for z in numbers() {
        let y = A::value(z);
        assert!(A::gives(y), "{} of {z:e} is {y:e}", A::NAME);
        for dy in numbers().into_iter().chain([f32::INFINITY, f32::NEG_INFINITY, f32::NAN]) {
            // the same number, whether or not the activation has a shorter way; a zero may have another sign
            let (delta, product) = (A::delta(dy, y), dy * A::slope(y));
            let same = delta == product || delta.is_nan() && product.is_nan();
            assert!(same, "{}: {delta:e} for {product:e}", A::NAME);
        }
    }
    assert!(A::value(f32::NAN).is_nan());
    assert!(A::gives(A::value(f32::MIN)) && A::gives(A::value(f32::MAX)));
    assert!([f32::NAN, f32::INFINITY, f32::NEG_INFINITY].into_iter().all(|y| !A::gives(y)));
}

#[test]
fn all_of_them() {
    keeps_its_promises::<Linear>();
    keeps_its_promises::<Relu>();
    keeps_its_promises::<LeakyRelu>();
    keeps_its_promises::<Tanh>();
    keeps_its_promises::<Sigmoid>();
    let names = [Linear::NAME, Relu::NAME, LeakyRelu::NAME, Tanh::NAME, Sigmoid::NAME];
    let given = |gives: fn(f32) -> bool| [-1.5, -1.0, -0.5, 0.5, 1.0, 1.5].map(gives);
    assert_eq!(given(Linear::gives), [true; 6]);
    assert_eq!(given(LeakyRelu::gives), [true; 6]);
    assert_eq!(given(Relu::gives), [false, false, false, true, true, true]);
    assert_eq!(given(Tanh::gives), [false, true, true, true, true, false]);
    assert_eq!(given(Sigmoid::gives), [false, false, false, true, true, false]);
    assert_eq!(names, ["Identity", "Relu", "LeakyRelu", "Tanh", "Sigmoid"], "as in ONNX");
}
