//! Every optimizer, a hundred steps long, against PyTorch's formulas in f64 and a bound on what f32 may lose.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;
mod reference;

use common::{Draw, bits, values};
use reference::{KnownRule, Memory};
use stackprop::{
    Adam, Dense, Lanes, Momentum, Mse, Optimizer, Parameters, Real, RmsProp, Sgd, Tanh, Trainer, Values, Zero,
};

type Net = (Dense<3, 5>, Dense<5, 2>);

/// Steps down drawn gradients of a size, some of them 0, by a rule that changes from step to step.
fn follow<O: Optimizer<Net> + KnownRule>(rule: impl Fn(f32) -> O, size: f32, weights: f32) {
    let mut draw = Draw::new(11);
    let mut net: Net = draw.net(weights);
    let mut state = O::State::ZERO;
    let mut expected: Vec<(f64, Memory)> = values(&net).iter().map(|w| (f64::from(*w), Memory::default())).collect();
    for step in 0..100_u8 {
        let rule = rule(1.0 - f32::from(step) / 128.0);
        let mut gradient: Net = draw.net(size);
        let mut kept = 0;
        gradient.zip([], &mut |slice, []| {
            for g in slice {
                kept += 1;
                *g = if kept % 5 == 0 { 0.0 } else { *g + 0.25 * size };
            }
        });
        for ((weight, memory), g) in expected.iter_mut().zip(values(&gradient)) {
            rule.known().step(weight, f64::from(g), memory);
        }
        rule.step(&mut net, &mut gradient, &mut state);
        assert_eq!(bits(&gradient), [0; Net::LEN], "the gradient is cleared");
        for (k, (found, (weight, memory))) in values(&net).iter().zip(&expected).enumerate() {
            let error = (f64::from(*found) - weight).abs();
            assert!(error <= memory.error, "step {step}, weight {k}: {found:e} for {weight:e} ± {:e}", memory.error);
        }
    }
    // The bound says something: it is far below the way that was gone.
    let start = values(&Draw::new(11).net::<Net>(weights));
    for (start, (weight, memory)) in start.iter().zip(&expected) {
        let way = (weight - f64::from(*start)).abs();
        assert!(way == 0.0 || memory.error < 0.02 * way, "{:e} after a way of {way:e}", memory.error);
    }
}

#[test]
fn sgd() {
    for size in [1e-8, 1.0, 1e8] {
        follow(|way| Sgd { rate: 0.01 * way }, size, size);
    }
}

#[test]
fn momentum() {
    for (size, momentum) in [(1e-8, 0.9), (1.0, 0.5), (1e8, 0.99), (1.0, 0.0)] {
        for nesterov in [false, true] {
            follow(|way| Momentum { rate: 0.01 * way, momentum, nesterov }, size, size);
        }
    }
}

#[test]
fn adam() {
    // At 1e-8 epsilon is half of the denominator.
    for size in [1e-8, 1e-3, 1.0, 1e8] {
        follow(|way| Adam::new(0.01 * way), size, 1.0);
    }
    follow(|way| Adam { rate: 0.1 * way, betas: [0.5, 0.9], epsilon: 0.5 }, 1.0, 1.0);
    follow(|way| Adam { rate: 0.1 * way, betas: [0.0, 0.99], epsilon: 1e-3 }, 1.0, 1.0);
}

/// What Adam remembers of channels that fall silent: every 256th step sets what is subnormal to 0, no other step does, and
/// nothing else is ever touched.
#[test]
fn adam_clears_subnormal_moments_now_and_then() {
    let mut cleared = 0;
    for seed in 0..20 {
        let mut draw = Draw::new(seed);
        let betas @ [b1, b2] = [draw.one_of(&[0.3, 0.6, 0.9]), draw.one_of(&[0.5, 0.8, 0.95])];
        let rule = Adam { betas, ..Adam::new(0.01) };
        let (mut net, mut state): (Net, _) = (draw.net(1.0), <Adam as Optimizer<Net>>::State::ZERO);
        for step in 1..=1200 {
            let mut gradient: Net = draw.net(1.0);
            gradient.visit_mut(&mut |tensor| {
                tensor.values.iter_mut().filter(|_| draw.below(200) > 0).for_each(|g| *g = 0.0);
            });
            let (before, gradients) = (values(&state), values(&gradient));
            rule.step(&mut net, &mut gradient, &mut state);
            let moment = |k: usize| {
                let g = gradients[k % Net::LEN];
                let (b, new) = if k < Net::LEN { (b1, g) } else { (b2, g * g) };
                b * before[k] + (1.0 - b) * new
            };
            let after = values(&state);
            for (k, found) in after[..2 * Net::LEN].iter().enumerate() {
                let clears = step % 256 == 0 && moment(k).is_subnormal();
                let expected = if clears { 0.0 } else { moment(k) };
                assert_eq!(found.to_bits(), expected.to_bits(), "seed {seed}, step {step}, moment {k}");
                cleared += u32::from(clears);
            }
        }
    }
    assert!(cleared > 100, "{cleared} were subnormal");
}

/// `RMSprop`'s mean square of a channel: never subnormal where the gradient is 0, untouched everywhere else, and no weight
/// goes another way than by the formula with this mean square.
#[test]
fn rms_prop_keeps_no_subnormal_square_of_a_silent_channel() {
    let (mut cleared, mut kept) = (0, 0);
    for seed in 0..20 {
        let mut draw = Draw::new(seed);
        let rule = RmsProp { alpha: draw.one_of(&[0.5, 0.8, 0.95]), ..RmsProp::new(0.01) };
        let (mut net, mut state): (Net, _) = (draw.net(1.0), <RmsProp as Optimizer<Net>>::State::ZERO);
        for step in 0..1200 {
            let mut gradient: Net = draw.net(1.0);
            gradient.visit_mut(&mut |tensor| {
                for g in tensor.values {
                    *g *= if draw.below(200) > 0 { 0.0 } else { draw.one_of(&[1.0, 1e-10, 1e-19]) };
                }
            });
            let (before, weights, gradients) = (values(&state), values(&net), values(&gradient));
            rule.step(&mut net, &mut gradient, &mut state);
            let (after, net) = (values(&state), values(&net));
            for (k, g) in gradients.into_iter().enumerate() {
                let square = rule.alpha * before[k] + (1.0 - rule.alpha) * (g * g);
                let clears = g == 0.0 && square.is_subnormal();
                let expected = if clears { 0.0 } else { square };
                assert_eq!(after[k].to_bits(), expected.to_bits(), "seed {seed}, step {step}, square {k}");
                let weight = weights[k] - 0.01 * (g / (expected.sqrt() + rule.epsilon));
                assert_eq!(net[k].to_bits(), weight.to_bits(), "seed {seed}, step {step}, weight {k}");
                cleared += u32::from(clears);
                kept += u32::from(g != 0.0 && square.is_subnormal());
            }
        }
    }
    assert!(cleared > 100 && kept > 100, "{cleared} cleared, {kept} kept");
}

/// An optimizer of one's own that leaves the gradient as it was: the trainer clears it, after every step.
#[test]
fn an_optimizer_that_forgets_to_clear() {
    struct Forgetful;
    impl<N: Parameters> Optimizer<N> for Forgetful {
        type State = ();
        fn step(&self, net: &mut N, gradient: &mut N::Gradient, (): &mut ()) {
            net.zip([gradient], &mut |w, [g]| w.iter_mut().zip(g).for_each(|(w, g)| *w -= 0.125 * *g));
        }
    }
    fn check<R: Real>() {
        let mut net = (Dense::<1, 2, Tanh>::new([[1.0], [-1.0]], [0.0; 2]), Dense::<2, 1>::new([[0.5, 0.25]], [0.0]));
        let mut twin = net.clone();
        let (mut forgetful, mut sgd) = (Trainer::<_, Forgetful, R>::new(), Trainer::<_, Sgd, R>::new());
        for _ in 0..10 {
            let (xs, targets) = ([[1.0], [-2.0], [0.5]], [[0.5], [1.0], [-1.0]]);
            forgetful.step(&mut net, &xs, &targets, &Mse, &Forgetful).unwrap();
            sgd.step(&mut twin, &xs, &targets, &Mse, &Sgd { rate: 0.125 }).unwrap();
            assert_eq!(bits(&net), bits(&twin));
        }
    }
    check::<f32>();
    check::<Lanes<2>>();
}
