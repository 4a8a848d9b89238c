//! Instructions of what is around a net: losses, optimizers, a head solved for, scales, metrics; on the mean over samples.
#![no_std]
#![no_main]

use job::Hello;
use job::counts::{tools, wide_head};
use riscv_firmware::{Clock, Console, finish};
use riscv_rt::entry;
use stackprop::Zero;

static mut HELLO: Hello = Hello::ZERO;

#[entry]
fn main() -> ! {
    // SAFETY: this function runs once, and nobody else knows it.
    let hello = unsafe { &mut *(&raw mut HELLO) };
    let mut out = Console::open();
    finish(tools(&mut Clock, &mut out, hello).and_then(|()| wide_head(&mut Clock, &mut out)))
}
