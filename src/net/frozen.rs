//! Layers that predict but do not learn.

use crate::net::{Activation, Layer, LayerVisitor, Parameters, Part, Predict, Tensor, Values};
use crate::number::{Real, Wide, Zero};

/// A layer, or a net, that is not trained: no gradient, no optimizer state, no work in the backward pass in front of
/// which nothing else is trained. The compiler knows. Saved values are those of the layer within.
///
/// ```
/// use stackprop::{Adam, Dense, Frozen, Mse, Relu, Trainer, Values, learn, trainer_footprint};
///
/// type Body = Dense<4, 16, Relu>;
/// type Net = (Frozen<Body>, Dense<16, 3>); // the head learns on top of the body
/// assert_eq!(trainer_footprint::<Net, Adam>(), trainer_footprint::<Dense<16, 3>, Adam>());
/// assert_eq!(Net::FINGERPRINT, <(Body, Dense<16, 3>)>::FINGERPRINT);
///
/// let body = Body::new([[0.1; 4]; 16], [0.0; 16]);
/// let mut net: Net = (Frozen(body.clone()), Dense::new([[0.1; 16]; 3], [0.0; 3]));
/// learn(&mut net, &[1.0, 2.0, 3.0, 4.0], &[1.0, 0.0, 0.0], &Mse, 0.01)?;
/// assert_eq!(net.0.0, body);
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Frozen<L>(pub L);

impl<L: Zero> Zero for Frozen<L> {
    const ZERO: Self = Self(L::ZERO);
}

impl<L: Values> Values for Frozen<L> {
    const LEN: usize = L::LEN;
    const FINGERPRINT: u32 = L::FINGERPRINT;
    const PARTS: usize = L::PARTS;

    fn parts(see: &mut impl FnMut(Part)) {
        L::parts(see);
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        self.0.visit(see);
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        self.0.visit_mut(change);
    }
}

impl<L: Parameters> Parameters for Frozen<L> {
    type Gradient = ();

    fn zip<const K: usize>(&mut self, _: [&mut (); K], _: &mut impl FnMut(&mut [f32], [&mut [f32]; K])) {}
}

impl<L: Predict> Predict for Frozen<L> {
    type Input = L::Input;
    type Output = L::Output;
    const MACS: usize = L::MACS;

    #[inline]
    fn predict(&self, x: &L::Input) -> L::Output {
        self.0.predict(x)
    }
}

impl<L: Layer> Layer for Frozen<L> {
    type Tape<R: Real> = L::Tape<R>;
    type Last = L::Last;

    #[inline]
    fn forward<R: Real>(&self, x: &Wide<L::Input, R>, tape: &mut L::Tape<R>) {
        self.0.forward::<R>(x, tape);
    }

    #[inline]
    fn output_and_delta<R: Real>(tape: &mut L::Tape<R>) -> (&Wide<L::Output, R>, &mut Wide<L::Output, R>) {
        L::output_and_delta::<R>(tape)
    }

    #[inline]
    fn output<R: Real>(tape: &L::Tape<R>) -> &Wide<L::Output, R> {
        L::output::<R>(tape)
    }

    #[inline]
    fn backward<R: Real, Before: Activation>(
        &self,
        x: &Wide<L::Input, R>,
        tape: &mut L::Tape<R>,
        delta: &mut Wide<L::Input, R>,
        squared_norm: R,
    ) -> R {
        let _ = self.0.backward::<R, Before>(x, tape, delta, squared_norm);
        squared_norm
    }

    fn deltas_are_finite<R: Real>(tape: &mut L::Tape<R>) -> bool {
        L::deltas_are_finite::<R>(tape)
    }

    #[inline]
    fn is_started(&self, last: bool) -> bool {
        self.0.is_started(last)
    }

    fn each_layer(&self, tape: &mut L::Tape<f32>, visitor: &mut impl LayerVisitor) {
        self.0.each_layer(tape, visitor);
    }

    #[inline]
    fn accumulate<R: Real>((): &mut (), _: &Wide<L::Input, R>, _: &L::Tape<R>, _: f32) {}

    #[inline]
    fn descend<R: Real>(&mut self, _: &Wide<L::Input, R>, _: &L::Tape<R>, _: f32) {}
}
