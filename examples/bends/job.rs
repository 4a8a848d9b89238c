//! The job: a curve from 4 000 samples, and 25 passes over them, spent in two ways.

use crate::curves::Curve;
use crate::kinks::{Head, Hidden, Net, Samples, place_anew, solve, start};
use crate::options::Failed;
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use stackprop::{Adam, Batches, Frozen, Lanes, Layer, Mse, Predict, Trainer, cosine};

pub(crate) const SAMPLES: u32 = 4000;
/// One to solve even kinks, two to place them anew, the rest with Adam.
pub(crate) const PASSES: u32 = 25;
pub(crate) const PLACED: u32 = 2;
const BATCH: u32 = 32;
/// Rates of Adam: for kinks that are nearly where they should be; and alone, the best all in all of 0.003, 0.005, 0.01,
/// 0.02 and 0.04.
const MOVING: f32 = 0.001;
const ALONE: f32 = 0.02;

/// What is compared: the figures are their errors (RMSE), in this order.
pub(crate) const NAMES: [&str; 4] = ["even, solved", "placed anew", "and with Adam", "Adam alone"];

pub(crate) struct Job {
    pub(crate) curve: Curve,
    /// In the order of the names.
    pub(crate) nets: [Net; 4],
}

pub(crate) fn run(curve: Curve, seed: u32) -> Result<Job, Failed> {
    let samples = draw(curve, seed);
    let mut even = start(|_| 1.0, seed)?;
    solve(&even.0, &mut even.1, &samples)?;
    let mut placed = even.clone();
    for _ in 0..PLACED {
        placed = place_anew(&placed, seed)?;
        solve(&placed.0, &mut placed.1, &samples)?;
    }
    let moved = alternate(placed.clone(), &samples, PASSES - 1 - PLACED, seed)?;
    let mut alone = start(|_| 1.0, seed)?;
    let mut trainer = Trainer::new();
    for epoch in 0..PASSES {
        adam(&mut alone, &mut trainer, &samples, [epoch, PASSES, seed], ALONE)?;
    }
    Ok(Job { curve, nets: [even, placed, moved, alone] })
}

impl Job {
    pub(crate) fn figures(&self) -> [f64; 4] {
        self.nets.each_ref().map(|net| self.rmse(net))
    }

    /// Over a grid, finely.
    fn rmse(&self, net: &Net) -> f64 {
        const POINTS: u16 = 4001;
        let squares = (0..POINTS).map(|k| self.error(net, f64::from(k) / f64::from(POINTS - 1)).powi(2));
        (squares.sum::<f64>() / f64::from(POINTS)).sqrt()
    }

    pub(crate) fn error(&self, net: &Net, u: f64) -> f64 {
        answer(net, u) - (self.curve)(u)
    }
}

/// What a net says at a place of the curve.
pub(crate) fn answer(net: &Net, u: f64) -> f64 {
    let [y] = net.predict(&[(2.0 * u - 1.0) as f32]);
    f64::from(y)
}

fn draw(curve: Curve, seed: u32) -> Samples {
    let mut rng = XorShiftRng::seed_from_u64(seed.into());
    let x = |bits: u32| (bits >> 8) as f32 / 8_388_608.0 - 1.0; // 24 bits, as many as an f32 holds
    let inputs = (0..SAMPLES).map(|_| [x(rng.next_u32())]);
    inputs.map(|[x]| ([x], [curve(0.5 + 0.5 * f64::from(x)) as f32])).unzip()
}

/// Adam moves the kinks while the head is frozen, then the head is solved again: a round is two passes, and Adam has one
/// of them.
fn alternate(net: Net, samples: &Samples, passes: u32, seed: u32) -> Result<Net, Failed> {
    let mut net: (Hidden, Frozen<Head>) = (net.0, Frozen(net.1));
    let mut trainer = Trainer::new();
    for epoch in 0..passes / 2 {
        adam(&mut net, &mut trainer, samples, [epoch, passes / 2, seed], MOVING)?;
        solve(&net.0, &mut net.1.0, samples)?;
    }
    Ok((net.0, net.1.0))
}

/// A pass of Adam, of as many as there are, on a cosine.
fn adam<N: Layer<Input = [f32; 1], Output = [f32; 1]>>(
    net: &mut N,
    trainer: &mut Trainer<N, Adam, Lanes<8>>,
    (inputs, targets): &Samples,
    [epoch, epochs, seed]: [u32; 3],
    rate: f32,
) -> Result<(), Failed> {
    let batches = SAMPLES.div_ceil(BATCH);
    for (step, batch) in (epoch * batches..).zip(Batches::new(inputs, targets, BATCH as usize, seed, epoch)) {
        trainer.step_over(net, batch, &Mse, &Adam::new(cosine(rate, step, epochs * batches)))?;
    }
    Ok(())
}
