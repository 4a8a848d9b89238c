//! A mean that stays a mean: against f64, over hundreds of millions of values, and at the ends of the range.
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

use stackprop::{Dense, Mean, Mse, Sgd, Trainer};

/// Relative to the size of the values: two roundings of the mean itself, and some room for those of the steps.
const CLOSE: f64 = 3e-7;

/// splitmix64 (Steele, Lea and Flood, 2014), uniform in [0, 1): the tests' own, so that it is not what is tested.
struct Uniform(u64);

impl Uniform {
    fn next(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let bits = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits >> 40) as f32) / 16_777_216.0
    }
}

#[test]
fn few_values() {
    let mut mean = Mean::new();
    assert_eq!((mean.value(), mean.count()), (0.0, 0));
    for (value, expected) in [(4.0, 4.0), (-2.0, 1.0), (7.0, 3.0), (3.0, 3.0)] {
        mean.push(value);
        assert_eq!(mean.value(), expected);
    }
    assert_eq!(mean.count(), 4);
    assert_eq!(Mean::default(), Mean::new());
}

#[test]
fn equal_values_have_their_own_mean() {
    for value in [0.1, -3.3e-5, 1e-45, 1.5e-39, f32::MAX, f32::MIN, 0.0] {
        let mut mean = Mean::new();
        for _ in 0..1000 {
            mean.push(value);
            assert_eq!(mean.value(), value);
        }
        for _ in 0..1000 {
            mean.push_many(value, 4_000_000);
            assert_eq!(mean.value(), value);
        }
    }
}

/// 2²⁰ uniform values around 0.5, and the same times a falling curve: each prefix is right.
#[test]
fn any_values() {
    for falling in [0.0, 1e-5] {
        let (mut draw, mut mean, mut sum) = (Uniform(1), Mean::new(), 0.0);
        for k in 1..=1_u32 << 20 {
            let value = draw.next() / (1.0 + falling * k as f32);
            mean.push(value);
            sum += f64::from(value);
            let exact = sum / f64::from(k);
            let off = (f64::from(mean.value()) / exact - 1.0).abs();
            assert!(off < CLOSE, "{off:.1e} after {k}");
        }
    }
}

/// Values that are a few units in the last place apart, around powers of two too: the mean is rounded as it should be.
#[test]
fn neighbouring_values() {
    let mut draw = Uniform(5);
    for power in -100..100 {
        for from in [0, 0x2a_aaaa, 0x7f_fffc] {
            let start = f32::from_bits(2.0_f32.powi(power).to_bits() + from);
            let (mut mean, mut sum) = (Mean::new(), 0.0);
            for k in 1..=32_u8 {
                let value = f32::from_bits(start.to_bits() + (draw.next().to_bits() >> 13) % 8);
                mean.push(value);
                sum += f64::from(value);
                let (found, exact) = (mean.value(), sum / f64::from(k));
                let (below, above) = (f64::from(found.next_down()), f64::from(found.next_up()));
                let halfway = [0.5001 * (f64::from(found) - below), 0.5001 * (above - f64::from(found))];
                assert!((-halfway[0]..=halfway[1]).contains(&(exact - f64::from(found))), "{found:e} for {exact:e}");
            }
        }
    }
}

/// The mean of the means of batches is the mean of the values, whatever the sizes of the batches.
#[test]
fn batches() {
    let (mut draw, mut mean, mut sum, mut count) = (Uniform(2), Mean::new(), 0.0, 0);
    for k in 0..20_000_u32 {
        let (value, n) = (draw.next(), k * k % 1009);
        mean.push_many(value, n);
        sum += f64::from(value) * f64::from(n);
        count += n;
        assert_eq!(mean.count(), count);
        let off = f64::from(mean.value()) - sum / f64::from(count.max(1));
        assert!(off.abs() < CLOSE, "{off:.1e} after {k}");
    }
    let before = mean;
    mean.push_many(f32::NAN, 0);
    assert_eq!(mean, before);
}

/// 5 · 10⁸ and then 4 · 10⁹ losses, in runs of a thousand and of ten thousand equal ones: a falling curve with noise.
#[test]
fn it_does_not_drift() {
    for (run, runs) in [(1000, 500_000_u32), (10_000, 400_000)] {
        let (mut draw, mut mean, mut sum) = (Uniform(3), Mean::new(), 0.0);
        for k in 0..runs {
            let value = (0.7 + 0.1 * draw.next()) / (1.0 + 1e-6 * k as f32);
            mean.push_many(value, run);
            sum += f64::from(value);
        }
        let off = f64::from(mean.value()) / (sum / f64::from(runs)) - 1.0;
        assert_eq!(mean.count(), run * runs);
        assert!(off.abs() < CLOSE, "{off:.1e}");
    }
}

/// From a count of 5 · 10⁸ on, a step is a thirtieth of the last place, or less: it still counts.
#[test]
fn a_late_value_still_counts() {
    let mut mean = Mean::new();
    mean.push_many(1.0, 500_000_000);
    (0..1_000_000).for_each(|_| mean.push(2.0));
    let exact = 502.0 / 501.0;
    assert!((f64::from(mean.value()) - exact).abs() < 1e-7, "{}", mean.value());
}

#[test]
fn nothing_overflows() {
    let (large, small) = (f32::MAX, f32::MIN);
    let mut mean = Mean::new();
    for k in 1..=10_000 {
        mean.push(if k % 2 == 0 { small } else { large });
        let exact = f64::from(large) * f64::from(k % 2) / f64::from(k);
        assert!((f64::from(mean.value()) - exact).abs() < f64::from(large) * CLOSE, "{k}");
    }
    // Nine tenths at one end: the distance to the other is more than f32 holds, time after time.
    let mut mean = Mean::new();
    for k in 0..100_000 {
        mean.push(if k % 10 == 9 { large } else { small });
    }
    assert!((f64::from(mean.value()) / (-0.8 * f64::from(large)) - 1.0).abs() < CLOSE);
    for (first, second) in [(1, 1), (1, u32::MAX), (u32::MAX, 1), (u32::MAX, u32::MAX), (3, 2)] {
        let mut mean = Mean::new();
        mean.push_many(large, first);
        mean.push_many(small, second);
        mean.push_many(large, second);
        assert!(mean.value().is_finite());
    }
}

#[test]
fn infinity_and_nan_show() {
    for (values, expected) in [
        ([1.0, f32::INFINITY, 1.0], f32::INFINITY),
        ([f32::NEG_INFINITY, f32::MAX, 1.0], f32::NEG_INFINITY),
        ([f32::INFINITY, f32::NEG_INFINITY, 1.0], f32::NAN),
        ([f32::NAN, 1.0, f32::INFINITY], f32::NAN),
    ] {
        let mut mean = Mean::new();
        for value in values {
            mean.push(value);
        }
        assert!(mean.value() == expected || mean.value().is_nan() && expected.is_nan(), "{values:?}");
    }
}

/// Past 2³² values: the weight of a value stays 2⁻³².
#[test]
fn the_count_ends() {
    let mut mean = Mean::new();
    mean.push_many(1.0, u32::MAX - 1);
    mean.push(1.0);
    assert_eq!((mean.value(), mean.count()), (1.0, u32::MAX));
    for _ in 0..4096 {
        mean.push_many(0.0, 1 << 20); // 2²⁰ values at once: (1 - 2⁻¹²) 4096 times
    }
    assert_eq!(mean.count(), u32::MAX);
    let exact = (1.0_f64 - 1.0 / 4096.0).powi(4096);
    assert!((f64::from(mean.value()) / exact - 1.0).abs() < 1e-6, "{}", mean.value());
}

/// A step's mean loss: 30 000 samples whose losses are equal, with a scale that is no power of two. A plain sum is off
/// by 10⁻⁵ here.
#[test]
fn a_steps_mean_loss_does_not_drift() {
    let inputs = vec![[0.0_f32]; 30_000];
    let targets = vec![[0.3_f32]; 30_000];
    let mut net = Dense::<1, 1>::new([[1.0]], [0.0]);
    let loss = Trainer::<_, Sgd>::new().step(&mut net, &inputs, &targets, &Mse, &Sgd { rate: 0.0 }).unwrap_or(f32::NAN);
    let exact = f64::from(0.3_f32).powi(2);
    // Three roundings: of the loss, of 1 / n, and of their product; then two of the sum.
    assert!((f64::from(loss) / exact - 1.0).abs() < CLOSE, "{loss}");
}

/// As many as a device sees in days, one by one.
#[test]
#[ignore = "for a release build: cargo test --release --test mean -- --ignored"]
fn half_a_billion_values_one_by_one() {
    let (mut draw, mut noisy, mut slow, mut sums) = (Uniform(4), Mean::new(), Mean::new(), [0.0; 2]);
    let mut equal = Mean::new();
    for k in 0..500_000_000_u32 {
        let values = [draw.next(), 0.1 + 1e-9 * k as f32];
        noisy.push(values[0]);
        slow.push(values[1]);
        equal.push(0.1);
        sums = [sums[0] + f64::from(values[0]), sums[1] + f64::from(values[1])];
    }
    assert_eq!(equal.value(), 0.1);
    for (mean, sum) in [(noisy, sums[0]), (slow, sums[1])] {
        let off = f64::from(mean.value()) / (sum / 5e8) - 1.0;
        println!("off by {off:.1e}");
        assert!(off.abs() < CLOSE, "{off:.1e}");
    }
}
