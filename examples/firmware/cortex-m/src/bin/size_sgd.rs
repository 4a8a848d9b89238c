//! Flash and RAM of a trainer with Sgd and `predict`, 1-16-16-1.
#![no_std]
#![no_main]

#[path = "../port.rs"]
mod port;

use cortex_m_rt::entry;
use job::Hello;
use stackprop::{Mse, Predict, Sgd, Trainer, Zero};

#[entry]
fn main() -> ! {
    static mut NET: Hello = Hello::ZERO;
    static mut TRAINER: Trainer<Hello, Sgd> = Trainer::new();
    port::serve(|x, target| match TRAINER.step(NET, &[x], &[target], &Mse, &Sgd { rate: 0.01 }) {
        Ok(_) => NET.predict(&x)[0],
        Err(_) => 0.0,
    })
}
