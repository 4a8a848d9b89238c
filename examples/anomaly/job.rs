//! The job: an autoencoder learns what a healthy machine sounds like; what it cannot reproduce is an anomaly.

use crate::options::Failed;
use crate::quantile::Quantile;
use crate::roc::{above, area, curve};
use crate::signal::{Machine, SAMPLES, Window};
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Clipped, Dense, Loss, Mse, Predict, Standardizer, Tanh, Zero, init, learn};

/// 16 samples through 4 numbers and back: room for two sines with their phases, and for nothing else.
pub(crate) type Net = (Dense<SAMPLES, 4, Tanh>, Dense<4, SAMPLES>);

/// How long each part takes, in windows: for the scale, for the net, and for the threshold.
const SCALING: usize = 500;
const LEARNING: usize = 10_000;
const THRESHOLD: usize = 5_000;
/// Windows that are judged, of each kind.
pub(crate) const JUDGED: usize = 3_000;
/// One false alarm in a hundred windows is asked for.
pub(crate) const LEVEL: f32 = 0.99;
const STEP: Clipped<f32> = Clipped { norm: 1.0, rule: 0.05 };

/// How hard the impacts are, in m/s².
pub(crate) const DAMAGES: [f32; 3] = [0.5, 1.0, 2.0];

/// What came of it.
pub(crate) struct Job {
    /// What a score is compared with, learnt from the stream.
    pub(crate) threshold: f32,
    /// Scores of the healthy machine, and of each damage: mean squared errors of the reproduction, at unit scale.
    pub(crate) healthy: Vec<f32>,
    pub(crate) damaged: [Vec<f32>; DAMAGES.len()],
    /// A window of the healthy machine and one of the worst damage, each with what the net makes of it, in m/s².
    pub(crate) examples: [[Window; 2]; 2],
}

/// What the test asserts: areas under the ROC curve by damage, the share of healthy windows above the threshold, and that
/// of windows with the worst damage.
pub(crate) const FIGURES: [&str; 5] = ["area, 0.5", "area, 1.0", "area, 2.0", "false alarms", "found, 2.0"];

impl Job {
    pub(crate) fn curves(&self) -> [Vec<(f64, f64)>; DAMAGES.len()] {
        self.damaged.each_ref().map(|damaged| curve(&self.healthy, damaged))
    }

    pub(crate) fn areas(&self) -> [f64; DAMAGES.len()] {
        self.curves().map(|curve| area(&curve))
    }

    pub(crate) fn false_alarms(&self) -> f64 {
        above(&self.healthy, self.threshold)
    }

    /// The share of windows that raise an alarm, by damage.
    pub(crate) fn found(&self) -> [f64; DAMAGES.len()] {
        self.damaged.each_ref().map(|damaged| above(damaged, self.threshold))
    }

    pub(crate) fn figures(&self) -> [f64; 5] {
        let ([faint, clear, hard], [.., found]) = (self.areas(), self.found());
        [faint, clear, hard, self.false_alarms(), found]
    }
}

pub(crate) fn run(seed: u32) -> Result<Job, Failed> {
    let mut machine = Machine::new(seed);
    let mut scale = Standardizer::new();
    for _ in 0..SCALING {
        scale.push(&machine.window())?;
    }
    let mut net = Net::ZERO;
    init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed.into()));
    for _ in 0..LEARNING {
        let x = scale.apply(&machine.window());
        learn(&mut net, &x, &x, &Mse, STEP)?; // the target is the input
    }
    let mut threshold = Quantile::new(LEVEL);
    for _ in 0..THRESHOLD {
        threshold.push(score(&net, &scale.apply(&machine.window())));
    }

    let mut judge = |damage| {
        machine.damage = damage;
        let scores = (0..JUDGED).map(|_| score(&net, &scale.apply(&machine.window()))).collect();
        let window = machine.window();
        (scores, [window, scale.undo(&net.predict(&scale.apply(&window)))])
    };
    let (healthy, example) = judge(0.0);
    let [(faint, _), (clear, _), (hard, broken)] = DAMAGES.map(judge);
    let examples = [example, broken];
    Ok(Job { threshold: threshold.value(), healthy, damaged: [faint, clear, hard], examples })
}

/// How far the net's reproduction of a window is off.
fn score(net: &Net, x: &Window) -> f32 {
    let (error, _) = Mse.of(&net.predict(x), x);
    error
}
