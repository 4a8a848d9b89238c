//! The loop over the data: order, batches, callback, errors; and the loss history.
#![cfg(all(feature = "libm", feature = "heapless"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits};
use core::ops::ControlFlow::{self, Break, Continue};
use stackprop::{
    Adam, Dense, Epoch, FitError, History, Lanes, Layer, Mse, Permutation, Plan, Quantity, Real, Relu, Sgd, TrainError,
    Trainer, constant, cosine, fit,
};

type Net = (Dense<2, 7, Relu>, Dense<7, 1>);

fn data(len: usize) -> (Net, Vec<[f32; 2]>, Vec<[f32; 1]>) {
    let mut draw = Draw::new(8);
    (draw.net(0.7), draw.arrays(len, 1.0), draw.arrays(len, 1.0))
}

fn go_on(_: &Net, _: Epoch) -> ControlFlow<()> {
    Continue(())
}

/// Written out by hand: for each epoch another order, a batch at a time, the last one short.
fn equals_a_loop_of_steps<R: Real>(len: usize, batch: usize)
where
    Net: Layer<R, Input = [R; 2], Output = [R; 1]>,
{
    let (mut net, inputs, targets) = data(len);
    let mut twin = net.clone();
    let rule = |step| Adam::new(cosine(0.05, step, 100));
    let mut told = Vec::new();
    let steps = fit(
        &mut net,
        &mut Trainer::<_, Adam, R>::new(),
        &inputs,
        &targets,
        &Mse,
        Plan { epochs: 4, batch, seed: u32::MAX - 1, rule },
        |net, epoch| {
            told.push((bits(net), epoch));
            Continue(())
        },
    )
    .unwrap();
    let (mut trainer, mut taken) = (Trainer::<_, Adam>::new(), 0);
    for epoch in 0..4 {
        let order = Permutation::new(len, (u32::MAX - 1).wrapping_add(epoch));
        let places: Vec<usize> = (0..len).map(|k| order.at(k)).collect();
        let mut total = 0.0;
        for places in places.chunks(batch) {
            let xs: Vec<_> = places.iter().map(|place| inputs[*place]).collect();
            let ts: Vec<_> = places.iter().map(|place| targets[*place]).collect();
            total += trainer.step(&mut twin, &xs, &ts, &Mse, &rule(taken)).unwrap() * places.len() as f32;
            taken += 1;
        }
        let (seen, told) = &told[epoch as usize];
        assert_eq!(*told, Epoch { epoch, steps: taken, loss: total / len as f32 });
        assert_eq!(*seen, bits(&twin), "len {len}, batch {batch}, epoch {epoch}");
    }
    assert_eq!((steps, told.len()), (taken, 4));
}

#[test]
fn fit_is_a_loop_of_steps_and_keeps_the_short_batch() {
    for (len, batch) in [(1, 1), (10, 4), (12, 4), (13, 5), (3, 100), (33, 32), (7, usize::MAX)] {
        equals_a_loop_of_steps::<f32>(len, batch);
        equals_a_loop_of_steps::<Lanes<4>>(len, batch);
    }
}

#[test]
fn the_callback_stops_it() {
    let (mut net, inputs, targets) = data(10);
    let mut seen = Vec::new();
    let mut trainer = Trainer::<_, Sgd>::new();
    let plan = Plan { epochs: 9, batch: 4, seed: 1, rule: |_| Sgd { rate: 0.01 } };
    let steps = fit(&mut net, &mut trainer, &inputs, &targets, &Mse, plan, |_, epoch| {
        seen.push((epoch.epoch, epoch.steps));
        if epoch.epoch == 2 { Break(()) } else { Continue(()) }
    });
    assert_eq!((steps, seen), (Ok(9), vec![(0, 3), (1, 6), (2, 9)]));
    let none = fit(&mut net, &mut trainer, &inputs, &targets, &Mse, Plan { epochs: 0, ..plan }, go_on);
    assert_eq!(none, Ok(0));
}

#[test]
fn nothing_to_go_through() {
    let (mut net, inputs, targets) = data(4);
    let before = net.clone();
    let mut trainer = Trainer::<_, Sgd, Lanes<8>>::new();
    let plan = Plan { epochs: 1, batch: 2, seed: 1, rule: |_| Sgd { rate: 0.01 } };
    let refused = |error| Err(FitError { epoch: 0, batch: 0, error });
    let unequal = fit(&mut net, &mut trainer, &inputs, &targets[1..], &Mse, plan, go_on);
    assert_eq!(unequal, refused(TrainError::UnequalLengths { inputs: 4, targets: 3 }));
    assert_eq!(fit(&mut net, &mut trainer, &[], &[], &Mse, plan, go_on), refused(TrainError::EmptyBatch));
    let none = fit(&mut net, &mut trainer, &inputs, &targets, &Mse, Plan { batch: 0, ..plan }, go_on);
    assert_eq!(none, refused(TrainError::EmptyBatch));
    assert_eq!(net, before);
}

/// Every sample once the bad one: told by its place in the data, wherever the shuffling put it; and the net is as the
/// last good batch left it.
#[test]
fn a_bad_sample_is_told_by_its_place_in_the_data() {
    const BATCH: usize = 4;
    for bad in 0..14 {
        let (mut net, mut inputs, targets) = data(14);
        let mut twin = net.clone();
        inputs[bad][1] = f32::NAN;
        let plan = Plan { epochs: 2, batch: BATCH, seed: 3, rule: |_| Sgd { rate: 0.1 } };
        let found = fit(&mut net, &mut Trainer::<_, _, Lanes<3>>::new(), &inputs, &targets, &Mse, plan, go_on);
        let order: Vec<usize> = (0..14).map(|k| Permutation::new(14, 3).at(k)).collect();
        let batch = order.iter().position(|place| *place == bad).unwrap() / BATCH;
        let error = TrainError::NotFinite { sample: bad, quantity: Quantity::Input };
        assert_eq!(found, Err(FitError { epoch: 0, batch, error }));
        let mut trainer = Trainer::<_, Sgd>::new();
        for places in order.chunks(BATCH).take(batch) {
            let xs: Vec<_> = places.iter().map(|place| inputs[*place]).collect();
            let ts: Vec<_> = places.iter().map(|place| targets[*place]).collect();
            trainer.step(&mut twin, &xs, &ts, &Mse, &Sgd { rate: 0.1 }).unwrap();
        }
        assert_eq!(bits(&net), bits(&twin));
    }
}

#[test]
fn an_error_in_a_later_epoch_says_which() {
    let mut net = Dense::<1, 1>::new([[0.0]], [0.0]);
    let plan = Plan { epochs: 3, batch: 1, seed: 3, rule: |step| Sgd { rate: if step == 3 { f32::MAX } else { 0.0 } } };
    let found =
        fit(&mut net, &mut Trainer::<_, Sgd>::new(), &[[1.0], [2.0]], &[[1.0], [1.0]], &Mse, plan, |_, _| Continue(()));
    let sample = Permutation::new(2, 5).at(0);
    let error = TrainError::NotFinite { sample, quantity: Quantity::Output };
    assert_eq!(found, Err(FitError { epoch: 2, batch: 0, error }));
}

#[test]
fn shuffling_is_a_permutation() {
    for len in 0..=1000 {
        for seed in [0, 1, 7, 0x8000_0000, u32::MAX] {
            let order = Permutation::new(len, seed);
            let mut seen = vec![false; len];
            for k in 0..len {
                assert!(!core::mem::replace(&mut seen[order.at(k)], true), "twice: len {len}, seed {seed}");
            }
            assert_eq!((order.at(len), order.at(usize::MAX)), (len, usize::MAX));
        }
    }
}

/// Over 8 000 seeds each eighth of the places goes to each eighth about as often. A permutation of 8 is not uniform: its
/// four rounds on three bits leave some moves 1.41 times as likely as they should be; of 1 000 it nearly is.
#[test]
fn shuffling_is_fair() {
    for (len, tolerance) in [(8, 0.5), (1000, 0.1)] {
        let (eighth, mut counts) = (len / 8, [[0_u32; 8]; 8]);
        for seed in 0..8000 {
            let order = Permutation::new(len, seed);
            for (k, row) in counts.iter_mut().enumerate() {
                row[order.at(k * eighth + eighth / 2) / eighth] += 1;
            }
        }
        let off = |count: &u32| (f64::from(*count) / 1000.0 - 1.0).abs();
        assert!(counts.as_flattened().iter().all(|count| off(count) < tolerance), "{len}: {counts:?}");
    }
}

#[test]
fn a_history_halves_when_it_is_full() {
    let mut history = History::<4>::new();
    let mut push = |loss: f32| {
        history.push(loss);
        (history.stride(), history.points().to_vec())
    };
    assert_eq!(push(1.0), (1, vec![1.0]));
    assert_eq!(push(3.0), (1, vec![1.0, 3.0]));
    assert_eq!(push(5.0), (1, vec![1.0, 3.0, 5.0]));
    assert_eq!(push(7.0), (1, vec![1.0, 3.0, 5.0, 7.0]));
    assert_eq!(push(9.0), (2, vec![2.0, 6.0])); // half a point more that does not show
    assert_eq!(push(11.0), (2, vec![2.0, 6.0, 10.0]));
    assert_eq!(push(13.0), (2, vec![2.0, 6.0, 10.0]));
    assert_eq!(push(15.0), (2, vec![2.0, 6.0, 10.0, 14.0]));
    assert_eq!(push(17.0), (4, vec![4.0, 12.0]));
}

/// Whatever the length: each point is the mean of as many losses, in order, and more than half the room is in use.
#[test]
fn a_history_keeps_the_whole_curve() {
    for len in 0..700_u16 {
        let mut history = History::<16>::new();
        (0..len).for_each(|loss| history.push(f32::from(loss)));
        let stride = history.stride();
        assert_eq!(history.points().len(), usize::from(len) / stride as usize);
        assert!(stride == 1 || history.points().len() >= 8);
        for (k, point) in history.points().iter().enumerate() {
            assert_eq!(*point, (k as f32 + 0.5) * stride as f32 - 0.5);
        }
    }
}

#[test]
fn schedules() {
    assert_eq!([0, 5, 10, 20].map(|step| constant(0.25, step, 10)), [0.25; 4]);
    assert_eq!([0, 10, 11, u32::MAX].map(|step| cosine(0.25, step, 10)), [0.25, 0.0, 0.0, 0.0]);
    assert_eq!(cosine(0.25, 0, 0), 0.0);
    for step in 0..1000 {
        let exact = 0.1 * (1.0 + (core::f64::consts::PI * f64::from(step) / 1000.0).cos()) / 2.0;
        // Absolute: 1 + cos cancels towards the end. Roundings of π, the quotient, the product (2e-7 of an angle), the
        // cosine, the sum.
        assert!((f64::from(cosine(0.1, step, 1000)) - exact).abs() < 0.1 * 5e-7);
        assert!(cosine(0.1, step + 1, 1000) <= cosine(0.1, step, 1000));
    }
}
