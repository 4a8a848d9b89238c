//! Layers in 8-bit integers: they predict and do not learn.

use stackprop::{Dense, Predict, Relu};

/// y = max(Wx + b, 0), numbers and weights in 64ths.
#[derive(Clone, Debug)]
pub(crate) struct Rounded<const IN: usize, const OUT: usize> {
    weights: [[i8; IN]; OUT],
    bias: [i32; OUT],
}

/// A layer rounded to 64ths, with weights in -2..2.
#[allow(clippy::cast_possible_truncation, reason = "a cast to an integer keeps to its range")]
pub(crate) fn rounded<const IN: usize, const OUT: usize>(layer: &Dense<IN, OUT, Relu>) -> Rounded<IN, OUT> {
    Rounded {
        weights: layer.weights().map(|row| row.map(|w| (w * 64.0).round() as i8)),
        bias: layer.bias().map(|b| (b * 4096.0).round() as i32),
    }
}

impl<const IN: usize, const OUT: usize> Predict for Rounded<IN, OUT> {
    type Input = [i8; IN];
    type Output = [i8; OUT];
    const MACS: usize = IN * OUT;

    fn predict(&self, x: &[i8; IN]) -> [i8; OUT] {
        core::array::from_fn(|o| {
            let products = self.weights[o].iter().zip(x).map(|(w, x)| i32::from(*w) * i32::from(*x));
            let sum = self.bias[o] + products.sum::<i32>();
            i8::try_from((sum >> 6).clamp(0, 127)).unwrap()
        })
    }
}

/// Half of everything, for an array of like layers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Halved;

impl Predict for Halved {
    type Input = [i8; 4];
    type Output = [i8; 4];
    const MACS: usize = 0;

    fn predict(&self, x: &[i8; 4]) -> [i8; 4] {
        x.map(|x| x / 2)
    }
}
