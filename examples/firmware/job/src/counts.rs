//! What a call costs, on the mean over samples; the samples are made outside of the count.
//!
//! Nothing public here is generic, so that the nets are compiled in this crate: an `opt-level` for this package alone
//! reaches them, which one for `stackprop` would not.

use crate::Part::{Text, Whole};
use crate::{Draw, Failure, Small, line};
use core::fmt::Write;
use core::hint::black_box;
use core::slice;
use stackprop::{Layer, Loss, Mse, Sgd, Target, TrainError, Trainer, learn, learn_on, tape};

#[cfg(feature = "tools")]
mod tools;

#[cfg(feature = "tools")]
use on_sine::sine;
#[cfg(feature = "sine")]
pub use on_sine::{Blog, Wide, WithAdam, blog, hello, wide};
#[cfg(feature = "tools")]
pub use tools::{Nested, by_root, classes, tools, wide_head};

/// How a machine counts.
pub trait Count {
    /// What it took to call this, in ticks.
    fn count(&mut self, call: &mut dyn FnMut()) -> u32;

    /// The same without what it takes to call nothing.
    fn cost(&mut self, call: &mut dyn FnMut()) -> u64 {
        let nothing = self.count(&mut || ());
        u64::from(self.count(call).saturating_sub(nothing))
    }

    /// A sum of ticks in instructions or cycles.
    fn units(&self, ticks: u64) -> u64 {
        ticks
    }
}

/// A net and what trains it.
pub type Learner<N> = (N, Trainer<N, Sgd>);

/// The polynomial on 1-8-8-1.
///
/// # Errors
/// [`Failure::Unwritten`].
pub fn small(machine: &mut dyn Count, out: &mut dyn Write, learner: &mut Learner<Small>) -> Result<(), Failure> {
    Draw(7).start(&mut learner.0);
    tell(machine, out, "1-8-8-1", learner, 100, |draw| {
        let x = 2.0 * draw.uniform();
        ([x], [x * (1.0 - x * x / 6.0)])
    })
}

#[cfg(feature = "sine")]
mod on_sine {
    use super::{Count, Learner, sums, told};
    use crate::{Draw, Failure, Hello};
    use core::f32::consts::PI;
    use core::fmt::Write;
    use core::hint::black_box;
    use core::slice;
    use rand_core::SeedableRng;
    use rand_xorshift::XorShiftRng;
    use stackprop::{Adam, Dense, Layer, Mse, Relu, TrainError, Trainer, init};

    const SAMPLES: u16 = 1000;

    /// A net and two ways to train it.
    pub type WithAdam<N> = (Learner<N>, Trainer<N, Adam>);

    /// 1-5-5-5-5-1.
    pub type Blog = (Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>);
    /// 64-32-10.
    pub type Wide = (Dense<64, 32, Relu>, Dense<32, 10>);

    /// A sine on 1-16-16-1.
    ///
    /// # Errors
    /// [`Failure::Unwritten`].
    pub fn hello(machine: &mut dyn Count, out: &mut dyn Write, learner: &mut WithAdam<Hello>) -> Result<(), Failure> {
        tell(machine, out, "1-16-16-1", learner, sine)
    }

    /// A sine on 1-5-5-5-5-1.
    ///
    /// # Errors
    /// [`Failure::Unwritten`].
    pub fn blog(machine: &mut dyn Count, out: &mut dyn Write, learner: &mut WithAdam<Blog>) -> Result<(), Failure> {
        tell(machine, out, "1-5-5-5-5-1", learner, sine)
    }

    /// Of 64 numbers the sines of the first 10, on 64-32-10.
    ///
    /// # Errors
    /// [`Failure::Unwritten`].
    pub fn wide(machine: &mut dyn Count, out: &mut dyn Write, learner: &mut WithAdam<Wide>) -> Result<(), Failure> {
        tell(machine, out, "64-32-10", learner, |draw| {
            let x = [(); 64].map(|()| draw.uniform());
            (x, core::array::from_fn(|k| libm::sinf(PI * x[k])))
        })
    }

    pub(super) fn sine(draw: &mut Draw) -> ([f32; 1], [f32; 1]) {
        let x = PI * draw.uniform();
        ([x], [libm::sinf(x)])
    }

    /// What [`super::tell`] tells, and the mean cost of a step of Adam, from the same start.
    fn tell<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
        machine: &mut dyn Count,
        out: &mut dyn Write,
        name: &str,
        (learner, trainer): &mut WithAdam<N>,
        sample: impl Fn(&mut Draw) -> ([f32; IN], [f32; OUT]),
    ) -> Result<(), Failure> {
        init::he_uniform(&mut learner.0, &mut XorShiftRng::seed_from_u64(7));
        super::tell(machine, out, name, learner, SAMPLES, &sample)?;
        let net = &mut learner.0;
        init::he_uniform(net, &mut XorShiftRng::seed_from_u64(7));
        let [adam_step] = sums(SAMPLES, sample, |x, y, [adam_step]| {
            *adam_step += machine.cost(&mut || _ = black_box(step_one(trainer, net, x, y)));
        });
        told(machine, out, name, "adam-step", (adam_step, SAMPLES))
    }

    #[inline(never)]
    fn step_one<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
        trainer: &mut Trainer<N, Adam>,
        net: &mut N,
        x: &[f32; IN],
        target: &[f32; OUT],
    ) -> Result<f32, TrainError> {
        trainer.step(net, slice::from_ref(x), slice::from_ref(target), &Mse, &Adam::new(0.001))
    }
}

/// Tells the mean cost of `predict`, of `learn`, of `learn_on` a tape that is kept, and of a trainer's step on one sample,
/// one line each, of a net that learns meanwhile.
fn tell<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    machine: &mut dyn Count,
    out: &mut dyn Write,
    name: &str,
    (net, trainer): &mut Learner<N>,
    samples: u16,
    sample: impl Fn(&mut Draw) -> ([f32; IN], [f32; OUT]),
) -> Result<(), Failure> {
    let mut tape = tape::<N>();
    let costs = sums(samples, sample, |x, y, [predict, learn, learn_on, step]| {
        *predict += machine.cost(&mut || _ = black_box(predict_one(net, x)));
        *learn += machine.cost(&mut || _ = black_box(learn_one(net, x, y)));
        *learn_on += machine.cost(&mut || _ = black_box(learn_one_on(&mut tape, net, x, y)));
        *step += machine.cost(&mut || _ = black_box(step_one(trainer, net, x, y)));
    });
    for (call, cost) in ["predict", "learn", "learn_on", "step"].into_iter().zip(costs) {
        told(machine, out, name, call, (cost, samples))?;
    }
    Ok(())
}

/// What was added up over the samples.
fn sums<X, Y, const SUMS: usize>(
    samples: u16,
    sample: impl Fn(&mut Draw) -> (X, Y),
    mut add: impl FnMut(&X, &Y, &mut [u64; SUMS]),
) -> [u64; SUMS] {
    let (mut draw, mut sums) = (Draw(2016), [0; SUMS]);
    for _ in 0..samples {
        let (x, y) = black_box(sample(&mut draw));
        add(&x, &y, &mut sums);
    }
    sums
}

/// A line with the mean of the sum.
fn told(
    machine: &dyn Count,
    out: &mut dyn Write,
    name: &str,
    call: &str,
    (sum, samples): (u64, u16),
) -> Result<(), Failure> {
    let samples = u64::from(samples);
    let mean = (machine.units(sum) + samples / 2) / samples; // a clock is off by parts of a tick: 20.99 is 21
    Ok(line(out, &[Text(name), Text(","), Text(call), Text(","), Whole(mean as u32)])?)
}

#[inline(never)]
fn predict_one<N: Layer>(net: &N, x: &N::Input) -> N::Output {
    net.predict(x)
}

#[inline(never)]
fn learn_one<N: Layer>(net: &mut N, x: &N::Input, target: &N::Output) -> Result<f32, TrainError>
where
    N::Output: Target,
    Mse: Loss<N::Output>,
{
    learn(net, x, target, &Mse, 0.01)
}

#[inline(never)]
fn learn_one_on<N: Layer>(
    tape: &mut N::Tape<f32>,
    net: &mut N,
    x: &N::Input,
    target: &N::Output,
) -> Result<f32, TrainError>
where
    N::Output: Target,
    Mse: Loss<N::Output>,
{
    learn_on(tape, net, x, target, &Mse, 0.01)
}

#[inline(never)]
fn step_one<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    trainer: &mut Trainer<N, Sgd>,
    net: &mut N,
    x: &[f32; IN],
    target: &[f32; OUT],
) -> Result<f32, TrainError> {
    trainer.step(net, slice::from_ref(x), slice::from_ref(target), &Mse, &Sgd { rate: 0.01 })
}
