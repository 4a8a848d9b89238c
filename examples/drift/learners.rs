//! The same calibrated net, kept up in five ways.

use crate::options::Failed;
use stackprop::{Dense, LeastSquares, Mse, PageHinkley, Predict, Recursion, Relu, Replay, learn};

pub(crate) type Net = (Dense<2, 16, Relu>, Dense<16, 1>);

const RATE: f32 = 0.02;
/// A week and a half, hour by hour.
const KEPT: usize = 256;
/// Remembers about a week, as the memory does on the mean.
const RECURSION: Recursion = Recursion { forget: 1.0 - 1.0 / 168.0, ridge: 1e-3 };
/// Errors in 1000 ppm: 20 ppm more than before is worth a note, once they add up to 3000 ppm.
const DETECTOR: PageHinkley = PageHinkley::new(0.02, 3.0);

pub(crate) const NAMES: [&str; 5] =
    ["frozen", "online", "online, with replay", "closed form, on alarm", "closed form, always"];

pub(crate) struct Learners {
    /// In the order of the names.
    nets: [Net; 5],
    kept: Replay<[f32; 2], [f32; 1], KEPT>,
    /// The last layer in closed form, over what the first layer gives; that one stays as calibrated.
    fit: LeastSquares<16, 1>,
    /// Watches the net that is only solved on alarm.
    detector: PageHinkley,
}

impl Learners {
    /// From a net and the samples that it was calibrated with: the closed form starts with these.
    pub(crate) fn new(net: &Net, inputs: &[[f32; 2]], targets: &[[f32; 1]], seed: u32) -> Result<Self, Failed> {
        let mut fit = LeastSquares::new();
        for (x, target) in inputs.iter().zip(targets) {
            fit.learn(&net.0.predict(x), target, 1.0, &RECURSION)?;
        }
        let nets = core::array::from_fn(|_| net.clone());
        Ok(Self { nets, kept: Replay::new(seed), fit, detector: DETECTOR })
    }

    pub(crate) fn nets(&self) -> &[Net; 5] {
        &self.nets
    }

    /// Learns from a reading and what a reference instrument says; whether the detector raised its alarm.
    pub(crate) fn learn(&mut self, x: [f32; 2], target: [f32; 1]) -> Result<bool, Failed> {
        let [_, online, replayed, on_alarm, always] = &mut self.nets;
        learn(online, &x, &target, &Mse, RATE)?;

        self.kept.push_latest(&x, &target)?;
        if let Some((x, target)) = self.kept.draw() {
            learn(replayed, x, target, &Mse, RATE)?;
        }

        self.fit.learn(&always.0.predict(&x), &target, 1.0, &RECURSION)?;
        self.fit.solve(&mut always.1)?;

        let ([y], [target]) = (on_alarm.predict(&x), target);
        let alarm = self.detector.push((y - target).abs());
        if alarm {
            self.fit.solve(&mut on_alarm.1)?;
            self.detector.reset();
        }
        Ok(alarm)
    }
}
