//! A CO2 sensor whose lamp ages: what it reads, and how that changes over a year.

use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use std::f32::consts::TAU;

pub(crate) const DAYS: u32 = 365;
pub(crate) const HOURS: u32 = 24;
/// The lamp is as new until this day; from then on it fades.
pub(crate) const AGES_FROM: u32 = 100;

/// The air at some hour: CO2 in 1000 ppm, and the temperature, both as they are.
#[derive(Clone, Copy)]
pub(crate) struct Air {
    pub(crate) co2: f32,
    pub(crate) celsius: f32,
}

/// Air and readings, hour by hour.
pub(crate) struct Sensor {
    rng: XorShiftRng,
    /// How far CO2 is from its weekly course: it comes and goes over about a day.
    surplus: f32,
}

impl Sensor {
    pub(crate) fn new(seed: u32) -> Self {
        Self { rng: XorShiftRng::seed_from_u64(seed.into()), surplus: 0.0 }
    }

    /// The air in an office: a slow wave over the week, and what people do.
    pub(crate) fn air(&mut self, hour: u32) -> Air {
        let turn = |period: f32| TAU * (hour as f32 / period).fract();
        self.surplus += 0.04 * (3.0 * self.noise() - self.surplus);
        let co2 = 1.2 + 0.6 * libm::sinf(turn(168.0)) + self.surplus;
        Air { co2: co2.clamp(0.4, 2.0), celsius: 22.0 + 4.0 * libm::sinf(turn(24.0)) + self.noise() }
    }

    /// Any air that there may be, to calibrate with.
    pub(crate) fn any_air(&mut self) -> Air {
        Air { co2: 1.2 + 0.8 * self.noise(), celsius: 22.0 + 5.0 * self.noise() }
    }

    /// What the sensor makes of it, with noise.
    pub(crate) fn read(&mut self, air: Air, day: u32) -> [f32; 2] {
        let [volts, celsius] = reading(air, day);
        [volts + 0.01 * self.noise(), celsius]
    }

    /// Uniform in [-1, 1): 24 bits, as many as an f32 holds.
    fn noise(&mut self) -> f32 {
        (self.rng.next_u32() >> 8) as f32 / 8_388_608.0 - 1.0
    }
}

/// The detector's voltage and the temperature: the more CO2, the less infrared light arrives (Beer and Lambert). The lamp
/// loses a third of its light over the rest of the year, and gets more sensitive to warmth.
pub(crate) fn reading(air: Air, day: u32) -> [f32; 2] {
    let age = day.saturating_sub(AGES_FROM) as f32 / (DAYS - AGES_FROM) as f32;
    let lamp = 3.0 * (1.0 - 0.33 * age);
    let warmth = 1.0 + (0.002 + 0.004 * age) * (air.celsius - 22.0);
    [lamp * warmth * libm::expf(-0.6 * air.co2), air.celsius]
}
