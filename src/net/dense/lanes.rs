//! The three kernels for several samples at once: the sums of the one-sample kernels, in the same order, lane by lane.
//!
//! What differs is the shape: a block keeps its sums in eight vector registers, whatever their width.

mod accumulate;
mod backward;
mod forward;

pub(super) use accumulate::add_gradient;
pub(super) use backward::input_deltas;
pub(super) use forward::outputs;

use crate::number::Real;

/// The lanes of a vector register.
const REGISTER: usize = if cfg!(target_feature = "avx512f") {
    16
} else if cfg!(target_feature = "avx") {
    8
} else {
    4
};

/// How many units' sums a block of eight registers holds.
const fn block<R: Real>() -> usize {
    8 * REGISTER / R::LANES
}

/// Once a block: else the compiler makes vectors of blocks instead of lanes, and gathers every one of them.
#[inline(always)]
fn no_loop_over_blocks() {
    core::hint::black_box(());
}
