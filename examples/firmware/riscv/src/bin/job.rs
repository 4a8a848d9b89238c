//! sin x, learned on the device.
#![no_std]
#![no_main]

use job::{Hello, more, sine};
use riscv_firmware::{Console, finish};
use riscv_rt::entry;
use stackprop::{Adam, Trainer, Zero};

static mut NET: Hello = Hello::ZERO;
static mut TRAINER: Trainer<Hello, Adam> = Trainer::new();

#[entry]
fn main() -> ! {
    // SAFETY: this function runs once, and nobody else knows the two.
    let (net, trainer) = unsafe { (&mut *(&raw mut NET), &mut *(&raw mut TRAINER)) };
    let mut out = Console::open();
    finish(sine(&mut out, net, trainer).and_then(|()| more(&mut out)))
}
