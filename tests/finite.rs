//! Once finite, always finite: a call on a finite net either leaves every weight and everything that the optimizer
//! remembers finite, or returns an error and has changed nothing. Random nets, data, rules and losses, up to `f32::MAX`.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod common;

use common::{Draw, bits, values};
use core::fmt::Debug;
use stackprop::{
    Adam, AdamW, Clipped, ClippedByValue, Dense, Frozen, Huber, LARGEST_RATE, Lanes, Layer, LeakyRelu, Loss, Momentum,
    Mse, Optimizer, Real, Relu, RmsProp, Setting, Sgd, Sigmoid, Tanh, TrainError, Trainer, WeightDecay, learn,
};

/// Mostly ordinary, now and then any number, or one at an edge.
fn number(draw: &mut Draw, ordinary: f32) -> f32 {
    match draw.below(40) {
        0 => draw.any_finite(),
        1 => draw.one_of(&[0.0, -0.0, 1.0, -1.0, f32::MAX, f32::MIN, f32::MIN_POSITIVE, 9.2e18, -1.8e19, 1e-45]),
        _ => draw.within(ordinary),
    }
}

/// The size that a net's weights, or a batch's numbers, have in common.
fn size(draw: &mut Draw) -> f32 {
    if draw.below(3) > 0 { 1.0 } else { draw.any_finite().abs() }
}

fn rate(draw: &mut Draw) -> f32 {
    match draw.below(16) {
        0 => draw.one_of(&[f32::NAN, f32::INFINITY, -0.1, 3e38, f32::MAX]),
        1..=3 => draw.one_of(&[LARGEST_RATE, 0.0, f32::from_bits(1)]),
        4 => draw.any_finite(),
        _ => draw.within(0.5).abs(),
    }
}

fn decay(draw: &mut Draw) -> f32 {
    draw.one_of(&[0.0, 0.5, 0.9, 0.9, 0.999, 1.0_f32.next_down(), 1.0, f32::NAN])
}

/// A loss whose delta may be any number.
struct Either(Option<Huber>);

impl<const N: usize> Loss<[f32; N]> for Either {
    fn of(&self, y: &[f32; N], target: &[f32; N]) -> (f32, [f32; N]) {
        self.0.map_or_else(|| Mse.of(y, target), |huber| huber.of(y, target))
    }

    fn check(&self) -> Result<(), Setting> {
        self.0.map_or(Ok(()), |huber| Loss::<[f32; N]>::check(&huber))
    }
}

/// How many calls there were, and how many of them were accepted.
#[derive(Debug, Default)]
struct Tally {
    calls: usize,
    accepted: usize,
}

/// A net's life of twenty steps, each with another rule, batch and loss, by a trainer or by `learn`.
fn live<N, O, R: Real, const I: usize, const J: usize>(seed: u64, rule: fn(&mut Draw) -> O, tally: &mut Tally)
where
    N: Layer<Input = [f32; I], Output = [f32; J]>,
    O: Optimizer<N> + Debug,
{
    let mut draw = Draw::new(seed);
    let weights = size(&mut draw);
    let mut net: N = draw.net(0.0);
    net.visit_mut(&mut |tensor| tensor.values.fill_with(|| number(&mut draw, weights)));
    let mut trainer = Trainer::<N, O, R>::new();
    for call in 0..20 {
        let (inputs, outputs) = (size(&mut draw), size(&mut draw));
        let len = 1 + draw.below(6);
        let xs: Vec<[f32; I]> = (0..len).map(|_| [(); I].map(|()| number(&mut draw, inputs))).collect();
        let mut targets: Vec<[f32; J]> = (0..len).map(|_| [(); J].map(|()| number(&mut draw, outputs))).collect();
        if draw.below(2) == 0 {
            targets.iter_mut().flatten().for_each(|target| *target = target.abs()); // a sigmoid's
        }
        let loss = Either((draw.below(2) == 0).then(|| Huber { delta: number(&mut draw, 1.0).abs() }));
        let before = (bits(&net), bits(&trainer));
        let rule = rule(&mut draw);
        let told: Result<f32, TrainError> = match draw.below(4) {
            0 => learn(&mut net, &xs[0], &targets[0], &loss, rate(&mut draw)),
            1 => {
                let norm = number(&mut draw, 1.0).abs();
                learn(&mut net, &xs[0], &targets[0], &loss, Clipped { norm, rule: rate(&mut draw) })
            }
            _ => trainer.step(&mut net, &xs, &targets, &loss, &rule),
        };
        tally.calls += 1;
        if let Ok(loss) = told {
            tally.accepted += 1;
            let finite = values(&net).iter().chain(&values(&trainer)).chain([&loss]).all(|value| value.is_finite());
            assert!(finite, "seed {seed}, call {call}: {told:?} by {rule:?}");
        } else {
            assert!((bits(&net), bits(&trainer)) == before, "seed {seed}, call {call}: {told:?} changed something");
        }
    }
}

fn lives<N, const I: usize, const J: usize>(seed: u64, tally: &mut Tally)
where
    N: Layer<Input = [f32; I], Output = [f32; J]>,
{
    live::<N, _, f32, I, J>(seed, |draw| Sgd { rate: rate(draw) }, tally);
    let momentum = |draw: &mut Draw| Momentum { rate: rate(draw), momentum: decay(draw), nesterov: draw.below(2) == 0 };
    live::<N, _, Lanes<2>, I, J>(seed, momentum, tally);
    let adam = |draw: &mut Draw| Adam {
        rate: rate(draw),
        betas: [decay(draw), decay(draw)],
        epsilon: draw.one_of(&[1e-8, 1e-8, 1e-3, f32::MIN_POSITIVE, f32::from_bits(1), f32::MAX, 0.0]),
    };
    live::<N, _, f32, I, J>(seed, adam, tally);
    let clipped =
        |draw: &mut Draw| Clipped { norm: number(draw, 1.0).abs(), rule: Momentum::new(rate(draw), decay(draw)) };
    live::<N, _, Lanes<4>, I, J>(seed, clipped, tally);
    let rms_prop = |draw: &mut Draw| RmsProp {
        alpha: decay(draw),
        epsilon: draw.one_of(&[1e-8, 1e-8, f32::MIN_POSITIVE, f32::from_bits(1), f32::MAX, 0.0]),
        rule: Momentum::new(rate(draw), decay(draw)),
    };
    live::<N, _, f32, I, J>(seed, rms_prop, tally);
    let decayed = |draw: &mut Draw| WeightDecay {
        weight_decay: number(draw, 1.0).abs(),
        rule: AdamW { weight_decay: number(draw, 1.0).abs(), ..AdamW::new(rate(draw)) },
    };
    live::<N, _, Lanes<2>, I, J>(seed, decayed, tally);
}

fn calls(count: usize) {
    let mut tally = Tally::default();
    for seed in 0.. {
        lives::<Dense<3, 1>, 3, 1>(seed, &mut tally);
        lives::<(Dense<2, 3, Relu>, Dense<3, 2>), 2, 2>(seed, &mut tally);
        lives::<(Dense<1, 3, Tanh>, [Dense<3, 3, LeakyRelu>; 2], Dense<3, 1, Sigmoid>), 1, 1>(seed, &mut tally);
        lives::<(Frozen<Dense<2, 2, Relu>>, Dense<2, 2, LeakyRelu>), 2, 2>(seed, &mut tally);
        if tally.calls >= count {
            break;
        }
    }
    assert!(4 * tally.accepted > tally.calls, "{tally:?}: most were refused, and little was tried");
}

#[test]
fn a_hundred_thousand_calls() {
    calls(100_000);
}

#[test]
#[ignore = "minutes; in release"]
fn ten_million_calls() {
    calls(10_000_000);
}

/// The farthest step that is accepted, again and again, from the largest weights there are: away from 0, and back.
#[test]
fn the_largest_steps_there_are() {
    fn push<O: Optimizer<Dense<2, 1>> + Debug>(rule: &O) {
        let mut net = Dense::<2, 1>::new([[f32::MAX, f32::MIN]], [0.0]);
        let mut trainer = Trainer::<_, O>::new();
        let mut accepted = 0;
        for step in 0..3000 {
            // The loss of a slope that is just short enough: dL/dw = 2^62.1 in size.
            struct Steep(f32);
            impl Loss<[f32; 1]> for Steep {
                fn of(&self, _: &[f32; 1], _: &[f32; 1]) -> (f32, [f32; 1]) {
                    (1.0, [self.0])
                }
            }
            let slope = if step < 2000 { -5e18 } else { 5e18 };
            let (x, target) = ([1.0, if step % 2 == 0 { 1.0 } else { 0.9 }], [0.0]);
            accepted += u32::from(trainer.step(&mut net, &[x], &[target], &Steep(slope), rule).is_ok());
            assert!(values(&net).iter().chain(&values(&trainer)).all(|value| value.is_finite()), "{step}: {rule:?}");
        }
        assert!(accepted > 1000, "{accepted}: {rule:?}");
    }
    let below_one = 1.0_f32.next_down();
    push(&Sgd { rate: LARGEST_RATE });
    push(&Momentum::new(LARGEST_RATE, below_one));
    push(&Momentum { rate: LARGEST_RATE, momentum: below_one, nesterov: true });
    push(&Clipped { norm: f32::MAX, rule: Momentum::new(LARGEST_RATE, below_one) });
    push(&ClippedByValue { value: f32::MAX, rule: Momentum::new(LARGEST_RATE, below_one) });
    for alpha in [below_one, 0.0] {
        let rule = Momentum { rate: LARGEST_RATE, momentum: below_one, nesterov: true };
        push(&RmsProp { alpha, epsilon: f32::MIN_POSITIVE, rule });
        push(&WeightDecay { weight_decay: 3e-27, rule: RmsProp { alpha, epsilon: f32::MIN_POSITIVE, rule } });
    }
    for betas in [[below_one; 2], [below_one, 0.0], [0.0, below_one], [0.9, 0.0]] {
        let adam = Adam { rate: LARGEST_RATE, betas, epsilon: 1e-7 };
        push(&adam);
        push(&AdamW { adam, weight_decay: 1.0 / LARGEST_RATE });
    }
}
