//! The kernels' number type: one sample, or several samples at once.

use crate::number::{Zero, soft};

/// The kernels' number type: `f32` for one sample at a time, [`Lanes<8>`](crate::Lanes) for eight at once.
///
/// Every kernel is written once over it. Each lane computes what a single sample would, in the same order, so the bits
/// are the same. Weights stay `f32`. The trait is sealed: the kernels rely on what its two implementors promise.
///
/// ```
/// use stackprop::{Lanes, Real};
///
/// assert_eq!(1.0_f32.add_scaled(2.0, 3.0), 7.0);
/// assert_eq!(Lanes([1.0, 2.0]).add_scaled(2.0, Lanes([3.0, 4.0])), Lanes([7.0, 10.0]));
/// ```
pub trait Real: Copy + Zero + 'static + sealed::Sealed {
    /// How many samples it holds.
    const LANES: usize;

    /// The same value in every lane.
    #[must_use]
    fn splat(value: f32) -> Self;

    /// self + weight · x in every lane: a product, then a sum, each rounded; never fused.
    #[must_use]
    fn add_scaled(self, weight: f32, x: Self) -> Self;

    /// self + a · b in every lane: a product, then a sum, each rounded; never fused.
    #[must_use]
    fn add_product(self, a: Self, b: Self) -> Self;

    /// f(self) in every lane.
    #[must_use]
    fn map(self, f: impl Fn(f32) -> f32) -> Self;

    /// f(self, other) in every lane.
    #[must_use]
    fn zip_map(self, other: Self, f: impl Fn(f32, f32) -> f32) -> Self;

    /// The lanes, first sample first.
    fn lanes(&self) -> &[f32];

    /// The lanes, mutable.
    fn lanes_mut(&mut self) -> &mut [f32];

    /// The transpose of `N` values: one row per lane.
    type Rows<const N: usize>: AsRef<[[f32; N]]>;

    /// `rows[lane][i] = values[i][lane]`.
    fn rows<const N: usize>(values: &[Self; N]) -> Self::Rows<N>;

    /// True if the kernel may skip a product with this value because it is 0; always false for lanes, which are rarely
    /// all 0 at once. A ReLU makes about half of its outputs 0: for one sample that halves the work. On Arm and without an
    /// FPU bits are cheaper to compare than numbers: there a -0, which is rare, is not skipped.
    #[must_use]
    fn is_skipped(self) -> bool;

    /// Whether it is 0; always false for lanes.
    #[must_use]
    fn is_zero(self) -> bool;
}

/// Whether there are vector registers: then a plain loop is better than a branch for every value, and numbers are compared
/// where they lie.
pub(crate) const VECTORS: bool = FPU && cfg!(any(target_feature = "sse2", target_feature = "neon"));

/// Whether the processor computes with floating-point numbers. RISC-V's F is not visible to stable Rust, but brings Zicsr
/// along, which is. `--cfg stackprop_no_fpu` is for the tests: kernels without an FPU, on a host.
pub(crate) const FPU: bool = !cfg!(any(
    stackprop_no_fpu,
    target_arch = "avr",
    target_arch = "msp430",
    all(target_arch = "arm", target_abi = "eabi"),
    all(target_arch = "riscv32", not(target_feature = "zicsr")),
));

/// Whether integers are quicker than the routines that stand in for an FPU. On 8 or 16 bits they are not.
const BY_INTEGERS: bool = !FPU && !cfg!(target_pointer_width = "16");

impl Real for f32 {
    const LANES: usize = 1;

    #[inline(always)]
    fn splat(value: f32) -> Self {
        value
    }

    #[inline(always)]
    fn add_scaled(self, weight: f32, x: Self) -> Self {
        self.add_product(weight, x)
    }

    #[inline(always)]
    fn add_product(self, a: Self, b: Self) -> Self {
        if BY_INTEGERS { soft::add_product(self, a, b) } else { self + a * b }
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
    fn is_skipped(self) -> bool {
        if VECTORS || cfg!(target_feature = "zicsr") { self == 0.0 } else { self.to_bits() == 0 }
    }

    #[inline(always)]
    fn is_zero(self) -> bool {
        self == 0.0
    }
}

pub(super) mod sealed {
    #[allow(unreachable_pub, reason = "public in a private module is what seals a trait")]
    pub trait Sealed {}
    impl Sealed for f32 {}
    impl<const L: usize> Sealed for crate::number::Lanes<L> {}
}
