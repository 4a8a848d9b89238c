//! Gestures from a 3-axis accelerometer, learnt one window at a time; then the head is personalised to another hand.
//!
//! 1. The first windows only teach the scale of every axis: their units differ by five powers of ten.
//! 2. A hand makes gestures. Each window goes into a [`Replay`] memory, and the net learns from windows drawn from there.
//! 3. Another hand takes over. The body is [`Frozen`], and the head learns on.

use core::f32::consts::TAU;
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use stackprop::{
    Clipped, Confusion, Dense, Frozen, Layer, Predict, Quantity, Relu, Replay, SoftmaxCrossEntropy, Standardizer,
    TrainError, Zero, argmax, init, learn,
};

pub const GESTURES: [&str; 3] = ["swipe", "circle", "shake"];
/// Samples in a window: 0.8 s at 20 Hz.
pub const SAMPLES: usize = 16;
const INPUTS: usize = 3 * SAMPLES;

/// What the sensor reads, sample by sample: x as a share of its full scale of 50 g, y in m/s², z in counts of 1/2000 g.
pub type Window = [[f32; 3]; SAMPLES];
/// What a g reads, by axis.
const PER_G: [f32; 3] = [0.02, 9.81, 2000.0];

pub type Body = Dense<INPUTS, 24, Relu>;
pub type Head = Dense<24, 3>;
/// Of a window in standardised form, and its gesture: one byte.
pub type Kept = Replay<[f32; INPUTS], u8, 32>;

/// How long each part takes, in windows.
pub const SCALING: usize = 30;
pub const LEARNING: usize = 240;
pub const PERSONALISING: usize = 120;
const TESTED: usize = 300;
/// Windows drawn from the memory whenever one comes.
const DRAWS: usize = 8;
const STEP: Clipped<f32> = Clipped { norm: 1.0, rule: 0.1 };

/// How somebody moves.
#[derive(Clone, Copy, Debug)]
pub struct Hand {
    /// How the board lies on the wrist, in radians around the vertical.
    pub turn: f32,
    /// Gestures per window.
    pub tempo: f32,
    /// Largest acceleration, in g.
    pub strength: f32,
}

/// The hand that the net learns from.
pub const FIRST: Hand = Hand { turn: 0.0, tempo: 1.0, strength: 0.6 };
/// The one that comes later: the board lies askew, and everything is slower and weaker.
pub const SECOND: Hand = Hand { turn: 1.0, tempo: 0.75, strength: 0.5 };

/// All that lives in RAM from window to window: all zero bytes, so that a `static` of it lies in `.bss`.
#[derive(Debug)]
pub struct Learner {
    scale: Standardizer<3>,
    net: (Body, Head),
    kept: Kept,
}

impl Default for Learner {
    fn default() -> Self {
        Self::new()
    }
}

impl Learner {
    #[must_use]
    pub const fn new() -> Self {
        Self { scale: Standardizer::new(), net: (Body::ZERO, Head::ZERO), kept: Kept::new(0) }
    }
}

/// Accuracy over fresh windows, of both hands: before the head is personalised and after.
#[derive(Clone, Copy, Debug)]
pub struct Outcome {
    pub first: [f32; 2],
    pub second: [f32; 2],
}

/// What happened to a window: whether it was read rightly before the net learnt from it, and whether it would have been
/// without personalising.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    pub right: bool,
    pub right_without: bool,
}

/// The whole job; `watch` sees every window that is learnt from.
///
/// # Errors
/// [`TrainError`]: a sample is not finite.
pub fn run(seed: u32, learner: &mut Learner, watch: &mut dyn FnMut(Seen)) -> Result<Outcome, TrainError> {
    *learner = Learner::new();
    let Learner { scale, net, kept } = learner;
    let mut rng = XorShiftRng::seed_from_u64(seed.into());
    init::start(net, &mut rng);
    for _ in 0..SCALING {
        for sample in draw(&mut rng, FIRST).0 {
            let not_finite = TrainError::Refused { sample: 0, quantity: Quantity::Input };
            scale.push(&sample).map_err(|_| not_finite)?;
        }
    }
    for _ in 0..LEARNING {
        let (window, gesture) = draw(&mut rng, FIRST);
        let x = standardised(scale, &window);
        let right = says(net, &x) == usize::from(gesture);
        watch(Seen { right, right_without: right });
        practise(net, kept, &x, gesture)?;
    }
    let mut test = XorShiftRng::seed_from_u64(!u64::from(seed));
    let before = [FIRST, SECOND].map(|hand| accuracy(net, scale, &mut test, hand));

    let mut personal = (Frozen(net.0.clone()), net.1.clone());
    *kept = Kept::new(1); // what the first hand did is of no use to the second
    for _ in 0..PERSONALISING {
        let (window, gesture) = draw(&mut rng, SECOND);
        let x = standardised(scale, &window);
        let right = |said| said == usize::from(gesture);
        watch(Seen { right: right(says(&personal, &x)), right_without: right(says(net, &x)) });
        practise(&mut personal, kept, &x, gesture)?;
    }
    let after = [FIRST, SECOND].map(|hand| accuracy(&personal, scale, &mut test, hand));
    let ([first_before, second_before], [first_after, second_after]) = (before, after);
    Ok(Outcome { first: [first_before, first_after], second: [second_before, second_after] })
}

/// Keeps the window, then learns from some that are kept: one gesture many times in a row would drive out the others.
fn practise<N: Layer<Input = [f32; INPUTS], Output = [f32; 3]>>(
    net: &mut N,
    kept: &mut Kept,
    x: &[f32; INPUTS],
    gesture: u8,
) -> Result<(), TrainError> {
    kept.push_latest(x, &gesture)?;
    for _ in 0..DRAWS {
        if let Some((x, gesture)) = kept.draw() {
            learn(net, x, gesture, &SoftmaxCrossEntropy, STEP)?;
        }
    }
    Ok(())
}

fn says(net: &impl Predict<Input = [f32; INPUTS], Output = [f32; 3]>, x: &[f32; INPUTS]) -> usize {
    argmax(&net.predict(x))
}

fn accuracy(
    net: &impl Predict<Input = [f32; INPUTS], Output = [f32; 3]>,
    scale: &Standardizer<3>,
    rng: &mut impl Rng,
    hand: Hand,
) -> f32 {
    let mut seen = Confusion::<3>::new();
    for _ in 0..TESTED {
        let (window, gesture) = draw(rng, hand);
        seen.push(says(net, &standardised(scale, &window)), gesture.into());
    }
    seen.accuracy()
}

/// Every axis at unit scale, one sample after the other.
fn standardised(scale: &Standardizer<3>, window: &Window) -> [f32; INPUTS] {
    let mut x = [0.0; INPUTS];
    for (three, sample) in x.chunks_exact_mut(3).zip(window) {
        three.copy_from_slice(&scale.apply(sample));
    }
    x
}

/// A random gesture of a hand. With a sensor, this is the interrupt that fills the window.
fn draw(rng: &mut impl Rng, hand: Hand) -> (Window, u8) {
    let gesture = (rng.next_u32() >> 16) % 3;
    (window(rng, gesture as u8, hand), gesture as u8)
}

/// A gesture as the sensor reads it: never twice with the same strength, tempo and start, and with noise.
pub fn window(rng: &mut impl Rng, gesture: u8, hand: Hand) -> Window {
    let strength = hand.strength * (1.0 + 0.4 * uniform(rng));
    let tempo = hand.tempo * (1.0 + 0.2 * uniform(rng));
    let start = 0.12 * uniform(rng);
    let turn = hand.turn + 0.3 * uniform(rng);
    let (sin_turn, cos_turn) = (libm::sinf(turn), libm::cosf(turn));
    let mut window = [[0.0; 3]; SAMPLES];
    for (k, sample) in window.iter_mut().enumerate() {
        let angle = TAU * (start + tempo * k as f32 / SAMPLES as f32);
        let (sin, cos) = (libm::sinf(angle), libm::cosf(angle));
        let [x, y, z] = match gesture {
            0 => [sin, 0.2 * cos, 0.0],                     // swipe: speed up, then brake
            1 => [cos, 0.0, sin],                           // circle, upright
            _ => [0.2 * sin, libm::sinf(3.0 * angle), 0.0], // shake, three times as fast
        };
        let in_g =
            [x * cos_turn - y * sin_turn, x * sin_turn + y * cos_turn, z].map(|g| strength * g + 0.1 * uniform(rng));
        let with_gravity = [in_g[0], in_g[1], in_g[2] + 1.0];
        for ((value, g), per_g) in sample.iter_mut().zip(with_gravity).zip(PER_G) {
            *value = g * per_g;
        }
    }
    window
}

/// Uniform in [-1, 1): 24 bits, as many as an f32 holds.
fn uniform(rng: &mut impl Rng) -> f32 {
    (rng.next_u32() >> 8) as f32 / 8_388_608.0 - 1.0
}
