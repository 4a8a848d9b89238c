//! The three kernels for several samples at once: the sums of the one-sample kernels, in the same order, lane by lane.
//!
//! What differs is the shape: a block of units keeps its sums in registers, and no unit is skipped.

mod accumulate;
mod backward;
mod forward;

pub(super) use accumulate::add_gradient;
pub(super) use backward::input_deltas;
pub(super) use forward::outputs;

use crate::number::Real;

/// Whether the lanes fill one register (AVX's has eight, those of SSE2, NEON and WebAssembly four): then there is room for
/// the sums of eight units at once, else of four.
const fn fill_one_register<R: Real>() -> bool {
    R::LANES <= if cfg!(target_feature = "avx") { 8 } else { 4 }
}

/// Once a block: else the compiler makes vectors of blocks instead of lanes, and gathers every one of them.
#[inline(always)]
fn no_loop_over_blocks() {
    core::hint::black_box(());
}
