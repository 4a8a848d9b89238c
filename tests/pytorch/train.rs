//! A trace trained by the crate.

use crate::losses::{TraceLoss, is_weighted, samples};
use crate::reader::Trace;
use crate::rules::{AnyRule, rule};
use core::marker::PhantomData;
use stackprop::{
    Activation, Dense, Lanes, LeakyRelu, Linear, Quantity, Real, Relu, Sigmoid, Tanh, TrainError, Trainer, Values,
    Zero, evaluate,
};

/// What was after a step: loss, next loss, every weight.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) loss: f32,
    pub(crate) next_loss: f32,
    pub(crate) weights: Vec<f32>,
}

/// By one sample at a time and by lanes of four.
pub(crate) struct Trained {
    pub(crate) found: [Vec<Found>; 2],
    /// The first sample whose target the last activation cannot give, and that was refused therefore.
    pub(crate) refused: Option<usize>,
}

/// An activation that promises no range, so that no target is refused: some of the traces ask a sigmoid for -1.
struct Unbounded<A>(PhantomData<A>);

impl<A: Activation> Activation for Unbounded<A> {
    const NAME: &'static str = A::NAME;

    fn value(z: f32) -> f32 {
        A::value(z)
    }

    fn slope(y: f32) -> f32 {
        A::slope(y)
    }

    fn delta(dy: f32, y: f32) -> f32 {
        A::delta(dy, y)
    }
}

pub(crate) fn train(trace: &Trace) -> Trained {
    match trace.sizes[..] {
        [2, 5, 3] => with_sizes::<2, 5, 3>(trace),
        [3, 4, 2] => with_sizes::<3, 4, 2>(trace),
        _ => panic!("{:?}", trace.sizes),
    }
}

fn with_sizes<const I: usize, const H: usize, const N: usize>(trace: &Trace) -> Trained {
    match trace.activations[0] {
        "linear" => with_hidden::<I, H, N, Linear>(trace),
        "relu" => with_hidden::<I, H, N, Relu>(trace),
        "leaky_relu" => with_hidden::<I, H, N, LeakyRelu>(trace),
        "tanh" => with_hidden::<I, H, N, Tanh>(trace),
        "sigmoid" => with_hidden::<I, H, N, Sigmoid>(trace),
        name => panic!("no activation: {name}"),
    }
}

fn with_hidden<const I: usize, const H: usize, const N: usize, A: Activation>(trace: &Trace) -> Trained {
    let [hidden, last] = trace.activations[..] else { panic!("{:?}", trace.activations) };
    let bad = |(_, t): &(_, Vec<f32>)| t.iter().any(|t| !A::gives(*t));
    if last == "linear" {
        return Trained { found: each_way::<I, H, N, A, Linear>(trace).unwrap(), refused: None };
    }
    assert_eq!(hidden, last, "{}", trace.name);
    let refused = trace.samples.iter().position(bad);
    match (refused, each_way::<I, H, N, A, A>(trace)) {
        (None, found) => Trained { found: found.unwrap(), refused },
        (Some(sample), Err(error)) => {
            assert_eq!(error, TrainError::Refused { sample, quantity: Quantity::Target }, "{}", trace.name);
            Trained { found: each_way::<I, H, N, A, Unbounded<A>>(trace).unwrap(), refused }
        }
        (Some(_), Ok(_)) => panic!("{}: a target out of reach was taken", trace.name),
    }
}

type Way = Result<Vec<Found>, TrainError>;

fn each_way<const I: usize, const H: usize, const N: usize, A: Activation, B: Activation>(
    trace: &Trace,
) -> Result<[Vec<Found>; 2], TrainError> {
    let ways: [Way; 2] = if is_weighted(trace) {
        [run::<I, H, N, A, B, f32, true>(trace), run::<I, H, N, A, B, Lanes<4>, true>(trace)]
    } else {
        [run::<I, H, N, A, B, f32, false>(trace), run::<I, H, N, A, B, Lanes<4>, false>(trace)]
    };
    let [one, lanes] = ways;
    Ok([one?, lanes?])
}

fn run<const I: usize, const H: usize, const N: usize, A: Activation, B: Activation, R: Real, const WEIGHTED: bool>(
    trace: &Trace,
) -> Way {
    let mut net = <(Dense<I, H, A>, Dense<H, N, B>)>::ZERO;
    let mut start = trace.start.iter();
    #[allow(clippy::cast_possible_truncation, reason = "every initial weight is an f32")]
    net.visit_mut(&mut |tensor| {
        let values = &start.next().unwrap().values;
        tensor.values.iter_mut().zip(values).for_each(|(w, value)| *w = *value as f32);
    });
    let (inputs, targets) = samples::<I, N>(trace);
    let loss = TraceLoss::<N, WEIGHTED>::of_trace(trace);
    let mut trainer = Trainer::<_, AnyRule, R>::new();
    let mut found = Vec::new();
    for step in 0..100_u32 {
        let value = trainer.step(&mut net, &inputs, &targets, &loss, &rule(trace, step))?;
        if [1, 2, 10, 100].contains(&(step + 1)) {
            let mut weights = Vec::new();
            net.visit(&mut |tensor| weights.extend_from_slice(tensor.values));
            found.push(Found { loss: value, next_loss: evaluate(&net, &inputs, &targets, &loss), weights });
        }
    }
    Ok(found)
}
