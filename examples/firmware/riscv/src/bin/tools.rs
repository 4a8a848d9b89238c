//! Instructions of what is around a net: losses, optimizers, a head solved for, scales, metrics; on the mean over samples.
#![no_std]
#![no_main]

use job::counts::{Nested, tools, wide_head};
use riscv_firmware::{Clock, Console, finish};
use riscv_rt::entry;
use stackprop::Zero;

static mut NESTED: Nested = Nested::ZERO;

#[entry]
fn main() -> ! {
    // SAFETY: this function runs once, and nobody else knows it.
    let nested = unsafe { &mut *(&raw mut NESTED) };
    let mut out = Console::open();
    finish(tools(&mut Clock, &mut out, nested).and_then(|()| wide_head(&mut Clock, &mut out)))
}
