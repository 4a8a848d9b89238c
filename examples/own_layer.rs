//! A layer of one's own: a convolution over time, before dense layers. It tells where in a noisy window a pulse points,
//! wherever in the window it is. `cargo run --release --example own_layer`.
#![allow(clippy::indexing_slicing, reason = "firmware that must not panic uses `zip` and `get`")]

use core::array::from_fn;
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use stackprop::{
    Activation, Clipped, Confusion, Dense, Layer, Parameters, Predict, Real, Relu, Sample, SoftmaxCrossEntropy, Tensor,
    TrainError, Values, Zero, argmax, init, learn, mix, mix_name,
};

/// `OUT` kernels of length `KERNEL`, each at every place of the window: y[o][t] = relu(bias[o] + Σ w[o][k] x[t + k]), all
/// of them in one row of `N` = `OUT` · (`TIME` - `KERNEL` + 1) outputs.
struct Convolution<const TIME: usize, const KERNEL: usize, const OUT: usize, const N: usize> {
    weights: [[f32; KERNEL]; OUT],
    bias: [f32; OUT],
}

/// Every output and its delta, dL/dz.
struct Tape<const N: usize, R> {
    output: [R; N],
    delta: [R; N],
}

impl<const N: usize, R: Real> Zero for Tape<N, R> {
    const ZERO: Self = Self { output: [R::ZERO; N], delta: [R::ZERO; N] };
}

impl<const TIME: usize, const KERNEL: usize, const OUT: usize, const N: usize> Convolution<TIME, KERNEL, OUT, N> {
    /// Places of a kernel.
    const PLACES: usize = N / OUT;

    fn outputs<R: Real>(&self, x: &[R; TIME]) -> [R; N] {
        from_fn(|n| {
            let (o, t) = (n / Self::PLACES, n % Self::PLACES);
            let terms = self.weights[o].iter().zip(&x[t..]);
            terms.fold(R::splat(self.bias[o]), |sum, (w, x)| sum.add_scaled(*w, *x)).map(Relu::value)
        })
    }
}

impl<const TIME: usize, const KERNEL: usize, const OUT: usize, const N: usize> Zero
    for Convolution<TIME, KERNEL, OUT, N>
{
    const ZERO: Self = {
        assert!(N == OUT * (TIME + 1 - KERNEL), "N = OUT * (TIME - KERNEL + 1)"); // when compiled
        Self { weights: [[0.0; KERNEL]; OUT], bias: [0.0; OUT] }
    };
}

impl<const TIME: usize, const KERNEL: usize, const OUT: usize, const N: usize> Values
    for Convolution<TIME, KERNEL, OUT, N>
{
    const LEN: usize = OUT * (KERNEL + 1);
    #[allow(clippy::cast_possible_truncation, reason = "small sizes")]
    const FINGERPRINT: u32 = mix(mix(mix_name(0x811c_9dc5, "Convolution"), KERNEL as u32), OUT as u32);

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        see(Tensor { name: "weight", shape: &[OUT, 1, KERNEL], values: self.weights.as_flattened() });
        see(Tensor { name: "bias", shape: &[OUT], values: &self.bias });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        change(Tensor { name: "weight", shape: &[OUT, 1, KERNEL], values: self.weights.as_flattened_mut() });
        change(Tensor { name: "bias", shape: &[OUT], values: &mut self.bias });
    }
}

impl<const TIME: usize, const KERNEL: usize, const OUT: usize, const N: usize> Parameters
    for Convolution<TIME, KERNEL, OUT, N>
{
    type Gradient = Self;

    fn zip<const K: usize>(
        &mut self,
        mut others: [&mut Self; K],
        change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
    ) {
        change(self.weights.as_flattened_mut(), others.each_mut().map(|other| other.weights.as_flattened_mut()));
        change(&mut self.bias, others.map(|other| other.bias.as_mut_slice()));
    }
}

impl<const TIME: usize, const KERNEL: usize, const OUT: usize, const N: usize> Predict
    for Convolution<TIME, KERNEL, OUT, N>
{
    type Input = [f32; TIME];
    type Output = [f32; N];
    const MACS: usize = N * KERNEL;

    fn predict(&self, x: &[f32; TIME]) -> [f32; N] {
        self.outputs(x)
    }
}

impl<const TIME: usize, const KERNEL: usize, const OUT: usize, const N: usize> Layer
    for Convolution<TIME, KERNEL, OUT, N>
{
    type Tape<R: Real> = Tape<N, R>;
    type Last = Relu;

    fn forward<R: Real>(&self, x: &[R; TIME], tape: &mut Tape<N, R>) {
        tape.output = self.outputs(x);
    }

    fn output_and_delta<R: Real>(tape: &mut Tape<N, R>) -> (&[R; N], &mut [R; N]) {
        (&tape.output, &mut tape.delta)
    }

    fn output<R: Real>(tape: &Tape<N, R>) -> &[R; N] {
        &tape.output
    }

    fn backward<R: Real, Before: Activation>(
        &self,
        x: &[R; TIME],
        tape: &mut Tape<N, R>,
        delta: &mut [R; TIME],
        squared_norm: R,
    ) -> R {
        let mut dx = [R::ZERO; TIME];
        for (n, own) in tape.delta.iter().enumerate() {
            let (o, t) = (n / Self::PLACES, n % Self::PLACES);
            dx[t..].iter_mut().zip(&self.weights[o]).for_each(|(dx, w)| *dx = dx.add_scaled(*w, *own));
        }
        <[f32; TIME]>::zip_into::<R>(delta, &dx, x, Before::delta);
        self.deltas::<R>(x, tape, squared_norm)
    }

    /// A bound of the gradient's squared norm, by which all learning knows that nothing overflows. A weight's gradient is
    /// a sum over places: by Cauchy and Schwarz its square is at most |delta|² |x|², for each of `KERNEL` shifts; a bias's
    /// sum has as many terms as there are places.
    fn deltas<R: Real>(&self, x: &[R; TIME], tape: &mut Tape<N, R>, squared_norm: R) -> R {
        let (x, delta) = (<[f32; TIME]>::squares::<R>(x), <[f32; N]>::squares::<R>(&tape.delta));
        squared_norm.add_product(delta, x.map(|x| KERNEL as f32 * x + Self::PLACES as f32))
    }

    fn accumulate<R: Real>(gradient: &mut Self, x: &[R; TIME], tape: &Tape<N, R>, scale: f32) {
        gradient.descend::<R>(x, tape, scale);
    }

    fn descend<R: Real>(&mut self, x: &[R; TIME], tape: &Tape<N, R>, scale: f32) {
        for lane in 0..R::LANES {
            let (x, delta) = (<[f32; TIME]>::lane::<R>(x, lane), <[f32; N]>::lane::<R>(&tape.delta, lane));
            for (n, delta) in delta.iter().enumerate() {
                let (o, t) = (n / Self::PLACES, n % Self::PLACES);
                self.weights[o].iter_mut().zip(&x[t..]).for_each(|(w, x)| *w += scale * delta * x);
                self.bias[o] += scale * delta;
            }
        }
    }
}

/// 24 samples of a sensor, four kernels of five at 20 places, three classes.
type Net = (Convolution<24, 5, 4, 80>, Dense<80, 3>);

/// Noise (class 0), in which a pulse goes up (1) or down (2).
fn window(rng: &mut XorShiftRng) -> ([f32; 24], u8) {
    let mut uniform = || (rng.next_u32() >> 8) as f32 / 8_388_608.0 - 1.0;
    let mut x: [f32; 24] = from_fn(|_| 0.4 * uniform());
    let (class, place) = (1.5 * (uniform() + 1.0), 10.0 * (uniform() + 1.0));
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 2, and 0 to 19")]
    let (class, place) = (class as u8, place as usize);
    let sign = [0.0, 1.0, -1.0][usize::from(class)];
    x[place..].iter_mut().zip([0.6, 1.2, 1.6, 1.2, 0.6]).for_each(|(x, pulse)| *x += sign * pulse);
    (x, class)
}

fn main() -> Result<(), TrainError> {
    for seed in 1..=5 {
        let (mut net, mut rng) = (Net::ZERO, XorShiftRng::seed_from_u64(seed));
        init::start(&mut net, &mut rng);
        for _ in 0..60_000 {
            let (x, class) = window(&mut rng);
            learn(&mut net, &x, &class, &SoftmaxCrossEntropy, Clipped { norm: 1.0, rule: 0.02 })?;
        }
        let mut seen = Confusion::<3>::new();
        for _ in 0..3000 {
            let (x, class) = window(&mut rng);
            seen.push(argmax(&net.predict(&x)), class.into());
        }
        println!("seed {seed}: {:.1} % right, {} parameters", 100.0 * seen.accuracy(), Net::LEN);
        assert!(seen.accuracy() > 0.97, "{seen}");
    }
    Ok(())
}
