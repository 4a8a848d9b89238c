use crate::{BATCH, Job, Peer, RATE};
use dfdx::optim::{Sgd, SgdConfig};
use dfdx::prelude::*;
use std::error::Error;

type Hidden<const IN: usize, const OUT: usize> = (Linear<IN, OUT>, ReLU);
pub type Blog = (Hidden<1, 5>, Hidden<5, 5>, Hidden<5, 5>, Hidden<5, 5>, Linear<5, 1>);
pub type Hello = (Hidden<1, 16>, Hidden<16, 16>, Linear<16, 1>);
pub type Square = (Hidden<1, 64>, Hidden<64, 64>, Linear<64, 1>);
pub type Digits = (Hidden<64, 32>, Linear<32, 10>);

type Batch<const N: usize, T = NoneTape> = Tensor<Rank2<BATCH, N>, f32, Cpu, T>;
type Single<const N: usize> = Tensor<Rank1<N>, f32, Cpu>;

pub struct Net<S: BuildOnDevice<Cpu, f32>> {
    device: Cpu,
    net: S::Built,
    rule: Sgd<S::Built, f32, Cpu>,
    gradients: Option<Gradients<f32, Cpu>>,
}

impl<S: BuildOnDevice<Cpu, f32>> Net<S> {
    pub fn new(seed: u64) -> Self {
        let device = Cpu::seed_from_u64(seed);
        let net = device.build_module::<S, f32>();
        let config = SgdConfig { lr: f64::from(RATE), momentum: None, weight_decay: None };
        let (rule, gradients) = (Sgd::new(&net, config), Some(net.alloc_grads()));
        Self { device, net, rule, gradients }
    }
}

impl<S, const IN: usize, const OUT: usize> Peer<IN, OUT> for Net<S>
where
    S: BuildOnDevice<Cpu, f32>,
    S::Built: ModuleMut<Batch<IN, OwnedTape<f32, Cpu>>, Output = Batch<OUT, OwnedTape<f32, Cpu>>>,
    S::Built: Module<Single<IN>, Output = Single<OUT>>,
{
    fn name(&self) -> &'static str {
        "dfdx"
    }

    fn epoch(&mut self, job: &Job<IN, OUT>) -> Result<(), Box<dyn Error>> {
        for (x, t) in job.inputs.as_chunks::<BATCH>().0.iter().zip(job.targets.as_chunks::<BATCH>().0) {
            let (x, t): (Batch<IN>, Batch<OUT>) = (self.device.tensor(*x), self.device.tensor(*t));
            let gradients = self.gradients.take().unwrap_or_else(|| self.net.alloc_grads());
            let loss = mse_loss(self.net.forward_mut(x.traced(gradients)), t);
            let mut gradients = loss.backward();
            self.rule.update(&mut self.net, &gradients)?;
            self.net.zero_grads(&mut gradients);
            self.gradients = Some(gradients);
        }
        Ok(())
    }

    fn predict(&self, x: &[f32; IN]) -> Result<[f32; OUT], Box<dyn Error>> {
        let x: Single<IN> = self.device.tensor(*x);
        Ok(self.net.forward(x).array())
    }
}
