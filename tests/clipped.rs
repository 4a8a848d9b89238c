//! Clipping by norm: what a gradient is multiplied by, against PyTorch's formula in f64; by a trainer and by `learn`.
#![cfg(feature = "libm")]
#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod common;

use common::{Draw, bits, values};
use stackprop::{Clipped, Dense, Mse, Optimizer, Sgd, Tanh, Trainer, Zero, learn};

/// Over many powers of ten, each as likely as another.
fn size(draw: &mut Draw, powers: f32) -> f32 {
    10.0_f32.powf(draw.within(powers))
}

/// From 10⁻¹² to 10¹², so that the 10⁻⁶ beside the norm is all of it, a part of it, or nothing.
#[test]
fn the_factor_is_pytorchs() {
    let (mut clipped, mut whole) = (0, 0);
    for seed in 0..4000 {
        let mut draw = Draw::new(seed);
        let (long, norm) = (size(&mut draw, 12.0), size(&mut draw, 12.0));
        let mut gradient: Dense<3, 2> = draw.net(long);
        let before = values(&gradient);
        let length = before.iter().map(|g| f64::from(*g).powi(2)).sum::<f64>().sqrt();
        let factor = f64::from(norm) / (length + 1e-6);
        let mut net = Dense::<3, 2>::ZERO;
        Clipped { norm, rule: Sgd { rate: 1.0 } }.step(&mut net, &mut gradient, &mut ());
        for (w, g) in values(&net).into_iter().zip(before) {
            let exact = -f64::from(g) * factor.min(1.0);
            // Eight squares and their sum, halved by the root; a root, a sum, a quotient, a product.
            let off = (f64::from(w) - exact).abs();
            assert!(off <= 8.0 * f64::from(f32::EPSILON) * exact.abs(), "seed {seed}: {w:e} for {exact:e}");
        }
        *if factor < 1.0 { &mut clipped } else { &mut whole } += 1;
    }
    assert!(clipped > 1000 && whole > 1000, "{clipped} clipped, {whole} not");
}

/// `learn`, whose norm follows from deltas and inputs, beside a batch of one, whose norm follows from the gradient.
#[test]
fn learn_is_nearly_a_batch_of_one() {
    type Net = (Dense<2, 5, Tanh>, Dense<5, 2>);
    let (mut clipped, mut whole) = (0, 0);
    for seed in 0..1000 {
        let mut draw = Draw::new(seed);
        let start: Net = draw.net(0.7);
        let (norm, rate, far) = (size(&mut draw, 3.0), size(&mut draw, 2.0), size(&mut draw, 3.0));
        let (x, target) = (draw.array(1.0), draw.array(far));
        let (mut online, mut batch, mut plain) = (start.clone(), start.clone(), start.clone());
        learn(&mut online, &x, &target, &Mse, Clipped { norm, rule: rate }).unwrap();
        let rule = Clipped { norm, rule: Sgd { rate } };
        Trainer::<_, Clipped<Sgd>>::new().step(&mut batch, &[x], &[target], &Mse, &rule).unwrap();
        learn(&mut plain, &x, &target, &Mse, rate).unwrap();
        for ((one, other), start) in values(&online).into_iter().zip(values(&batch)).zip(values(&start)) {
            // Roundings of the two norms, as above but of 27 squares; and one of the weight.
            let most = f32::EPSILON * (20.0 * (one - start).abs() + one.abs());
            assert!((one - other).abs() <= most, "seed {seed}: {one:e} and {other:e} from {start:e}");
        }
        *if bits(&online) == bits(&plain) { &mut whole } else { &mut clipped } += 1;
    }
    assert!(clipped > 200 && whole > 200, "{clipped} clipped, {whole} not");
}
