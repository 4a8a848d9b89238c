//! A tuple of unlike layers is a layer.

use crate::net::{Activation, Layer, LayerVisitor, Parameters, Part, Predict, Tensor, Values, mix};
use crate::number::{Real, Wide, Zero};

/// The layers with their index, the last one again, and the neighbour pairs, last pair first.
/// `tuple!(A 0, B 1, C 2; last C 2; back (B 1, C 2) (A 0, B 1))` makes, for example, of
/// `$(self.$after_at.descend(..);)+ self.$at0.descend(..)` the calls `self.2.descend(..); self.1.descend(..);
/// self.0.descend(..)`.
macro_rules! tuple {
    (
        $first:ident $at0:tt $(, $layer:ident $at:tt)+;
        last $last:ident $end:tt;
        back $(($before:ident $before_at:tt, $after:ident $after_at:tt))+
    ) => {
        impl<$first: Zero, $($layer: Zero),+> Zero for ($first, $($layer),+) {
            const ZERO: Self = ($first::ZERO, $($layer::ZERO),+);
        }

        impl<$first: Values, $($layer: Values),+> Values for ($first, $($layer),+) {
            const LEN: usize = $first::LEN $(+ $layer::LEN)+;
            const FINGERPRINT: u32 = {
                let hash = $first::FINGERPRINT;
                $(let hash = mix(hash, $layer::FINGERPRINT);)+
                hash
            };
            const PARTS: usize = $first::PARTS $(+ $layer::PARTS)+;

            fn parts(see: &mut impl FnMut(Part)) {
                $first::parts(see);
                $($layer::parts(see);)+
            }

            fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
                self.$at0.visit(see);
                $(self.$at.visit(see);)+
            }

            fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
                self.$at0.visit_mut(change);
                $(self.$at.visit_mut(change);)+
            }
        }

        impl<$first: Parameters, $($layer: Parameters),+> Parameters for ($first, $($layer),+) {
            type Gradient = ($first::Gradient, $($layer::Gradient),+);

            #[inline]
            fn zip<const K: usize>(
                &mut self,
                mut others: [&mut Self::Gradient; K],
                change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
            ) {
                self.$at0.zip(others.each_mut().map(|other| &mut other.$at0), change);
                $(self.$at.zip(others.each_mut().map(|other| &mut other.$at), change);)+
            }
        }

        impl<$first: Predict, $($layer: Predict),+> Predict for ($first, $($layer),+)
        where
            $($after: Predict<Input = $before::Output>),+
        {
            type Input = $first::Input;
            type Output = $last::Output;
            const MACS: usize = $first::MACS $(+ $layer::MACS)+;

            #[inline]
            fn predict(&self, x: &Self::Input) -> Self::Output {
                let y = self.$at0.predict(x);
                $(let y = self.$at.predict(&y);)+
                y
            }
        }

        impl<$first: Layer, $($layer: Layer),+> Layer for ($first, $($layer),+)
        where
            $($after: Layer<Input = $before::Output>),+
        {
            type Tape<Num: Real> = ($first::Tape<Num>, $($layer::Tape<Num>),+);
            type Last = $last::Last;

            #[inline]
            fn forward<Num: Real>(&self, x: &Wide<Self::Input, Num>, tape: &mut Self::Tape<Num>) {
                self.$at0.forward::<Num>(x, &mut tape.$at0);
                let y = $first::output::<Num>(&tape.$at0);
                $(self.$at.forward::<Num>(y, &mut tape.$at); let y = $layer::output::<Num>(&tape.$at);)+
                let _ = y;
            }

            #[inline]
            fn output_and_delta<Num: Real>(
                tape: &mut Self::Tape<Num>,
            ) -> (&Wide<Self::Output, Num>, &mut Wide<Self::Output, Num>) {
                $last::output_and_delta::<Num>(&mut tape.$end)
            }

            #[inline]
            fn output<Num: Real>(tape: &Self::Tape<Num>) -> &Wide<Self::Output, Num> {
                $last::output::<Num>(&tape.$end)
            }

            #[inline]
            fn backward<Num: Real, Before: Activation>(
                &self,
                x: &Wide<Self::Input, Num>,
                tape: &mut Self::Tape<Num>,
                delta: &mut Wide<Self::Input, Num>,
                squared_norm: Num,
            ) -> Num {
                $(
                    let (y, before) = $before::output_and_delta::<Num>(&mut tape.$before_at);
                    let squared_norm =
                        self.$after_at.backward::<Num, $before::Last>(y, &mut tape.$after_at, before, squared_norm);
                )+
                self.$at0.backward::<Num, Before>(x, &mut tape.$at0, delta, squared_norm)
            }

            #[inline]
            fn deltas<Num: Real>(
                &self,
                x: &Wide<Self::Input, Num>,
                tape: &mut Self::Tape<Num>,
                squared_norm: Num,
            ) -> Num {
                // How many parameters are trained further in front; the compiler knows, and stops where there are none.
                let in_front = <Self::Gradient as Values>::LEN;
                $(
                    let in_front = in_front - <$after::Gradient as Values>::LEN;
                    let (y, before) = $before::output_and_delta::<Num>(&mut tape.$before_at);
                    if in_front == 0 {
                        return self.$after_at.deltas::<Num>(y, &mut tape.$after_at, squared_norm);
                    }
                    let squared_norm =
                        self.$after_at.backward::<Num, $before::Last>(y, &mut tape.$after_at, before, squared_norm);
                )+
                self.$at0.deltas::<Num>(x, &mut tape.$at0, squared_norm)
            }

            fn deltas_are_finite<Num: Real>(tape: &mut Self::Tape<Num>) -> bool {
                $first::deltas_are_finite::<Num>(&mut tape.$at0)
                    $(&& $layer::deltas_are_finite::<Num>(&mut tape.$at))+
            }

            #[inline]
            fn is_started(&self, last: bool) -> bool {
                $(self.$before_at.is_started(false) &&)+ self.$end.is_started(last)
            }

            fn each_layer(&self, tape: &mut Self::Tape<f32>, visitor: &mut impl LayerVisitor) {
                self.$at0.each_layer(&mut tape.$at0, visitor);
                $(self.$at.each_layer(&mut tape.$at, visitor);)+
            }

            #[inline]
            fn accumulate<Num: Real>(
                gradient: &mut Self::Gradient,
                x: &Wide<Self::Input, Num>,
                tape: &Self::Tape<Num>,
                scale: f32,
            ) {
                $($after::accumulate::<Num>(
                    &mut gradient.$after_at, $before::output::<Num>(&tape.$before_at), &tape.$after_at, scale,
                );)+
                $first::accumulate::<Num>(&mut gradient.$at0, x, &tape.$at0, scale);
            }

            #[inline]
            fn descend<Num: Real>(&mut self, x: &Wide<Self::Input, Num>, tape: &Self::Tape<Num>, scale: f32) {
                $(self.$after_at.descend::<Num>($before::output::<Num>(&tape.$before_at), &tape.$after_at, scale);)+
                self.$at0.descend::<Num>(x, &tape.$at0, scale);
            }
        }
    };
}

tuple!(A 0, B 1; last B 1; back (A 0, B 1));
tuple!(A 0, B 1, C 2; last C 2; back (B 1, C 2) (A 0, B 1));
tuple!(A 0, B 1, C 2, D 3; last D 3; back (C 2, D 3) (B 1, C 2) (A 0, B 1));
tuple!(A 0, B 1, C 2, D 3, E 4; last E 4; back (D 3, E 4) (C 2, D 3) (B 1, C 2) (A 0, B 1));
tuple!(A 0, B 1, C 2, D 3, E 4, F 5; last F 5; back (E 4, F 5) (D 3, E 4) (C 2, D 3) (B 1, C 2) (A 0, B 1));

/// True of no tuple: at `Net::ZERO` of one layer, or of more than six, the compiler says what a net is.
#[diagnostic::on_unimplemented(
    message = "a net is a tuple of 2 to 6 layers, which `{Self}` is not",
    note = "a single layer needs no tuple; more than six go into nested tuples, or into an array of like layers"
)]
trait TwoToSix {}

macro_rules! no_net {
    ($($layer:ident)+) => {
        impl<$($layer: Zero),+> Zero for ($($layer,)+)
        where
            Self: TwoToSix,
        {
            const ZERO: Self = ($($layer::ZERO,)+);
        }
    };
}

no_net!(A);
no_net!(A B C D E F G);
no_net!(A B C D E F G H);
