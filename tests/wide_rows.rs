//! Rows of 128 weights and more have a gradient kernel of their own for lanes, by sixteen columns: its bits are those of one
//! sample at a time, whatever is left over.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{Draw, bits};
use stackprop::{Dense, Lanes, Mse, Real, Relu, Sgd, Trainer, Zero, init};

const SEEDS: u32 = 20;

/// What is left of a net after some steps of 35 samples, of which lanes leave some over.
fn trained<R: Real, const IN: usize>(seed: u32) -> Vec<u32> {
    let mut net = <(Dense<IN, 5, Relu>, Dense<5, 2>)>::ZERO;
    init::seeded(&mut net, seed);
    let mut trainer = Trainer::<_, Sgd, R>::new();
    let mut draw = Draw::new(seed.into());
    for _ in 0..3 {
        let inputs = draw.arrays::<IN>(35, 1.0);
        let target = |x: &[f32; IN]| [x.iter().sum::<f32>() / IN as f32, x.first().copied().unwrap_or(0.0)];
        let targets: Vec<_> = inputs.iter().map(target).collect();
        trainer.step(&mut net, &inputs, &targets, &Mse, &Sgd { rate: 0.1 }).unwrap();
    }
    bits(&net)
}

fn same_bits<const IN: usize>() {
    for seed in 0..SEEDS {
        let one_by_one = trained::<f32, IN>(seed);
        assert_eq!(trained::<Lanes<8>, IN>(seed), one_by_one, "{IN} inputs, 8 lanes, seed {seed}");
        assert_eq!(trained::<Lanes<16>, IN>(seed), one_by_one, "{IN} inputs, 16 lanes, seed {seed}");
        assert_eq!(trained::<Lanes<3>, IN>(seed), one_by_one, "{IN} inputs, 3 lanes, seed {seed}");
    }
}

#[test]
fn lanes_of_wide_rows_have_the_bits_of_one_sample_at_a_time() {
    same_bits::<127>();
    same_bits::<128>();
    same_bits::<131>();
    same_bits::<150>();
}
