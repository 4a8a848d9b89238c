//! The fully connected layer, y = f(Wx + b); its three kernels have a file each, named after their pass.

mod accumulate;
mod backward;
mod forward;

use crate::real::all_finite;
use crate::{Activation, Layer, Linear, Parameters, Real};
use accumulate::add_gradient;
use backward::input_gradient;
use core::marker::PhantomData;
use forward::outputs;

/// `OUT` neurons that each see all of `IN` inputs: y = f(Wx + b).
///
/// ```
/// use stackprop::{Dense, Layer, Relu};
///
/// let layer = Dense::<2, 3, Relu>::new([[1.0, 2.0], [0.0, -1.0], [0.5, 0.5]], [0.0, 0.0, 1.0]);
/// assert_eq!(layer.predict(&[1.0, 2.0]), [5.0, 0.0, 2.5]);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Dense<const IN: usize, const OUT: usize, A = Linear> {
    /// `weights[o][i]` leads from input `i` to neuron `o`, as in PyTorch.
    weights: [[f32; IN]; OUT],
    bias: [f32; OUT],
    activation: PhantomData<A>,
}

/// What a [`Dense`] keeps between the passes: an output and a delta a neuron.
///
/// ```
/// use stackprop::{DenseTape, footprint, Dense};
///
/// assert_eq!(footprint::<Dense<4, 10>>().tape, size_of::<DenseTape<10, f32>>());
/// ```
#[derive(Clone, Debug)]
pub struct DenseTape<const OUT: usize, R> {
    /// y = f(z)
    output: [R; OUT],
    /// dL/dz
    delta: [R; OUT],
}

impl<const IN: usize, const OUT: usize, A> Dense<IN, OUT, A> {
    /// A layer of known weights (`weights[o][i]`, from input `i` to neuron `o`) and biases; `const`, so that a trained
    /// net can lie in flash.
    ///
    /// ```
    /// use stackprop::{Dense, Layer, Relu};
    ///
    /// static ABS: (Dense<1, 2, Relu>, Dense<2, 1>) =
    ///     (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.0]));
    /// assert_eq!(ABS.predict(&[-3.0]), [3.0]);
    /// ```
    #[must_use]
    pub const fn new(weights: [[f32; IN]; OUT], mut bias: [f32; OUT]) -> Self {
        // A bias of -0 becomes +0: the one start from which passing over a product of 0 could change a sign.
        let mut o = 0;
        while o < OUT {
            #[allow(clippy::indexing_slicing, reason = "o < OUT; no iterator in a const fn")]
            {
                bias[o] += 0.0;
            }
            o += 1;
        }
        Self { weights, bias, activation: PhantomData }
    }

    /// The weights: `weights()[o][i]` leads from input `i` to neuron `o`.
    ///
    /// ```
    /// # use stackprop::Dense;
    /// assert_eq!(Dense::<2, 1>::new([[1.0, 2.0]], [3.0]).weights(), &[[1.0, 2.0]]);
    /// ```
    #[must_use]
    pub const fn weights(&self) -> &[[f32; IN]; OUT] {
        &self.weights
    }

    /// The biases, one a neuron.
    ///
    /// ```
    /// # use stackprop::Dense;
    /// assert_eq!(Dense::<2, 1>::new([[1.0, 2.0]], [3.0]).bias(), &[3.0]);
    /// ```
    #[must_use]
    pub const fn bias(&self) -> &[f32; OUT] {
        &self.bias
    }
}

impl<const IN: usize, const OUT: usize, A> Parameters for Dense<IN, OUT, A> {
    const PARAMS: usize = IN * OUT + OUT;
    const MACS: usize = IN * OUT;
    const ZERO: Self = Self::new([[0.0; IN]; OUT], [0.0; OUT]);

    fn visit(&self, see: &mut impl FnMut(&[f32])) {
        see(self.weights.as_flattened());
        see(&self.bias);
    }

    #[inline]
    fn zip<const K: usize>(
        &mut self,
        mut others: [&mut Self; K],
        change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
    ) {
        change(self.weights.as_flattened_mut(), others.each_mut().map(|other| other.weights.as_flattened_mut()));
        change(&mut self.bias, others.map(|other| other.bias.as_mut_slice()));
    }

    fn each_layer(&mut self, change: &mut impl FnMut(&mut [f32], &mut [f32])) {
        change(self.weights.as_flattened_mut(), &mut self.bias);
    }
}

impl<R: Real, const IN: usize, const OUT: usize, A: Activation> Layer<R> for Dense<IN, OUT, A> {
    type Input = [R; IN];
    type Output = [R; OUT];
    type Tape = DenseTape<OUT, R>;
    const BLANK: Self::Tape = DenseTape { output: [R::ZERO; OUT], delta: [R::ZERO; OUT] };

    #[inline]
    fn predict(&self, x: &[R; IN]) -> [R; OUT] {
        outputs::<R, A, IN, OUT>(&self.weights, &self.bias, x)
    }

    #[inline]
    fn forward(&self, x: &[R; IN], tape: &mut Self::Tape) {
        tape.output = self.predict(x);
    }

    #[inline]
    fn output(tape: &Self::Tape) -> &[R; OUT] {
        &tape.output
    }

    #[inline]
    fn backward(&self, dy: &[R; OUT], tape: &mut Self::Tape) -> [R; IN] {
        tape.record_deltas::<A>(dy);
        input_gradient(&self.weights, &tape.delta)
    }

    #[inline]
    fn deltas(&self, dy: &[R; OUT], tape: &mut Self::Tape) -> bool {
        tape.record_deltas::<A>(dy);
        all_finite(&tape.delta)
    }

    #[inline]
    fn accumulate(&mut self, x: &[R; IN], tape: &Self::Tape, scale: f32) {
        add_gradient(&mut self.weights, &mut self.bias, x, &tape.delta, scale);
    }
}

impl<const OUT: usize, R: Real> DenseTape<OUT, R> {
    /// δ = dL/dy · f'(z)
    #[inline]
    fn record_deltas<A: Activation>(&mut self, dy: &[R; OUT]) {
        for ((delta, dy), y) in self.delta.iter_mut().zip(dy).zip(&self.output) {
            *delta = dy.zip_map(*y, A::delta);
        }
    }
}
