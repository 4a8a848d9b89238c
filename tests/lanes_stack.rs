//! What a step with lanes takes from the stack, as src/guide/large.md has it; optimised, since a debug build takes more.
#![cfg(not(debug_assertions))]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use stackprop::{Dense, Lanes, Mse, Real, Relu, Sgd, Trainer, Zero, init};
use std::thread;

type Net = (Dense<784, 128, Relu>, Dense<128, 10>);

/// One step of 784-128-10 in a thread of so much stack; it would end the whole test.
fn fits<R: Real + Send>(kibibytes: usize) {
    let (mut net, mut trainer) = (Box::new(Net::ZERO), Box::new(Trainer::<Net, Sgd, R>::new()));
    init::seeded(&mut *net, 7);
    let (inputs, targets) = (vec![[0.5; 784]; 32], vec![[1.0; 10]; 32]);
    let step = || trainer.step(&mut net, &inputs, &targets, &Mse, &Sgd { rate: 0.01 }).map(|loss| loss.to_bits());
    let loss = thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(kibibytes << 10);
        thread.spawn_scoped(scope, step).unwrap().join().unwrap()
    });
    assert!(loss.is_ok_and(|loss| f32::from_bits(loss) > 0.0));
}

#[test]
fn a_wide_net_with_lanes_fits_into_little_more_than_its_input_and_tape() {
    fits::<Lanes<8>>(48);
    fits::<Lanes<16>>(88);
}
