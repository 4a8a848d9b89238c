//! The square root of an FPU, for Adam: `Trainer<Net, WithRoot<Vsqrt, Adam>>`.

use core::arch::global_asm;
use stackprop::Root;

// A function, since stable Rust lets an `asm!` on this processor name no register of the FPU. Argument and result are in s0.
global_asm!(
    ".fpu fpv4-sp-d16",
    ".section .text.vsqrt, \"ax\"",
    ".global vsqrt",
    ".thumb_func",
    "vsqrt:",
    "vsqrt.f32 s0, s0",
    "bx lr",
    ".previous"
);

unsafe extern "C" {
    safe fn vsqrt(x: f32) -> f32;
}

/// Three instructions, where libm's root takes about 45; correctly rounded like it, so that the bits are the same.
#[derive(Clone, Copy, Debug)]
pub struct Vsqrt;

impl Root for Vsqrt {
    #[inline(always)]
    fn root(x: f32) -> f32 {
        vsqrt(x)
    }
}
