//! Composition: a tuple of unlike layers is a layer, an array of like layers is a layer.

use crate::{Layer, Parameters, Real};

/// The layers with their places, the last once more, and the neighbours from back to front.
macro_rules! tuple {
    (
        $first:ident $at0:tt $(, $layer:ident $at:tt)+;
        last $last:ident $end:tt;
        back $(($before:ident $before_at:tt, $after:ident $after_at:tt))+
    ) => {
        impl<$first: Parameters, $($layer: Parameters),+> Parameters for ($first, $($layer),+) {
            const PARAMS: usize = $first::PARAMS $(+ $layer::PARAMS)+;
            const MACS: usize = $first::MACS $(+ $layer::MACS)+;
            const ZERO: Self = ($first::ZERO, $($layer::ZERO),+);

            fn visit(&self, see: &mut impl FnMut(&[f32])) {
                self.$at0.visit(see);
                $(self.$at.visit(see);)+
            }

            #[inline]
            fn zip<const K: usize>(
                &mut self,
                mut others: [&mut Self; K],
                change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
            ) {
                self.$at0.zip(others.each_mut().map(|other| &mut other.$at0), change);
                $(self.$at.zip(others.each_mut().map(|other| &mut other.$at), change);)+
            }

            fn each_layer(&mut self, change: &mut impl FnMut(&mut [f32], &mut [f32])) {
                self.$at0.each_layer(change);
                $(self.$at.each_layer(change);)+
            }
        }

        impl<Num: Real, $first: Layer<Num>, $($layer: Layer<Num>),+> Layer<Num> for ($first, $($layer),+)
        where
            $($after: Layer<Num, Input = $before::Output>),+
        {
            type Input = $first::Input;
            type Output = $last::Output;
            type Tape = ($first::Tape, $($layer::Tape),+);
            const BLANK: Self::Tape = ($first::BLANK, $($layer::BLANK),+);

            #[inline]
            fn predict(&self, x: &Self::Input) -> Self::Output {
                let y = self.$at0.predict(x);
                $(let y = self.$at.predict(&y);)+
                y
            }

            #[inline]
            fn forward(&self, x: &Self::Input, tape: &mut Self::Tape) {
                self.$at0.forward(x, &mut tape.$at0);
                let y = $first::output(&tape.$at0);
                $(self.$at.forward(y, &mut tape.$at); let y = $layer::output(&tape.$at);)+
                let _ = y;
            }

            #[inline]
            fn output(tape: &Self::Tape) -> &Self::Output {
                $last::output(&tape.$end)
            }

            #[inline]
            fn backward(&self, dy: &Self::Output, tape: &mut Self::Tape) -> Self::Input {
                $(let dx = self.$after_at.backward(dy, &mut tape.$after_at); let dy = &dx;)+
                self.$at0.backward(dy, &mut tape.$at0)
            }

            #[inline]
            fn deltas(&self, dy: &Self::Output, tape: &mut Self::Tape) -> bool {
                $(let dx = self.$after_at.backward(dy, &mut tape.$after_at); let dy = &dx;)+
                self.$at0.deltas(dy, &mut tape.$at0)
            }

            #[inline]
            fn accumulate(&mut self, x: &Self::Input, tape: &Self::Tape, scale: f32) {
                $(self.$after_at.accumulate($before::output(&tape.$before_at), &tape.$after_at, scale);)+
                self.$at0.accumulate(x, &tape.$at0, scale);
            }
        }
    };
}

tuple!(A 0, B 1; last B 1; back (A 0, B 1));
tuple!(A 0, B 1, C 2; last C 2; back (B 1, C 2) (A 0, B 1));
tuple!(A 0, B 1, C 2, D 3; last D 3; back (C 2, D 3) (B 1, C 2) (A 0, B 1));
tuple!(A 0, B 1, C 2, D 3, E 4; last E 4; back (D 3, E 4) (C 2, D 3) (B 1, C 2) (A 0, B 1));
tuple!(A 0, B 1, C 2, D 3, E 4, F 5; last F 5; back (E 4, F 5) (D 3, E 4) (C 2, D 3) (B 1, C 2) (A 0, B 1));

impl<L: Parameters, const DEPTH: usize> Parameters for [L; DEPTH] {
    const PARAMS: usize = DEPTH * L::PARAMS;
    const MACS: usize = DEPTH * L::MACS;
    const ZERO: Self = [L::ZERO; DEPTH];

    fn visit(&self, see: &mut impl FnMut(&[f32])) {
        for layer in self {
            layer.visit(see);
        }
    }

    #[inline]
    fn zip<const K: usize>(
        &mut self,
        mut others: [&mut Self; K],
        change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
    ) {
        for (i, layer) in self.iter_mut().enumerate() {
            #[allow(clippy::indexing_slicing, reason = "i < DEPTH, the length of every one of them")]
            layer.zip(others.each_mut().map(|other| &mut other[i]), change);
        }
    }

    fn each_layer(&mut self, change: &mut impl FnMut(&mut [f32], &mut [f32])) {
        for layer in self {
            layer.each_layer(change);
        }
    }
}

impl<R: Real, L, const DEPTH: usize> Layer<R> for [L; DEPTH]
where
    L: Layer<R, Input = <L as Layer<R>>::Output>,
{
    type Input = L::Input;
    type Output = L::Output;
    type Tape = [L::Tape; DEPTH];
    const BLANK: Self::Tape = [L::BLANK; DEPTH];

    #[inline]
    fn predict(&self, x: &Self::Input) -> Self::Output {
        self.iter().fold(*x, |x, layer| layer.predict(&x))
    }

    #[inline]
    fn forward(&self, x: &Self::Input, tape: &mut Self::Tape) {
        let mut x = x;
        for (layer, tape) in self.iter().zip(tape) {
            layer.forward(x, tape);
            x = L::output(tape);
        }
    }

    #[inline]
    fn output(tape: &Self::Tape) -> &Self::Output {
        let last = const {
            assert!(DEPTH > 0, "a stack of no layers has no output");
            DEPTH - 1
        };
        #[allow(clippy::indexing_slicing, reason = "DEPTH - 1 < DEPTH, checked above")]
        L::output(&tape[last])
    }

    #[inline]
    fn backward(&self, dy: &Self::Output, tape: &mut Self::Tape) -> Self::Input {
        let layers = self.iter().zip(tape).rev();
        layers.fold(*dy, |dy, (layer, tape)| layer.backward(&dy, tape))
    }

    #[inline]
    fn deltas(&self, dy: &Self::Output, tape: &mut Self::Tape) -> bool {
        let mut layers = self.iter().zip(tape);
        let Some((first, first_tape)) = layers.next() else { return true };
        let dy = layers.rev().fold(*dy, |dy, (layer, tape)| layer.backward(&dy, tape));
        first.deltas(&dy, first_tape)
    }

    #[inline]
    fn accumulate(&mut self, x: &Self::Input, tape: &Self::Tape, scale: f32) {
        let mut x = x;
        for (layer, tape) in self.iter_mut().zip(tape) {
            layer.accumulate(x, tape, scale);
            x = L::output(tape);
        }
    }
}
