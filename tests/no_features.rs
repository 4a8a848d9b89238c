//! What needs no feature, and so no dependency: to start a net and to train it. `cargo test --no-default-features --test
//! no_features` builds the core with nothing but itself.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use stackprop::{Dense, Mse, Predict, Relu, Zero, init, learn};

#[test]
fn a_net_is_started_and_learns_a_parabola() {
    let parabola = |k: u16| {
        let x = f32::from(k) / 50.0 - 1.0;
        ([x], [x * x])
    };
    for seed in 0..20 {
        let mut net = <(Dense<1, 16, Relu>, Dense<16, 1>)>::ZERO;
        init::seeded(&mut net, seed);
        for step in 0..20_000_u32 {
            let (x, target) = parabola((step * 37 % 101) as u16);
            learn(&mut net, &x, &target, &Mse, 0.03).unwrap();
        }
        for (x, target) in (0..=100).map(parabola) {
            let error = (net.predict(&x)[0] - target[0]).abs();
            assert!(error < 0.1, "seed {seed}: {error} at {}", x[0]);
        }
    }
}
