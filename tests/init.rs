//! First weights: ranges, one order of draws, knots where they were asked for.
#![cfg(feature = "rand")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits, values};
use core::ops::RangeInclusive;
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use stackprop::init::{KnotsError, glorot_uniform, he_uniform, knots};
use stackprop::{Dense, Relu, Tensor, Values, Zero, init};

type Net = (Dense<20, 30, Relu>, [Dense<30, 30, Relu>; 2], Dense<30, 3>);

fn rng() -> XorShiftRng {
    XorShiftRng::seed_from_u64(7)
}

/// Layer by layer as they are stored: bound(fan-in, fan-out) · (2 · 24 bits - 1), biases 0; and the bounds are reached.
fn is_uniform(net: &Net, bound: impl Fn(f32, f32) -> f32) {
    let mut rng = rng();
    let mut check = |weights: &[f32], bias: &[f32]| {
        let bound = bound(weights.len() as f32 / bias.len() as f32, bias.len() as f32);
        for w in weights {
            assert_eq!(*w, bound * (2.0 * ((rng.next_u32() >> 8) as f32 / 16_777_216.0) - 1.0));
        }
        let of_bound = |w: &f32| w.abs() / bound;
        assert!(weights.iter().map(of_bound).all(|share| share <= 1.0));
        assert!(weights.iter().map(of_bound).any(|share| share > 0.9));
        let (len, mean) = (weights.len() as f32, weights.iter().sum::<f32>() / weights.len() as f32);
        assert!(mean.abs() < 4.0 * bound / (3.0 * len).sqrt(), "four standard deviations off: {mean}");
        assert!(bias.iter().all(|b| b.to_bits() == 0));
    };
    check(net.0.weights().as_flattened(), net.0.bias());
    for layer in &net.1 {
        check(layer.weights().as_flattened(), layer.bias());
    }
    check(net.2.weights().as_flattened(), net.2.bias());
}

#[test]
fn glorot() {
    let mut net: Net = Draw::new(1).net(9.0);
    glorot_uniform(&mut net, &mut rng());
    is_uniform(&net, |fan_in, fan_out| (6.0 / (fan_in + fan_out)).sqrt());
}

#[test]
fn he() {
    let mut net: Net = Draw::new(1).net(9.0);
    he_uniform(&mut net, &mut rng());
    is_uniform(&net, |fan_in, _| (6.0 / fan_in).sqrt());
}

/// A layer's shape known when it runs, with one weight.
struct Shaped {
    shape: [usize; 2],
    weight: [f32; 1],
}

impl Zero for Shaped {
    const ZERO: Self = Self { shape: [1, 1], weight: [0.0] };
}

impl Values for Shaped {
    const LEN: usize = 1;
    const FINGERPRINT: u32 = 0;

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        see(Tensor { name: "weight", shape: &self.shape, values: &self.weight });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        change(Tensor { name: "weight", shape: &self.shape, values: &mut self.weight });
    }
}

/// The lowest draw is the bound itself, so this looks at the crate's own square root, bit by bit: of 6 / n up to a million,
/// odd and even exponents alike.
#[test]
fn bounds_are_rounded_correctly() {
    struct Lowest;
    impl rand_core::TryRng for Lowest {
        type Error = core::convert::Infallible;
        fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
            Ok(0)
        }
        fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
            Ok(0)
        }
        fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
            bytes.fill(0);
            Ok(())
        }
    }
    for fan_in in 1..1_000_000 {
        let mut layer = Shaped { shape: [1, fan_in], weight: [0.0] };
        he_uniform(&mut layer, &mut Lowest);
        assert_eq!(layer.weight[0].to_bits(), (-(6.0 / fan_in as f32).sqrt()).to_bits(), "fan-in {fan_in}");
    }
}

/// Seeded without a feature, the same bits as by `rand_xorshift`.
#[test]
fn seeded_is_a_start_by_xorshift() {
    for seed in (0..500).chain(u32::MAX - 500..=u32::MAX) {
        let (mut seeded, mut started): (Net, Net) = (Draw::new(1).net(9.0), Net::ZERO);
        init::seeded(&mut seeded, seed);
        init::start(&mut started, &mut XorShiftRng::seed_from_u64(seed.into()));
        assert_eq!(bits(&seeded), bits(&started), "seed {seed}");
    }
}

type OneInput = (Dense<1, 16, Relu>, Dense<16, 3>);

/// Where the first layer's units turn on or off.
fn kinks(net: &OneInput) -> Vec<f32> {
    assert_eq!(net.0.weights()[0], [1.0], "the first unit faces right");
    let faces_left = net.0.weights().iter().filter(|weight| **weight == [-1.0]).count();
    assert!(net.0.weights().iter().all(|weight| weight[0].abs() == 1.0));
    assert!((3..=12).contains(&faces_left), "{faces_left} of 15 drawn face left");
    net.0.weights().iter().zip(net.0.bias()).map(|([w], b)| -b / w).collect()
}

#[test]
fn even_knots() {
    let mut net: OneInput = Draw::new(1).net(9.0);
    knots(&mut net, -2.0..=6.0, |_| 3.0, &mut rng()).unwrap();
    let expected: Vec<f32> = (0..16_u8).map(|k| -2.0 + 0.5 * f32::from(k)).collect();
    assert_eq!(kinks(&net), expected);
    assert_eq!(net.1, Dense::ZERO, "no random curve to unlearn");
}

/// Left of knot k lies k/16 of the density, to the width of one of the 1 024 cells it is looked at by.
#[test]
fn knots_by_a_density() {
    let cell = core::f32::consts::TAU / 1024.0;
    let mut net = OneInput::ZERO;
    let from_pi = -core::f32::consts::PI..=core::f32::consts::PI;
    knots(&mut net, from_pi, |x| x.sin().abs(), &mut rng()).unwrap();
    let left_of = |x: f32| if x < 0.0 { 1.0 + x.cos() } else { 3.0 - x.cos() } / 4.0;
    for (k, knot) in kinks(&net).into_iter().enumerate() {
        // a cell holds at most its width over 4 of the whole mass; f32 sums of 1 024 add a little
        assert!((left_of(knot) - k as f32 / 16.0).abs() < cell / 4.0 + 1e-4, "knot {k} at {knot}");
    }
    // Nothing where the density is 0, though the first unit stays on the left edge.
    knots(&mut net, 0.0..=1.0, |x| f32::from(x > 0.5), &mut rng()).unwrap();
    let expected = (1..16_u8).map(|k| 0.5 + f32::from(k) / 32.0);
    let found = kinks(&net);
    assert_eq!(found[0], 0.0);
    assert!(found[1..].iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-6), "{found:?}");
}

/// A net of one layer has its knots there, and no last layer to clear.
#[test]
fn knots_on_one_layer() {
    let mut net: Dense<1, 8, Relu> = Draw::new(1).net(9.0);
    knots(&mut net, 0.0..=4.0, |_| 1.0, &mut rng()).unwrap();
    assert_eq!(net.weights()[0], [1.0]);
    assert!(net.weights().iter().all(|[w]| w.abs() == 1.0));
    let found: Vec<f32> = net.weights().iter().zip(net.bias()).map(|([w], b)| -b / w).collect();
    assert_eq!(found, [0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0, 3.5]);
    let mut wide = Dense::<1, 128, Relu>::ZERO; // more units than there are bits in a word
    knots(&mut wide, -32.0..=32.0, |_| 1.0, &mut rng()).unwrap();
    for (k, ([w], b)) in (0_u16..).zip(wide.weights().iter().zip(wide.bias())) {
        assert_eq!(-b / w, f32::from(k) / 2.0 - 32.0);
    }
}

/// All of the density in the last cell, or in the first: the knots share it, and none lies beside it.
#[test]
fn knots_in_one_cell() {
    let mut net = OneInput::ZERO;
    let last = 1023.0 / 1024.0;
    knots(&mut net, 0.0..=1.0, |x| f32::from(x > last), &mut rng()).unwrap();
    let expected = |from: f32, k: u16| from + f32::from(k) / 16.0 / 1024.0;
    for (k, knot) in (1..).zip(&kinks(&net)[1..]) {
        assert!((knot - expected(last, k)).abs() <= f32::EPSILON, "knot {k} at {knot}");
    }
    knots(&mut net, 0.0..=1.0, |x| f32::from(x < 1.0 / 1024.0), &mut rng()).unwrap();
    for (k, knot) in (0..).zip(kinks(&net)) {
        assert!((knot - expected(0.0, k)).abs() <= f32::EPSILON, "knot {k} at {knot}");
    }
}

#[test]
fn knots_that_cannot_be_change_nothing() {
    let before: OneInput = Draw::new(1).net(1.0);
    let refused = |range: RangeInclusive<f32>, density: fn(f32) -> f32| {
        let (mut net, mut drawn) = (before.clone(), rng());
        let error = knots(&mut net, range, density, &mut drawn).unwrap_err();
        assert_eq!(bits(&net), bits(&before));
        assert_eq!(drawn, rng(), "not even a draw");
        error
    };
    #[allow(clippy::reversed_empty_ranges, reason = "that is what is refused")]
    for range in [1.0..=1.0, 1.0..=0.0, f32::NAN..=1.0, 0.0..=f32::NAN, 0.0..=f32::INFINITY, f32::MIN..=f32::MAX] {
        assert_eq!(refused(range, |_| 1.0), KnotsError::Range);
    }
    for density in [
        |_| 0.0,
        |_| f32::NAN,
        |_| f32::INFINITY,
        |_| f32::MAX, // their sum is infinite
        |x| if x > 0.999 { -1.0 } else { 1.0 },
        |x| if x < 0.001 { f32::NAN } else { 1.0 },
    ] as [fn(f32) -> f32; 6]
    {
        assert_eq!(refused(0.0..=1.0, density), KnotsError::Density);
    }
    let told = KnotsError::Density.to_string();
    assert_eq!(told, "the density of the knots is negative or not finite somewhere, or 0 everywhere");
    assert_eq!(values(&before).len(), 16 + 16 + 48 + 3);
}
