use crate::{BATCH, Job, Peer, RATE};
use runnt::prelude::*;
use std::error::Error;

pub struct Net {
    net: NN,
    inputs: Vec<Vec<f32>>,
    targets: Vec<Vec<f32>>,
}

impl Net {
    pub fn new<const IN: usize, const OUT: usize>(seed: u64, job: &Job<IN, OUT>, hidden: &[usize]) -> Self {
        fastrand::seed(seed); // which it draws its weights from
        let relu = |net: NN, width: &usize| net.layer(dense(*width).activation(Activation::Relu));
        let net = hidden.iter().fold(NN::new_input(IN), relu);
        let net = net.layer(dense(OUT).activation(Activation::Linear));
        Self {
            net: net.with_learning_rate(2.0 * RATE / OUT as f32), // its loss is half the sum of squares over outputs
            inputs: job.inputs.iter().map(|x| x.to_vec()).collect(),
            targets: job.targets.iter().map(|t| t.to_vec()).collect(),
        }
    }
}

impl<const IN: usize, const OUT: usize> Peer<IN, OUT> for Net {
    fn name(&self) -> &'static str {
        "runnt"
    }

    fn epoch(&mut self, _: &Job<IN, OUT>) -> Result<(), Box<dyn Error>> {
        for (x, t) in self.inputs.chunks(BATCH).zip(self.targets.chunks(BATCH)) {
            self.net.fit_batch(&x.iter().collect::<Vec<_>>(), &t.iter().collect::<Vec<_>>());
        }
        Ok(())
    }

    fn predict(&self, x: &[f32; IN]) -> Result<[f32; OUT], Box<dyn Error>> {
        Ok(self.net.forward(x).as_slice().try_into()?)
    }
}
