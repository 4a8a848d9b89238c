//! An optimizer that is chosen while the net learns.

use stackprop::{Adam, Layer, Momentum, Optimizer, RmsProp, Setting, Sgd};

/// One of four, and a trainer that holds the state of each.
pub(crate) enum Rule {
    Sgd(Sgd),
    Momentum(Momentum),
    RmsProp(RmsProp),
    Adam(Adam),
}

impl Rule {
    /// In the order of the page's list.
    pub(crate) fn new(which: u32, rate: f32) -> Self {
        match which {
            0 => Self::Sgd(Sgd { rate }),
            1 => Self::Momentum(Momentum::new(rate, 0.9)),
            2 => Self::RmsProp(RmsProp::new(rate)),
            _ => Self::Adam(Adam::new(rate)),
        }
    }
}

impl<N: Layer> Optimizer<N> for Rule {
    type State = (<Momentum as Optimizer<N>>::State, (<RmsProp as Optimizer<N>>::State, <Adam as Optimizer<N>>::State));

    fn check(&self, net: &N) -> Result<(), Setting> {
        match self {
            Self::Sgd(rule) => rule.check(net),
            Self::Momentum(rule) => rule.check(net),
            Self::RmsProp(rule) => rule.check(net),
            Self::Adam(rule) => rule.check(net),
        }
    }

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, (velocity, (squares, moments)): &mut Self::State) {
        match self {
            Self::Sgd(rule) => rule.step(net, gradient, &mut ()),
            Self::Momentum(rule) => rule.step(net, gradient, velocity),
            Self::RmsProp(rule) => rule.step(net, gradient, squares),
            Self::Adam(rule) => rule.step(net, gradient, moments),
        }
    }
}
