//! Whether a net can learn what it is shown, and if not, why: looked at from the outside, at no cost to learning.

mod finding;
mod findings;
mod layers;
mod slices;
mod spread;

use crate::data::health::spread::{Sizes, Spread};
use crate::learn::{Loss, Quantity, Target, squared_gradient};
use crate::net::{Layer, mix};
use crate::number::{Mean, Sample, Zero};
use core::cell::Cell;
use core::fmt;
pub use finding::Finding;
pub use findings::Findings;
pub use layers::LayerHealth;
pub use slices::{health, health_against};

/// What was seen of a net on the samples pushed so far: units that are dead or saturated, outputs that do not move,
/// inputs and targets of an unfit scale. [`findings`](Self::findings) says it in plain sentences.
///
/// It works on any net, in memory of a fixed size (one tape, one number per input and four per output), one sample at a
/// time. The net may learn between two pushes, but then what was seen of it gets out of date: start a new one now and
/// then, or use [`health`](crate::health) on a few dozen samples. A sample or two say little: a unit is dead if it was never active.
///
/// `Health::ZERO` and [`new`](Self::new) are all zero bytes.
///
/// ```
/// use stackprop::{Dense, Finding, Health, Relu};
///
/// type Net = (Dense<1, 2, Relu>, Dense<2, 1>);
/// let net: Net = (Dense::new([[1.0], [1.0]], [0.0, -9.0]), Dense::new([[1.0, 1.0]], [0.0]));
/// let mut health = Health::new();
/// for x in [-1.0, 0.0, 1.0] {
///     health.push(&net, &[x]);
/// }
/// assert!(health.findings(&net).eq([Finding::DeadUnits { layer: 0, dead: 1, units: 2 }]));
/// ```
pub struct Health<N: Layer> {
    /// In the place of every delta, the largest slope of its unit's activation that was seen, and at least
    /// `f32::MIN_POSITIVE` if its output was ever anything but 0.
    tape: N::Tape<f32>,
    outputs: Spread<N::Output>,
    targets: Spread<N::Output>,
    /// The mean size of every input.
    inputs: Sizes<N::Input>,
    /// The norms of the gradients, and the losses.
    gradient: Mean,
    loss: Mean,
    samples: u32,
    refused: u32,
    /// What was wrong with the first refused sample.
    quantity: Quantity,
    /// A hash of the first input, and whether another one came.
    first: u32,
    inputs_differ: bool,
}

impl<N: Layer> Health<N> {
    /// Nothing seen yet: all zero bytes.
    ///
    /// ```
    /// use stackprop::{Dense, Health};
    ///
    /// static mut HEALTH: Health<Dense<3, 1>> = Health::new(); // .bss
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            tape: N::Tape::<f32>::ZERO,
            outputs: Spread::ZERO,
            targets: Spread::ZERO,
            inputs: Sizes::ZERO,
            gradient: Mean::new(),
            loss: Mean::new(),
            samples: 0,
            refused: 0,
            quantity: Quantity::Input,
            first: 0,
            inputs_differ: false,
        }
    }

    /// Looks at the net's answer to one input.
    ///
    /// ```
    /// # use stackprop::{Dense, Health};
    /// let net = Dense::<1, 1>::new([[1.0]], [0.0]);
    /// let mut health = Health::new();
    /// health.push(&net, &[0.5]);
    /// assert_eq!(health.samples(), 1);
    /// ```
    pub fn push(&mut self, net: &N, x: &N::Input) {
        net.forward::<f32>(x, &mut self.tape);
        if !N::Input::is_finite::<f32>(x) {
            return self.refuse(Quantity::Input);
        }
        if !N::Output::is_finite::<f32>(N::output::<f32>(&self.tape)) {
            return self.refuse(Quantity::Output);
        }
        self.samples = self.samples.saturating_add(1);
        self.count_input(x);
        let share = 1.0 / self.samples as f32;
        self.outputs.push(N::output::<f32>(&self.tape), share);
        layers::note_slopes(net, &mut self.tape);
    }

    /// Looks at the net's answer to one input, at the target and at the gradient; takes a second tape on the stack.
    ///
    /// ```
    /// # use stackprop::{Dense, Health, Mse};
    /// let net = Dense::<1, 1>::new([[1.0]], [0.0]);
    /// let mut health = Health::new();
    /// health.push_sample(&net, &[0.0], &[1.0], &Mse);
    /// assert_eq!(health.gradient_norm(), 2.0);
    /// ```
    pub fn push_sample<T: Target>(&mut self, net: &N, x: &N::Input, target: &T, loss: &impl Loss<N::Output, T>) {
        match squared_gradient(net, x, target, loss) {
            Err(quantity) => self.refuse(quantity),
            Ok((loss, square)) => {
                self.push(net, x);
                self.loss.push(loss);
                self.gradient.push(libm::sqrtf(square));
                if !target.values().is_empty() {
                    self.targets.push_slice(target.values(), 1.0 / self.loss.count() as f32);
                }
            }
        }
    }

    /// How many samples were looked at, without those that could not be learnt from.
    ///
    /// ```
    /// # use stackprop::{Dense, health};
    /// let net = Dense::<1, 1>::new([[1.0]], [0.0]);
    /// assert_eq!(health(&net, &[[1.0], [f32::NAN]]).samples(), 1);
    /// ```
    #[must_use]
    pub const fn samples(&self) -> u32 {
        self.samples
    }

    /// The mean norm of the gradients of the samples that came with a target: how long a step at rate 1 would be.
    ///
    /// ```
    /// # use stackprop::{Dense, Mse, health_against};
    /// let net = Dense::<1, 1>::new([[1.0]], [0.0]);
    /// assert_eq!(health_against(&net, &[[0.0]], &[[1.0]], &Mse).gradient_norm(), 2.0);
    /// ```
    #[must_use]
    pub const fn gradient_norm(&self) -> f32 {
        self.gradient.value()
    }

    fn refuse(&mut self, quantity: Quantity) {
        if self.refused == 0 {
            self.quantity = quantity;
        }
        self.refused = self.refused.saturating_add(1);
    }

    /// The sizes of the inputs, and whether they differ.
    fn count_input(&mut self, x: &N::Input) {
        let hash = Cell::new(0);
        let _ = N::Input::fold::<f32>(x, 0.0, |_, value| {
            hash.set(mix(hash.get(), value.to_bits()));
            value
        });
        if self.samples == 1 {
            self.first = hash.get();
        }
        self.inputs_differ |= self.first != hash.get();
        self.inputs.push(x, 1.0 / self.samples as f32);
    }
}

impl<N: Layer> Zero for Health<N> {
    const ZERO: Self = Self::new();
}

impl<N: Layer> Default for Health<N> {
    fn default() -> Self {
        Self::new()
    }
}

impl<N: Layer> fmt::Debug for Health<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Health").field("samples", &self.samples).field("refused", &self.refused).finish_non_exhaustive()
    }
}
