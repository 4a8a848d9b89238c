//! The loop over the data: order, batches, callback, errors.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits};
use core::ops::ControlFlow::{self, Break, Continue};
use stackprop::{
    Adam, Batches, Dense, Epoch, FitError, LARGEST_RATE, Lanes, Mse, Permutation, Plan, Quantity, Real, Relu, Setting,
    Sgd, TrainError, Trainer, constant, cosine, fit,
};

type Net = (Dense<2, 7, Relu>, Dense<7, 1>);

fn data(len: usize) -> (Net, Vec<[f32; 2]>, Vec<[f32; 1]>) {
    let mut draw = Draw::new(8);
    (draw.net(0.7), draw.arrays(len, 1.0), draw.arrays(len, 1.0))
}

fn go_on(_: &Net, _: Epoch) -> ControlFlow<()> {
    Continue(())
}

/// Copies of the samples at some places.
fn gathered(inputs: &[[f32; 2]], targets: &[[f32; 1]], places: &[usize]) -> (Vec<[f32; 2]>, Vec<[f32; 1]>) {
    places.iter().map(|place| (inputs[*place], targets[*place])).unzip()
}

/// Written out by hand: for each epoch another order, a batch at a time, the last one short.
fn equals_a_loop_of_steps<R: Real>(len: usize, batch: usize) {
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
        let order = Permutation::new(len, u32::MAX - 1, epoch);
        let places: Vec<usize> = (0..len).map(|k| order.at(k)).collect();
        let mut total = 0.0_f64;
        for places in places.chunks(batch) {
            let (xs, ts) = gathered(&inputs, &targets, places);
            let loss = trainer.step(&mut twin, &xs, &ts, &Mse, &rule(taken)).unwrap();
            total += f64::from(loss) * places.len() as f64;
            taken += 1;
        }
        let (seen, told) = &told[epoch as usize];
        assert_eq!((told.epoch, told.steps), (epoch, taken));
        let mean = total / len as f64;
        // A mean of f32 that keeps what rounding loses: off by an ulp or two of the largest loss on the way.
        assert!((f64::from(told.loss) - mean).abs() <= 2.0 * f64::from(f32::EPSILON) * mean, "{told:?} for {mean}");
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
        let order: Vec<usize> = (0..14).map(|k| Permutation::new(14, 3, 0).at(k)).collect();
        let batch = order.iter().position(|place| *place == bad).unwrap() / BATCH;
        let error = TrainError::Refused { sample: bad, quantity: Quantity::Input };
        assert_eq!(found, Err(FitError { epoch: 0, batch, error }));
        let mut trainer = Trainer::<_, Sgd>::new();
        for places in order.chunks(BATCH).take(batch) {
            let (xs, ts) = gathered(&inputs, &targets, places);
            trainer.step(&mut twin, &xs, &ts, &Mse, &Sgd { rate: 0.1 }).unwrap();
        }
        assert_eq!(bits(&net), bits(&twin));
    }
}

#[test]
fn an_error_in_a_later_epoch_says_which() {
    let start = Dense::<1, 1>::new([[0.0]], [0.0]);
    // The fourth step throws an output to 1e20 at least; its square is no f32.
    let too_fast = |step| Sgd { rate: if step == 3 { LARGEST_RATE } else { 0.0 } };
    let (mut net, mut trainer) = (start.clone(), Trainer::<_, Sgd>::new());
    let plan = Plan { epochs: 3, batch: 1, seed: 3, rule: too_fast };
    let found = fit(&mut net, &mut trainer, &[[1.0], [2.0]], &[[1e15], [1e15]], &Mse, plan, |_, _| Continue(()));
    let sample = Permutation::new(2, 3, 2).at(0);
    let error = TrainError::Refused { sample, quantity: Quantity::Loss };
    assert_eq!(found, Err(FitError { epoch: 2, batch: 0, error }));

    let (mut net, mut trainer) = (start, Trainer::<_, Sgd>::new());
    let plan = Plan { epochs: 3, batch: 1, seed: 3, rule: |step| Sgd { rate: if step == 3 { f32::NAN } else { 0.1 } } };
    let found = fit(&mut net, &mut trainer, &[[1.0], [2.0]], &[[1.0], [1.0]], &Mse, plan, |_, _| Continue(()));
    assert_eq!(found, Err(FitError { epoch: 1, batch: 1, error: TrainError::Rule(Setting::Rate) }));
}

/// Every sample once, in the order of the permutation, the last batch short; sizes of 0 and beyond the length.
#[test]
fn batches_are_the_permutation_cut_up() {
    for (len, size) in [(0, 3), (1, 1), (7, 3), (9, 3), (70, 64), (5, usize::MAX)] {
        let inputs: Vec<usize> = (0..len).collect();
        for epoch in [0, 1] {
            let order = Permutation::new(len, 7, epoch);
            let mut seen = Vec::new();
            for (number, batch) in Batches::new(&inputs, &inputs, size, 7, epoch).enumerate() {
                let left = len - seen.len();
                assert_eq!(batch.len(), if left < size { left } else { size });
                for (k, (input, target)) in batch.clone().enumerate() {
                    assert_eq!((*input, input), (batch.place(k), target), "batch {number}");
                    seen.push(*input);
                }
                let mut rest = batch.clone();
                for left in (0..=batch.len()).rev() {
                    assert_eq!((rest.len(), rest.size_hint()), (left, (left, Some(left))));
                    rest.next();
                }
            }
            assert_eq!(seen, (0..len).map(|k| order.at(k)).collect::<Vec<_>>());
        }
    }
    assert_eq!(Batches::new(&[1, 2], &[1, 2], 0, 7, 0).count(), 0);
    assert_eq!(Batches::new(&[1, 2, 3], &[1, 2], 5, 7, 0).map(|batch| batch.len()).sum::<usize>(), 2);
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
