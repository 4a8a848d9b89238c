use crate::{BATCH, Peer, RATE};
use dfdx::optim::{Sgd, SgdConfig};
use dfdx::prelude::*;
use std::error::Error;

type Shape = ((Linear<1, 16>, ReLU), (Linear<16, 16>, ReLU), Linear<16, 1>);
type Built = <Shape as BuildOnDevice<Cpu, f32>>::Built;

pub struct Net {
    device: Cpu,
    net: Built,
    rule: Sgd<Built, f32, Cpu>,
    gradients: Option<Gradients<f32, Cpu>>,
    inputs: Vec<f32>,
    targets: Vec<f32>,
}

impl Net {
    pub fn new(inputs: &[f32], targets: &[f32]) -> Self {
        let device = Cpu::seed_from_u64(7);
        let net = device.build_module::<Shape, f32>();
        let config = SgdConfig { lr: f64::from(RATE), momentum: None, weight_decay: None };
        let (rule, gradients) = (Sgd::new(&net, config), Some(net.alloc_grads()));
        Self { device, net, rule, gradients, inputs: inputs.to_vec(), targets: targets.to_vec() }
    }
}

impl Peer for Net {
    fn name(&self) -> &'static str {
        "dfdx"
    }

    fn epoch(&mut self) -> Result<(), Box<dyn Error>> {
        for (x, t) in self.inputs.as_chunks::<BATCH>().0.iter().zip(self.targets.as_chunks::<BATCH>().0) {
            let x: Tensor<Rank2<BATCH, 1>, f32, _> = self.device.tensor(x.map(|x| [x]));
            let t: Tensor<Rank2<BATCH, 1>, f32, _> = self.device.tensor(t.map(|t| [t]));
            let gradients = self.gradients.take().unwrap_or_else(|| self.net.alloc_grads());
            let loss = mse_loss(self.net.forward_mut(x.traced(gradients)), t);
            let mut gradients = loss.backward();
            self.rule.update(&mut self.net, &gradients)?;
            self.net.zero_grads(&mut gradients);
            self.gradients = Some(gradients);
        }
        Ok(())
    }

    fn predict(&self, x: f32) -> f32 {
        let x: Tensor<Rank1<1>, f32, _> = self.device.tensor([x]);
        self.net.forward(x).array()[0]
    }
}
