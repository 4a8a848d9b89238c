use crate::{BATCH, Peer, RATE};
use runnt::prelude::*;
use std::error::Error;

pub struct Net {
    net: NN,
    inputs: Vec<Vec<f32>>,
    targets: Vec<Vec<f32>>,
}

impl Net {
    pub fn new(inputs: &[f32], targets: &[f32]) -> Self {
        let net = NN::new_input(1)
            .layer(dense(16).activation(Activation::Relu))
            .layer(dense(16).activation(Activation::Relu))
            .layer(dense(1).activation(Activation::Linear))
            .with_learning_rate(2.0 * RATE); // its loss is half the squared error
        let column = |values: &[f32]| values.iter().map(|value| vec![*value]).collect();
        Self { net, inputs: column(inputs), targets: column(targets) }
    }
}

impl Peer for Net {
    fn name(&self) -> &'static str {
        "runnt"
    }

    fn epoch(&mut self) -> Result<(), Box<dyn Error>> {
        for (x, t) in self.inputs.chunks(BATCH).zip(self.targets.chunks(BATCH)) {
            self.net.fit_batch(&x.iter().collect::<Vec<_>>(), &t.iter().collect::<Vec<_>>());
        }
        Ok(())
    }

    fn predict(&self, x: f32) -> f32 {
        self.net.forward(&[x])[0]
    }
}
