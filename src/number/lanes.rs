//! Several samples at once, for vector registers.

use crate::number::{Real, Zero};

/// `L` samples at once, for vector registers: 8 suits SSE2 and AVX2.
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
/// Zero lanes do not compile:
///
/// ```compile_fail
/// let net = stackprop::Dense::<1, 1>::new([[1.0]], [0.0]);
/// stackprop::Trainer::<_, stackprop::Sgd, stackprop::Lanes<0>>::new()
///     .step(&mut net.clone(), &[[1.0]], &[[1.0]], &stackprop::Mse, &stackprop::Sgd { rate: 0.1 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(32))]
pub struct Lanes<const L: usize>(pub [f32; L]);

impl<const L: usize> Zero for Lanes<L> {
    const ZERO: Self = Self([0.0; L]);
}

// Loops by index: a debug build, which inlines nothing, takes three to five times as long through iterators.
#[allow(clippy::indexing_slicing, reason = "lane < L, each loop's own condition")]
impl<const L: usize> Real for Lanes<L> {
    const LANES: usize = {
        assert!(L > 0, "lanes hold at least one sample");
        L
    };

    #[inline(always)]
    fn splat(value: f32) -> Self {
        Self([value; L])
    }

    #[inline(always)]
    fn add_scaled(mut self, weight: f32, x: Self) -> Self {
        let mut lane = 0;
        while lane < L {
            self.0[lane] += weight * x.0[lane];
            lane += 1;
        }
        self
    }

    #[inline(always)]
    fn add_product(mut self, a: Self, b: Self) -> Self {
        let mut lane = 0;
        while lane < L {
            self.0[lane] += a.0[lane] * b.0[lane];
            lane += 1;
        }
        self
    }

    #[inline(always)]
    fn map(mut self, f: impl Fn(f32) -> f32) -> Self {
        let mut lane = 0;
        while lane < L {
            self.0[lane] = f(self.0[lane]);
            lane += 1;
        }
        self
    }

    #[inline(always)]
    fn zip_map(mut self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self {
        let mut lane = 0;
        while lane < L {
            self.0[lane] = f(self.0[lane], other.0[lane]);
            lane += 1;
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
                if let Some(slot) = row.get_mut(i) {
                    *slot = lane;
                }
            }
        }
        rows
    }

    #[inline(always)]
    fn is_skipped(self) -> bool {
        false
    }

    #[inline(always)]
    fn is_zero(self) -> bool {
        false
    }
}
