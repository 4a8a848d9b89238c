//! The main loop takes a sample and learns it. With interrupts: `bin/rtic.rs`, `bin/embassy.rs`.
#![no_std]
#![no_main]

use firmware::board::{self, entry};
use firmware::learner::{Learner, SAMPLES};
use firmware::sensor::sample;

#[entry]
fn main() -> ! {
    let _timer = board::init();
    let mut learner = Learner::new();
    for k in 0..SAMPLES {
        learner.take(sample(k));
    }
    board::end(learner.report())
}
