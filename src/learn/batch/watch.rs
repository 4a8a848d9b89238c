//! What a training loop shows of itself while it runs.

use core::ops::ControlFlow;

/// What [`fit_watched`](crate::fit_watched) shows of a run while it goes on; each call may stop it. Both methods do nothing
/// by default.
///
/// ```
/// use core::ops::ControlFlow;
/// use stackprop::{Dense, Mse, Plan, Sgd, Step, Trainer, Watch, fit_watched};
///
/// struct Curve(Vec<f32>); // on a device: a `History`
///
/// impl<N> Watch<N> for Curve {
///     fn after_step(&mut self, _: &N, step: Step) -> ControlFlow<()> {
///         self.0.push(step.loss);
///         if self.0.len() < 10 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
///     }
/// }
///
/// let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
/// let plan = Plan { epochs: 100, batch: 2, seed: 7, rule: |_| Sgd { rate: 0.1 } };
/// let mut curve = Curve(Vec::new());
/// let (inputs, targets) = ([[0.0], [1.0], [2.0]], [[1.0], [3.0], [5.0]]);
/// let steps = fit_watched(&mut net, &mut Trainer::<_, Sgd>::new(), &inputs, &targets, &Mse, plan, &mut curve)?;
/// assert_eq!((steps, curve.0.len()), (10, 10));
/// # Ok::<(), stackprop::FitError>(())
/// ```
pub trait Watch<N> {
    /// After every step.
    fn after_step(&mut self, _net: &N, _step: Step) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    /// After every epoch.
    fn after_epoch(&mut self, _net: &N, _epoch: Epoch) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

/// What [`Watch`] sees after a step.
///
/// ```
/// let step = stackprop::Step::new(0, 7, 0.25);
/// assert_eq!(step.loss, 0.25);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Step {
    /// Which epoch, from 0.
    pub epoch: u32,
    /// Which step since the start, from 0.
    pub step: u32,
    /// The batch's mean loss, measured before the step.
    pub loss: f32,
}

impl Step {
    /// For a loop of your own that shows itself to a [`Watch`].
    ///
    /// ```
    /// assert_eq!(stackprop::Step::new(2, 30, 0.5).step, 30);
    /// ```
    #[must_use]
    pub const fn new(epoch: u32, step: u32, loss: f32) -> Self {
        Self { epoch, step, loss }
    }
}

/// What [`fit`](crate::fit) reports after an epoch.
///
/// ```
/// let epoch = stackprop::Epoch::new(0, 3_125, 0.25);
/// assert_eq!(epoch.loss, 0.25);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Epoch {
    /// Which epoch, from 0.
    pub epoch: u32,
    /// Steps since the start.
    pub steps: u32,
    /// The mean training loss, measured before each step.
    pub loss: f32,
}

impl Epoch {
    /// For a loop of your own that shows itself to a [`Watch`].
    ///
    /// ```
    /// assert_eq!(stackprop::Epoch::new(2, 30, 0.5).steps, 30);
    /// ```
    #[must_use]
    pub const fn new(epoch: u32, steps: u32, loss: f32) -> Self {
        Self { epoch, steps, loss }
    }
}
