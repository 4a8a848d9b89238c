//! Numbers of rules and losses that are out of their range are refused by name, before anything has changed: neither the
//! net nor the optimizer's state, and the next step is that of a trainer that never saw them.
#![cfg(feature = "libm")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::bits;
use core::fmt::Debug;
use stackprop::{
    Adam, AdamW, Clipped, ClippedByValue, Dense, Huber, LARGEST_RATE, Lanes, Loss, Momentum, Mse, Optimizer, Rate,
    RmsProp, Setting, Sgd, Tanh, TrainError, Trainer, WeightDecay, Zero, learn,
};

type Net = (Dense<1, 2, Tanh>, Dense<2, 1>);
const NET: Net = (Dense::new([[1.0], [-1.0]], [0.0; 2]), Dense::new([[0.5, 0.25]], [0.0]));
const XS: [[f32; 1]; 3] = [[1.0], [-2.0], [0.5]];
const TARGETS: [[f32; 1]; 3] = [[0.5], [1.0], [-1.0]];

/// What no rate may be.
const RATES: [f32; 7] =
    [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, -0.1, -f32::MIN_POSITIVE, 3e38, LARGEST_RATE.next_up()];

/// A rule, or a loss, that is refused between good steps changes nothing that these could show.
fn refuses<O: Optimizer<Net> + Debug>(good: &O, rule: &O, loss: &impl Loss<[f32; 1]>, setting: Setting) {
    let (mut net, mut trainer) = (NET, Trainer::<Net, O, Lanes<2>>::new());
    let (mut twin, mut twin_trainer) = (NET, Trainer::<Net, O, Lanes<2>>::new());
    for _ in 0..3 {
        trainer.step(&mut net, &XS, &TARGETS, &Mse, good).unwrap();
        twin_trainer.step(&mut twin, &XS, &TARGETS, &Mse, good).unwrap();
        let refused = trainer.step(&mut net, &XS, &TARGETS, loss, rule);
        assert_eq!(refused, Err(TrainError::Rule(setting)), "{rule:?}");
        assert_eq!(bits(&net), bits(&twin), "{rule:?}");
        assert_eq!(bits(&trainer), bits(&twin_trainer), "{rule:?}");
    }
}

fn refuses_to_learn(rate: impl Rate + Copy + Debug, loss: &impl Loss<[f32; 1]>, setting: Setting) {
    let mut net = NET;
    assert_eq!(learn(&mut net, &XS[0], &TARGETS[0], loss, rate), Err(TrainError::Rule(setting)), "{rate:?}");
    assert_eq!(bits(&net), bits(&NET));
}

#[test]
fn rates() {
    for rate in RATES {
        refuses(&Sgd { rate: 0.1 }, &Sgd { rate }, &Mse, Setting::Rate);
        refuses(&Momentum::new(0.1, 0.9), &Momentum::new(rate, 0.9), &Mse, Setting::Rate);
        let nesterov = |rate| Momentum { rate, momentum: 0.5, nesterov: true };
        refuses(&nesterov(0.1), &nesterov(rate), &Mse, Setting::Rate);
        refuses(&Adam::new(0.1), &Adam::new(rate), &Mse, Setting::Rate);
        refuses(&AdamW::new(0.1), &AdamW::new(rate), &Mse, Setting::Rate);
        refuses(&RmsProp::new(0.1), &RmsProp::new(rate), &Mse, Setting::Rate);
        let decayed = |rate| WeightDecay { weight_decay: 0.1, rule: Sgd { rate } };
        refuses(&decayed(0.1), &decayed(rate), &Mse, Setting::Rate);
        let by_value = |rate| ClippedByValue { value: 1.0, rule: Sgd { rate } };
        refuses(&by_value(0.1), &by_value(rate), &Mse, Setting::Rate);
        let clipped = |rate| Clipped { norm: 1.0, rule: Sgd { rate } };
        refuses(&clipped(0.1), &clipped(rate), &Mse, Setting::Rate);
        refuses_to_learn(rate, &Mse, Setting::Rate);
        refuses_to_learn(Clipped { norm: 1.0, rule: rate }, &Mse, Setting::Rate);
    }
}

#[test]
fn decays() {
    for decay in [1.0, 1.5, -0.1, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        refuses(&Momentum::new(0.1, 0.9), &Momentum::new(0.1, decay), &Mse, Setting::Momentum);
        for betas in [[decay, 0.999], [0.9, decay]] {
            refuses(&Adam::new(0.1), &Adam { betas, ..Adam::new(0.1) }, &Mse, Setting::Beta);
        }
        refuses(&RmsProp::new(0.1), &RmsProp { alpha: decay, ..RmsProp::new(0.1) }, &Mse, Setting::Beta);
    }
}

#[test]
fn epsilons_norms_and_hubers() {
    for number in [0.0, -0.0, -1.0, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        refuses(&Adam::new(0.1), &Adam { epsilon: number, ..Adam::new(0.1) }, &Mse, Setting::Epsilon);
        refuses(&RmsProp::new(0.1), &RmsProp { epsilon: number, ..RmsProp::new(0.1) }, &Mse, Setting::Epsilon);
        let by_value = |value| ClippedByValue { value, rule: Sgd { rate: 0.1 } };
        refuses(&by_value(1.0), &by_value(number), &Mse, Setting::Clip);
        let clipped = |norm| Clipped { norm, rule: Momentum::new(0.1, 0.9) };
        refuses(&clipped(1.0), &clipped(number), &Mse, Setting::Clip);
        refuses_to_learn(Clipped { norm: number, rule: 0.1 }, &Mse, Setting::Clip);
        let rule = Momentum::new(0.1, 0.9);
        refuses(&rule, &rule, &Huber { delta: number }, Setting::HuberDelta);
        refuses_to_learn(0.1, &Huber { delta: number }, Setting::HuberDelta);
    }
    let nothing = Adam { rate: 0.0, epsilon: 0.0, ..Adam::new(0.0) }; // 0 / 0
    refuses(&Adam::new(0.1), &nothing, &Mse, Setting::Epsilon);
    // a step of rate / epsilon times a gradient of 2^63 must stay below 2^103
    let epsilon = 1e-20;
    refuses(&Adam::new(0.1), &Adam { epsilon, ..Adam::new(0.1) }, &Mse, Setting::Epsilon);
    refuses(&Adam::new(0.1), &Adam::new(LARGEST_RATE), &Mse, Setting::Epsilon);
}

/// An epsilon of Adam's is at least the rate over 2^39, at any rate.
#[test]
fn epsilons_beside_a_rate() {
    for power in -87..=15 {
        let (rate, epsilon) = (2.0_f32.powi(power), 2.0_f32.powi(power - 39));
        let adam = |epsilon| Optimizer::<Net>::check(&Adam { epsilon, ..Adam::new(rate) }, &NET);
        assert_eq!([adam(epsilon), adam(epsilon.next_down())], [Ok(()), Err(Setting::Epsilon)], "2^{power}");
    }
}

/// Where the square of a gradient underflows, only a normal epsilon keeps the quotient below 2^52.
#[test]
fn subnormal_epsilons_of_rms_prop() {
    for epsilon in [f32::from_bits(1), 1e-40, f32::MIN_POSITIVE.next_down()] {
        refuses(&RmsProp::new(0.1), &RmsProp { epsilon, ..RmsProp::new(0.1) }, &Mse, Setting::Epsilon);
    }
}

#[test]
fn weight_decays() {
    let adam_w = |rate, weight_decay| AdamW { weight_decay, ..AdamW::new(rate) };
    let added = |weight_decay| WeightDecay { weight_decay, rule: Sgd { rate: 0.1 } };
    for number in [-0.1, -f32::MIN_POSITIVE, f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        refuses(&adam_w(0.1, 0.0), &adam_w(0.1, number), &Mse, Setting::WeightDecay);
        refuses(&added(0.0), &added(number), &Mse, Setting::WeightDecay);
    }
    for power in -12..=12 {
        // all of a weight, and a little more
        let (rate, whole) = (0.1 * 2.0_f32.powi(power), 10.0 * 2.0_f32.powi(-power));
        refuses(&adam_w(rate, 0.5 * whole), &adam_w(rate, 1.01 * whole), &Mse, Setting::WeightDecay);
    }
    for power in -60..=60 {
        // what a weight adds to the gradient stays below 2^40, whichever weight it is
        let (weight, most) = (2.0_f32.powi(power), 2.0_f32.powi(40 - power));
        for weights in [[[weight, 0.0]], [[0.0, -weight]]] {
            let net: Net = (Dense::ZERO, Dense::new(weights, [0.0]));
            assert_eq!(added(most).check(&net), Err(Setting::WeightDecay), "2^{power}");
            assert_eq!(added(most.next_down()).check(&net), Ok(()), "2^{power}");
        }
    }
}

/// The ends of the ranges belong to them; a rate of 0 changes nothing but what an optimizer remembers.
#[test]
fn what_is_just_allowed() {
    fn takes<O: Optimizer<Net> + Debug>(rule: &O) -> Net {
        let mut net = NET;
        assert!(Trainer::<_, O>::new().step(&mut net, &XS, &TARGETS, &Mse, rule).is_ok(), "{rule:?}");
        net
    }
    assert_eq!(LARGEST_RATE, 2.0_f32.powi(15));
    let below_one = 1.0_f32.next_down();
    for rate in [LARGEST_RATE, f32::from_bits(1)] {
        takes(&Sgd { rate });
        takes(&Momentum::new(rate, below_one));
        takes(&Clipped { norm: f32::MAX, rule: Sgd { rate } });
        assert!(learn(&mut NET.clone(), &XS[0], &TARGETS[0], &Huber { delta: f32::from_bits(1) }, rate).is_ok());
    }
    takes(&Adam { rate: LARGEST_RATE, betas: [below_one; 2], epsilon: 1e-7 });
    takes(&Adam { rate: 1e-10, betas: [0.0; 2], epsilon: 1e-20 });
    let smallest =
        RmsProp { alpha: below_one, epsilon: f32::MIN_POSITIVE, rule: Momentum::new(LARGEST_RATE, below_one) };
    takes(&smallest);
    takes(&RmsProp { alpha: 0.0, epsilon: f32::MAX, ..smallest });
    for (rate, weight_decay) in [(0.5, 2.0), (2.0, 0.5), (0.0, f32::MAX), (0.1, 0.0)] {
        takes(&AdamW { weight_decay, ..AdamW::new(rate) });
    }
    for value in [f32::from_bits(1), f32::MAX] {
        takes(&ClippedByValue { value, rule: Sgd { rate: LARGEST_RATE } });
    }
    for rate in [0.0, -0.0] {
        let adam = Adam { rate, betas: [0.0; 2], epsilon: f32::from_bits(1) };
        let unmoved = [
            takes(&Sgd { rate }),
            takes(&Momentum::new(rate, 0.0)),
            takes(&Momentum { rate, momentum: 0.5, nesterov: true }),
            takes(&adam),
            takes(&Clipped { norm: f32::MIN_POSITIVE, rule: Sgd { rate } }),
        ];
        assert!(unmoved.iter().all(|net| bits(net) == bits(&NET)));
        let mut net = NET;
        assert_eq!(learn(&mut net, &[1.0], &[0.5], &Mse, rate), learn(&mut NET.clone(), &[1.0], &[0.5], &Mse, 0.1));
        assert_eq!(bits(&net), bits(&NET));
    }
}
