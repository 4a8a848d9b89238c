//! Cycles of predict, learn and a step of the trainer on 1-8-8-1, on the mean over the samples.
#![no_std]
#![no_main]

use avr_firmware::{Clock, Console, finish};
use core::ptr::addr_of_mut;
use job::{Draw, Small, counts};
use stackprop::{Parameters, Sgd, Trainer};

static mut NET: Small = Small::ZERO;
static mut TRAINER: Trainer<Small, Sgd> = Trainer::new();

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    // SAFETY: this function runs once, and nobody else knows the two.
    let (net, trainer) = unsafe { (&mut *addr_of_mut!(NET), &mut *addr_of_mut!(TRAINER)) };
    Draw(7).start(net);
    finish(counts::tell(&mut Clock::start(), &mut Console::open(), "1-8-8-1", (net, trainer), 100, counts::curve))
}
