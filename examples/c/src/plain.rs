//! Which types consist of floats alone. As all of them have a float's alignment, there is no padding; `c_net!` compares
//! their sizes with their number of floats.

use crate::Plain;
use stackprop::{Dense, Frozen, Layer, Moments, Optimizer, Standardizer, Trainer};

// SAFETY: any byte is one.
unsafe impl Plain for u8 {}
// SAFETY: any four bytes are one.
unsafe impl Plain for f32 {}
// SAFETY: it has no bits.
unsafe impl Plain for () {}
// SAFETY: nothing lies between the elements.
unsafe impl<T: Plain, const N: usize> Plain for [T; N] {}
// SAFETY: floats, and a type without a size.
unsafe impl<const IN: usize, const OUT: usize, A> Plain for Dense<IN, OUT, A> {}
// SAFETY: what it holds, and nothing beside it.
unsafe impl<L: Plain> Plain for Frozen<L> {}
// SAFETY: floats.
unsafe impl<const N: usize> Plain for Standardizer<N> {}
// SAFETY: two gradients, and floats.
unsafe impl<G: Plain> Plain for Moments<G> {}
// SAFETY: a gradient, an optimizer's state, and a type without a size.
unsafe impl<N: Layer<Gradient: Plain>, O: Optimizer<N, State: Plain>> Plain for Trainer<N, O> {}

macro_rules! tuples {
    ($($($layer:ident)+;)+) => {$(
        // SAFETY: what they hold, each with a float's alignment.
        unsafe impl<$($layer: Plain),+> Plain for ($($layer,)+) {}
    )+};
}
tuples! { A B; A B C; A B C D; A B C D E; A B C D E F; }
