//! What the firmware examples show from one seed holds from a hundred, over the whole range.
#![allow(dead_code, missing_docs, unreachable_pub, reason = "the firmware's own files, of which not all is used here")]
#![allow(unexpected_cfgs, reason = "a feature of theirs")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Clipped, Dense, Mse, Predict, Relu, Zero, init, learn};

#[path = "../examples/firmware/job/src/draw.rs"]
mod draw;
#[path = "../examples/firmware/job/src/stream.rs"]
mod stream;

use draw::Draw;
use stream::Stream;

/// All of them in release, as the gate runs it.
const SEEDS: std::ops::RangeInclusive<u32> = if cfg!(debug_assertions) { 1..=8 } else { 1..=100 };

/// `examples/firmware/cortex-m/src/bin/interrupt.rs`: a slow sensor, and a broken sample, the 5001st.
#[test]
fn the_interrupt_learns_the_whole_range_and_gets_over_an_outlier() {
    for seed in SEEDS {
        let mut stream = Stream::new();
        let mut until = |samples| {
            while stream.samples() < samples {
                stream.tick(seed).unwrap();
            }
            stream.rmse()
        };
        let (before, after, end) = (until(5000), until(5001), until(8000));
        assert!(after < before + 0.05, "seed {seed}: from {before} to {after} by an outlier");
        assert!(end < 0.1, "seed {seed}: {end}");
    }
}

/// `examples/c/main.c`; `tests/on_target.sh` runs that itself from as many seeds.
#[test]
fn the_c_firmware_learns_the_whole_range() {
    type Net = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);
    let curve = |x: f32| x * (1.0 - x * x * (0.166_666_67 - x * x * 0.008_333_333));
    let mut draw = Draw(2016);
    for seed in SEEDS {
        let mut net = Net::ZERO;
        init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed.into()));
        for k in 0..8000 {
            let x = 2.0 * draw.uniform();
            let rate = if k < 6000 { 0.05 } else { 0.01 };
            learn(&mut net, &[x], &[curve(x)], &Mse, Clipped { norm: 1.0, rule: rate }).unwrap();
        }
        for k in -100..=100_i8 {
            let x = f32::from(k) / 50.0;
            let error = net.predict(&[x])[0] - curve(x);
            assert!(error.abs() <= 0.1, "seed {seed}: {error} at {x}");
        }
    }
}
