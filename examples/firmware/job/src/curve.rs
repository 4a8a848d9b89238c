//! The job: a net learns a curve.

use crate::Part::{Fixed, Hash, Text, Whole};
use crate::{Draw, Failure, hash, line};
use core::fmt::Write;
use stackprop::{Dense, Layer, Mse, Optimizer, Real, Relu, Sgd, Trainer, learn};

/// What fits a microcontroller with 2 KiB of RAM, beside its trainer.
pub type Small = (Dense<1, 8, Relu>, Dense<8, 8, Relu>, Dense<8, 1>);

/// What to learn, and how long.
#[derive(Clone, Copy, Debug)]
struct Curve<O> {
    /// What it is called.
    name: &'static str,
    /// The curve, over -range..=range.
    target: fn(f32) -> f32,
    /// How far it is learned to either side of 0.
    range: f32,
    /// The rate of `learn`, a sample at a time.
    rate: f32,
    /// The optimizer's rule at every step, of `STEPS`.
    rule: fn(u32) -> O,
}

const SAMPLES: u32 = 4000;
const STEPS: u32 = 400;
const BATCH: usize = 16;

/// sin x on 1-16-16-1.
#[cfg(feature = "sine")]
pub type Hello = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);

/// sin x: every unit's kink starts at its own place, and Adam's rate falls along half a cosine. What the rest of the
/// interface comes to is told first.
///
/// # Errors
/// [`Failure`].
#[cfg(feature = "sine")]
pub fn sine<R: Real>(
    out: &mut dyn Write,
    net: &mut Hello,
    trainer: &mut Trainer<Hello, stackprop::Adam, R>,
) -> Result<(), Failure> {
    use core::f32::consts::PI;
    use rand_core::SeedableRng;
    let given = crate::Given::EXAMPLE;
    line(out, &[Text("tour "), Hash(crate::tour(&given)?)])?;
    stackprop::init::knots(net, -PI..=PI, |_| 1.0, &mut rand_xorshift::XorShiftRng::seed_from_u64(7))?;
    let rule = |step| stackprop::Adam::new(stackprop::cosine(0.01, step, STEPS));
    Curve { name: "sin x", target: libm::sinf, range: PI, rate: 0.01, rule }.run(out, net, trainer)
}

/// What the tour leaves out, and odd shapes: too much for the 256 KB of flash of a small Cortex-M0.
///
/// # Errors
/// [`Failure`].
#[cfg(feature = "sine")]
pub fn more(out: &mut dyn Write) -> Result<(), Failure> {
    let given = crate::Given::EXAMPLE;
    line(out, &[Text("the rest "), Hash(crate::rest(&given)?)])?;
    line(out, &[Text("odd shapes "), Hash(crate::odd(&given)?)])?;
    Ok(())
}

/// A sine's first three terms, for want of room for the sine.
///
/// # Errors
/// [`Failure`].
pub fn polynomial<R: Real>(
    out: &mut dyn Write,
    net: &mut Small,
    trainer: &mut Trainer<Small, Sgd, R>,
) -> Result<(), Failure> {
    Draw(7).start(net);
    let target = |x: f32| {
        let square = x * x;
        x * (1.0 - square * (0.166_666_67 - square * 0.008_333_333))
    };
    let rule = |_| Sgd { rate: 0.1 };
    Curve { name: "x - x^3/6 + x^5/120", target, range: 2.0, rate: 0.05, rule }.run(out, net, trainer)
}

impl<O> Curve<O> {
    /// Learns the curve, first by samples, then by batches; tells the loss as it falls, the fit, and the weights' hash.
    ///
    /// # Errors
    /// [`Failure`].
    fn run<N, R>(&self, out: &mut dyn Write, net: &mut N, trainer: &mut Trainer<N, O, R>) -> Result<(), Failure>
    where
        R: Real,
        O: Optimizer<N>,
        N: Layer<Input = [f32; 1], Output = [f32; 1]>,
    {
        let mut draw = Draw(2016);
        let mut sample = || {
            let x = self.range * draw.uniform();
            ([x], [(self.target)(x)])
        };
        line(out, &[Text(self.name), Text(", parameters"), Whole(N::LEN as u32), Text(", start "), Hash(hash(net))])?;
        let (mut first, mut mean) = (None, 0.0);
        for k in 1..=SAMPLES {
            let (x, target) = sample();
            mean += learn(net, &x, &target, &Mse, self.rate)?;
            if k % (SAMPLES / 8) == 0 {
                mean /= (SAMPLES / 8) as f32;
                first = first.or(Some(mean));
                line(out, &[Text("sample"), Whole(k), Text("  loss"), Fixed(mean)])?;
                mean = 0.0;
            }
        }
        line(out, &[Text("learned by samples "), Hash(hash(net))])?;
        for k in 1..=STEPS {
            let (mut inputs, mut targets) = ([[0.0]; BATCH], [[0.0]; BATCH]);
            for (x, target) in inputs.iter_mut().zip(&mut targets) {
                (*x, *target) = sample();
            }
            mean += trainer.step(net, &inputs, &targets, &Mse, &(self.rule)(k - 1))?;
            if k % (STEPS / 8) == 0 {
                mean /= (STEPS / 8) as f32;
                line(out, &[Text("batch "), Whole(k), Text("  loss"), Fixed(mean)])?;
                if k == STEPS && !first.is_some_and(|first| mean < 0.1 * first) {
                    return Err(Failure::Unlearned);
                }
                mean = 0.0;
            }
        }
        line(out, &[Text("learned by batches "), Hash(hash(net))])?;
        line(out, &[Text("         x      curve        net      error")])?;
        for k in -6..=6_i8 {
            let x = self.range * f32::from(k) / 6.0;
            let (curve, [y]) = ((self.target)(x), net.predict(&[x]));
            line(out, &[Fixed(x), Fixed(curve), Fixed(y), Fixed(y - curve)])?;
        }
        Ok(())
    }
}
