//! The nets of the page's list, each with its trainer, seen as one kind of thing.

use crate::rule::Rule;
use core::f32::consts::PI;
use rand_xorshift::XorShiftRng;
use stackprop::{Batch, Dense, Health, Layer, Mse, Relu, TrainError, Trainer, init};

/// A number in, a number out.
type Number = [f32; 1];

pub(crate) struct Learner<N: Layer> {
    net: N,
    trainer: Trainer<N, Rule>,
}

/// What the page does with a net, whatever its shape.
pub(crate) trait Learn {
    /// First weights: as recommended, or drawn by Glorot and Bengio as Keras has them; and no memory of steps before.
    fn start(&mut self, recommended: Option<u32>, rng: &mut XorShiftRng);
    /// One step; the mean loss before it.
    fn step(&mut self, batch: Batch<Number, Number>, rule: &Rule) -> Result<f32, TrainError>;
    fn at(&self, x: f32) -> f32;
    /// Of a layer: its units, and those that are dead over the whole range. Nothing where there is no such layer.
    fn layer(&self, layer: u32) -> Option<[u32; 2]>;
}

impl<N: Layer<Input = Number, Output = Number>> Learner<N> {
    const ZERO: Self = Self { net: N::ZERO, trainer: Trainer::new() };
}

/// How many places of the range `layer` looks at, its ends included.
const PLACES: u8 = 101;

impl<N: Layer<Input = Number, Output = Number>> Learn for Learner<N> {
    fn start(&mut self, recommended: Option<u32>, rng: &mut XorShiftRng) {
        self.trainer = Trainer::new();
        init::glorot_uniform(&mut self.net, rng); // in either case, so that the samples to come are the same
        if let Some(seed) = recommended {
            init::seeded(&mut self.net, seed);
        }
    }

    fn step(&mut self, batch: Batch<Number, Number>, rule: &Rule) -> Result<f32, TrainError> {
        self.trainer.step_over(&mut self.net, batch, &Mse, rule)
    }

    fn at(&self, x: f32) -> f32 {
        let [y] = self.net.predict(&[x]);
        y
    }

    fn layer(&self, layer: u32) -> Option<[u32; 2]> {
        let mut health = Health::new();
        for place in 0..PLACES {
            health.push(&self.net, &[PI * (2.0 * f32::from(place) / f32::from(PLACES - 1) - 1.0)]);
        }
        let mut found = None;
        health.each_layer(&self.net, &mut |seen| {
            if seen.layer == layer as usize {
                found = Some([seen.units, seen.dead].map(|count| count as u32));
            }
        });
        found
    }
}

/// All nets; only one of them learns at a time.
pub(crate) struct Nets {
    hello: Learner<(Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>)>,
    wide: Learner<(Dense<1, 64, Relu>, Dense<64, 1>)>,
    large: Learner<(Dense<1, 64, Relu>, Dense<64, 64, Relu>, Dense<64, 1>)>,
    blog: Learner<(Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>)>,
}

impl Nets {
    pub(crate) const ZERO: Self =
        Self { hello: Learner::ZERO, wide: Learner::ZERO, large: Learner::ZERO, blog: Learner::ZERO };

    /// In the order of the page's list.
    pub(crate) fn get(&mut self, which: u32) -> &mut dyn Learn {
        match which {
            0 => &mut self.hello,
            1 => &mut self.wide,
            2 => &mut self.large,
            _ => &mut self.blog,
        }
    }
}
