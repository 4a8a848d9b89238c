//! A loss that is only known when the trace is read: it dispatches to the crate's.

use crate::reader::Trace;
use stackprop::{
    BinaryCrossEntropy, Huber, Loss, Mse, Scaled, Setting, SoftmaxCrossEntropy, Target, Weighted,
    WeightedBinaryCrossEntropy, WeightedCrossEntropy,
};

/// Numbers, probabilities or labels of every output; or a class.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal<const N: usize> {
    Numbers([f32; N]),
    Class(usize),
}

impl<const N: usize> Target for Goal<N> {
    fn values(&self) -> &[f32] {
        match self {
            Self::Numbers(numbers) => numbers,
            Self::Class(class) => class.values(),
        }
    }
}

/// A loss of a sample by itself.
#[derive(Clone, Copy, Debug)]
enum Plain<const N: usize> {
    Mse,
    Huber(Huber),
    CrossEntropy,
    WeightedCrossEntropy(WeightedCrossEntropy<N>),
    Binary,
    WeightedBinary(WeightedBinaryCrossEntropy<N>),
}

/// The expression, with the crate's loss for `$loss` and the target by its own type for `$target`.
macro_rules! with {
    ($plain:expr, $goal:expr, |$loss:ident, $target:ident| $call:expr) => {
        match ($plain, $goal) {
            (Plain::Mse, Goal::Numbers($target)) => {
                ({
                    let $loss = &Mse;
                    $call
                })
            }
            (Plain::Huber($loss), Goal::Numbers($target)) => $call,
            (Plain::CrossEntropy, Goal::Numbers($target)) => {
                ({
                    let $loss = &SoftmaxCrossEntropy;
                    $call
                })
            }
            (Plain::CrossEntropy, Goal::Class($target)) => {
                ({
                    let $loss = &SoftmaxCrossEntropy;
                    $call
                })
            }
            (Plain::WeightedCrossEntropy($loss), Goal::Numbers($target)) => $call,
            (Plain::WeightedCrossEntropy($loss), Goal::Class($target)) => $call,
            (Plain::Binary, Goal::Numbers($target)) => {
                ({
                    let $loss = &BinaryCrossEntropy;
                    $call
                })
            }
            (Plain::WeightedBinary($loss), Goal::Numbers($target)) => $call,
            (plain, goal) => panic!("{plain:?} of {goal:?}"),
        }
    };
}

impl<const N: usize> Loss<[f32; N], Goal<N>> for Plain<N> {
    fn of(&self, y: &[f32; N], goal: &Goal<N>) -> (f32, [f32; N]) {
        with!(self, goal, |loss, target| loss.of(y, target))
    }

    fn accepts(&self, goal: &Goal<N>) -> bool {
        with!(self, goal, |loss, target| Loss::<[f32; N], _>::accepts(loss, target))
    }

    fn weight(&self, goal: &Goal<N>) -> f32 {
        with!(self, goal, |loss, target| Loss::<[f32; N], _>::weight(loss, target))
    }

    fn check(&self) -> Result<(), Setting> {
        match self {
            Self::Huber(loss) => Loss::<[f32; N]>::check(loss),
            Self::WeightedCrossEntropy(loss) => Loss::<[f32; N]>::check(loss),
            Self::WeightedBinary(loss) => loss.check(),
            Self::Mse | Self::CrossEntropy | Self::Binary => Ok(()),
        }
    }
}

/// With the weight of the sample, which a plain loss passes over.
#[derive(Clone, Copy, Debug)]
enum Any<const N: usize> {
    Plain(Plain<N>),
    Weighted(Weighted<Plain<N>>),
    Scaled(Scaled<Plain<N>>),
}

/// The loss of a trace. `WEIGHTED` where a batch is divided by the sum of weights, as [`is_weighted`] says.
#[derive(Clone, Copy, Debug)]
pub(crate) struct TraceLoss<const N: usize, const WEIGHTED: bool>(Any<N>);

impl<const N: usize, const WEIGHTED: bool> Loss<[f32; N], (Goal<N>, f32)> for TraceLoss<N, WEIGHTED> {
    const WEIGHTED: bool = WEIGHTED;

    fn of(&self, y: &[f32; N], target: &(Goal<N>, f32)) -> (f32, [f32; N]) {
        match &self.0 {
            Any::Plain(loss) => loss.of(y, &target.0),
            Any::Weighted(loss) => loss.of(y, target),
            Any::Scaled(loss) => loss.of(y, target),
        }
    }

    fn accepts(&self, target: &(Goal<N>, f32)) -> bool {
        match &self.0 {
            Any::Plain(loss) => loss.accepts(&target.0),
            Any::Weighted(loss) => Loss::<[f32; N], _>::accepts(loss, target),
            Any::Scaled(loss) => loss.accepts(target),
        }
    }

    fn weight(&self, target: &(Goal<N>, f32)) -> f32 {
        match &self.0 {
            Any::Plain(loss) => loss.weight(&target.0),
            Any::Weighted(loss) => Loss::<[f32; N], _>::weight(loss, target),
            Any::Scaled(loss) => loss.weight(target),
        }
    }

    fn check(&self) -> Result<(), Setting> {
        match &self.0 {
            Any::Plain(loss) | Any::Weighted(Weighted(loss)) | Any::Scaled(Scaled(loss)) => loss.check(),
        }
    }
}

pub(crate) fn is_weighted(trace: &Trace) -> bool {
    let loss = &trace.loss;
    loss.word("over") == Some("weights")
        || (loss.word("target") == Some("classes") && loss.word("class_weight").is_some())
}

fn array<const N: usize>(values: &[f32]) -> [f32; N] {
    values.try_into().unwrap()
}

impl<const N: usize, const WEIGHTED: bool> TraceLoss<N, WEIGHTED> {
    pub(crate) fn of_trace(trace: &Trace) -> Self {
        let loss = &trace.loss;
        let weights = |key| loss.numbers(key).map(|weights| array(&weights));
        let plain = match loss.name {
            "mse" => Plain::Mse,
            "huber" => Plain::Huber(Huber { delta: loss.number("delta").unwrap() }),
            "cross_entropy" => weights("class_weight")
                .map_or(Plain::CrossEntropy, |weights| Plain::WeightedCrossEntropy(WeightedCrossEntropy { weights })),
            "bce" => weights("pos_weight").map_or(Plain::Binary, |positive_weights| {
                Plain::WeightedBinary(WeightedBinaryCrossEntropy { positive_weights })
            }),
            name => panic!("no loss: {name}"),
        };
        Self(match loss.word("over") {
            None => Any::Plain(plain),
            Some("weights") => Any::Weighted(Weighted(plain)),
            Some("samples" | "elements") => Any::Scaled(Scaled(plain)),
            Some(over) => panic!("over {over}"),
        })
    }
}

/// The samples of a trace, with their weights.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a class is a small whole number")]
pub(crate) fn samples<const I: usize, const N: usize>(trace: &Trace) -> (Vec<[f32; I]>, Vec<(Goal<N>, f32)>) {
    let weights = trace.loss.numbers("sample_weight").unwrap_or_else(|| vec![1.0; trace.samples.len()]);
    let classes = trace.loss.word("target") == Some("classes");
    let goal = |t: &[f32]| if classes { Goal::Class(t[0] as usize) } else { Goal::Numbers(array(t)) };
    trace.samples.iter().zip(weights).map(|((x, t), weight)| (array(x), (goal(t), weight))).unzip()
}
