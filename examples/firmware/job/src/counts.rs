//! What a call costs, on the mean over samples; the samples are made outside of the count.

use crate::Draw;
use core::hint::black_box;
use core::slice;
use stackprop::{Layer, Loss, Mse, Optimizer, TrainError, Trainer, learn};

/// How a machine counts: what it took to call this.
pub trait Count {
    fn count(&mut self, call: &mut dyn FnMut()) -> u32;
}

/// The sum over the samples, in units of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub predict: u64,
    pub learn: u64,
    pub step: u64,
}

#[inline(never)]
fn predict_one<N: Layer>(net: &N, x: &N::Input) -> N::Output {
    net.predict(x)
}

#[inline(never)]
fn learn_one<N: Layer>(net: &mut N, x: &N::Input, target: &N::Output) -> Result<f32, TrainError>
where
    Mse: Loss<N::Output>,
{
    learn(net, x, target, &Mse, 0.01)
}

#[inline(never)]
fn step_one<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>, O: Optimizer<N>>(
    trainer: &mut Trainer<N, O>,
    net: &mut N,
    x: &[f32; IN],
    target: &[f32; OUT],
    rule: &O,
) -> Result<f32, TrainError> {
    trainer.step(net, slice::from_ref(x), slice::from_ref(target), &Mse, rule)
}

impl Counts {
    /// Counts `samples` calls of each: `predict` on the net as it learns, `learn`, and a trainer's step on a batch of one.
    pub fn of<const IN: usize, const OUT: usize, N, O>(
        machine: &mut impl Count,
        samples: u16,
        net: &mut N,
        trainer: &mut Trainer<N, O>,
        rule: &O,
        sample: impl Fn(&mut Draw) -> ([f32; IN], [f32; OUT]),
    ) -> Self
    where
        N: Layer<Input = [f32; IN], Output = [f32; OUT]>,
        O: Optimizer<N>,
    {
        let mut draw = Draw(2016);
        let mut sums = Self::default();
        for _ in 0..samples {
            let (x, y) = black_box(sample(&mut draw));
            let nothing = machine.count(&mut || ());
            let mut cost = |call: &mut dyn FnMut()| u64::from(machine.count(call).saturating_sub(nothing));
            sums.predict += cost(&mut || _ = black_box(predict_one(net, &x)));
            sums.learn += cost(&mut || _ = black_box(learn_one(net, &x, &y)));
            sums.step += cost(&mut || _ = black_box(step_one(trainer, net, &x, &y, rule)));
        }
        sums
    }
}
