//! Cycles of predict, learn and a step of the trainer on 1-8-8-1, on the mean over the samples.
#![no_std]
#![no_main]

use avr_firmware::{Clock, Console, finish};
use job::Small;
use job::counts::{self, Learner};
use stackprop::{Trainer, Zero};

static mut SMALL: Learner<Small> = (Small::ZERO, Trainer::new());

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    // SAFETY: this function runs once, and nobody else knows it.
    let small = unsafe { &mut *(&raw mut SMALL) };
    finish(counts::small(&mut Clock::start(), &mut Console::open(), small))
}
