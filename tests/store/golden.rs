//! Files that were written once and must be read for ever, and written again the same: they freeze version 1.

use crate::common::Draw;
use crate::{Deep, golden, loaded, saved};
use stackprop::{
    Adam, Dense, LeastSquares, Momentum, Mse, Optimizer, Recursion, Relu, Replay, RmsProp, Sgd, Standardizer, Trainer,
    Values,
};
use std::fs;
use std::path::PathBuf;

type Net = (Dense<2, 3, Relu>, Dense<3, 1>);

fn trainer<O: Optimizer<Net>>(rule: &O) -> Trainer<Net, O> {
    let (mut net, mut trainer): (Net, _) = (Draw::new(11).net(1.0), Trainer::new());
    for x in Draw::new(12).arrays::<2>(5, 1.0) {
        trainer.step(&mut net, &[x], &[[x[0] - x[1]]], &Mse, rule).unwrap();
    }
    trainer
}

fn least_squares() -> LeastSquares<3, 2> {
    let mut fit = LeastSquares::new();
    let mut draw = Draw::new(13);
    for _ in 0..9 {
        fit.learn(&draw.array(1.0), &draw.array(1.0), 1.0, &Recursion::default()).unwrap();
    }
    fit
}

fn standardizer() -> Standardizer<2> {
    Standardizer::of(&Draw::new(14).arrays::<2>(9, 100.0)).unwrap()
}

fn replay() -> Replay<[f32; 2], [f32; 1], 4> {
    let mut replay = Replay::new(15);
    Draw::new(15).arrays::<3>(9, 1.0).iter().for_each(|[a, b, c]| replay.push(&[*a, *b], &[*c]).unwrap());
    replay
}

fn classes() -> Replay<[f32; 1], u8, 4> {
    let mut replay = Replay::new(16);
    (0..9_u8).for_each(|class| replay.push_latest(&[class.into()], &class).unwrap());
    replay
}

fn path(name: &str) -> PathBuf {
    golden(name).with_extension("bin")
}

/// Each kind of values, by its file's name.
fn each(mut see: impl FnMut(&str, Vec<u8>, fn(&[u8]) -> Vec<u8>)) {
    fn again<V: Values>(bytes: &[u8]) -> Vec<u8> {
        saved(&loaded::<V>(bytes))
    }
    fn kind<V: Values>(_: &V) -> fn(&[u8]) -> Vec<u8> {
        again::<V>
    }
    macro_rules! each {
        ($($name:literal $values:expr;)+) => {
            $(let values = $values; see($name, saved(&values), kind(&values));)+
        };
    }
    each! {
        "net" Draw::new(10).net::<Deep>(1.0);
        "sgd" trainer(&Sgd { rate: 0.1 });
        "momentum" trainer(&Momentum::new(0.1, 0.9));
        "rmsprop" trainer(&RmsProp::new(0.01));
        "adam" trainer(&Adam::new(0.01));
        "least_squares" least_squares();
        "standardizer" standardizer();
        "replay" replay();
        "replay_of_classes" classes();
    }
}

#[test]
fn version_1_is_frozen() {
    each(|name, bytes, again| {
        let frozen = fs::read(path(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(frozen == bytes, "{name}: other bytes than when version 1 was frozen");
        assert!(again(&frozen) == frozen, "{name}: not read as it was written");
    });
}

/// Writes the files: only for kinds of values that are new. `cargo test --test store write_golden -- --ignored`
#[test]
#[ignore = "writes the files that the test above reads"]
fn write_golden() {
    each(|name, bytes, _| {
        if !path(name).exists() {
            fs::write(path(name), bytes).unwrap();
        }
    });
}
