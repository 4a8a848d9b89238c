//! A machine's vibration, sampled at 1 kHz in m/s²: a shaft and its gear, and, once a bearing is damaged, impacts.

use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use std::f32::consts::TAU;

/// Samples in a window: 16 ms.
pub(crate) const SAMPLES: usize = 16;
pub(crate) type Window = [f32; SAMPLES];

/// Seconds from sample to sample.
const STEP: f32 = 0.001;
/// In Hz.
const SHAFT: f32 = 60.0;
const GEAR: f32 = 170.0;
const RINGING: f32 = 390.0;
/// Impacts per second, as the balls roll over the damage.
const IMPACTS: f32 = 75.0;

pub(crate) struct Machine {
    rng: XorShiftRng,
    /// In turns of the shaft, of the gear, and from impact to impact.
    phases: [f32; 3],
    /// Speed and load change slowly, within a few percent of 1.
    speed: f32,
    load: f32,
    /// How hard an impact is, in m/s²; 0 as long as nothing is damaged.
    pub(crate) damage: f32,
}

impl Machine {
    pub(crate) fn new(seed: u32) -> Self {
        let rng = XorShiftRng::seed_from_u64(seed.into());
        Self { rng, phases: [0.0; 3], speed: 1.0, load: 1.0, damage: 0.0 }
    }

    /// The next 16 ms.
    pub(crate) fn window(&mut self) -> Window {
        core::array::from_fn(|_| self.sample())
    }

    fn sample(&mut self) -> f32 {
        self.speed += 0.001 * (1.0 - self.speed) + 0.001 * self.noise();
        self.load += 0.002 * (1.0 - self.load) + 0.005 * self.noise();
        for (phase, hertz) in self.phases.iter_mut().zip([SHAFT, GEAR, IMPACTS]) {
            *phase = (*phase + self.speed * hertz * STEP).fract();
        }
        let [shaft, gear, impact] = self.phases;
        let since = impact / (IMPACTS * self.speed); // seconds since the last impact
        let ringing = libm::sinf(TAU * RINGING * since) * libm::expf(-since / 0.004);
        self.load * (2.0 * libm::sinf(TAU * shaft) + libm::sinf(TAU * gear))
            + self.damage * ringing
            + 0.3 * self.noise()
    }

    /// Uniform in [-1, 1): 24 bits, as many as an f32 holds.
    fn noise(&mut self) -> f32 {
        (self.rng.next_u32() >> 8) as f32 / 8_388_608.0 - 1.0
    }
}
