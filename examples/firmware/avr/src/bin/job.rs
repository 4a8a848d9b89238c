//! A polynomial, learned in the 2 KiB of an Arduino Uno.
#![no_std]
#![no_main]

use avr_firmware::{Console, finish, high_water, paint};
use job::Part::{Text, Whole};
use job::{Failure, Small, line, polynomial};
use stackprop::{Sgd, Trainer, Zero};

static mut NET: Small = Small::ZERO;
static mut TRAINER: Trainer<Small, Sgd> = Trainer::new();

fn job() -> Result<(), Failure> {
    // SAFETY: this function runs once, and nobody else knows the two.
    let (net, trainer) = unsafe { (&mut *(&raw mut NET), &mut *(&raw mut TRAINER)) };
    let mut out = Console::open();
    paint();
    polynomial(&mut out, net, trainer)?;
    let (used, untouched) = high_water();
    line(&mut out, &[Text("stack"), Whole(used as u32), Text(" bytes, never touched"), Whole(untouched as u32)])?;
    // Not a byte left may mean that .bss was overwritten.
    if untouched < 64 { Err(Failure::Overflow) } else { Ok(()) }
}

#[unsafe(no_mangle)]
extern "C" fn main() -> ! {
    finish(job())
}
