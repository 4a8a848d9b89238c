//! Weight decay: weights that are not needed shrink.

use crate::learn::{Optimizer, Setting};
use crate::net::Parameters;
use crate::number::Real;

/// `rule`, with λ · w first added to the gradient, biases included: an L2 penalty, as the `weight_decay` of
/// PyTorch's SGD, RMSprop and Adam. For Adam see also [`AdamW`](crate::AdamW). Clip around it, not within:
/// `Clipped { norm, rule: WeightDecay { .. } }`.
///
/// ```
/// use stackprop::{Dense, Optimizer, Sgd, WeightDecay};
///
/// let (mut net, mut gradient) = (Dense::<1, 1>::new([[2.0]], [0.0]), Dense::<1, 1>::new([[0.0]], [0.0]));
/// WeightDecay { weight_decay: 0.5, rule: Sgd { rate: 0.25 } }.step(&mut net, &mut gradient, &mut ());
/// assert_eq!(net, Dense::new([[1.75]], [0.0]));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightDecay<O> {
    /// The penalty's factor λ; at least 0.
    pub weight_decay: f32,
    /// The optimizer that then makes the step.
    pub rule: O,
}

/// What a penalty adds to a gradient stays below this, 2⁴⁰: so little beside 2⁶³ that no square overflows.
const LARGEST: f32 = 1_099_511_627_776.0;

impl<N: Parameters, O: Optimizer<N>> Optimizer<N> for WeightDecay<O> {
    type State = O::State;
    const CLEARS: bool = O::CLEARS;

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut O::State) {
        let decay = self.weight_decay;
        net.zip([gradient], &mut |w, [g]| {
            for (w, g) in w.iter().zip(g) {
                *g = g.add_scaled(decay, *w);
            }
        });
        self.rule.step(net, gradient, state);
    }

    fn check(&self, net: &N) -> Result<(), Setting> {
        let mut fine = self.weight_decay >= 0.0;
        net.visit(&mut |tensor| fine &= tensor.values.iter().all(|w| (self.weight_decay * w).abs() < LARGEST));
        if fine { self.rule.check(net) } else { Err(Setting::WeightDecay) }
    }
}
