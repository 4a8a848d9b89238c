use crate::{BATCH, Peer};
use std::error::Error;

pub const SAMPLES: usize = 625 * BATCH;

/// What is to be learnt.
pub struct Job<const IN: usize, const OUT: usize> {
    pub inputs: Vec<[f32; IN]>,
    pub targets: Vec<[f32; OUT]>,
}

impl<const IN: usize, const OUT: usize> Job<IN, OUT> {
    /// `target` of inputs uniform in [-bound, bound).
    pub fn new(bound: f32, target: impl Fn(&[f32; IN]) -> [f32; OUT]) -> Self {
        fastrand::seed(7);
        let draw = |_| bound * (2.0 * fastrand::f32() - 1.0);
        let inputs: Vec<_> = (0..SAMPLES).map(|_| std::array::from_fn(draw)).collect();
        let targets = inputs.iter().map(target).collect();
        Self { inputs, targets }
    }

    /// The mean over samples and outputs of the squared error.
    pub fn loss(&self, peer: &dyn Peer<IN, OUT>) -> Result<f64, Box<dyn Error>> {
        let mut sum = 0.0;
        for (x, t) in self.inputs.iter().zip(&self.targets) {
            let y = peer.predict(x)?;
            sum += y.iter().zip(t).map(|(y, t)| f64::from(y - t).powi(2)).sum::<f64>();
        }
        Ok(sum / (SAMPLES * OUT) as f64)
    }
}

/// Ten sums of six or seven inputs each, which take turns.
pub fn sums_by_turns(x: &[f32; 64]) -> [f32; 10] {
    std::array::from_fn(|first| x.iter().skip(first).step_by(10).sum())
}
