use crate::{BATCH, Peer, RATE};
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Dense, Lanes, Mse, Predict, Relu, Sgd, Trainer, Zero, init};
use std::error::Error;

type Shape = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);

pub struct Net {
    net: Shape,
    trainer: Trainer<Shape, Sgd, Lanes<8>>,
    inputs: Vec<[f32; 1]>,
    targets: Vec<[f32; 1]>,
}

impl Net {
    pub fn new(inputs: &[f32], targets: &[f32]) -> Self {
        let mut net = Shape::ZERO;
        init::glorot_uniform(&mut net, &mut XorShiftRng::seed_from_u64(7));
        let column = |values: &[f32]| values.iter().map(|value| [*value]).collect();
        Self { net, trainer: Trainer::new(), inputs: column(inputs), targets: column(targets) }
    }
}

impl Peer for Net {
    fn name(&self) -> &'static str {
        "stackprop"
    }

    fn epoch(&mut self) -> Result<(), Box<dyn Error>> {
        for (x, t) in self.inputs.chunks(BATCH).zip(self.targets.chunks(BATCH)) {
            self.trainer.step(&mut self.net, x, t, &Mse, &Sgd { rate: RATE })?;
        }
        Ok(())
    }

    fn predict(&self, x: f32) -> f32 {
        let [y] = self.net.predict(&[x]);
        y
    }
}
