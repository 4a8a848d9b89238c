//! Every pass on shapes that fill no block of a kernel: one number, primes, one more or less than a power of two.

use crate::{Failure, Given, hash};
use core::ops::ControlFlow::Continue;
use stackprop::{
    Adam, Clipped, Dense, Frozen, Huber, Lanes, Layer, LeakyRelu, Momentum, Mse, Optimizer, Plan, Relu, Setting, Sgd,
    Sigmoid, Tanh, Trainer, fit, init, learn, learn_on, tape,
};

/// Learns with nine nets in every way there is; the hash of what came of it.
///
/// # Errors
/// [`Failure`]: what was given is refused.
#[inline(never)]
pub fn odd(given: &Given) -> Result<u64, Failure> {
    let nets = [
        every_pass::<1, 1, (Dense<1, 1, Tanh>, Dense<1, 1>)>,
        every_pass::<3, 2, (Dense<3, 7, Relu>, Dense<7, 5, LeakyRelu>, Dense<5, 2, Sigmoid>)>,
        every_pass::<17, 8, (Dense<17, 4, Sigmoid>, Dense<4, 8, Tanh>)>,
        every_pass::<9, 3, (Dense<9, 33, Relu>, Dense<33, 3>)>,
        every_pass::<2, 1, (Dense<2, 5, Relu>, [Dense<5, 5, LeakyRelu>; 3], Dense<5, 1>)>,
        every_pass::<2, 1, (Frozen<Dense<2, 17, Relu>>, Dense<17, 1>)>,
        every_pass::<33, 2, (Dense<33, 12, Tanh>, Dense<12, 2, Relu>)>,
        every_pass::<5, 5, [Dense<5, 5, Sigmoid>; 5]>,
        every_pass::<7, 6, (Dense<7, 3, LeakyRelu>, (Frozen<[Dense<3, 3, Tanh>; 2]>, Dense<3, 6, Relu>))>,
    ];
    nets.iter().try_fold(0_u64, |sum, net| Ok(sum.rotate_left(7) ^ net(given)?))
}

#[inline(never)]
fn every_pass<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    given: &Given,
) -> Result<u64, Failure> {
    let (inputs, targets) = (repeated::<IN>(&given.inputs), repeated::<OUT>(&given.targets));
    let [inputs_len, targets_len] = given.lengths.map(|length| length / 3);
    let inputs = inputs.get(..inputs_len).unwrap_or_default();
    let targets = targets.get(..targets_len).unwrap_or_default();

    let mut net = N::ZERO;
    init::seeded(&mut net, given.seed);
    by_samples(&mut net, given, inputs, targets)?;
    by_batches(&mut net, given, inputs, targets)?;
    by_epochs(&mut net, given, inputs, targets)?;
    let y = inputs.first().map(|x| net.predict(x));
    let bits = y.iter().flatten().fold(0, |sum: u32, y| sum.rotate_left(5) ^ y.to_bits());
    Ok(hash(&net) ^ u64::from(bits))
}

/// The numbers given, over and over.
fn repeated<const N: usize>(given: &[[f32; 1]; 24]) -> [[f32; N]; 8] {
    let mut samples = [[0.0; N]; 8];
    let places = samples.as_flattened_mut().iter_mut();
    places.zip(given.as_flattened().iter().cycle()).for_each(|(place, value)| *place = *value);
    samples
}

#[inline(never)]
fn by_samples<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    net: &mut N,
    given: &Given,
    inputs: &[[f32; IN]],
    targets: &[[f32; OUT]],
) -> Result<(), Failure> {
    let &Given { rate, delta, .. } = given;
    let mut tape = tape::<N>();
    for (x, target) in inputs.iter().zip(targets) {
        learn(net, x, target, &Huber { delta }, rate)?;
        learn_on(&mut tape, net, x, target, &Mse, Clipped { norm: delta, rule: rate })?;
    }
    Ok(())
}

#[inline(never)]
fn by_batches<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    net: &mut N,
    given: &Given,
    inputs: &[[f32; IN]],
    targets: &[[f32; OUT]],
) -> Result<(), Failure> {
    let &Given { rate, delta, .. } = given;
    let rules = [
        Any::Sgd(Sgd { rate }),
        Any::Momentum(Momentum { rate, momentum: 0.5, nesterov: delta > 0.0 }),
        Any::Adam(Adam::new(rate)),
        Any::ClippedSgd(Clipped { norm: delta, rule: Sgd { rate } }),
        Any::ClippedAdam(Clipped { norm: delta, rule: Adam::new(rate) }),
    ];
    let mut trainer = Trainer::<N, Any>::new();
    for rule in rules {
        trainer.step(net, inputs, targets, &Mse, &rule)?;
    }
    Ok(())
}

/// In lanes, and what does not fill them one by one.
#[inline(never)]
fn by_epochs<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    net: &mut N,
    given: &Given,
    inputs: &[[f32; IN]],
    targets: &[[f32; OUT]],
) -> Result<(), Failure> {
    let &Given { seed, epochs, batch, rate, delta, .. } = given;
    let plan = Plan { epochs, batch: batch / 2, seed, rule: |_| Momentum::new(rate, 0.5) };
    let mut trainer = Trainer::<N, Momentum, Lanes<4>>::new();
    fit(net, &mut trainer, inputs, targets, &Huber { delta }, plan, |_, _| Continue(()))?;
    Ok(())
}

/// Any optimizer, so that all share one trainer.
enum Any {
    Sgd(Sgd),
    Momentum(Momentum),
    Adam(Adam),
    ClippedSgd(Clipped<Sgd>),
    ClippedAdam(Clipped<Adam>),
}

impl<N: Layer> Optimizer<N> for Any {
    type State = (<Adam as Optimizer<N>>::State, <Momentum as Optimizer<N>>::State);

    fn check(&self, net: &N) -> Result<(), Setting> {
        match self {
            Self::Sgd(rule) => rule.check(net),
            Self::Momentum(rule) => rule.check(net),
            Self::Adam(rule) => rule.check(net),
            Self::ClippedSgd(rule) => rule.check(net),
            Self::ClippedAdam(rule) => rule.check(net),
        }
    }

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, (moments, velocity): &mut Self::State) {
        match self {
            Self::Sgd(rule) => rule.step(net, gradient, &mut ()),
            Self::Momentum(rule) => rule.step(net, gradient, velocity),
            Self::Adam(rule) => rule.step(net, gradient, moments),
            Self::ClippedSgd(rule) => rule.step(net, gradient, &mut ()),
            Self::ClippedAdam(rule) => rule.step(net, gradient, moments),
        }
    }
}
