//! The net and how it learns: the same for every board.

use crate::say;
use crate::sensor::{Sample, curve};
use stackprop::{
    Clipped, Dense, Health, Layer, Mean, Mse, Predict, Regression, Relu, Standardizer, Zero, init, learn_on, tape,
};

type Net = (Dense<1, 16, Relu>, Dense<16, 1>);

/// How many samples the whole run takes.
pub const SAMPLES: u32 = 20_000;
/// How many of them only tell the scale of readings and truths.
const TO_SCALE: u32 = 500;
/// How many lie between two lines of the log.
const TO_LOG: u32 = 2_000;
/// Root of the mean squared error that counts as learnt, in centimetres.
const WELL: f32 = 0.5;

/// A net with all that it needs to learn.
pub struct Learner {
    net: Net,
    tape: <Net as Layer>::Tape<f32>,
    readings: Standardizer<1>,
    truths: Standardizer<1>,
    /// Samples so far, and the mean loss since the last line of the log.
    taken: u32,
    loss: Mean,
}

impl Learner {
    /// With first weights.
    #[must_use]
    pub fn new() -> Self {
        let mut net = Net::ZERO;
        init::seeded(&mut net, 1); // another seed, another net
        Self {
            net,
            tape: tape::<Net>(),
            readings: Standardizer::new(),
            truths: Standardizer::new(),
            taken: 0,
            loss: Mean::new(),
        }
    }

    /// Takes the next sample: the first ones tell the scale, and all others are learnt.
    pub fn take(&mut self, sample: Sample) {
        self.taken += 1;
        if self.taken <= TO_SCALE {
            self.scale(sample);
        } else {
            self.learn(sample);
        }
        if self.taken.is_multiple_of(TO_LOG) {
            say!("sample {}: loss {}", self.taken, self.loss.value());
            self.loss = Mean::new();
        }
    }

    /// How many samples were taken.
    #[must_use]
    pub fn taken(&self) -> u32 {
        self.taken
    }

    fn scale(&mut self, Sample { reading, truth }: Sample) {
        let scaled = self.readings.push(&[reading]).and_then(|()| self.truths.push(&[truth]));
        if let Err(error) = scaled {
            say!("sample {}: {}", self.taken, error);
        }
    }

    fn learn(&mut self, Sample { reading, truth }: Sample) {
        let (x, target) = (self.readings.apply(&[reading]), self.truths.apply(&[truth]));
        let rate = Clipped { norm: 1.0, rule: 0.02 }; // however wrong a sample is, its step is no longer than 0.02
        match learn_on(&mut self.tape, &mut self.net, &x, &target, &Mse, rate) {
            Ok(loss) => self.loss.push(loss),
            Err(error) => say!("sample {}: {}", self.taken, error),
        }
    }

    /// What a reading means, in centimetres.
    #[must_use]
    pub fn predict(&self, reading: f32) -> f32 {
        let [truth] = self.truths.undo(&self.net.predict(&self.readings.apply(&[reading])));
        truth
    }

    /// Logs the error over the whole range and the health of the net; whether it has learnt.
    #[must_use]
    pub fn report(&self) -> bool {
        let (mut errors, mut health) = (Regression::new(), Health::new());
        for truth in (10..=80_u8).map(f32::from) {
            let reading = curve(truth);
            errors.push(&[self.predict(reading)], &[truth]);
            health.push_sample(&self.net, &self.readings.apply(&[reading]), &self.truths.apply(&[truth]), &Mse);
        }
        say!("rmse {} cm", errors.rmse());
        let (mut found, mut stuck) = (0, false);
        for finding in health.findings(&self.net) {
            say!("health: {}", finding);
            found += 1;
            stuck |= finding.stops_learning();
        }
        say!("health: {} findings in {} samples", found, health.samples());
        let learnt = !stuck && errors.rmse() < WELL;
        say!("{}", if learnt { "learnt" } else { "not learnt" });
        learnt
    }
}

impl Default for Learner {
    fn default() -> Self {
        Self::new()
    }
}
