//! Everything that tells one run from another, and the recipes that matter: ours, that of 2016, and the closed form.

use clap::ValueEnum;
use stackprop::{Activation, LeakyRelu, Relu};

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum NetKind {
    /// 1-5-5-5-5-1, the blog post's: deep and narrow
    Blog,
    /// 1-64-1: one wide hidden layer
    Wide,
    /// 1-16-16-1, as in TensorFlow Lite Micro's "hello world"
    Hello,
    #[value(skip)]
    Shallow,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ActivationKind {
    Relu,
    /// A hundredth of the slope on the left side, so that no unit dies
    LeakyRelu,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum OptimizerKind {
    Sgd,
    /// A momentum of 0.9
    Momentum,
    /// β₁ = 0.9, β₂ = 0.999
    Adam,
    /// None: the last layer in closed form, from 4000 samples in one pass
    LeastSquares,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScheduleKind {
    Constant,
    /// From the rate down to 0 along half a cosine
    Cosine,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum InitKind {
    /// Glorot uniform, Keras's default; biases 0, so every kink starts at x = 0
    Glorot,
    /// He uniform; biases 0
    He,
    /// First layer: kinks spread over the range, denser where sin(x) bends; last layer: 0
    Knots,
    /// The same with kinks spread evenly
    EvenKnots,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Recipe {
    pub(crate) net: NetKind,
    pub(crate) activation: ActivationKind,
    pub(crate) init: InitKind,
    pub(crate) optimizer: OptimizerKind,
    pub(crate) rate: f32,
    pub(crate) schedule: ScheduleKind,
    pub(crate) batch: u32,
    pub(crate) epochs: u32,
    pub(crate) samples: u32,
}

/// Steps of the runs that the rates of [`Recipe::best`] were found for: 5 epochs in batches of 16.
const FOUND_FOR: u32 = 31_250;

impl Recipe {
    /// What the post ran: Keras's defaults of the day.
    pub(crate) const fn of_2016() -> Self {
        Self {
            net: NetKind::Blog,
            activation: ActivationKind::Relu,
            init: InitKind::Glorot,
            optimizer: OptimizerKind::Sgd,
            rate: 0.01,
            schedule: ScheduleKind::Constant,
            batch: 32,
            epochs: 5,
            samples: 100_000,
        }
    }

    /// The best found for a net within the same 500 000 presentations; for more, see [`Recipe::as_long`].
    pub(crate) const fn best(net: NetKind) -> Self {
        use {ActivationKind as A, InitKind as I};
        let (activation, init, batch, rate) = match net {
            // Five units a layer cannot spare one: with a plain ReLU one run in seven loses a layer.
            NetKind::Blog => (A::LeakyRelu, I::Glorot, 16, 0.006),
            NetKind::Wide | NetKind::Shallow => (A::Relu, I::Knots, 16, 0.004),
            NetKind::Hello => (A::Relu, I::Knots, 16, 0.005),
        };
        let (optimizer, schedule) = (OptimizerKind::Adam, ScheduleKind::Cosine);
        Self { net, activation, init, optimizer, rate, schedule, batch, ..Self::of_2016() }
    }

    /// The last layer in closed form, over kinks where sin(x) bends: every sample is seen once, a step each, and there is
    /// no rate.
    pub(crate) const fn solved(net: NetKind) -> Self {
        let best = Self::best(net);
        let (optimizer, schedule) = (OptimizerKind::LeastSquares, ScheduleKind::Constant);
        Self { optimizer, schedule, rate: 0.0, batch: 1, epochs: 1, samples: 4000, ..best }
    }

    /// For a run that takes more steps, a lower rate: divided by the root of how many times more.
    ///
    /// Once the fit is good, the gradients of small batches are mostly noise. Adam makes every step about as long as the
    /// rate, however small the gradient, so weights and biases walk at random, about rate · √steps far. A unit that walks
    /// to where no input turns it on has no gradient any more and stays there. At a rate of 0.004 for 5 epochs 2 or 3 of
    /// 64 units die, for 100 epochs 45. By this rule the walk is as long in a longer run, and no more of them die.
    pub(crate) fn as_long(self) -> Self {
        let steps = self.steps().unwrap_or(u32::MAX);
        if steps <= FOUND_FOR {
            return self;
        }
        Self { rate: self.rate * libm::sqrtf(FOUND_FOR as f32 / steps as f32), ..self }
    }

    /// Steps of the whole run; `None` if there are more than are counted.
    pub(crate) fn steps(&self) -> Option<u32> {
        self.epochs.checked_mul(self.samples.div_ceil(self.batch))
    }
}

impl NetKind {
    pub(crate) const fn shape(self) -> &'static str {
        match self {
            Self::Blog => "1-5-5-5-5-1",
            Self::Wide => "1-64-1",
            Self::Hello => "1-16-16-1",
            Self::Shallow => "1-35-1",
        }
    }
}

impl ActivationKind {
    /// The slope below 0, as the library has it.
    pub(crate) fn left_slope(self) -> f64 {
        f64::from(match self {
            Self::Relu => Relu::slope(Relu::value(-1.0)),
            Self::LeakyRelu => LeakyRelu::slope(LeakyRelu::value(-1.0)),
        })
    }
}
