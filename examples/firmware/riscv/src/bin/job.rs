//! sin x, learned on the device.
#![no_std]
#![no_main]

use core::ptr::addr_of_mut;
use job::{Hello, sine};
use riscv_firmware::{Console, finish};
use riscv_rt::entry;
use stackprop::{Adam, Parameters, Trainer};

static mut NET: Hello = Hello::ZERO;
static mut TRAINER: Trainer<Hello, Adam> = Trainer::new();

#[entry]
fn main() -> ! {
    // SAFETY: this function runs once, and nobody else knows the two.
    let (net, trainer) = unsafe { (&mut *addr_of_mut!(NET), &mut *addr_of_mut!(TRAINER)) };
    finish(sine(&mut Console::open(), net, trainer))
}
