//! What a timer interrupt does: takes a sample from a slow sensor, and learns.

use core::f32::consts::PI;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Checkpoint, Clipped, Dense, Layer, Mse, Predict, Relu, Replay, TrainError, Zero, init, learn_on, tape,
};

type Net = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);

/// Learns sin x from a sensor that moves slowly to and fro. All zero bytes before the first sample: in `.bss`.
#[derive(Debug)]
pub struct Stream {
    net: Net,
    tape: <Net as Layer>::Tape<f32>,
    /// What has been seen, for the sensor shows the same few values for a long time: without it the net would learn them
    /// and forget all others, and the loss of late would look fine.
    replay: Replay<[f32; 1], [f32; 1], 32>,
    healthy: Checkpoint<Net>,
    /// Samples so far.
    samples: u32,
    /// The mean loss of late.
    loss: f32,
}

/// Samples that the sensor takes from -pi to pi and back.
const PERIOD: u32 = 2000;
/// The sample that is broken.
const OUTLIER: u32 = 5000;
/// How many samples of old are learned beside a new one.
const REMEMBERED: u32 = 2;
const RATE: Clipped<f32> = Clipped { norm: 1.0, rule: 0.02 };
/// The loss of a sample that is not to be believed: the target lies within ±1, and so does the net soon.
const UNBELIEVABLE: f32 = 10.0;

impl Stream {
    pub const fn new() -> Self {
        Self {
            net: Net::ZERO,
            tape: tape::<Net>(),
            replay: Replay::new(0),
            healthy: Checkpoint::new(),
            samples: 0,
            loss: 0.0,
        }
    }

    /// Takes a sample and learns; the mean loss of late. The first weights are drawn by `seed`.
    ///
    /// # Errors
    /// [`TrainError`]: the sample was refused.
    pub fn tick(&mut self, seed: u32) -> Result<f32, TrainError> {
        if self.samples == 0 {
            init::start(&mut self.net, &mut XorShiftRng::seed_from_u64(seed.into()));
            self.replay = Replay::new(seed);
        }
        let (x, target) = sensor(self.samples);
        self.samples += 1;
        let loss = learn_on(&mut self.tape, &mut self.net, &x, &target, &Mse, RATE)?;
        if loss > UNBELIEVABLE {
            // Forgotten: neither learned nor remembered.
            self.healthy.put_back(&mut self.net);
            return Ok(self.loss);
        }
        self.replay.push(&x, &target)?;
        for _ in 0..REMEMBERED {
            if let Some((x, target)) = self.replay.draw() {
                learn_on(&mut self.tape, &mut self.net, x, target, &Mse, RATE)?;
            }
        }
        self.loss += 0.01 * (loss - self.loss);
        if self.samples.is_multiple_of(100) {
            self.healthy.take(&self.net);
        }
        Ok(self.loss)
    }

    /// How many samples came.
    #[must_use]
    pub fn samples(&self) -> u32 {
        self.samples
    }

    /// The root of the mean squared error over the whole range of the sensor, which the loss of late does not tell.
    #[must_use]
    pub fn rmse(&self) -> f32 {
        let squares = (-100..=100_i8).map(|k| {
            let x = PI * f32::from(k) / 100.0;
            let [y] = self.net.predict(&[x]);
            (y - libm::sinf(x)) * (y - libm::sinf(x))
        });
        libm::sqrtf(squares.sum::<f32>() / 201.0)
    }
}

impl Default for Stream {
    fn default() -> Self {
        Self::new()
    }
}

/// A slow triangle through ±pi, and its sine; once, a value that no sine has.
fn sensor(sample: u32) -> ([f32; 1], [f32; 1]) {
    let place = (sample % PERIOD) as f32 / (PERIOD / 2) as f32; // 0..2
    let x = PI * (2.0 * if place < 1.0 { place } else { 2.0 - place } - 1.0);
    ([x], [if sample == OUTLIER { 1e6 } else { libm::sinf(x) }])
}
