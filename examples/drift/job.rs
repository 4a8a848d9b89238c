//! The job: calibrate once, then a year of readings, with the error over the whole range day by day.

use crate::learners::{Learners, NAMES, Net};
use crate::options::Failed;
use crate::sensor::{AGES_FROM, Air, DAYS, HOURS, Sensor, reading};
use core::ops::ControlFlow;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Adam, Lanes, Mse, Plan, Predict, Regression, Standardizer, Trainer, Zero, cosine, fit, init};

/// Readings to calibrate with, in the factory.
const CALIBRATION: u32 = 1000;
const EPOCHS: u32 = 100;
const BATCH: u32 = 20;
const STEPS: u32 = EPOCHS * CALIBRATION / BATCH;

pub(crate) struct Job {
    /// Every day, the RMSE of each net over the whole range, in ppm.
    pub(crate) days: Vec<[f64; 5]>,
    /// The days on which the detector raised its alarm.
    pub(crate) alarms: Vec<u32>,
}

/// What the test asserts: the mean RMSE of the last hundred days, in ppm, and when the first alarm came, in days.
pub(crate) const FIGURES: [&str; 6] = ["frozen", "online", "replay", "on alarm", "closed form", "first alarm"];

impl Job {
    pub(crate) fn figures(&self) -> [f64; 6] {
        let [frozen, online, replay, on_alarm, always] = self.late();
        [frozen, online, replay, on_alarm, always, self.alarms.first().copied().map_or(f64::NAN, f64::from)]
    }

    /// The mean over the last hundred days, net by net.
    pub(crate) fn late(&self) -> [f64; 5] {
        self.mean(self.days.len().saturating_sub(100))
    }

    /// The mean over the days before the lamp ages.
    pub(crate) fn early(&self) -> [f64; 5] {
        let days: Vec<[f64; 5]> = self.days.iter().take(AGES_FROM as usize).copied().collect();
        Self { days, alarms: Vec::new() }.mean(0)
    }

    fn mean(&self, from: usize) -> [f64; 5] {
        let days = self.days.iter().skip(from);
        let mut sums = [0.0; NAMES.len()];
        for day in days.clone() {
            sums.iter_mut().zip(day).for_each(|(sum, error)| *sum += error);
        }
        sums.map(|sum| sum / days.len() as f64)
    }
}

pub(crate) fn run(seed: u32) -> Result<Job, Failed> {
    let mut sensor = Sensor::new(seed);
    let (scale, mut learners) = calibrate(&mut sensor, seed)?;
    let mut job = Job { days: Vec::new(), alarms: Vec::new() };
    for day in 0..DAYS {
        for hour in 0..HOURS {
            let air = sensor.air(day * HOURS + hour);
            let x = scale.apply(&sensor.read(air, day));
            if learners.learn(x, [air.co2])? {
                job.alarms.push(day);
            }
        }
        job.days.push(learners.nets().each_ref().map(|net| error(net, &scale, day)));
    }
    Ok(job)
}

/// With the sensor as new: the scale of its readings, and nets that give CO2 in 1000 ppm.
fn calibrate(sensor: &mut Sensor, seed: u32) -> Result<(Standardizer<2>, Learners), Failed> {
    let airs: Vec<Air> = (0..CALIBRATION).map(|_| sensor.any_air()).collect();
    let readings: Vec<[f32; 2]> = airs.iter().map(|air| sensor.read(*air, 0)).collect();
    let targets: Vec<[f32; 1]> = airs.iter().map(|air| [air.co2]).collect();
    let scale = Standardizer::of(&readings)?;
    let inputs: Vec<[f32; 2]> = readings.iter().map(|reading| scale.apply(reading)).collect();
    let mut net = Net::ZERO;
    init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed.into()));
    let plan = Plan { epochs: EPOCHS, batch: BATCH as usize, seed, rule: |step| Adam::new(cosine(0.01, step, STEPS)) };
    let mut trainer = Trainer::<Net, Adam, Lanes<8>>::new();
    fit(&mut net, &mut trainer, &inputs, &targets, &Mse, plan, |_, _| ControlFlow::Continue(()))?;
    let learners = Learners::new(&net, &inputs, &targets, seed)?;
    Ok((scale, learners))
}

/// The RMSE over all air that there may be, with the sensor as it is that day, in ppm. Not only over the air of that day:
/// a net may be right about today and have forgotten the rest.
fn error(net: &Net, scale: &Standardizer<2>, day: u32) -> f64 {
    let mut errors = Regression::new();
    for co2 in (0..=16_u8).map(|k| 0.4 + 0.1 * f32::from(k)) {
        for celsius in [18.0, 22.0, 26.0] {
            let x = scale.apply(&reading(Air { co2, celsius }, day));
            errors.push(&net.predict(&x), &[co2]);
        }
    }
    1000.0 * f64::from(errors.rmse())
}
