//! Instructions of predict, learn and a step of the trainer on 1-16-16-1, on the mean over the samples.
#![no_std]
#![no_main]

use core::ptr::addr_of_mut;
use job::{Hello, counts};
use riscv_firmware::{Clock, Console, finish};
use riscv_rt::entry;
use stackprop::{Parameters, Sgd, Trainer};

static mut NET: Hello = Hello::ZERO;
static mut TRAINER: Trainer<Hello, Sgd> = Trainer::new();

#[entry]
fn main() -> ! {
    // SAFETY: this function runs once, and nobody else knows the two.
    let (net, trainer) = unsafe { (&mut *addr_of_mut!(NET), &mut *addr_of_mut!(TRAINER)) };
    counts::start(net);
    finish(counts::tell(&mut Clock, &mut Console::open(), "1-16-16-1", (net, trainer), 1000, counts::sine))
}
