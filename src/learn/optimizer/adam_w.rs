//! Adam with weight decay that does not pass through its moments.

use crate::learn::optimizer::root::{Root, TakesRoot, Usual};
use crate::learn::{Adam, Moments, Optimizer, Setting};
use crate::net::Parameters;

/// AdamW (Loshchilov and Hutter 2019): w ← w - rate · λ · w, biases included, then [`Adam`]. As PyTorch's.
///
/// ```
/// use stackprop::{AdamW, Dense, Mse, Trainer};
///
/// let mut net = Dense::<1, 1>::new([[4.0]], [0.0]);
/// let rule = AdamW { weight_decay: 0.5, ..AdamW::new(0.25) };
/// Trainer::<_, AdamW>::new().step(&mut net, &[[0.0]], &[[0.0]], &Mse, &rule)?; // no gradient, and yet
/// assert_eq!(net, Dense::new([[3.5]], [0.0]));
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdamW {
    /// The rest of the rule.
    pub adam: Adam,
    /// λ: the share of a weight, times the rate, that it loses at every step; at least 0, and times the rate at most 1.
    pub weight_decay: f32,
}

impl AdamW {
    /// With PyTorch's defaults: those of [`Adam::new`], and a weight decay of 0.01.
    ///
    /// ```
    /// # use stackprop::AdamW;
    /// assert_eq!(AdamW::new(0.001).weight_decay, 0.01);
    /// ```
    #[must_use]
    pub const fn new(rate: f32) -> Self {
        Self { adam: Adam::new(rate), weight_decay: 0.01 }
    }
}

impl<N: Parameters> Optimizer<N> for AdamW {
    type State = Moments<N::Gradient>;
    const CLEARS: bool = true;

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, moments: &mut Moments<N::Gradient>) {
        self.step_by::<Usual>(net, gradient, moments);
    }

    fn check(&self, net: &N) -> Result<(), Setting> {
        self.adam.check(net)?;
        let fine = self.weight_decay >= 0.0 && self.adam.rate * self.weight_decay <= 1.0;
        if fine { Ok(()) } else { Err(Setting::WeightDecay) }
    }
}

impl<N: Parameters> TakesRoot<N> for AdamW {
    fn step_by<R: Root>(&self, net: &mut N, gradient: &mut N::Gradient, moments: &mut Moments<N::Gradient>) {
        // As a difference, not as the factor 1 - rate · weight_decay, whose rounding would be the same at every step.
        let decay = self.adam.rate * self.weight_decay;
        net.zip([], &mut |w, []| w.iter_mut().for_each(|w| *w -= decay * *w));
        self.adam.step_by::<R>(net, gradient, moments);
    }
}
