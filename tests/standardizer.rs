//! The standardizer against sums in f64, at the ends of its range, and as part of a net.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits};
use stackprop::{Dense, Linear, Predict, Relu, ScaleError, Standardizer, Tanh, Values};

/// Mean and standard deviation in f64.
fn exact(values: &[f32]) -> (f64, f64) {
    let mean = values.iter().map(|x| f64::from(*x)).sum::<f64>() / values.len() as f64;
    let squares = values.iter().map(|x| (f64::from(*x) - mean).powi(2)).sum::<f64>();
    (mean, (squares / values.len() as f64).sqrt())
}

fn set_count(standardizer: &mut Standardizer<1>, halves: [f32; 2]) {
    standardizer.visit_mut(&mut |tensor| {
        if tensor.name == "count" {
            tensor.values.copy_from_slice(&halves);
        }
    });
}

#[test]
fn mean_and_deviation_are_those_of_f64() {
    for (offset, size) in [(0.0, 1.0), (1e6, 1.0), (-1e6, 2.0), (3.0, 1e-3), (0.0, 1e-9), (1e12, 1e12), (5e17, 4e18)] {
        let mut draw = Draw::new(7);
        let values: Vec<f32> = (0..100_000).map(|_| offset + draw.within(size)).collect();
        let samples: Vec<[f32; 1]> = values.iter().map(|x| [*x]).collect();
        let (mean, std) = exact(&values);
        let standardizer = Standardizer::of(&samples).unwrap();
        let ([got_mean], [got_std]) = (standardizer.mean(), standardizer.std());
        assert!((f64::from(got_mean) - mean).abs() <= 1e-6 * std + 1e-7 * mean.abs(), "{offset} {size}: {got_mean}");
        assert!((f64::from(got_std) / std - 1.0).abs() < 2e-6, "{offset} {size}: {got_std} for {std}");
        // The mean's rounding error is kept, so what is centred is centred to far less than an ulp of the mean.
        let centred: Vec<f32> = samples.iter().flat_map(|x| standardizer.apply(x)).collect();
        let (mean, std) = exact(&centred);
        assert!(mean.abs() < 1e-5 && (std - 1.0).abs() < 1e-5, "{offset} {size}: {mean} {std}");
    }
}

#[test]
fn channels_do_not_mix() {
    let mut draw = Draw::new(1);
    let samples: Vec<[f32; 3]> = draw.arrays(1000, 5.0);
    let all = Standardizer::of(&samples).unwrap();
    for channel in 0..3 {
        let one: Vec<[f32; 1]> = samples.iter().map(|x| [x[channel]]).collect();
        let one = Standardizer::of(&one).unwrap();
        assert_eq!((all.mean()[channel], all.std()[channel]), (one.mean()[0], one.std()[0]));
    }
}

#[test]
fn counts_on_beyond_what_an_f32_counts() {
    for (halves, count) in
        [([256.0, 0.0], 1_u32 << 24), ([32_768.0, 0.0], 1 << 31), ([65_535.0, 0.0], u32::MAX - 65_535)]
    {
        let mut standardizer = Standardizer::of(&[[1e6 - 1.0], [1e6 + 1.0]]).unwrap();
        set_count(&mut standardizer, halves);
        assert_eq!(standardizer.count(), count);
        for k in 0..100_000_u32 {
            standardizer.push(&[1e6 + if k % 2 == 0 { 1.0 } else { -1.0 }]).unwrap();
        }
        assert_eq!(standardizer.count(), count.saturating_add(100_000));
        assert_eq!((standardizer.mean(), standardizer.std()), ([1e6], [1.0]));
    }
    // And what comes late still counts for what it is worth: 2²⁰ samples of 2²⁴.
    let mut standardizer = Standardizer::of(&[[0.0], [0.0]]).unwrap();
    set_count(&mut standardizer, [240.0, 0.0]);
    for _ in 0..1 << 20 {
        standardizer.push(&[16.0]).unwrap();
    }
    assert_eq!(standardizer.count(), 1 << 24);
    let ([mean], [std]) = (standardizer.mean(), standardizer.std());
    assert!((mean - 1.0).abs() < 1e-5 && (std - 15.0_f32.sqrt()).abs() < 1e-5, "{mean} {std}");
}

#[test]
fn a_bad_sample_changes_nothing() {
    let before = Standardizer::of(&[[1.0, 2.0], [3.0, 5.0]]).unwrap();
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, f32::MAX, -1e19] {
        let mut after = before.clone();
        assert_eq!(after.push(&[0.0, bad]), Err(ScaleError::Sample { sample: 0, channel: 1 }));
        assert_eq!(bits(&after), bits(&before));
        assert_eq!(Standardizer::of(&[[0.0, 0.0], [bad, 0.0]]), Err(ScaleError::Sample { sample: 1, channel: 0 }));
    }
}

#[test]
fn the_largest_values_do_not_overflow() {
    let largest = (1_u64 << 62) as f32;
    let mut standardizer = Standardizer::new();
    for k in 0..1000 {
        standardizer.push(&[if k % 2 == 0 { largest } else { -largest }, largest]).unwrap();
    }
    let ([mean, same], [std, one]) = (standardizer.mean(), standardizer.std());
    assert!(mean.abs() < 1e-5 * largest && (std / largest - 1.0).abs() < 1e-5, "{mean} {std}");
    assert_eq!((same, one), (largest, 1.0));
}

#[test]
fn nothing_is_divided_by_zero() {
    assert_eq!(Standardizer::new().apply(&[5.0, -7.0]), [5.0, -7.0]);
    assert_eq!(Standardizer::of(&[]).unwrap().undo(&[5.0]), [5.0]);
    assert_eq!(Standardizer::of(&[[0.1]]).unwrap().apply(&[0.1]), [0.1]);
    for constant in [0.1, -3e8, 1e-40, 0.0] {
        let standardizer = Standardizer::of(&[[constant]; 1000]).unwrap();
        assert_eq!((standardizer.mean(), standardizer.std()), ([constant], [1.0]));
        assert_eq!((standardizer.apply(&[constant]), standardizer.undo(&[constant])), ([constant], [constant]));
    }
    // So small that the square is 0.
    let standardizer = Standardizer::of(&[[1e-30], [-1e-30]]).unwrap();
    assert_eq!(standardizer.std(), [1.0]);
}

#[test]
fn undo_undoes() {
    let mut draw = Draw::new(3);
    let samples: Vec<[f32; 4]> = draw.arrays(100, 50.0);
    let standardizer = Standardizer::of(&samples).unwrap();
    for x in &samples {
        for (x, back) in x.iter().zip(standardizer.undo(&standardizer.apply(x))) {
            assert!((x - back).abs() < 1e-4, "{x} {back}");
        }
    }
}

#[test]
fn folded_nets_answer_the_same() {
    type Net = (Dense<3, 8, Relu>, Dense<8, 8, Tanh>, Dense<8, 2>);
    let mut draw = Draw::new(5);
    let inputs: Vec<[f32; 3]> = (0..200).map(|_| [draw.within(1e-3), 40.0 + draw.within(10.0), 7.0]).collect();
    let targets: Vec<[f32; 2]> = (0..200).map(|_| [1000.0 + draw.within(300.0), draw.within(1e-2)]).collect();
    let (of_inputs, of_targets) = (Standardizer::of(&inputs).unwrap(), Standardizer::of(&targets).unwrap());
    for _ in 0..20 {
        let net: Net = draw.net(0.5);
        let mut folded = net.clone();
        of_inputs.fold_into(&mut folded.0).unwrap();
        of_targets.fold_out_of(&mut folded.2).unwrap();
        for x in &inputs {
            let want = of_targets.undo(&net.predict(&of_inputs.apply(x)));
            for ((want, got), std) in want.iter().zip(folded.predict(x)).zip(of_targets.std()) {
                assert!((want - got).abs() < 1e-5 * std + 1e-6 * want.abs(), "{want} {got}");
            }
        }
    }
}

#[test]
fn what_cannot_be_folded_is_left() {
    let tiny = Standardizer::of(&[[1e-20], [-1e-20]]).unwrap();
    let mut layer = Dense::<1, 2, Relu>::new([[1.0], [1e30]], [1.0, 2.0]);
    let before = layer.clone();
    assert_eq!(tiny.fold_into(&mut layer), Err(ScaleError::Fold));
    assert_eq!(layer, before);
    let huge = Standardizer::of(&[[1e18], [-1e18]]).unwrap();
    let mut layer = Dense::<1, 1, Linear>::new([[1e30]], [1.0]);
    let before = layer.clone();
    assert_eq!(huge.fold_out_of(&mut layer), Err(ScaleError::Fold));
    assert_eq!(layer, before);
}

#[test]
fn saved_and_read_back_it_goes_on_bit_for_bit() {
    let mut draw = Draw::new(9);
    let samples: Vec<[f32; 2]> = draw.arrays(1000, 3.0);
    let (first, rest) = samples.split_at(600);
    let mut standardizer = Standardizer::of(first).unwrap();
    let saved = common::values(&standardizer);
    assert_eq!(saved.len(), Standardizer::<2>::LEN);
    let (mut read, mut at) = (Standardizer::<2>::new(), 0);
    read.visit_mut(&mut |tensor| {
        assert_eq!(tensor.shape.iter().product::<usize>(), tensor.values.len());
        tensor.values.copy_from_slice(&saved[at..at + tensor.values.len()]);
        at += tensor.values.len();
    });
    for x in rest {
        standardizer.push(x).unwrap();
        read.push(x).unwrap();
    }
    assert_eq!(bits(&read), bits(&standardizer));
    assert_ne!(Standardizer::<2>::FINGERPRINT, Standardizer::<3>::FINGERPRINT);
}

#[test]
fn garbage_does_not_panic() {
    for value in [f32::NAN, f32::INFINITY, -1.0, 1e30, 0.5] {
        let mut standardizer = Standardizer::<2>::new();
        standardizer.visit_mut(&mut |tensor| tensor.values.fill(value));
        standardizer.push(&[1.0, 2.0]).unwrap();
        let _ = (standardizer.apply(&[1.0, 2.0]), standardizer.undo(&[1.0, 2.0]), standardizer.count());
    }
}
