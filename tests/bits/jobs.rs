//! Fixed jobs, and a hash of the weights they end with; nothing if a step was refused. No `std`: the same file can run on a microcontroller.

use core::ops::ControlFlow::Continue;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Activation, Adam, Dense, Huber, LeakyRelu, Momentum, Mse, Plan, Real, Relu, Sgd, Sigmoid, Tanh, Trainer, Values,
    Zero, cosine, fit, init, learn,
};

/// 1-16-16-1
type Hello<A> = (Dense<1, 16, A>, Dense<16, 16, A>, Dense<16, 1>);
/// Nothing that four or eight divide.
type Odd = (Dense<3, 7, Sigmoid>, [Dense<7, 7, LeakyRelu>; 2], Dense<7, 5>);
/// 64-32-10, as for the bundled digits of scikit-learn.
type Digits = (Dense<64, 32, Relu>, Dense<32, 10>);

/// FNV-1a, 32 bits, over the little-endian bytes of every weight.
pub(crate) fn hash(net: &impl Values) -> u32 {
    let mut hash = 0x811c_9dc5_u32;
    net.visit(&mut |tensor| {
        for byte in tensor.values.iter().flat_map(|w| w.to_le_bytes()) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
    });
    hash
}

/// The value at `place` of a fixed sequence in -1..1: golden-ratio steps on 24 bits, exact in f32.
fn spread(place: usize) -> f32 {
    let step = u32::try_from(place).unwrap_or(0).wrapping_mul(0x9e37_79b9);
    (step >> 8) as f32 / 8_388_608.0 - 1.0
}

fn samples<const LEN: usize, const N: usize>(from: usize) -> [[f32; N]; LEN] {
    core::array::from_fn(|k| core::array::from_fn(|i| spread(from + k * N + i)))
}

fn sine<const LEN: usize>() -> ([[f32; 1]; LEN], [[f32; 1]; LEN]) {
    let xs = samples(1).map(|[x]| [core::f32::consts::PI * x]);
    (xs, xs.map(|[x]| [libm::sinf(x)]))
}

/// sin(x) by Adam along a cosine, shuffled, the last batch short; knots at first.
pub(crate) fn hello_by_adam<R: Real>() -> Option<u32> {
    let (xs, targets) = sine::<100>();
    let mut net = Hello::<Relu>::ZERO;
    let whole = -core::f32::consts::PI..=core::f32::consts::PI;
    init::knots(&mut net, whole, |_| 1.0, &mut XorShiftRng::seed_from_u64(1)).ok()?;
    let plan = Plan { epochs: 20, batch: 32, seed: 1, rule: |step| Adam::new(cosine(0.01, step, 80)) };
    fit(&mut net, &mut Trainer::<_, _, R>::new(), &xs, &targets, &Mse, plan, |_, _| Continue(())).ok()?;
    Some(hash(&net))
}

/// sin(x) by plain SGD from Glorot's start.
pub(crate) fn hello_by_sgd<R: Real, A: Activation>() -> Option<u32> {
    let (xs, targets) = sine::<27>();
    let mut net = Hello::<A>::ZERO;
    init::glorot_uniform(&mut net, &mut XorShiftRng::seed_from_u64(2));
    let mut trainer = Trainer::<_, Sgd, R>::new();
    for _ in 0..50 {
        trainer.step(&mut net, &xs, &targets, &Mse, &Sgd { rate: 0.01 }).ok()?;
    }
    Some(hash(&net))
}

/// sin(x), a sample at a time straight into the weights.
pub(crate) fn hello_by_learn() -> Option<u32> {
    let (xs, targets) = sine::<100>();
    let mut net = Hello::<Relu>::ZERO;
    init::he_uniform(&mut net, &mut XorShiftRng::seed_from_u64(3));
    for (x, target) in xs.iter().zip(&targets).cycle().take(1000) {
        learn(&mut net, x, target, &Mse, 0.01).ok()?;
    }
    Some(hash(&net))
}

/// Odd widths, the other activations, the other loss.
pub(crate) fn odd_by_momentum<R: Real>() -> Option<u32> {
    let (xs, targets) = (samples::<13, 3>(1), samples::<13, 5>(1000));
    let mut net = Odd::ZERO;
    init::he_uniform(&mut net, &mut XorShiftRng::seed_from_u64(4));
    let mut trainer = Trainer::<_, Momentum, R>::new();
    for _ in 0..50 {
        let rule = Momentum::new(0.05, 0.9);
        trainer.step(&mut net, &xs, &targets, &Huber { delta: 0.5 }, &rule).ok()?;
    }
    Some(hash(&net))
}

/// A wide net.
pub(crate) fn digits_by_adam<R: Real>() -> Option<u32> {
    let (xs, targets) = (samples::<21, 64>(1), samples::<21, 10>(5000));
    let mut net = Digits::ZERO;
    init::he_uniform(&mut net, &mut XorShiftRng::seed_from_u64(5));
    let mut trainer = Trainer::<_, Adam, R>::new();
    for _ in 0..10 {
        trainer.step(&mut net, &xs, &targets, &Mse, &Adam::new(0.01)).ok()?;
    }
    Some(hash(&net))
}

/// Tanh, whose bits come from `libm`.
pub(crate) fn tanh_by_sgd<R: Real>() -> Option<u32> {
    hello_by_sgd::<R, Tanh>()
}
