//! A layer without parameters: it makes one row of the channels.

use crate::conv::Tape;
use core::array::from_fn;
use stackprop::{Activation, Layer, Linear, Parameters, Predict, Real, Sample, Tensor, Values, Wide, Zero, mix_name};

/// `[[f32; LENGTH]; CHANNELS]` as one row of `N`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flatten<const CHANNELS: usize, const LENGTH: usize, const N: usize>;

/// Nothing that is stored or trained.
macro_rules! flatten {
    ($trait:ident { $($body:tt)* }) => {
        impl<const CHANNELS: usize, const LENGTH: usize, const N: usize> $trait for Flatten<CHANNELS, LENGTH, N> {
            $($body)*
        }
    };
}

flatten!(Zero {
    const ZERO: Self = {
        assert!(CHANNELS * LENGTH == N, "N = CHANNELS · LENGTH");
        Self
    };
});

flatten!(Values {
    const LEN: usize = 0;
    const FINGERPRINT: u32 = mix_name(0x811c_9dc5, "Flatten");

    fn visit(&self, _: &mut impl FnMut(Tensor<&[f32]>)) {}

    fn visit_mut(&mut self, _: &mut impl FnMut(Tensor<&mut [f32]>)) {}
});

flatten!(Parameters {
    type Gradient = ();

    fn zip<const K: usize>(&mut self, _: [&mut (); K], _: &mut impl FnMut(&mut [f32], [&mut [f32]; K])) {}
});

flatten!(Predict {
    type Input = [[f32; LENGTH]; CHANNELS];
    type Output = [f32; N];
    const MACS: usize = 0;

    fn predict(&self, x: &Self::Input) -> [f32; N] {
        from_fn(|n| x.as_flattened()[n])
    }
});

flatten!(Layer {
    type Tape<R: Real> = Tape<[R; N]>;
    type Last = Linear;

    fn forward<R: Real>(&self, x: &[[R; LENGTH]; CHANNELS], tape: &mut Tape<[R; N]>) {
        tape.output = from_fn(|n| x.as_flattened()[n]);
    }

    fn output_and_delta<R: Real>(tape: &mut Tape<[R; N]>) -> (&[R; N], &mut [R; N]) {
        (&tape.output, &mut tape.delta)
    }

    fn output<R: Real>(tape: &Tape<[R; N]>) -> &[R; N] {
        &tape.output
    }

    fn backward<R: Real, Before: Activation>(
        &self,
        x: &[[R; LENGTH]; CHANNELS],
        tape: &mut Tape<[R; N]>,
        delta: &mut Wide<Self::Input, R>,
        squared_norm: R,
    ) -> R {
        let dx = from_fn(|channel| from_fn(|t| tape.delta[channel * LENGTH + t]));
        Self::Input::zip_into::<R>(delta, &dx, x, Before::delta);
        squared_norm
    }

    fn accumulate<R: Real>((): &mut (), _: &Wide<Self::Input, R>, _: &Tape<[R; N]>, _: f32) {}

    fn descend<R: Real>(&mut self, _: &Wide<Self::Input, R>, _: &Tape<[R; N]>, _: f32) {}
});
