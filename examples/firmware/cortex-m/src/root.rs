//! The square root of an FPU, for Adam: `Trainer<Net, WithRoot<Vsqrt, Adam>>`.

use core::arch::asm;
use stackprop::Root;

/// One instruction, where libm's root takes about 45; correctly rounded like it, so that the bits are the same.
#[derive(Clone, Copy, Debug)]
pub struct Vsqrt;

impl Root for Vsqrt {
    #[inline(always)]
    fn root(x: f32) -> f32 {
        let root;
        // SAFETY: it reads one register and writes another.
        unsafe { asm!("vsqrt.f32 {}, {}", out(sreg) root, in(sreg) x, options(pure, nomem, nostack)) };
        root
    }
}
