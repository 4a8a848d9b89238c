//! The two traits of everything that maps and learns: [`Parameters`], what it is made of, and [`Layer`], what it does.

use crate::{Real, Sample};

/// What a network is made of, whatever numbers flow through it.
///
/// A gradient and an optimizer's memory have the shape of their network, so they are values of the same type.
///
/// ```
/// use stackprop::{Dense, Parameters, Relu};
///
/// type Net = (Dense<1, 8, Relu>, Dense<8, 1>);
/// assert_eq!((Net::PARAMS, Net::MACS), (25, 16));
/// let mut seen = 0;
/// Net::ZERO.visit(&mut |slice| seen += slice.len());
/// assert_eq!(seen, Net::PARAMS);
/// ```
pub trait Parameters: Sized {
    /// How many parameters.
    const PARAMS: usize;
    /// Multiply-adds of one `predict`.
    const MACS: usize;
    /// All parameters zero: a fresh gradient, a fresh optimizer state, a `static` to initialise in place.
    const ZERO: Self;

    /// Shows the parameters slice by slice, in the order in which they are stored: to save, hash or count.
    fn visit(&self, see: &mut impl FnMut(&[f32]));

    /// Changes the parameters slice by slice, beside the same slices of `K` more networks.
    fn zip<const K: usize>(&mut self, others: [&mut Self; K], change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]));

    /// Shows each dense layer as (weights, bias), the first layer first: what an initialiser needs, since
    /// fan-out = bias length and fan-in = weights length / bias length.
    fn each_layer(&mut self, change: &mut impl FnMut(&mut [f32], &mut [f32]));
}

/// A layer, or a network of layers. Everything about it is known to the compiler.
///
/// `R` is what one number is: `f32` for one sample at a time, [`Lanes`](crate::Lanes) for several side by side.
/// On a device it never shows: `Layer` is `Layer<f32>`.
///
/// Learning is three passes, and only the last writes parameters, so that whatever is wrong with a sample is met
/// before anything has changed:
///
/// | pass         | reads                                | writes                                        |
/// |--------------|--------------------------------------|-----------------------------------------------|
/// | `forward`    | parameters, input                    | every layer's output, on the tape             |
/// | `backward`   | parameters, outputs                  | every layer's delta (dL/dz), on the tape      |
/// | `accumulate` | input, outputs, deltas; no parameter | `self`: a gradient, or the net itself         |
///
/// ```
/// use stackprop::{Dense, Layer, Parameters, Relu};
///
/// type Net = (Dense<1, 2, Relu>, Dense<2, 1>);
/// let net: Net = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.5]));
/// assert_eq!(net.predict(&[-3.0]), [3.5]); // |x| + 0.5
///
/// let (mut tape, mut gradient) = (<Net as Layer>::BLANK, Net::ZERO);
/// net.forward(&[-3.0], &mut tape);
/// assert_eq!(net.backward(&[1.0], &mut tape), [-1.0]); // dL/dx for L = y
/// gradient.accumulate(&[-3.0], &tape, 1.0);
/// assert_eq!(gradient.0.weights(), &[[0.0], [-3.0]]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer",
    note = "a layer is `Dense<IN, OUT, Activation>`, a tuple of 2 to 6 layers, or an array of like layers; nest them for more"
)]
pub trait Layer<R: Real = f32>: Parameters {
    /// What goes in: `[R; IN]`.
    type Input: Sample<Real = R>;
    /// What comes out: `[R; OUT]`.
    type Output: Sample<Real = R>;
    /// Every layer's output and delta, kept between the passes.
    type Tape;
    /// A tape nothing was recorded on.
    const BLANK: Self::Tape;

    /// Inference only, no tape: `self` may well be a `static` in flash.
    fn predict(&self, x: &Self::Input) -> Self::Output;

    /// `predict` that puts each layer's output on the tape.
    fn forward(&self, x: &Self::Input, tape: &mut Self::Tape);

    /// What the last `forward` came to.
    fn output(tape: &Self::Tape) -> &Self::Output;

    /// Given dL/dy, puts each layer's delta on the tape and returns dL/dx.
    fn backward(&self, dy: &Self::Output, tape: &mut Self::Tape) -> Self::Input;

    /// `backward` that stops at the deltas: the first layer of a network needs no dL/dx. Returns whether they are all
    /// finite. The first layer's tell for the whole net: a NaN or an infinity further back reaches every delta before
    /// it, since 0 · ∞ is a NaN.
    fn deltas(&self, dy: &Self::Output, tape: &mut Self::Tape) -> bool;

    /// self += scale · gradient, sample by sample in the order of the lanes.
    fn accumulate(&mut self, x: &Self::Input, tape: &Self::Tape, scale: f32);
}
