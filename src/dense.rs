//! The fully connected layer, y = f(Wx + b), and its three kernels, unrolled by hand.

use crate::real::all_finite;
use crate::{Activation, Layer, Linear, Parameters, Real};
use core::marker::PhantomData;

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
    pub const fn new(weights: [[f32; IN]; OUT], bias: [f32; OUT]) -> Self {
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

/// Four rows of z = Wx + b: each sum starts at the bias and takes the inputs in order, so the bits are those of the
/// plain loop, but every x is loaded once for four, and four additions are in flight instead of one.
#[inline]
fn four_rows<R: Real, const IN: usize>(rows: &[[f32; IN]; 4], bias: [f32; 4], x: &[R; IN]) -> [R; 4] {
    let [mut z0, mut z1, mut z2, mut z3] = bias.map(R::splat);
    let [w0, w1, w2, w3] = rows;
    for ((((x, w0), w1), w2), w3) in x.iter().zip(w0).zip(w1).zip(w2).zip(w3) {
        z0 = z0.add_scaled(*w0, *x);
        z1 = z1.add_scaled(*w1, *x);
        z2 = z2.add_scaled(*w2, *x);
        z3 = z3.add_scaled(*w3, *x);
    }
    [z0, z1, z2, z3]
}

impl<R: Real, const IN: usize, const OUT: usize, A: Activation> Layer<R> for Dense<IN, OUT, A> {
    type Input = [R; IN];
    type Output = [R; OUT];
    type Tape = DenseTape<OUT, R>;
    const BLANK: Self::Tape = DenseTape { output: [R::ZERO; OUT], delta: [R::ZERO; OUT] };

    #[inline]
    fn predict(&self, x: &[R; IN]) -> [R; OUT] {
        let mut y = self.bias.map(R::splat);
        let (rows, last_rows) = self.weights.as_chunks();
        let (biases, _) = self.bias.as_chunks();
        let (ys, last_ys) = y.as_chunks_mut();
        for ((y, rows), bias) in ys.iter_mut().zip(rows).zip(biases) {
            *y = four_rows(rows, *bias, x).map(|z| z.map(A::value));
        }
        for (y, row) in last_ys.iter_mut().zip(last_rows) {
            let z = row.iter().zip(x).fold(*y, |z, (w, x)| z.add_scaled(*w, *x));
            *y = z.map(A::value);
        }
        y
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
    fn deltas(&self, dy: &[R; OUT], tape: &mut Self::Tape) {
        for ((delta, dy), y) in tape.delta.iter_mut().zip(dy).zip(&tape.output) {
            *delta = dy.zip_map(*y, |dy, y| dy * A::slope(y));
        }
    }

    #[inline]
    fn backward(&self, dy: &[R; OUT], tape: &mut Self::Tape) -> [R; IN] {
        self.deltas(dy, tape);
        let mut dx = [R::ZERO; IN];
        for (delta, row) in tape.delta.iter().zip(&self.weights) {
            if delta.rests() {
                continue;
            }
            for (dx, w) in dx.iter_mut().zip(row) {
                *dx = dx.add_scaled(*w, *delta);
            }
        }
        dx
    }

    fn is_finite(tape: &Self::Tape) -> bool {
        all_finite(&tape.output) && all_finite(&tape.delta)
    }

    #[inline]
    fn accumulate(&mut self, x: &[R; IN], tape: &Self::Tape, scale: f32) {
        for ((row, bias), delta) in self.weights.iter_mut().zip(&mut self.bias).zip(&tape.delta) {
            if delta.rests() {
                continue;
            }
            let step = delta.map(|delta| scale * delta);
            for (k, step) in step.lanes().iter().enumerate() {
                for (w, x) in row.iter_mut().zip(x) {
                    if let Some(x) = x.lanes().get(k) {
                        *w += step * x;
                    }
                }
                *bias += step;
            }
        }
    }
}
