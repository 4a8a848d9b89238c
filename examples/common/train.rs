//! The run itself: data, first weights, and step after step of the library's trainer.

use super::checkup::Checkup;
use super::closed_form;
use super::nets::{Blog, Curve, Hello, Net, Shallow, Wide};
use super::recipe::{ActivationKind, InitKind, NetKind, OptimizerKind, Recipe, ScheduleKind};
use super::root::Std;
use core::f32::consts::PI;
use core::fmt;
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use stackprop::{
    Adam, Batches, Footprint, Lanes, LeakyRelu, LeastSquaresError, Momentum, Mse, Optimizer, Relu, Sgd, TrainError,
    Trainer, WithRoot, constant, cosine, footprint, init, trainer_footprint,
};
use std::error::Error;
use std::time::Instant;

/// A net that has learnt, and what that took.
pub(crate) struct Trained {
    pub(crate) net: Box<dyn Curve>,
    pub(crate) cost: Footprint,
    /// Bytes of the trainer, or of the closed form.
    pub(crate) trainer: usize,
    pub(crate) steps: u32,
    /// Samples shown.
    pub(crate) shown: u64,
    pub(crate) seconds: f64,
    pub(crate) health: Checkup,
    /// Of the closed form: how many weights of the last layer the samples determine, of how many.
    pub(crate) determined: Option<[usize; 2]>,
}

/// A look at the run after so many steps.
#[derive(Clone, Copy)]
pub(crate) struct Moment<'a> {
    pub(crate) steps: u32,
    /// The last step's loss; none before the first.
    pub(crate) loss: Option<f32>,
    pub(crate) net: &'a dyn Curve,
}

/// Why there is no net.
#[derive(Debug)]
pub(crate) enum Failed {
    /// More steps than a `u32` counts.
    TooLong,
    Diverged {
        step: u32,
        error: TrainError,
    },
    /// The closed form is for one hidden layer.
    Deep,
    Unsolved(LeastSquaresError),
}

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => {
                write!(f, "more than {} steps: fewer --epochs or --samples, or a larger --batch", u32::MAX)
            }
            Self::Diverged { step, error } => {
                write!(f, "the training diverged at step {step} ({error}): try a lower --lr, or --optimizer adam")
            }
            Self::Deep => f.write_str(
                "least squares solves the last layer over hidden units that stay as they start: over one layer of them, \
                 with the kinks where they are needed, that is --net wide; deeper layers have to learn",
            ),
            Self::Unsolved(error) => write!(f, "no closed form: {error}"),
        }
    }
}

impl Error for Failed {}

/// Follows a recipe; the same seed, the same bits. `watch` sees the net before the first step and after each.
pub(crate) fn train(recipe: &Recipe, seed: u32, watch: &mut dyn FnMut(Moment)) -> Result<Trained, Failed> {
    use {ActivationKind as A, NetKind as N};
    if recipe.optimizer == OptimizerKind::LeastSquares {
        return match (recipe.net, recipe.activation) {
            (N::Wide, A::Relu) => closed_form::run::<Relu, 64>(recipe, seed, watch),
            (N::Wide, A::LeakyRelu) => closed_form::run::<LeakyRelu, 64>(recipe, seed, watch),
            (N::Shallow, A::Relu) => closed_form::run::<Relu, 35>(recipe, seed, watch),
            (N::Shallow, A::LeakyRelu) => closed_form::run::<LeakyRelu, 35>(recipe, seed, watch),
            (N::Hello | N::Blog, _) => Err(Failed::Deep),
        };
    }
    match (recipe.net, recipe.activation) {
        (N::Blog, A::Relu) => by_optimizer::<Blog<Relu>>(recipe, seed, watch),
        (N::Blog, A::LeakyRelu) => by_optimizer::<Blog<LeakyRelu>>(recipe, seed, watch),
        (N::Wide, A::Relu) => by_optimizer::<Wide<Relu>>(recipe, seed, watch),
        (N::Wide, A::LeakyRelu) => by_optimizer::<Wide<LeakyRelu>>(recipe, seed, watch),
        (N::Hello, A::Relu) => by_optimizer::<Hello<Relu>>(recipe, seed, watch),
        (N::Hello, A::LeakyRelu) => by_optimizer::<Hello<LeakyRelu>>(recipe, seed, watch),
        (N::Shallow, A::Relu) => by_optimizer::<Shallow<Relu>>(recipe, seed, watch),
        (N::Shallow, A::LeakyRelu) => by_optimizer::<Shallow<LeakyRelu>>(recipe, seed, watch),
    }
}

fn by_optimizer<N: Net + 'static>(
    recipe: &Recipe,
    seed: u32,
    watch: &mut dyn FnMut(Moment),
) -> Result<Trained, Failed> {
    match recipe.optimizer {
        OptimizerKind::Sgd => run::<N, _>(recipe, seed, |rate| Sgd { rate }, watch),
        OptimizerKind::Momentum => run::<N, _>(recipe, seed, |rate| Momentum::new(rate, 0.9), watch),
        OptimizerKind::Adam => run::<N, _>(recipe, seed, |rate| WithRoot::<Std, _>::new(Adam::new(rate)), watch),
        OptimizerKind::LeastSquares => Err(Failed::Deep),
    }
}

fn run<N: Net + 'static, O: Optimizer<N>>(
    recipe: &Recipe,
    seed: u32,
    rule: impl Fn(f32) -> O,
    watch: &mut dyn FnMut(Moment),
) -> Result<Trained, Failed> {
    let all_steps = recipe.steps().ok_or(Failed::TooLong)?;
    let rate = |step| match recipe.schedule {
        ScheduleKind::Constant => constant(recipe.rate, step, all_steps),
        ScheduleKind::Cosine => cosine(recipe.rate, step, all_steps),
    };
    let mut rng = XorShiftRng::seed_from_u64(u64::from(seed));
    let mut net = Box::new(N::ZERO);
    start(&mut *net, recipe.init, &mut rng);
    let (inputs, targets): (Vec<_>, Vec<_>) = (0..recipe.samples).map(|_| sample(&mut rng)).unzip();
    let mut trainer = Trainer::<N, O, Lanes<8>>::new();

    let began = Instant::now();
    let (mut steps, mut shown) = (0, 0);
    watch(Moment { steps, loss: None, net: &*net });
    for epoch in 0..recipe.epochs {
        for batch in Batches::new(&inputs, &targets, recipe.batch as usize, seed, epoch) {
            shown += batch.len() as u64;
            let loss = trainer
                .step_over(&mut *net, batch, &Mse, &rule(rate(steps)))
                .map_err(|error| Failed::Diverged { step: steps, error })?;
            steps += 1;
            watch(Moment { steps, loss: Some(loss), net: &*net });
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    let (cost, trainer) = (footprint::<N>(), trainer_footprint::<N, O>());
    Ok(Trained { health: Checkup::of(&*net), net, cost, trainer, steps, shown, seconds, determined: None })
}

/// An input, uniform in [-π, π), and its sine.
pub(super) fn sample(rng: &mut impl Rng) -> ([f32; 1], [f32; 1]) {
    let unit = (rng.next_u32() >> 8) as f32 / 16_777_216.0; // 24 bits, as many as an f32 holds
    let x = PI * (2.0 * unit - 1.0);
    ([x], [libm::sinf(x)])
}

pub(super) fn start<N: Net>(net: &mut N, kind: InitKind, rng: &mut impl Rng) {
    // The best curve of straight pieces has its kinks where it bends: a density of |f''|^(2/5) for the squared error.
    // A floor keeps some at 0 and at the ends.
    let bends = |x: f32| 0.1 + libm::powf(libm::fabsf(libm::sinf(x)), 0.4);
    let spread = match kind {
        InitKind::Glorot => {
            init::glorot_uniform(net, rng);
            return;
        }
        InitKind::He => {
            init::he_uniform(net, rng);
            return;
        }
        InitKind::Knots => init::knots(net, -PI..=PI, bends, rng),
        InitKind::EvenKnots => init::knots(net, -PI..=PI, |_| 1.0, rng),
    };
    debug_assert!(spread.is_ok(), "the range and both densities are positive and finite");
}
