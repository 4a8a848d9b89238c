//! A convolution over time.
#![allow(clippy::cast_possible_truncation, reason = "sizes that fit into memory fit into a fingerprint")]

use core::array::from_fn;
use core::marker::PhantomData;
use stackprop::{Activation, Layer, Parameters, Predict, Real, Relu, Sample, Tensor, Values, Zero, mix, mix_name};

/// y[o][t] = f(bias[o] + Σ w[o][i][k] x[i][t + k]), `LENGTH` = `TIME` - `KERNEL` + 1 long.
#[derive(Clone, Debug)]
pub(crate) struct Conv1d<
    const IN: usize,
    const OUT: usize,
    const KERNEL: usize,
    const TIME: usize,
    const LENGTH: usize,
    A = Relu,
> {
    weights: [[[f32; KERNEL]; IN]; OUT],
    bias: [f32; OUT],
    activation: PhantomData<A>,
}

/// Output and delta.
pub(crate) struct Tape<W> {
    pub(crate) output: W,
    pub(crate) delta: W,
}

impl<W: Zero> Zero for Tape<W> {
    const ZERO: Self = Self { output: W::ZERO, delta: W::ZERO };
}

/// The same header for every trait.
macro_rules! conv {
    ($($trait:ident)? { $($body:tt)* }) => {
        impl<
            const IN: usize, const OUT: usize, const KERNEL: usize, const TIME: usize, const LENGTH: usize,
            A: Activation,
        > $($trait for)? Conv1d<IN, OUT, KERNEL, TIME, LENGTH, A> { $($body)* }
    };
}

conv!({
    pub(crate) fn weights(&self) -> &[f32] {
        self.weights.as_flattened().as_flattened()
    }

    fn outputs<R: Real>(&self, x: &[[R; TIME]; IN]) -> [[R; LENGTH]; OUT] {
        let at = |o: usize, t: usize| {
            let mut sum = R::splat(self.bias[o]);
            for (row, x) in self.weights[o].iter().zip(x) {
                for (w, x) in row.iter().zip(&x[t..]) {
                    sum = sum.add_scaled(*w, *x);
                }
            }
            sum.map(A::value)
        };
        from_fn(|o| from_fn(|t| at(o, t)))
    }
});

conv!(Zero {
    const ZERO: Self = {
        assert!(LENGTH + KERNEL == TIME + 1, "LENGTH = TIME - KERNEL + 1");
        Self { weights: [[[0.0; KERNEL]; IN]; OUT], bias: [0.0; OUT], activation: PhantomData }
    };
});

conv!(Values {
    const LEN: usize = OUT * IN * KERNEL + OUT;
    const FINGERPRINT: u32 =
        mix_name(mix(mix(mix(mix_name(0x811c_9dc5, "Conv1d"), IN as u32), OUT as u32), KERNEL as u32), A::NAME);

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        see(Tensor { name: "weight", shape: &[OUT, IN, KERNEL], values: self.weights() });
        see(Tensor { name: "bias", shape: &[OUT], values: &self.bias });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        let weights = self.weights.as_flattened_mut().as_flattened_mut();
        change(Tensor { name: "weight", shape: &[OUT, IN, KERNEL], values: weights });
        change(Tensor { name: "bias", shape: &[OUT], values: &mut self.bias });
    }
});

conv!(Parameters {
    type Gradient = Self;

    fn zip<const K: usize>(
        &mut self,
        mut others: [&mut Self; K],
        change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
    ) {
        let weights = others.each_mut().map(|other| other.weights.as_flattened_mut().as_flattened_mut());
        change(self.weights.as_flattened_mut().as_flattened_mut(), weights);
        change(&mut self.bias, others.map(|other| other.bias.as_mut_slice()));
    }
});

conv!(Predict {
    type Input = [[f32; TIME]; IN];
    type Output = [[f32; LENGTH]; OUT];
    const MACS: usize = OUT * IN * KERNEL * LENGTH;

    fn predict(&self, x: &Self::Input) -> Self::Output {
        self.outputs::<f32>(x)
    }
});

conv!(Layer {
    type Tape<R: Real> = Tape<[[R; LENGTH]; OUT]>;
    type Last = A;

    fn forward<R: Real>(&self, x: &[[R; TIME]; IN], tape: &mut Self::Tape<R>) {
        tape.output = self.outputs(x);
    }

    fn output_and_delta<R: Real>(tape: &mut Self::Tape<R>) -> (&[[R; LENGTH]; OUT], &mut [[R; LENGTH]; OUT]) {
        (&tape.output, &mut tape.delta)
    }

    fn output<R: Real>(tape: &Self::Tape<R>) -> &[[R; LENGTH]; OUT] {
        &tape.output
    }

    fn backward<R: Real, Before: Activation>(
        &self,
        x: &[[R; TIME]; IN],
        tape: &mut Self::Tape<R>,
        delta: &mut [[R; TIME]; IN],
        squared_norm: R,
    ) -> R {
        let mut dx = [[R::ZERO; TIME]; IN];
        for (kernels, own) in self.weights.iter().zip(&tape.delta) {
            for (t, own) in own.iter().enumerate() {
                for (row, dx) in kernels.iter().zip(&mut dx) {
                    for (w, dx) in row.iter().zip(&mut dx[t..]) {
                        *dx = dx.add_scaled(*w, *own);
                    }
                }
            }
        }
        <[[f32; TIME]; IN]>::zip_into::<R>(delta, &dx, x, Before::delta);
        self.deltas::<R>(x, tape, squared_norm)
    }

    /// A weight's gradient is a sum over time of delta · x: by Cauchy and Schwarz its square is at most |delta|² |x|² of its
    /// row and channel. Every row meets every channel at `KERNEL` shifts; a bias's sum has `LENGTH` terms.
    fn deltas<R: Real>(&self, x: &[[R; TIME]; IN], tape: &mut Self::Tape<R>, squared_norm: R) -> R {
        let x = <[[f32; TIME]; IN]>::squares::<R>(x);
        let delta = <[[f32; LENGTH]; OUT]>::squares::<R>(&tape.delta);
        squared_norm.add_product(delta, x.map(|x| KERNEL as f32 * x + LENGTH as f32))
    }

    fn accumulate<R: Real>(gradient: &mut Self, x: &[[R; TIME]; IN], tape: &Self::Tape<R>, scale: f32) {
        gradient.descend::<R>(x, tape, scale);
    }

    fn descend<R: Real>(&mut self, x: &[[R; TIME]; IN], tape: &Self::Tape<R>, scale: f32) {
        for lane in 0..R::LANES {
            let x = <[[f32; TIME]; IN]>::lane::<R>(x, lane);
            let deltas = <[[f32; LENGTH]; OUT]>::lane::<R>(&tape.delta, lane);
            for ((kernels, bias), deltas) in self.weights.iter_mut().zip(&mut self.bias).zip(deltas) {
                for (t, delta) in deltas.into_iter().enumerate() {
                    let step = scale * delta;
                    for (row, x) in kernels.iter_mut().zip(&x) {
                        row.iter_mut().zip(&x[t..]).for_each(|(w, x)| *w += step * x);
                    }
                    *bias += step;
                }
            }
        }
    }
});
