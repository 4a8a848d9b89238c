//! What a net does: predict, and the three passes of learning.

use crate::net::{Activation, Parameters, Values};
use crate::number::{Real, Sample, Wide, Zero};

/// Anything that predicts: a net in `f32`, or one of your own in integers.
///
/// ```
/// use stackprop::{Dense, Predict, Relu};
///
/// static NET: (Dense<1, 2, Relu>, Dense<2, 1>) = // in flash
///     (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.5]));
/// assert_eq!(NET.predict(&[-3.0]), [3.5]); // |x| + 0.5
/// ```
pub trait Predict {
    /// What goes in.
    type Input;
    /// What comes out.
    type Output;
    /// Multiply-adds of one `predict`.
    const MACS: usize;

    /// Inference; `self` may be a `static` in flash.
    fn predict(&self, x: &Self::Input) -> Self::Output;
}

/// A layer, or a net of layers, that learns. Everything about it is known to the compiler.
///
/// `R` is the kernels' number type: `f32` for one sample, [`Lanes`](crate::Lanes) for several at once. The *tape* holds
/// what the passes hand to each other: every layer's output y = f(z) and its delta dL/dz.
///
/// | pass | reads | writes |
/// |---|---|---|
/// | `forward` | parameters, input | every layer's output, on the tape |
/// | `record`, then `deltas` | parameters, outputs | every layer's delta, on the tape |
/// | `accumulate` or `descend` | outputs, deltas; parameters only to add to them | a gradient, or the net itself |
///
/// Only the last pass writes parameters, so every problem with a sample is found before anything has changed.
///
/// ```
/// use stackprop::{Dense, Layer, Parameters, Predict, Relu, Zero};
///
/// type Net = (Dense<1, 2, Relu>, Dense<2, 1>);
/// let net: Net = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[1.0, 1.0]], [0.5]));
/// let (mut tape, mut gradient) = (<Net as Layer>::Tape::<f32>::ZERO, Net::ZERO);
/// net.forward::<f32>(&[-3.0], &mut tape);
/// Net::record::<f32>(&[1.0], &mut tape); // dL/dy for L = y
/// let squared_norm = net.deltas::<f32>(&[-3.0], &mut tape, 0.0);
/// Net::accumulate::<f32>(&mut gradient, &[-3.0], &tape, 1.0);
/// assert_eq!(gradient, (Dense::new([[0.0], [-3.0]], [0.0, 1.0]), Dense::new([[0.0, 3.0]], [1.0])));
/// assert_eq!(squared_norm, 9.0 + 1.0 + 9.0 + 1.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a layer",
    note = "a layer is `Dense<IN, OUT, Activation>`, a tuple of 2 to 6 layers, or an array of like layers; nest them for more"
)]
pub trait Layer: Parameters
    + Predict<Input: Sample<Wide<f32> = <Self as Predict>::Input>, Output: Sample<Wide<f32> = <Self as Predict>::Output>>
{
    /// Every layer's output and delta.
    type Tape<R: Real>: Zero;

    /// The last layer's activation; [`Linear`](crate::Linear) for a layer that has none.
    type Last: Activation;

    /// `predict`, with every layer's output put on the tape.
    fn forward<R: Real>(&self, x: &Wide<Self::Input, R>, tape: &mut Self::Tape<R>);

    /// The net's output from the last `forward`, and the place of its delta.
    fn output_and_delta<R: Real>(tape: &mut Self::Tape<R>) -> (&Wide<Self::Output, R>, &mut Wide<Self::Output, R>);

    /// The net's output from the last `forward`.
    fn output<R: Real>(tape: &Self::Tape<R>) -> &Wide<Self::Output, R>;

    /// From this layer's delta to that of the layer before it, whose output is `x` and whose activation is `Before`:
    /// writes delta = dL/dx · Before'(x), a product even where the derivative is 0, so that NaN and infinity get through.
    /// Returns `squared_norm` plus the squared norm of this layer's gradient, from which all learning knows that nothing
    /// overflowed, without a buffer: a dense layer's gradient is delta · xᵀ for the weights and delta for the biases, so
    /// that is |delta|² (|x|² + 1).
    #[must_use]
    fn backward<R: Real, Before: Activation>(
        &self,
        x: &Wide<Self::Input, R>,
        tape: &mut Self::Tape<R>,
        delta: &mut Wide<Self::Input, R>,
        squared_norm: R,
    ) -> R;

    /// gradient += scale · dL/dw, sample by sample in the order of the lanes.
    fn accumulate<R: Real>(gradient: &mut Self::Gradient, x: &Wide<Self::Input, R>, tape: &Self::Tape<R>, scale: f32);

    /// self += scale · dL/dw, for what is trained.
    fn descend<R: Real>(&mut self, x: &Wide<Self::Input, R>, tape: &Self::Tape<R>, scale: f32);

    /// From dL/dy of the whole net to its last layer's delta, dL/dy · f'(z).
    #[inline]
    fn record<R: Real>(dy: &Wide<Self::Output, R>, tape: &mut Self::Tape<R>) {
        let (y, delta) = Self::output_and_delta::<R>(tape);
        Self::Output::zip_into::<R>(delta, dy, y, Self::Last::delta);
    }

    /// `backward` through the whole net, down to the first layer that is trained. Returns `squared_norm` plus the squared
    /// norm of the sample's gradient, per lane. It is NaN or infinite if a delta or the input of a trained layer is. The
    /// default is that of a dense layer; one that uses a weight more than once (a convolution) must state its own bound.
    #[must_use]
    #[inline]
    fn deltas<R: Real>(&self, x: &Wide<Self::Input, R>, tape: &mut Self::Tape<R>, squared_norm: R) -> R {
        if <Self::Gradient as Values>::LEN == 0 {
            return squared_norm;
        }
        let x = Self::Input::squares::<R>(x);
        let delta = Self::Output::squares::<R>(Self::output_and_delta::<R>(tape).1);
        squared_norm.add_product(delta, x.map(|x| x + 1.0))
    }

    /// Whether every delta on the tape is finite.
    #[must_use]
    fn deltas_are_finite<R: Real>(tape: &mut Self::Tape<R>) -> bool {
        Self::Output::is_finite::<R>(Self::output_and_delta::<R>(tape).1)
    }

    /// Whether it can learn at all: false if a layer before the last one is all zero. `last` says whether this is the
    /// net's last layer.
    #[must_use]
    #[inline]
    fn is_started(&self, _last: bool) -> bool {
        true
    }

    /// Shows every layer of the net with its part of the tape, first layer first. A layer of your own is one layer.
    fn each_layer(&self, tape: &mut Self::Tape<f32>, visitor: &mut impl LayerVisitor) {
        visitor.layer(self, tape);
    }
}

/// What [`Layer::each_layer`] shows the layers to, whatever their types: for statistics per layer.
///
/// ```
/// use stackprop::{Activation, Dense, Layer, LayerVisitor, Relu, Zero, tape};
///
/// struct Names(Vec<&'static str>);
/// impl LayerVisitor for Names {
///     fn layer<L: Layer>(&mut self, _: &L, _: &mut L::Tape<f32>) {
///         self.0.push(L::Last::NAME);
///     }
/// }
/// type Net = (Dense<1, 8, Relu>, [Dense<8, 8, Relu>; 2], Dense<8, 1>);
/// let mut names = Names(Vec::new());
/// Net::ZERO.each_layer(&mut tape::<Net>(), &mut names);
/// assert_eq!(names.0, ["Relu", "Relu", "Relu", "Identity"]);
/// ```
pub trait LayerVisitor {
    /// The next layer, neither a tuple nor an array, and its part of the tape.
    fn layer<L: Layer>(&mut self, layer: &L, tape: &mut L::Tape<f32>);
}
