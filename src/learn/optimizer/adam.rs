//! Adam: every weight has its own step size.

use crate::learn::optimizer::root::{Root, TakesRoot, Usual};
use crate::learn::optimizer::{average, decay};
use crate::learn::{Optimizer, Rate, Setting};
use crate::net::{Parameters, Part, Tensor, Values, mix, mix_name};
use crate::number::{FPU, Real, Zero};

/// Adam (Kingma and Ba 2015, algorithm 1):
/// m ← β₁m + (1 - β₁)g, s ← β₂s + (1 - β₂)g², w ← w - rate · m̂ / (√ŝ + ε), where m̂ = m / (1 - β₁ᵗ) and ŝ = s / (1 - β₂ᵗ).
///
/// ```
/// use stackprop::{Adam, Dense, Optimizer, Zero};
///
/// let (mut net, mut gradient) = (Dense::<1, 1>::new([[3.0]], [1.0]), Dense::<1, 1>::new([[0.02]], [-700.0]));
/// let mut moments = <Adam as Optimizer<Dense<1, 1>>>::State::ZERO;
/// Adam::new(0.5).step(&mut net, &mut gradient, &mut moments);
/// assert!((net.weights()[0][0] - 2.5).abs() < 1e-5); // the first step is the rate, whatever the gradient's size
/// assert!((net.bias()[0] - 1.5).abs() < 1e-5);
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Adam {
    /// The learning rate, from 0 to [`LARGEST_RATE`](crate::LARGEST_RATE).
    pub rate: f32,
    /// Decay of the mean and of the mean square of past gradients, each at least 0 and below 1.
    pub betas: [f32; 2],
    /// Keeps the division finite; above 0, and the rate at most 2³⁹ times it.
    pub epsilon: f32,
}

/// Adam's state: two values per weight, and what corrects their bias.
///
/// ```
/// use stackprop::{Dense, Moments};
///
/// assert_eq!(size_of::<Moments<Dense<3, 4>>>(), 2 * size_of::<Dense<3, 4>>() + 12);
/// ```
#[derive(Clone, Debug)]
pub struct Moments<G> {
    mean: G,
    square: G,
    /// The bias corrections 1 - βᵗ, kept by recursion, no powers; and the steps since subnormals were last cleared.
    corrections: [f32; 3],
}

impl Adam {
    /// With the paper's β₁ = 0.9, β₂ = 0.999 and ε = 10⁻⁸.
    ///
    /// ```
    /// # use stackprop::Adam;
    /// assert_eq!(Adam::new(0.01).betas, [0.9, 0.999]);
    /// ```
    #[must_use]
    pub const fn new(rate: f32) -> Self {
        Self { rate, betas: [0.9, 0.999], epsilon: 1e-8 }
    }
}

impl<G: Zero> Zero for Moments<G> {
    const ZERO: Self = Self { mean: G::ZERO, square: G::ZERO, corrections: [0.0; 3] };
}

impl<G: Values> Values for Moments<G> {
    const LEN: usize = 2 * G::LEN + 3;
    const FINGERPRINT: u32 = mix(mix_name(0x811c_9dc5, "Moments"), G::FINGERPRINT);
    const PARTS: usize = 2 * G::PARTS + 1;

    fn parts(see: &mut impl FnMut(Part)) {
        G::parts(see);
        G::parts(see);
        see(Part { fingerprint: mix_name(0x811c_9dc5, "Moments"), inputs: 0, outputs: 0, activation: None });
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        self.mean.visit(see);
        self.square.visit(see);
        see(Tensor { name: "corrections", shape: &[3], values: &self.corrections });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        self.mean.visit_mut(change);
        self.square.visit_mut(change);
        change(Tensor { name: "corrections", shape: &[3], values: &mut self.corrections });
    }
}

impl<N: Parameters> Optimizer<N> for Adam {
    type State = Moments<N::Gradient>;
    const CLEARS: bool = true;

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut Moments<N::Gradient>) {
        self.step_by::<Usual>(net, gradient, state);
    }

    /// |g| < 2⁶³ keeps m / (1 - β₁ᵗ) below that too, s below 2¹²⁶, and a step below rate / ε · 2⁶³ ≤ 2¹⁰².
    fn check(&self, _: &N) -> Result<(), Setting> {
        self.rate.check()?;
        self.betas.iter().try_for_each(|beta| decay(*beta, Setting::Beta))?;
        if self.epsilon.is_finite() && self.epsilon > 0.0 && self.rate <= self.epsilon * 549_755_813_888.0 {
            Ok(())
        } else {
            Err(Setting::Epsilon)
        }
    }
}

impl<N: Parameters> TakesRoot<N> for Adam {
    fn step_by<R: Root>(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut Moments<N::Gradient>) {
        let Self { rate, betas: [b1, b2], epsilon } = *self;
        let [c1, c2, steps] = state.corrections;
        let [c1, c2] = [average(b1, c1, 1.0), average(b2, c2, 1.0)];
        let clear = steps >= CLEAR_EVERY;
        state.corrections = [c1, c2, if clear { 0.0 } else { steps + 1.0 }];
        // As PyTorch does, √ŝ = √s / √(1 - β₂ᵗ): one root per weight, one per step.
        let (step, root) = (rate / c1, 1.0 / libm::sqrtf(c2));
        let rule = Step { betas: self.betas, epsilon, size: step, root };
        net.zip([gradient, &mut state.mean, &mut state.square], &mut |w, [g, m, s]| rule.of::<R>(w, g, m, s));
        if clear {
            clear_subnormals(&mut state.mean);
            clear_subnormals(&mut state.square);
        }
    }
}

/// The numbers of one step.
struct Step {
    betas: [f32; 2],
    epsilon: f32,
    /// The rate over the first moment's bias correction.
    size: f32,
    /// 1 over the root of the second's.
    root: f32,
}

impl Step {
    /// One copy of the loop, whatever the number of tensors: it is 200 bytes of code.
    #[inline(never)]
    fn of<R: Root>(&self, w: &mut [f32], g: &mut [f32], m: &mut [f32], s: &mut [f32]) {
        let Self { betas: [b1, b2], epsilon, size, root } = *self;
        for (((w, g), m), s) in w.iter_mut().zip(g).zip(m).zip(s) {
            *m = average(b1, *m, *g);
            *s = average(b2, *s, *g * *g);
            *g = 0.0;
            // Without an FPU the rest is dear, and a mean of 0, as a dead unit has, changes no weight.
            if FPU || !m.is_skipped() {
                *w -= size * *m / (R::root(*s) * root + epsilon);
            }
        }
    }
}

/// Steps between two looks for subnormal moments.
const CLEAR_EVERY: f32 = 255.0;

/// Where a channel has fallen silent, its moments shrink until they are subnormal and stay so for ever, which makes a
/// host several times slower. They no longer change any weight: the step they make is below 10⁻³⁰ of the rate.
#[cold]
#[inline(never)]
fn clear_subnormals(moments: &mut impl Values) {
    moments.visit_mut(&mut |tensor| {
        for value in tensor.values {
            if value.is_subnormal() {
                *value = 0.0;
            }
        }
    });
}
