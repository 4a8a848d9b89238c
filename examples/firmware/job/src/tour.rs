//! The rest of the public interface, called with data that may be anything.

use crate::{Draw, Failure, hash};
use core::fmt::Write;
use core::ops::ControlFlow::{Break, Continue};
use stackprop::{
    Adam, Dense, History, Huber, Lanes, LeakyRelu, Linear, Momentum, Mse, Permutation, Plan, Predict, Relu, Sgd,
    Sigmoid, Tanh, Trainer, Zero, constant, cosine, fit, init, learn,
};

type Net =
    (Dense<1, 5, Tanh>, [Dense<5, 5, Sigmoid>; 2], Dense<5, 3, LeakyRelu>, Dense<3, 2, Relu>, Dense<2, 1, Linear>);

/// Everything that a caller hands in.
#[derive(Clone, Copy, Debug)]
pub struct Given {
    pub inputs: [[f32; 1]; 24],
    pub targets: [[f32; 1]; 24],
    /// How many of them.
    pub lengths: [usize; 2],
    pub seed: u32,
    pub epochs: u32,
    pub batch: usize,
    pub rate: f32,
    pub delta: f32,
}

impl Given {
    /// A parabola.
    pub const EXAMPLE: Self = {
        let (mut inputs, mut targets) = ([[0.0]; 24], [[0.0]; 24]);
        let mut k = 0;
        while k < 24 {
            let x = k as f32 / 12.0 - 1.0;
            (inputs[k], targets[k]) = ([x], [x * x]);
            k += 1;
        }
        Self { inputs, targets, lengths: [24, 24], seed: 7, epochs: 20, batch: 10, rate: 0.05, delta: 0.5 }
    };
}

/// Learns in every way there is; the hash of what came of it.
///
/// # Errors
/// [`Failure`]: what was given is refused.
#[inline(never)]
pub fn tour(given: &Given) -> Result<u64, Failure> {
    let &Given { seed, epochs, batch, rate, delta, lengths: [inputs, targets], .. } = given;
    let inputs = given.inputs.get(..inputs).unwrap_or_default();
    let targets = given.targets.get(..targets).unwrap_or_default();
    let (mut net, mut rng) = (Net::ZERO, Draw(seed));
    init::he_uniform(&mut net, &mut rng);
    init::knots(&mut net, -rate..=delta, |x| x * x + rate, &mut rng)?;
    let knots = hash(&net);
    init::glorot_uniform(&mut net, &mut rng);

    let mut history = History::<4>::new();
    let plan = Plan { epochs, batch, seed, rule: |step| Momentum::new(cosine(rate, step, 2 * epochs), 0.9) };
    fit(&mut net, &mut Trainer::<_, Momentum>::new(), inputs, targets, &Huber { delta }, plan, |_, epoch| {
        history.push(epoch.loss);
        if epoch.loss < 1e-9 { Break(()) } else { Continue(()) }
    })?;

    let rule = Adam { epsilon: 1e-6, ..Adam::new(constant(rate, seed, epochs)) };
    Trainer::<_, Adam, Lanes<4>>::new().step(&mut net, inputs, targets, &Mse, &rule)?;
    Trainer::<_, Sgd>::new().step(&mut net, inputs, targets, &Huber { delta }, &Sgd { rate })?;

    let order = Permutation::new(inputs.len(), seed, epochs);
    for k in 0..inputs.len() {
        if let (Some(x), Some(target)) = (inputs.get(order.at(k)), targets.get(order.at(k))) {
            history.push(learn(&mut net, x, target, &Huber { delta }, rate)?);
        }
    }
    let fold = |sum: u64, value: &f32| sum.rotate_left(7) ^ u64::from(value.to_bits());
    let [y] = net.predict(&[delta]);
    Ok(history.points().iter().chain([&y]).fold(knots ^ hash(&net), fold))
}

/// Says why something was refused. Not by `Debug`: that of a `str`, which an error may hold, has checks in `core` that can
/// panic.
///
/// # Errors
/// Those of `out`.
pub fn explain(out: &mut dyn Write, failure: &Failure) -> core::fmt::Result {
    match failure {
        Failure::Refused(error) => write!(out, "{error}"),
        Failure::Stopped(error) => write!(out, "{error}"),
        Failure::Knots(error) => write!(out, "{error}"),
        Failure::Unwritten => out.write_str("a line could not be written"),
        Failure::NotIeee => out.write_str("the FPU does not round as IEEE 754 says"),
        Failure::NoClock => out.write_str("there is nothing to count with"),
        Failure::Overflow => out.write_str("the stack came too close to the rest"),
        Failure::NotKept(error) => write!(out, "{error}"),
        Failure::Unlearned => out.write_str("the loss did not fall"),
    }
}
