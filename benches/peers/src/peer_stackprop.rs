use crate::{BATCH, Job, Peer, RATE};
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Dense, Lanes, Layer, Mse, Relu, Sgd, Trainer, init};
use std::error::Error;

pub type Blog = (Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>);
pub type Hello = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);
pub type Square = (Dense<1, 64, Relu>, Dense<64, 64, Relu>, Dense<64, 1>);
pub type Digits = (Dense<64, 32, Relu>, Dense<32, 10>);

pub struct Net<N: Layer> {
    net: N,
    trainer: Trainer<N, Sgd, Lanes<8>>,
}

impl<N: Layer> Net<N> {
    pub fn new(seed: u64) -> Self {
        let mut net = N::ZERO;
        init::glorot_uniform(&mut net, &mut XorShiftRng::seed_from_u64(seed));
        Self { net, trainer: Trainer::new() }
    }
}

impl<N, const IN: usize, const OUT: usize> Peer<IN, OUT> for Net<N>
where
    N: Layer<Input = [f32; IN], Output = [f32; OUT]>,
{
    fn name(&self) -> &'static str {
        "stackprop"
    }

    fn epoch(&mut self, job: &Job<IN, OUT>) -> Result<(), Box<dyn Error>> {
        for (x, t) in job.inputs.chunks(BATCH).zip(job.targets.chunks(BATCH)) {
            self.trainer.step(&mut self.net, x, t, &Mse, &Sgd { rate: RATE })?;
        }
        Ok(())
    }

    fn predict(&self, x: &[f32; IN]) -> Result<[f32; OUT], Box<dyn Error>> {
        Ok(self.net.predict(x))
    }
}
