//! The fully connected layer, y = f(Wx + b); its three kernels have a file each, named after their pass, and another in
//! `lanes` for several samples at once; those of the passes one more in `no_fpu`.

mod accumulate;
mod backward;
mod derived;
mod forward;
mod lanes;
mod no_fpu;

use crate::net::{Activation, Layer, Linear, Parameters, Part, Predict, Tensor, Values, mix, mix_name};
use crate::number::{Real, Zero};
use accumulate::add_gradient;
use backward::input_deltas;
use core::marker::PhantomData;
use forward::outputs;

/// `OUT` neurons that each see all of `IN` inputs: y = f(Wx + b).
///
/// ```
/// use stackprop::{Dense, Predict, Relu};
///
/// let layer = Dense::<2, 3, Relu>::new([[1.0, 2.0], [0.0, -1.0], [0.5, 0.5]], [0.0, 0.0, 1.0]);
/// assert_eq!(layer.predict(&[1.0, 2.0]), [5.0, 0.0, 2.5]);
/// ```
pub struct Dense<const IN: usize, const OUT: usize, A = Linear> {
    /// `weights[o][i]` leads from input `i` to neuron `o`, as in PyTorch.
    weights: [[f32; IN]; OUT],
    bias: [f32; OUT],
    activation: PhantomData<A>,
}

/// What a [`Dense`] keeps between the passes: an output and a delta per neuron.
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
    /// use stackprop::{Dense, Predict, Relu};
    ///
    /// static ABS: (Dense<1, 2, Relu>, Dense<2, 1>) =
    ///     (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.0]));
    /// assert_eq!(ABS.predict(&[-3.0]), [3.0]);
    /// ```
    #[must_use]
    pub const fn new(weights: [[f32; IN]; OUT], mut bias: [f32; OUT]) -> Self {
        // Stores -0.0 as +0.0: skipping zero products is exact only then.
        let mut o = 0;
        while o < OUT {
            #[allow(clippy::indexing_slicing, reason = "o < OUT, the loop's own condition; no iterator in a const fn")]
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

    /// The biases, one per neuron.
    ///
    /// ```
    /// # use stackprop::Dense;
    /// assert_eq!(Dense::<2, 1>::new([[1.0, 2.0]], [3.0]).bias(), &[3.0]);
    /// ```
    #[must_use]
    pub const fn bias(&self) -> &[f32; OUT] {
        &self.bias
    }

    #[cold]
    fn is_not_zero(&self) -> bool {
        any_is_not_zero(self.weights.as_flattened()) || any_is_not_zero(&self.bias)
    }
}

impl<const IN: usize, const OUT: usize, A> Zero for Dense<IN, OUT, A> {
    const ZERO: Self = Self::new([[0.0; IN]; OUT], [0.0; OUT]);
}

impl<const IN: usize, const OUT: usize, A: Activation> Values for Dense<IN, OUT, A> {
    const LEN: usize = IN * OUT + OUT;
    #[allow(clippy::cast_possible_truncation, reason = "a hash; no layer has 2³² units")]
    const FINGERPRINT: u32 = mix_name(mix(mix(mix_name(0x811c_9dc5, "Dense"), IN as u32), OUT as u32), A::NAME);

    fn parts(see: &mut impl FnMut(Part)) {
        see(Part { fingerprint: Self::FINGERPRINT, inputs: IN, outputs: OUT, activation: Some(A::NAME) });
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        see(Tensor { name: "weight", shape: &[OUT, IN], values: self.weights.as_flattened() });
        see(Tensor { name: "bias", shape: &[OUT], values: &self.bias });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        change(Tensor { name: "weight", shape: &[OUT, IN], values: self.weights.as_flattened_mut() });
        change(Tensor { name: "bias", shape: &[OUT], values: &mut self.bias });
        without_negative_zero(&mut self.bias);
    }
}

impl<const IN: usize, const OUT: usize, A: Activation> Parameters for Dense<IN, OUT, A> {
    type Gradient = Self;

    #[inline]
    fn zip<const K: usize>(
        &mut self,
        mut others: [&mut Self; K],
        change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
    ) {
        change(self.weights.as_flattened_mut(), others.each_mut().map(|other| other.weights.as_flattened_mut()));
        change(&mut self.bias, others.map(|other| other.bias.as_mut_slice()));
        without_negative_zero(&mut self.bias);
    }
}

impl<const IN: usize, const OUT: usize, A: Activation> Predict for Dense<IN, OUT, A> {
    type Input = [f32; IN];
    type Output = [f32; OUT];
    const MACS: usize = IN * OUT;

    #[inline]
    fn predict(&self, x: &[f32; IN]) -> [f32; OUT] {
        let mut y = self.bias; // all of it is overwritten; a copy costs less than zeros
        outputs::<f32, A, IN, OUT>(&self.weights, &self.bias, x, &mut y);
        y
    }
}

impl<const OUT: usize, R: Real> Zero for DenseTape<OUT, R> {
    const ZERO: Self = Self { output: [R::ZERO; OUT], delta: [R::ZERO; OUT] };
}

impl<const IN: usize, const OUT: usize, A: Activation> Layer for Dense<IN, OUT, A> {
    type Tape<R: Real> = DenseTape<OUT, R>;
    type Last = A;

    #[inline]
    fn forward<R: Real>(&self, x: &[R; IN], tape: &mut DenseTape<OUT, R>) {
        if R::LANES == 1 {
            outputs::<R, A, IN, OUT>(&self.weights, &self.bias, x, &mut tape.output);
        } else {
            lanes::outputs::<R, A, IN, OUT>(&self.weights, &self.bias, x, &mut tape.output);
        }
    }

    #[inline]
    fn output_and_delta<R: Real>(tape: &mut DenseTape<OUT, R>) -> (&[R; OUT], &mut [R; OUT]) {
        (&tape.output, &mut tape.delta)
    }

    #[inline]
    fn output<R: Real>(tape: &DenseTape<OUT, R>) -> &[R; OUT] {
        &tape.output
    }

    #[inline]
    fn backward<R: Real, Before: Activation>(
        &self,
        x: &[R; IN],
        tape: &mut DenseTape<OUT, R>,
        delta: &mut [R; IN],
        squared_norm: R,
    ) -> R {
        let norms = if R::LANES == 1 {
            input_deltas::<R, Before, IN, OUT>(&self.weights, x, &tape.delta, delta)
        } else {
            lanes::input_deltas::<R, Before, IN, OUT>(&self.weights, x, &tape.delta, delta)
        };
        squared_norm.add_product(norms.delta, norms.x.map(|x| x + 1.0))
    }

    #[inline]
    fn is_started(&self, last: bool) -> bool {
        // Almost always the first weight decides.
        last || self.weights.first().and_then(|row| row.first()).is_some_and(|w| *w != 0.0) || self.is_not_zero()
    }

    #[inline]
    fn accumulate<R: Real>(gradient: &mut Self, x: &[R; IN], tape: &DenseTape<OUT, R>, scale: f32) {
        gradient.descend(x, tape, scale);
    }

    #[inline]
    fn descend<R: Real>(&mut self, x: &[R; IN], tape: &DenseTape<OUT, R>, scale: f32) {
        if R::LANES == 1 {
            add_gradient(&mut self.weights, &mut self.bias, x, &tape.delta, scale);
        } else {
            lanes::add_gradient(&mut self.weights, &mut self.bias, x, &tape.delta, scale);
        }
    }
}

/// One for all shapes.
#[cold]
#[inline(never)]
fn any_is_not_zero(values: &[f32]) -> bool {
    values.iter().any(|value| *value != 0.0)
}

/// The value at a place below the length; no bounds check that could panic is left at any optimisation level.
#[inline(always)]
fn at<T: Copy + Zero, const N: usize>(values: &[T; N], i: usize) -> T {
    match values.get(i) {
        Some(value) => *value,
        None => T::ZERO,
    }
}

/// -0.0 becomes +0.0: skipping zero products is exact only if no sum starts at -0.0.
#[inline]
fn without_negative_zero<const N: usize>(bias: &mut [f32; N]) {
    for value in bias {
        *value += 0.0;
    }
}

/// The only lane.
#[inline(always)]
fn first<R: Real>(value: R) -> f32 {
    value.lanes().first().copied().unwrap_or(0.0)
}
