//! Instructions of predict, learn and a step of the trainer on 1-16-16-1, on the mean over the samples.
#![no_std]
#![no_main]

use job::Hello;
use job::counts::{self, WithAdam};
use riscv_firmware::{Clock, Console, finish};
use riscv_rt::entry;
use stackprop::{Trainer, Zero};

static mut HELLO: WithAdam<Hello> = ((Hello::ZERO, Trainer::new()), Trainer::new());

#[entry]
fn main() -> ! {
    // SAFETY: this function runs once, and nobody else knows it.
    let hello = unsafe { &mut *(&raw mut HELLO) };
    finish(counts::hello(&mut Clock, &mut Console::open(), hello))
}
