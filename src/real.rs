//! What one number is: a sample's `f32`, or [`Lanes`] of samples side by side.

/// The element that flows through a network: `f32` on a device, `Lanes<8>` where a processor has vector registers.
///
/// Every kernel is written once over it. Each lane does what a lone sample would do, in the same order, so the bits
/// are the same. Weights stay `f32`. The trait is sealed: the kernels rely on what its two implementors promise.
///
/// ```
/// use stackprop::{Lanes, Real};
///
/// assert_eq!(1.0_f32.add_scaled(2.0, 3.0), 7.0);
/// assert_eq!(Lanes([1.0, 2.0]).add_scaled(2.0, Lanes([3.0, 4.0])), Lanes([7.0, 10.0]));
/// ```
pub trait Real: Copy + sealed::Sealed {
    /// How many samples lie side by side.
    const LANES: usize;
    /// 0 in every lane.
    const ZERO: Self;

    /// The same value in every lane.
    #[must_use]
    fn splat(value: f32) -> Self;

    /// self + weight · x in every lane: a product, then a sum, each rounded; never fused.
    #[must_use]
    fn add_scaled(self, weight: f32, x: Self) -> Self;

    /// f(self) in every lane.
    #[must_use]
    fn map(self, f: impl Fn(f32) -> f32) -> Self;

    /// f(self, other) in every lane.
    #[must_use]
    fn zip_map(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self;

    /// The lanes, first sample first.
    fn lanes(&self) -> &[f32];

    /// The lanes, to be written.
    fn lanes_mut(&mut self) -> &mut [f32];

    /// The lanes of `N` values as one row a sample: what a transposition of them gives.
    type Rows<const N: usize>: AsRef<[[f32; N]]>;

    /// `rows[sample][i] = values[i][sample]`.
    fn rows<const N: usize>(values: &[Self; N]) -> Self::Rows<N>;

    /// Whether a product with this is known to be 0, so that a kernel may pass over it. A ReLU puts half of its units
    /// to rest; for one sample that saves half of the way back. Lanes seldom rest all at once: they are never asked.
    #[must_use]
    fn rests(self) -> bool;
}

impl Real for f32 {
    const LANES: usize = 1;
    const ZERO: Self = 0.0;

    #[inline(always)]
    fn splat(value: f32) -> Self {
        value
    }

    #[inline(always)]
    fn add_scaled(self, weight: f32, x: Self) -> Self {
        self + weight * x
    }

    #[inline(always)]
    fn map(self, f: impl Fn(f32) -> f32) -> Self {
        f(self)
    }

    #[inline(always)]
    fn zip_map(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        f(self, other)
    }

    #[inline(always)]
    fn lanes(&self) -> &[f32] {
        core::slice::from_ref(self)
    }

    #[inline(always)]
    fn lanes_mut(&mut self) -> &mut [f32] {
        core::slice::from_mut(self)
    }

    type Rows<const N: usize> = [[f32; N]; 1];

    #[inline(always)]
    fn rows<const N: usize>(values: &[Self; N]) -> [[f32; N]; 1] {
        [*values]
    }

    #[inline(always)]
    fn rests(self) -> bool {
        self == 0.0
    }
}

/// `L` samples side by side, for vector registers: 8 suits SSE2 and AVX2.
///
/// ```
/// use stackprop::{Dense, Lanes, Mse, Sgd, Trainer};
///
/// let mut net = (Dense::<1, 2>::new([[0.5], [1.0]], [0.0; 2]), Dense::<2, 1>::new([[1.0, -1.0]], [0.0]));
/// let mut twin = net.clone();
/// let (inputs, targets) = ([[1.0], [2.0], [3.0]], [[2.0], [4.0], [6.0]]);
/// let rule = Sgd { rate: 0.01 };
/// Trainer::<_, Sgd, Lanes<2>>::new().step(&mut net, &inputs, &targets, &Mse, &rule)?;
/// Trainer::<_, Sgd>::new().step(&mut twin, &inputs, &targets, &Mse, &rule)?;
/// assert_eq!(net, twin); // the same bits
/// # Ok::<(), stackprop::TrainError>(())
/// ```
///
/// No lane at all does not compile:
///
/// ```compile_fail
/// let net = stackprop::Dense::<1, 1>::new([[1.0]], [0.0]);
/// stackprop::Trainer::<_, stackprop::Sgd, stackprop::Lanes<0>>::new()
///     .step(&mut net.clone(), &[[1.0]], &[[1.0]], &stackprop::Mse, &stackprop::Sgd { rate: 0.1 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(32))]
pub struct Lanes<const L: usize>(pub [f32; L]);

impl<const L: usize> Real for Lanes<L> {
    const LANES: usize = {
        assert!(L > 0, "lanes hold at least one sample");
        L
    };
    const ZERO: Self = Self([0.0; L]);

    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([value; L])
    }

    #[inline(always)]
    fn add_scaled(mut self, weight: f32, x: Self) -> Self {
        for (lane, x) in self.0.iter_mut().zip(x.0) {
            *lane += weight * x;
        }
        self
    }

    #[inline(always)]
    fn map(mut self, f: impl Fn(f32) -> f32) -> Self {
        for lane in &mut self.0 {
            *lane = f(*lane);
        }
        self
    }

    #[inline(always)]
    fn zip_map(mut self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        for (lane, other) in self.0.iter_mut().zip(other.0) {
            *lane = f(*lane, other);
        }
        self
    }

    #[inline(always)]
    fn lanes(&self) -> &[f32] {
        &self.0
    }

    #[inline(always)]
    fn lanes_mut(&mut self) -> &mut [f32] {
        &mut self.0
    }

    type Rows<const N: usize> = [[f32; N]; L];

    #[inline(always)]
    fn rows<const N: usize>(values: &[Self; N]) -> [[f32; N]; L] {
        let mut rows = [[0.0; N]; L];
        for (i, value) in values.iter().enumerate() {
            for (row, lane) in rows.iter_mut().zip(value.0) {
                #[allow(clippy::indexing_slicing, reason = "i < N, the length of values and of a row")]
                {
                    row[i] = lane;
                }
            }
        }
        rows
    }

    #[inline(always)]
    fn rests(self) -> bool {
        false
    }
}

/// Whether every lane of every value is finite: 0 times a NaN or an infinity is a NaN, and a NaN survives every sum.
#[inline]
pub(crate) fn all_finite<R: Real>(values: &[R]) -> bool {
    let sum = values.iter().fold(R::ZERO, |sum, value| sum.add_scaled(0.0, *value));
    // Counted without a short cut: one comparison of vectors is faster than a branch a lane.
    sum.lanes().iter().filter(|lane| **lane != 0.0).count() == 0
}

mod sealed {
    #[allow(unreachable_pub, reason = "public in a private module is what seals a trait")]
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl<const L: usize> Sealed for super::Lanes<L> {}
}
