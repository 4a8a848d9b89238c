//! An array of like layers, each fed by the one before it, is a layer.

use crate::net::{Activation, Layer, LayerVisitor, Parameters, Part, Predict, Tensor, Values, mix};
use crate::number::{Real, Wide};

impl<L: Values, const DEPTH: usize> Values for [L; DEPTH] {
    const LEN: usize = DEPTH * L::LEN;
    const FINGERPRINT: u32 = {
        let (mut hash, mut k) = (L::FINGERPRINT, 1);
        while k < DEPTH {
            hash = mix(hash, L::FINGERPRINT);
            k += 1;
        }
        hash
    };
    const PARTS: usize = DEPTH * L::PARTS;

    fn parts(see: &mut impl FnMut(Part)) {
        for _ in 0..DEPTH {
            L::parts(see);
        }
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        for layer in self {
            layer.visit(see);
        }
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        for layer in self {
            layer.visit_mut(change);
        }
    }
}

impl<L: Parameters, const DEPTH: usize> Parameters for [L; DEPTH] {
    type Gradient = [L::Gradient; DEPTH];

    #[inline]
    fn zip<const K: usize>(
        &mut self,
        mut others: [&mut Self::Gradient; K],
        change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
    ) {
        for (i, layer) in self.iter_mut().enumerate() {
            layer.zip(others.each_mut().map(|other| nth(other, i)), change);
        }
    }
}

impl<L: Predict<Input = <L as Predict>::Output, Output: Copy>, const DEPTH: usize> Predict for [L; DEPTH] {
    type Input = L::Input;
    type Output = L::Output;
    const MACS: usize = DEPTH * L::MACS;

    #[inline]
    fn predict(&self, x: &L::Input) -> L::Output {
        self.iter().fold(*x, |x, layer| layer.predict(&x))
    }
}

/// The gradient at a place that is below `DEPTH`. Not an index: where this is compiled apart from the loop, as without
/// LTO, its check would be left, and with it a panic.
#[inline(always)]
fn nth<G, const DEPTH: usize>(gradients: &mut [G; DEPTH], i: usize) -> &mut G {
    match gradients.get_mut(i) {
        Some(gradient) => gradient,
        None => loop {
            core::hint::spin_loop(); // never reached
        },
    }
}

/// The index of the last layer.
const fn last<const DEPTH: usize>() -> usize {
    assert!(DEPTH > 0, "an array of no layers has no output");
    DEPTH - 1
}

impl<L: Layer<Input = <L as Predict>::Output>, const DEPTH: usize> Layer for [L; DEPTH] {
    type Tape<R: Real> = [L::Tape<R>; DEPTH];
    type Last = L::Last;

    #[inline]
    fn forward<R: Real>(&self, x: &Wide<L::Input, R>, tape: &mut Self::Tape<R>) {
        let mut x = x;
        for (layer, tape) in self.iter().zip(tape) {
            layer.forward::<R>(x, tape);
            x = L::output::<R>(tape);
        }
    }

    #[inline]
    fn output_and_delta<R: Real>(tape: &mut Self::Tape<R>) -> (&Wide<L::Output, R>, &mut Wide<L::Output, R>) {
        #[allow(clippy::indexing_slicing, reason = "DEPTH - 1 < DEPTH; checked when compiled")]
        L::output_and_delta::<R>(&mut tape[const { last::<DEPTH>() }])
    }

    #[inline]
    fn output<R: Real>(tape: &Self::Tape<R>) -> &Wide<L::Output, R> {
        #[allow(clippy::indexing_slicing, reason = "DEPTH - 1 < DEPTH; checked when compiled")]
        L::output::<R>(&tape[const { last::<DEPTH>() }])
    }

    #[inline]
    fn backward<R: Real, Before: Activation>(
        &self,
        x: &Wide<L::Input, R>,
        tape: &mut Self::Tape<R>,
        delta: &mut Wide<L::Input, R>,
        squared_norm: R,
    ) -> R {
        let (squared_norm, first) = down_to_first::<L, R>(self, tape, squared_norm);
        first.map_or(squared_norm, |(layer, tape)| layer.backward::<R, Before>(x, tape, delta, squared_norm))
    }

    #[inline]
    fn deltas<R: Real>(&self, x: &Wide<L::Input, R>, tape: &mut Self::Tape<R>, squared_norm: R) -> R {
        let (squared_norm, first) = down_to_first::<L, R>(self, tape, squared_norm);
        first.map_or(squared_norm, |(layer, tape)| layer.deltas::<R>(x, tape, squared_norm))
    }

    fn deltas_are_finite<R: Real>(tape: &mut Self::Tape<R>) -> bool {
        tape.iter_mut().all(L::deltas_are_finite::<R>)
    }

    #[inline]
    fn is_started(&self, last: bool) -> bool {
        let Some((end, before)) = self.split_last() else { return true };
        before.iter().all(|layer| layer.is_started(false)) && end.is_started(last)
    }

    fn each_layer(&self, tape: &mut Self::Tape<f32>, visitor: &mut impl LayerVisitor) {
        for (layer, tape) in self.iter().zip(tape) {
            layer.each_layer(tape, visitor);
        }
    }

    #[inline]
    fn accumulate<R: Real>(gradient: &mut Self::Gradient, x: &Wide<L::Input, R>, tape: &Self::Tape<R>, scale: f32) {
        let mut x = x;
        for (gradient, tape) in gradient.iter_mut().zip(tape) {
            L::accumulate::<R>(gradient, x, tape, scale);
            x = L::output::<R>(tape);
        }
    }

    #[inline]
    fn descend<R: Real>(&mut self, x: &Wide<L::Input, R>, tape: &Self::Tape<R>, scale: f32) {
        let mut x = x;
        for (layer, tape) in self.iter_mut().zip(tape) {
            layer.descend::<R>(x, tape, scale);
            x = L::output::<R>(tape);
        }
    }
}

/// `backward` of all layers but the first, last layer first. The first layer and its tape are left to the caller.
#[inline]
fn down_to_first<'a, L: Layer<Input = <L as Predict>::Output>, R: Real>(
    layers: &'a [L],
    tapes: &'a mut [L::Tape<R>],
    mut squared_norm: R,
) -> (R, Option<(&'a L, &'a mut L::Tape<R>)>) {
    let (Some((first, layers)), Some((first_tape, mut tapes))) = (layers.split_first(), tapes.split_first_mut()) else {
        return (squared_norm, None);
    };
    for layer in layers.iter().rev() {
        let Some((tape, before)) = tapes.split_last_mut() else { break };
        let previous = match before.last_mut() {
            Some(previous) => previous,
            None => &mut *first_tape,
        };
        let (y, delta) = L::output_and_delta::<R>(previous);
        squared_norm = layer.backward::<R, L::Last>(y, tape, delta, squared_norm);
        tapes = before;
    }
    (squared_norm, Some((first, first_tape)))
}
