//! The value that every `static` can start from.

/// A value whose bytes are all zero, known to the compiler: a `static` of it lies in `.bss` and takes no flash.
///
/// Nets, gradients, optimizer states, tapes and trainers all have one. A net that is zero cannot learn yet: initialise
/// it first.
///
/// ```
/// use stackprop::{Dense, Relu, Zero};
///
/// static mut NET: (Dense<1, 8, Relu>, Dense<8, 1>) = Zero::ZERO;
/// assert_eq!(<[f32; 3]>::ZERO, [0.0; 3]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no zero value",
    note = "a net is a layer, a tuple of 2 to 6 layers, or an array of like layers; nest them for more"
)]
pub trait Zero: Sized {
    /// All bytes zero.
    const ZERO: Self;
}

impl Zero for f32 {
    const ZERO: Self = 0.0;
}

impl Zero for u8 {
    const ZERO: Self = 0;
}

impl Zero for u16 {
    const ZERO: Self = 0;
}

impl Zero for u32 {
    const ZERO: Self = 0;
}

impl Zero for usize {
    const ZERO: Self = 0;
}

impl Zero for () {
    const ZERO: Self = ();
}

impl<T: Zero, const N: usize> Zero for [T; N] {
    const ZERO: Self = [T::ZERO; N];
}
