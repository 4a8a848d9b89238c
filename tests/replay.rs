//! The replay memory: a ring as a ring is, a reservoir without favourites, and a net that does not forget.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits};
use stackprop::{Dense, Mse, Predict, Quantity, Relu, Replay, Sgd, TrainError, Trainer, Values, learn};
use std::collections::VecDeque;

type Numbers<const CAP: usize> = Replay<[f32; 1], u16, CAP>;

/// The targets in the order of `iter`, which is that of `get`.
fn stored<const CAP: usize>(replay: &Numbers<CAP>) -> Vec<u16> {
    let all: Vec<u16> = replay
        .iter()
        .map(|(x, target)| {
            assert_eq!(x, &[f32::from(*target)]);
            *target
        })
        .collect();
    assert_eq!(all, (0..replay.len()).map(|k| *replay.get(k).unwrap().1).collect::<Vec<_>>());
    assert_eq!(replay.get(replay.len()), None);
    assert!(replay.iter().clone().eq(replay.iter()));
    all
}

fn filled<const CAP: usize>(seed: u32, len: u16) -> Numbers<CAP> {
    let mut replay = Numbers::new(seed);
    for k in 0..len {
        replay.push(&[f32::from(k)], &k).unwrap();
    }
    replay
}

fn ring_of<const CAP: usize>() {
    let (mut replay, mut model) = (Numbers::<CAP>::new(3), VecDeque::new());
    for k in 0..100_u16 {
        assert_eq!(stored(&replay), Vec::from(model.clone()));
        assert_eq!(
            (replay.len(), replay.is_empty(), replay.is_full()),
            (model.len(), model.is_empty(), model.len() == CAP)
        );
        replay.push_latest(&[f32::from(k)], &k).unwrap();
        model.push_back(k);
        if model.len() > CAP {
            model.pop_front();
        }
    }
}

#[test]
fn the_latest_lie_in_a_ring() {
    ring_of::<1>();
    ring_of::<2>();
    ring_of::<7>();
    ring_of::<99>();
    ring_of::<200>();
}

/// Σ (seen - expected)² / variance, which is about chi-square distributed with as many degrees of freedom as cells: its
/// mean is their number, its standard deviation √(2 · cells).
fn is_even(counts: &[u32], trials: u32, probability: f64) {
    let (expected, variance) = (f64::from(trials) * probability, f64::from(trials) * probability * (1.0 - probability));
    let chi: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / variance).sum();
    let cells = counts.len() as f64;
    assert!((chi - cells).abs() < 5.0 * (2.0 * cells).sqrt(), "{chi} for {cells} cells");
}

#[test]
fn a_reservoir_has_no_favourites() {
    const SEEDS: u32 = 20_000;
    let (mut kept, mut pairs, mut places) = ([0; 23], [0; 23 * 22 / 2], [0; 23 * 5]);
    for seed in 0..SEEDS {
        let replay = filled::<5>(seed, 23);
        let all: Vec<usize> = stored(&replay).into_iter().map(usize::from).collect();
        for (place, k) in all.iter().enumerate() {
            kept[*k] += 1;
            places[place * 23 + k] += 1;
            for other in all.iter().filter(|other| *other < k) {
                pairs[k * (k - 1) / 2 + other] += 1;
            }
        }
    }
    is_even(&kept, SEEDS, 5.0 / 23.0);
    is_even(&pairs, SEEDS, 5.0 * 4.0 / (23.0 * 22.0));
    // Algorithm R keeps each of the first five, if at all, where it came; every later one may lie in each place.
    for place in 0..5 {
        is_even(&places[place * 23 + 5..(place + 1) * 23], SEEDS, 1.0 / 23.0);
    }
}

#[test]
fn draws_have_no_favourites() {
    let mut replay = filled::<13>(7, 13);
    let mut counts = [0; 13];
    for _ in 0..130_000 {
        counts[usize::from(*replay.draw().unwrap().1)] += 1;
    }
    is_even(&counts, 130_000, 1.0 / 13.0);
    assert_eq!(Numbers::<3>::new(7).draw(), None);
}

#[test]
fn a_seed_decides() {
    assert_eq!(stored(&filled::<8>(7, 1000)), stored(&filled::<8>(7, 1000)));
    assert_ne!(stored(&filled::<8>(7, 1000)), stored(&filled::<8>(8, 1000)));
    assert_ne!(stored(&filled::<8>(0, 1000)), stored(&filled::<8>(1, 1000)));
}

#[test]
fn what_is_not_finite_is_refused() {
    let mut replay = Replay::<[f32; 2], [f32; 1], 3>::new(1);
    replay.push(&[1.0, 2.0], &[3.0]).unwrap();
    let before = bits(&replay);
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        for (x, target, quantity) in [([0.0, bad], [0.0], Quantity::Input), ([0.0, 0.0], [bad], Quantity::Target)] {
            let error = Err(TrainError::Refused { sample: 0, quantity });
            assert_eq!(replay.push(&x, &target), error);
            assert_eq!(replay.push_latest(&x, &target), error);
        }
    }
    assert_eq!(bits(&replay), before);
}

#[test]
fn saved_and_read_back_it_goes_on_bit_for_bit() {
    let mut draw = Draw::new(4);
    for latest in [false, true] {
        let mut replay = Replay::<[f32; 2], [f32; 3], 5>::new(9);
        let push = |replay: &mut Replay<[f32; 2], [f32; 3], 5>, draw: &mut Draw| {
            let (x, target) = (draw.array(1.0), draw.array(1.0));
            if latest { replay.push_latest(&x, &target) } else { replay.push(&x, &target) }.unwrap();
        };
        for len in 0..30 {
            let saved = common::values(&replay);
            assert_eq!(saved.len(), Replay::<[f32; 2], [f32; 3], 5>::LEN);
            let (mut read, mut at) = (Replay::<[f32; 2], [f32; 3], 5>::new(1), 0);
            read.visit_mut(&mut |tensor| {
                assert_eq!(tensor.shape.iter().product::<usize>(), tensor.values.len());
                tensor.values.copy_from_slice(&saved[at..at + tensor.values.len()]);
                at += tensor.values.len();
            });
            let (mut twin, mut other) = (replay.clone(), draw.clone());
            for _ in 0..20 {
                push(&mut twin, &mut draw);
                push(&mut read, &mut other);
                assert_eq!(twin.draw(), read.draw(), "{len} {latest}");
            }
            assert!(twin.iter().eq(read.iter()));
            push(&mut replay, &mut draw);
        }
    }
}

#[test]
fn garbage_does_not_panic() {
    for value in [f32::NAN, f32::INFINITY, -1.0, 1e30, 0.5, 4.0, 65_535.0] {
        let mut replay = Replay::<[f32; 1], [f32; 1], 4>::new(1);
        replay.visit_mut(&mut |tensor| tensor.values.fill(value));
        assert!(replay.len() <= 4);
        let _ = (replay.draw().is_some(), replay.iter().count(), replay.get(3));
        for k in 0..20_u8 {
            replay.push(&[f32::from(k)], &[0.0]).unwrap();
            replay.push_latest(&[f32::from(k)], &[0.0]).unwrap();
        }
        assert_eq!(replay.iter().count(), 4);
    }
}

/// A triangle between -1 and 1 that takes 20 000 steps a period.
fn slow(step: u32) -> f32 {
    let phase = (step % 20_000) as f32 / 10_000.0;
    if phase < 1.0 { 2.0 * phase - 1.0 } else { 3.0 - 2.0 * phase }
}

fn curve(x: f32) -> f32 {
    x * (1.0 - 4.0 * x * x / 6.0) * 2.0
}

fn error_over_the_range(net: &impl Predict<Input = [f32; 1], Output = [f32; 1]>) -> f32 {
    let squares: f32 =
        (-100_i8..=100).map(|k| f32::from(k) / 100.0).map(|x| (net.predict(&[x])[0] - curve(x)).powi(2)).sum();
    (squares / 201.0).sqrt()
}

#[test]
fn a_slow_sensor_is_not_forgotten() {
    type Net = (Dense<1, 16, Relu>, Dense<16, 1>);
    for seed in 0..5_u8 {
        let net: Net = Draw::new(seed.into()).net(1.0);
        let (mut forgetting, mut online, mut batches) = (net.clone(), net.clone(), net);
        let mut replay = Replay::<[f32; 1], [f32; 1], 32>::new(seed.into());
        let mut trainer = Trainer::<Net, Sgd>::new();
        for step in 0..50_000 {
            let x = slow(step);
            learn(&mut forgetting, &[x], &[curve(x)], &Mse, 0.05).unwrap();
            replay.push(&[x], &[curve(x)]).unwrap();
            let (x, target) = replay.draw().unwrap();
            learn(&mut online, x, target, &Mse, 0.05).unwrap();
            if step % 16 == 0 {
                trainer.step_over(&mut batches, replay.iter(), &Mse, &Sgd { rate: 0.1 }).unwrap();
            }
        }
        let [forgetting, online, batches] =
            [error_over_the_range(&forgetting), error_over_the_range(&online), error_over_the_range(&batches)];
        assert!(online < 0.1 && batches < 0.1 && forgetting > 2.0 * online, "{forgetting} {online} {batches}");
    }
}
