//! Flash and RAM of `learn` and `predict`, 1-16-16-1.
#![no_std]
#![no_main]

#[path = "../port.rs"]
mod port;

use cortex_m_rt::entry;
use job::Hello;
use stackprop::{Mse, Predict, Zero, learn};

#[entry]
fn main() -> ! {
    static mut NET: Hello = Hello::ZERO;
    port::serve(|x, target| match learn(NET, &x, &target, &Mse, 0.01) {
        Ok(_) => NET.predict(&x)[0],
        Err(_) => 0.0,
    })
}
