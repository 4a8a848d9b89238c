//! sin x, learned on the device.
#![no_std]
#![no_main]

use cortex_m_firmware::{Console, finish, is_ieee};
use cortex_m_rt::entry;
use job::{Failure, Hello, sine};
use stackprop::{Adam, Trainer, Zero};

#[entry]
fn main() -> ! {
    // The macro hands them out as `&mut`. All zero bits: they lie in .bss and cost no flash.
    static mut NET: Hello = Hello::ZERO;
    static mut TRAINER: Trainer<Hello, Adam> = Trainer::new();
    let mut out = Console::open();
    let outcome = sine(&mut out, NET, TRAINER);
    #[cfg(not(small_ram))]
    let outcome = outcome.and_then(|()| job::more(&mut out));
    finish(if is_ieee() { outcome } else { Err(Failure::NotIeee) })
}
