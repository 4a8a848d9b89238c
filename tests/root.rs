//! A root of the user's own gives the bits of libm's, and one that is not correctly rounded is met in debug builds.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{Draw, bits};
use stackprop::{Adam, AdamW, Dense, Momentum, Mse, Optimizer, Relu, RmsProp, Root, Trainer, WithRoot, store};

#[derive(Debug)]
struct Std;

impl Root for Std {
    fn root(x: f32) -> f32 {
        x.sqrt()
    }
}

type Net = (Dense<2, 6, Relu>, Dense<6, 1>);

/// Trains by both from the same start: every bit of net and memory must be equal after every step.
fn same_bits<O: Optimizer<Net> + Copy>(rule: O)
where
    WithRoot<Std, O>: Optimizer<Net>,
{
    for seed in 0..20 {
        let mut draw = Draw::new(seed);
        let mut net: Net = draw.net(1.0);
        let mut twin = net.clone();
        let (mut trainer, mut other) = (Trainer::<Net, O>::new(), Trainer::<Net, WithRoot<Std, O>>::new());
        for step in 0..300 {
            // Sizes over many powers of two; then silence, in which squares shrink to subnormals.
            let size = if step < 30 { draw.one_of(&[1e-12, 1e-3, 1.0, 100.0]) } else { 0.0 };
            let (x, target) = (draw.array(size), draw.array(size));
            trainer.step(&mut net, &[x], &[target], &Mse, &rule).unwrap();
            other.step(&mut twin, &[x], &[target], &Mse, &WithRoot::new(rule)).unwrap();
            assert_eq!((bits(&net), bits(&trainer)), (bits(&twin), bits(&other)), "seed {seed}, step {step}");
        }
        // What one has kept, the other goes on with.
        let mut kept = vec![0; store::bytes::<Trainer<Net, O>>()];
        store::save(&trainer, &mut kept).unwrap();
        store::load(&mut other, &kept).unwrap();
    }
}

#[test]
fn every_optimizer_with_a_root() {
    same_bits(Adam { betas: [0.5, 0.6], ..Adam::new(0.01) }); // forgets fast: down to subnormals
    same_bits(Adam::new(0.01));
    same_bits(AdamW::new(0.01));
    same_bits(RmsProp { alpha: 0.6, ..RmsProp::new(0.01) });
    same_bits(RmsProp { rule: Momentum::new(0.01, 0.9), alpha: 0.99, epsilon: 1e-8 });
}

struct Rough;

impl Root for Rough {
    fn root(x: f32) -> f32 {
        x.sqrt() * 1.000_000_1
    }
}

#[cfg(debug_assertions)]
#[test]
#[should_panic(expected = "a root that is not correctly rounded")]
fn a_rough_root_is_met_in_debug_builds() {
    let (mut net, rule) = (Dense::<1, 1>::new([[1.0]], [0.0]), WithRoot::<Rough, _>::new(Adam::new(0.1)));
    let _ = Trainer::<_, WithRoot<Rough, Adam>>::new().step(&mut net, &[[1.5]], &[[0.0]], &Mse, &rule);
}

#[test]
fn its_settings_are_checked() {
    let rule = WithRoot::<Rough, _>::new(Adam { epsilon: 0.0, ..Adam::new(0.1) });
    let (mut net, mut trainer) = (Dense::<1, 1>::new([[1.0]], [0.0]), Trainer::<_, WithRoot<Rough, Adam>>::new());
    assert!(trainer.step(&mut net, &[[1.0]], &[[0.0]], &Mse, &rule).is_err());
    assert_eq!(net, Dense::new([[1.0]], [0.0]));
    assert_eq!(format!("{:?}", rule.clone()), format!("WithRoot {{ rule: {:?}, .. }}", rule.rule));
}
