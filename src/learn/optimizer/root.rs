//! The square root of the optimizers that divide by one, where the processor has an instruction for it.

use crate::learn::{Optimizer, Setting};
use crate::net::Parameters;
use core::fmt;
use core::marker::PhantomData;

/// A square root, correctly rounded as IEEE 754 asks of it: so every one gives the same bits.
///
/// Without one of your own, [`Adam`](crate::Adam), [`AdamW`](crate::AdamW) and [`RmsProp`](crate::RmsProp) take libm's, which
/// on a microcontroller is a subroutine of about 45 instructions, and on a host one call for each weight. On a host the
/// feature `std` makes it an instruction for several weights at once. Your firmware can have one too, since it may use what
/// this crate forbids itself; see [`WithRoot`].
///
/// ```
/// use stackprop::Root;
///
/// #[derive(Clone, Copy, Debug)]
/// struct Std; // on a host: becomes vector instructions
/// impl Root for Std {
///     fn root(x: f32) -> f32 {
///         x.sqrt()
///     }
/// }
/// assert_eq!(Std::root(2.0), libm::sqrtf(2.0));
/// ```
pub trait Root: 'static {
    /// √x, correctly rounded, for x ≥ 0.
    fn root(x: f32) -> f32;
}

/// The root of a rule that is given none: the standard library's, a vector instruction, or else libm's.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Usual;

impl Root for Usual {
    #[cfg(feature = "std")]
    #[inline(always)]
    fn root(x: f32) -> f32 {
        x.sqrt()
    }

    /// libm's instruction for it is of the old kind, SSE, which waits a hundred cycles after AVX instructions have left the
    /// upper halves of the registers in use: before a call the compiler clears these.
    #[cfg(not(feature = "std"))]
    #[cfg_attr(target_feature = "avx", inline(never))]
    #[cfg_attr(not(target_feature = "avx"), inline)]
    fn root(x: f32) -> f32 {
        libm::sqrtf(x)
    }
}

/// An optimizer that takes a root of every weight's mean square gradient: for [`WithRoot`].
///
/// ```
/// use stackprop::{Adam, Dense, Optimizer, Root, TakesRoot, Zero};
///
/// struct Std;
/// impl Root for Std {
///     fn root(x: f32) -> f32 {
///         x.sqrt()
///     }
/// }
/// let (mut net, mut gradient) = (Dense::<1, 1>::new([[3.0]], [1.0]), Dense::<1, 1>::new([[0.02]], [-700.0]));
/// let mut moments = <Adam as Optimizer<Dense<1, 1>>>::State::ZERO;
/// Adam::new(0.5).step_by::<Std>(&mut net, &mut gradient, &mut moments);
/// assert!((net.weights()[0][0] - 2.5).abs() < 1e-5);
/// ```
pub trait TakesRoot<N: Parameters>: Optimizer<N> {
    /// [`Optimizer::step`], by the root `R`.
    fn step_by<R: Root>(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut Self::State);
}

/// `rule`, by a root of your own: the same bits in less time, if that root is an instruction.
///
/// On a Cortex-M with an FPU (M4F, M7, M33), `Adam` for a 1-16-16-1 net takes less than half the instructions with
///
/// ```ignore
/// core::arch::global_asm!(".fpu fpv4-sp-d16", ".global vsqrt", ".thumb_func", "vsqrt:", "vsqrt.f32 s0, s0", "bx lr");
/// unsafe extern "C" {
///     safe fn vsqrt(x: f32) -> f32;
/// }
/// struct Vsqrt;
/// impl stackprop::Root for Vsqrt {
///     #[inline(always)]
///     fn root(x: f32) -> f32 {
///         vsqrt(x)
///     }
/// }
/// ```
///
/// (the whole is `examples/firmware/cortex-m/src/root.rs`), and on a host, where the feature `std` does the same:
///
/// ```
/// use stackprop::{Adam, Dense, Mse, Root, Trainer, WithRoot};
///
/// struct Std;
/// impl Root for Std {
///     fn root(x: f32) -> f32 {
///         x.sqrt()
///     }
/// }
/// let (mut net, mut twin) = (Dense::<1, 1>::new([[0.0]], [0.0]), Dense::<1, 1>::new([[0.0]], [0.0]));
/// let rule = WithRoot::<Std, _>::new(Adam::new(0.01));
/// Trainer::<_, WithRoot<Std, Adam>>::new().step(&mut net, &[[2.0]], &[[1.0]], &Mse, &rule)?;
/// Trainer::<_, Adam>::new().step(&mut twin, &[[2.0]], &[[1.0]], &Mse, &rule.rule)?;
/// assert_eq!(net, twin);
/// # Ok::<(), stackprop::TrainError>(())
/// ```
///
/// In debug builds every root is compared with libm's.
pub struct WithRoot<R, O> {
    /// The optimizer.
    pub rule: O,
    root: PhantomData<R>,
}

impl<R: Root, O> WithRoot<R, O> {
    /// That rule by the root `R`.
    ///
    /// ```
    /// # use stackprop::{Adam, Root, WithRoot};
    /// # struct Std;
    /// # impl Root for Std { fn root(x: f32) -> f32 { x.sqrt() } }
    /// assert_eq!(WithRoot::<Std, _>::new(Adam::new(0.01)).rule.rate, 0.01);
    /// ```
    #[must_use]
    pub const fn new(rule: O) -> Self {
        Self { rule, root: PhantomData }
    }
}

impl<N: Parameters, R: Root, O: TakesRoot<N>> Optimizer<N> for WithRoot<R, O> {
    type State = O::State;
    const CLEARS: bool = O::CLEARS;

    #[inline]
    fn step(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut O::State) {
        self.rule.step_by::<Checked<R>>(net, gradient, state);
    }

    fn check(&self, net: &N) -> Result<(), Setting> {
        self.rule.check(net)
    }
}

impl<R, O: Clone> Clone for WithRoot<R, O> {
    fn clone(&self) -> Self {
        Self { rule: self.rule.clone(), root: PhantomData }
    }
}

impl<R, O: Copy> Copy for WithRoot<R, O> {}

impl<R, O: fmt::Debug> fmt::Debug for WithRoot<R, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WithRoot").field("rule", &self.rule).finish_non_exhaustive()
    }
}

/// A root that is held to libm's in debug builds.
struct Checked<R>(PhantomData<R>);

impl<R: Root> Root for Checked<R> {
    #[inline(always)]
    fn root(x: f32) -> f32 {
        let root = R::root(x);
        debug_assert!(root.to_bits() == libm::sqrtf(x).to_bits(), "a root that is not correctly rounded");
        root
    }
}
