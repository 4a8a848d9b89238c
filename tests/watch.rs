//! What a watch sees of `fit_watched`, and how it ends it.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{Draw, bits};
use core::ops::ControlFlow::{self, Break, Continue};
use stackprop::{Batches, Dense, Epoch, Mse, Plan, Relu, Sgd, Step, Trainer, Watch, fit_watched};

type Net = (Dense<2, 7, Relu>, Dense<7, 1>);

/// Notes what it is shown, and stops after so many steps.
struct Noting {
    last: u32,
    steps: Vec<(Step, Vec<u32>)>,
    epochs: Vec<u32>,
}

impl Watch<Net> for Noting {
    fn after_step(&mut self, net: &Net, step: Step) -> ControlFlow<()> {
        self.steps.push((step, bits(net)));
        if self.steps.len() == self.last as usize { Break(()) } else { Continue(()) }
    }

    fn after_epoch(&mut self, _: &Net, epoch: Epoch) -> ControlFlow<()> {
        self.epochs.push(epoch.epoch);
        Continue(())
    }
}

/// Every step with its numbers, its loss and the net after it; after each of them the watch can end it all.
#[test]
fn it_sees_every_step() {
    let rule = Sgd { rate: 0.1 };
    for last in 1..=12 {
        let mut draw = Draw::new(8);
        let (mut net, inputs, targets): (Net, Vec<[f32; 2]>, Vec<[f32; 1]>) =
            (draw.net(0.7), draw.arrays(10, 1.0), draw.arrays(10, 1.0));
        let (mut twin, mut trainer, mut taken) = (net.clone(), Trainer::<_, Sgd>::new(), Vec::new());
        for (epoch, step) in (0..12).map(|step| (step / 4, step)) {
            let batch = Batches::new(&inputs, &targets, 3, 5, epoch).nth(step as usize % 4).unwrap();
            let loss = trainer.step_over(&mut twin, batch, &Mse, &rule).unwrap();
            taken.push((Step::new(epoch, step, loss), bits(&twin)));
        }
        let mut watch = Noting { last, steps: Vec::new(), epochs: Vec::new() };
        let (mut trainer, plan) = (Trainer::<_, Sgd>::new(), Plan { epochs: 3, batch: 3, seed: 5, rule: |_| rule });
        let steps = fit_watched(&mut net, &mut trainer, &inputs, &targets, &Mse, plan, &mut watch);
        taken.truncate(last as usize);
        assert_eq!((steps, bits(&net)), (Ok(last), taken.last().unwrap().1.clone()));
        assert_eq!(watch.steps, taken);
        assert!(watch.epochs.into_iter().eq(0..(last - 1) / 4), "an epoch that was cut short is not shown");
    }
}
