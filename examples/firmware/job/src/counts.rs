//! What a call costs, on the mean over samples; the samples are made outside of the count.

use crate::Part::{Text, Whole};
use crate::{Draw, Failure, line};
#[cfg(feature = "sine")]
use core::f32::consts::PI;
use core::fmt::Write;
use core::hint::black_box;
use core::slice;
use stackprop::{Layer, Loss, Mse, Optimizer, Sgd, TrainError, Trainer, learn};

/// How a machine counts.
pub trait Count {
    /// What it took to call this, in ticks.
    fn count(&mut self, call: &mut dyn FnMut()) -> u32;

    /// A sum of ticks in instructions or cycles.
    fn units(&self, ticks: u64) -> u64 {
        ticks
    }
}

#[inline(never)]
fn predict_one<N: Layer>(net: &N, x: &N::Input) -> N::Output {
    net.predict(x)
}

#[inline(never)]
fn learn_one<N: Layer>(net: &mut N, x: &N::Input, target: &N::Output) -> Result<f32, TrainError>
where
    Mse: Loss<N::Output>,
{
    learn(net, x, target, &Mse, 0.01)
}

#[inline(never)]
fn step_one<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>, O: Optimizer<N>>(
    trainer: &mut Trainer<N, O>,
    net: &mut N,
    x: &[f32; IN],
    target: &[f32; OUT],
    rule: &O,
) -> Result<f32, TrainError> {
    trainer.step(net, slice::from_ref(x), slice::from_ref(target), &Mse, rule)
}

/// Tells the mean cost of `predict`, of `learn` and of a trainer's step on one sample, one line each, of a net that learns
/// meanwhile.
///
/// # Errors
/// [`Failure::Unwritten`].
pub fn tell<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    machine: &mut impl Count,
    out: &mut impl Write,
    name: &str,
    (net, trainer): (&mut N, &mut Trainer<N, Sgd>),
    samples: u16,
    sample: impl Fn(&mut Draw) -> ([f32; IN], [f32; OUT]),
) -> Result<(), Failure> {
    let mut draw = Draw(2016);
    let mut sums = [0; 3];
    for _ in 0..samples {
        let (x, y) = black_box(sample(&mut draw));
        let nothing = machine.count(&mut || ());
        let [predict, learn, step] = &mut sums;
        let mut cost = |call: &mut dyn FnMut()| u64::from(machine.count(call).saturating_sub(nothing));
        *predict += cost(&mut || _ = black_box(predict_one(net, &x)));
        *learn += cost(&mut || _ = black_box(learn_one(net, &x, &y)));
        *step += cost(&mut || _ = black_box(step_one(trainer, net, &x, &y, &Sgd { rate: 0.01 })));
    }
    for (call, ticks) in ["predict", "learn", "step"].into_iter().zip(sums) {
        let mean = machine.units(ticks) / u64::from(samples);
        line(out, &[Text(name), Text(","), Text(call), Text(","), Whole(mean as u32)])?;
    }
    Ok(())
}

/// First weights for any net.
#[cfg(feature = "sine")]
pub fn start<N: stackprop::Parameters>(net: &mut N) {
    use rand_core::SeedableRng;
    stackprop::init::he_uniform(net, &mut rand_xorshift::XorShiftRng::seed_from_u64(7));
}

/// A sample of the sine job.
#[cfg(feature = "sine")]
pub fn sine(draw: &mut Draw) -> ([f32; 1], [f32; 1]) {
    let x = PI * draw.uniform();
    ([x], [libm::sinf(x)])
}

/// A wide net sees noise, and is to give the sines of its first inputs.
#[cfg(feature = "sine")]
pub fn sines(draw: &mut Draw) -> ([f32; 64], [f32; 10]) {
    let x = [(); 64].map(|()| draw.uniform());
    (x, core::array::from_fn(|k| libm::sinf(PI * x[k])))
}

/// A sample of the polynomial.
pub fn curve(draw: &mut Draw) -> ([f32; 1], [f32; 1]) {
    let x = 2.0 * draw.uniform();
    ([x], [x * (1.0 - x * x / 6.0)])
}
