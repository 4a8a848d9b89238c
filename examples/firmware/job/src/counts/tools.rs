//! What the tools around the net cost: losses, optimizers, a head solved for, scales, metrics.

use super::{Count, Learner, Wide, sums, told};
use crate::{Draw, Failure};
use core::fmt::Write;
use core::hint::black_box;
use core::slice;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Adam, AdamW, BinaryCrossEntropy, Confusion, Dense, Layer, LeastSquares, LeastSquaresError, Loss, Momentum, Mse,
    Optimizer, PageHinkley, Recursion, Regression, Relu, RmsProp, Root, Sgd, SoftmaxCrossEntropy, Standardizer, Target,
    TrainError, Trainer, WithRoot, Zero, init,
};

/// 1-16-16-1, nested: the same net and the same code, but of another type, so that the functions of `Hello`, whose calls
/// are counted too, are not shared with these.
pub type Nested = ((Dense<1, 16, Relu>, Dense<16, 16, Relu>), Dense<16, 1>);

/// Everything that a microcontroller with 16 KiB of RAM has room for.
///
/// # Errors
/// [`Failure::Unwritten`].
pub fn tools(machine: &mut dyn Count, out: &mut dyn Write, net: &mut Nested) -> Result<(), Failure> {
    optimizer(machine, out, net, "momentum-step", &Momentum::new(0.01, 0.9))?;
    optimizer(machine, out, net, "rms-prop-step", &RmsProp::new(0.001))?;
    optimizer(machine, out, net, "adam-w-step", &AdamW::new(0.001))?;
    init::start(net, &mut XorShiftRng::seed_from_u64(7));
    let trainer = &mut Trainer::new();
    step(machine, out, "1-16-16-1", "step-binary-cross-entropy", net, trainer, &BinaryCrossEntropy, |draw| {
        ([draw.uniform()], [1.0])
    })?;
    losses(machine, out)?;
    least_squares::<16>(machine, out, "least-squares-16", 300)?;
    small(machine, out)
}

/// A step of Adam by a root of the processor's own.
///
/// # Errors
/// [`Failure::Unwritten`].
pub fn by_root<R: Root>(machine: &mut dyn Count, out: &mut dyn Write, net: &mut Nested) -> Result<(), Failure> {
    optimizer(machine, out, net, "adam-step-by-root", &WithRoot::<R, _>::new(Adam::new(0.001)))
}

/// Classes on 64-32-10.
///
/// # Errors
/// [`Failure::Unwritten`].
pub fn classes(
    machine: &mut dyn Count,
    out: &mut dyn Write,
    (net, trainer): &mut Learner<Wide>,
) -> Result<(), Failure> {
    init::start(net, &mut XorShiftRng::seed_from_u64(7));
    let input = |draw: &mut Draw| [(); 64].map(|()| draw.uniform());
    step(machine, out, "64-32-10", "step-softmax-cross-entropy", net, trainer, &SoftmaxCrossEntropy, |draw| {
        (input(draw), draw.class())
    })?;
    init::start(net, &mut XorShiftRng::seed_from_u64(7));
    step(machine, out, "64-32-10", "step-binary-cross-entropy", net, trainer, &BinaryCrossEntropy, |draw| {
        (input(draw), one_hot(draw.class()))
    })
}

/// A head of 64 features, 8.8 KB.
///
/// # Errors
/// [`Failure::Unwritten`].
pub fn wide_head(machine: &mut dyn Count, out: &mut dyn Write) -> Result<(), Failure> {
    least_squares::<64>(machine, out, "least-squares-64", 300)
}

#[inline(never)]
fn optimizer<O: Optimizer<Nested>>(
    machine: &mut dyn Count,
    out: &mut dyn Write,
    net: &mut Nested,
    name: &str,
    rule: &O,
) -> Result<(), Failure> {
    let mut trainer = Trainer::<Nested, O>::new();
    init::start(net, &mut XorShiftRng::seed_from_u64(7));
    let [cost] = sums(1000, super::sine, |x, y, [cost]| {
        *cost += machine.cost(&mut || _ = black_box(step_one(&mut trainer, net, x, y, &Mse, rule)));
    });
    told(machine, out, "1-16-16-1", name, (cost, 1000))
}

/// A step by Sgd with a loss.
#[allow(clippy::too_many_arguments, reason = "what is told, and what it is told of")]
fn step<N: Layer<Input: Copy>, T: Target>(
    machine: &mut dyn Count,
    out: &mut dyn Write,
    name: &str,
    call: &str,
    net: &mut N,
    trainer: &mut Trainer<N, Sgd>,
    loss: &impl Loss<N::Output, T>,
    sample: impl Fn(&mut Draw) -> (N::Input, T),
) -> Result<(), Failure> {
    let [cost] = sums(1000, sample, |x, y, [cost]| {
        *cost += machine.cost(&mut || _ = black_box(step_one(trainer, net, x, y, loss, &Sgd { rate: 0.01 })));
    });
    told(machine, out, name, call, (cost, 1000))
}

#[inline(never)]
fn step_one<N: Layer<Input: Copy>, T: Target, O: Optimizer<N>>(
    trainer: &mut Trainer<N, O>,
    net: &mut N,
    x: &N::Input,
    target: &T,
    loss: &impl Loss<N::Output, T>,
    rule: &O,
) -> Result<f32, TrainError> {
    trainer.step(net, slice::from_ref(x), slice::from_ref(target), loss, rule)
}

/// One call of a loss on ten outputs; of those with exp and log what they cost more than [`Mse`].
#[inline(never)]
fn losses(machine: &mut dyn Count, out: &mut dyn Write) -> Result<(), Failure> {
    let sample = |draw: &mut Draw| ([(); 10].map(|()| 4.0 * draw.uniform()), draw.class());
    let [mse, softmax, binary] = sums(1000, sample, |logits, class, [mse, softmax, binary]| {
        let target = one_hot(*class);
        *mse += machine.cost(&mut || _ = black_box(loss_of(&Mse, logits, &target)));
        *softmax += machine.cost(&mut || _ = black_box(loss_of(&SoftmaxCrossEntropy, logits, class)));
        *binary += machine.cost(&mut || _ = black_box(loss_of(&BinaryCrossEntropy, logits, &target)));
    });
    told(machine, out, "loss-of-10", "mse", (mse, 1000))?;
    told(machine, out, "loss-of-10", "softmax-cross-entropy-over-mse", (softmax.saturating_sub(mse), 1000))?;
    told(machine, out, "loss-of-10", "binary-cross-entropy-over-mse", (binary.saturating_sub(mse), 1000))
}

#[inline(never)]
fn loss_of<T: Target>(loss: &impl Loss<[f32; 10], T>, output: &[f32; 10], target: &T) -> (f32, [f32; 10]) {
    loss.of(output, target)
}

/// The most that a sample can cost, for no feature is 0: where nothing is forgotten, where something is, and where the
/// ridge has to be kept up besides, at every sample.
#[inline(never)]
fn least_squares<const H: usize>(
    machine: &mut dyn Count,
    out: &mut dyn Write,
    name: &str,
    samples: u16,
) -> Result<(), Failure> {
    let mut fit = LeastSquares::<H, 1>::new();
    let forgets = Recursion { forget: 0.95, ..Recursion::default() };
    let keeps_ridge = Recursion { forget: 0.95, ridge: 1e6 };
    let calls = [("learn", Recursion::default()), ("learn-forgetting", forgets), ("learn-keeping-ridge", keeps_ridge)];
    let sample = |draw: &mut Draw| ([(); H].map(|()| draw.uniform()), [draw.uniform()]);
    for (call, settings) in calls {
        let [cost] = sums(samples, sample, |x, y, [cost]| {
            *cost += machine.cost(&mut || _ = black_box(learn_one(&mut fit, x, y, &settings)));
        });
        told(machine, out, name, call, (cost, samples))?;
    }
    let mut head = Dense::<H, 1>::ZERO;
    let cost = machine.cost(&mut || _ = black_box(fit.solve(&mut head)));
    told(machine, out, name, "solve", (cost, 1))
}

#[inline(never)]
fn learn_one<const H: usize>(
    fit: &mut LeastSquares<H, 1>,
    x: &[f32; H],
    y: &[f32; 1],
    settings: &Recursion,
) -> Result<(), LeastSquaresError> {
    fit.learn(x, y, 1.0, settings)
}

/// Scales, a detector, metrics.
#[inline(never)]
fn small(machine: &mut dyn Count, out: &mut dyn Write) -> Result<(), Failure> {
    let (mut scale, mut drift) = (Standardizer::<3>::new(), PageHinkley::new(0.01, 1e9));
    let (mut table, mut errors) = (Confusion::<10>::new(), Regression::new());
    let sample = |draw: &mut Draw| ([(); 3].map(|()| draw.uniform()), draw.class());
    let costs = sums(1000, sample, |x, class, [push, apply, detect, count, err]| {
        let ([y, target, _], class) = (*x, usize::from(*class));
        *push += machine.cost(&mut || _ = black_box(scale.push(black_box(x))));
        *apply += machine.cost(&mut || _ = black_box(scale.apply(black_box(x))));
        *detect += machine.cost(&mut || _ = black_box(drift.push(black_box(y))));
        *count += machine.cost(&mut || _ = black_box(table.push(black_box(class), 3)));
        *err += machine.cost(&mut || errors.push(black_box(&[y]), black_box(&[target])));
    });
    black_box((scale, drift, table, errors));
    let names = [
        ("standardizer-3", "push"),
        ("standardizer-3", "apply"),
        ("page-hinkley", "push"),
        ("confusion-10", "push"),
        ("regression-1", "push"),
    ];
    names.into_iter().zip(costs).try_for_each(|((name, call), cost)| told(machine, out, name, call, (cost, 1000)))
}

fn one_hot(class: u8) -> [f32; 10] {
    core::array::from_fn(|k| if k == usize::from(class) { 1.0 } else { 0.0 })
}
