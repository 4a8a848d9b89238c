//! Training that was cut by a power failure and resumed has the bits of one that was never cut.

use crate::common::Draw;
use crate::{loaded, saved};
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Adam, AdamW, Clipped, ClippedByValue, Dense, Lanes, LeastSquares, Momentum, Mse, Optimizer, Predict, Recursion,
    Relu, Replay, RmsProp, Sgd, Standardizer, Trainer, Zero, init,
};

type Net = (Dense<2, 6, Relu>, [Dense<6, 6, Relu>; 2], Dense<6, 1>);
const STEPS: usize = 300; // past the step at which Adam clears subnormals

fn data(seed: u64) -> (Vec<[f32; 2]>, Vec<[f32; 1]>) {
    let x: Vec<[f32; 2]> = Draw::new(seed).arrays(12, 1.0);
    let targets = x.iter().map(|[a, b]| [a * b + 0.5 * a]).collect();
    (x, targets)
}

fn start(seed: u64) -> Net {
    let mut net = Net::ZERO;
    init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed));
    net
}

/// Everything that is kept, of every tenth step's end.
fn never_cut<O: Optimizer<Net>>(rule: &O, seed: u64) -> Vec<(Vec<u8>, Vec<u8>)> {
    let ((x, targets), mut net, mut trainer) = (data(seed), start(seed), Trainer::<Net, O>::new());
    let step = |_| {
        trainer.step(&mut net, &x, &targets, &Mse, rule).unwrap();
        (saved(&net), saved(&trainer))
    };
    (0..STEPS).map(step).collect()
}

fn resumes<O: Optimizer<Net>>(name: &str, rule: &O) {
    for seed in 0..3 {
        let (kept, (x, targets)) = (never_cut(rule, seed), data(seed));
        for cut in [0, 1, 9, 100, 254, 255, 256, STEPS - 2] {
            let (mut net, mut trainer): (Net, Trainer<Net, O, Lanes<4>>) = (loaded(&kept[cut].0), loaded(&kept[cut].1));
            for uncut in kept.iter().skip(cut + 1).take(30) {
                trainer.step(&mut net, &x, &targets, &Mse, rule).unwrap();
                assert!((saved(&net), saved(&trainer)) == *uncut, "{name}, seed {seed}, cut after step {cut}");
            }
        }
        // The memory matters: without it, the bits are others. Plain SGD has none.
        let (mut net, mut trainer): (Net, Trainer<Net, O>) = (loaded(&kept[100].0), Trainer::new());
        trainer.step(&mut net, &x, &targets, &Mse, rule).unwrap();
        assert_eq!(saved(&net) == kept[101].0, size_of::<O::State>() == 0, "{name}, seed {seed}, without its memory");
    }
}

#[test]
fn every_optimizer_resumes() {
    resumes("sgd", &Sgd { rate: 0.05 });
    resumes("momentum", &Momentum::new(0.02, 0.9));
    resumes("nesterov", &Momentum { nesterov: true, ..Momentum::new(0.02, 0.9) });
    resumes("rmsprop", &RmsProp::new(0.01));
    let rule = RmsProp { alpha: 0.99, epsilon: 1e-8, rule: Momentum::new(0.01, 0.9) };
    resumes("rmsprop with momentum", &rule);
    resumes("adam", &Adam::new(0.01));
    resumes("adamw", &AdamW::new(0.01));
    resumes("clipped adam", &Clipped { norm: 0.5, rule: Adam::new(0.01) });
    resumes("adam clipped by value", &ClippedByValue { value: 0.1, rule: Adam::new(0.01) });
}

#[test]
fn a_net_and_its_trainer_are_one_value() {
    type Both = (Net, Trainer<Net, Adam>);
    let ((x, targets), mut both) = (data(1), (start(1), Trainer::new()));
    both.1.step(&mut both.0, &x, &targets, &Mse, &Adam::new(0.01)).unwrap();
    let mut again: Both = loaded(&saved(&both));
    for (net, trainer) in [(&mut both.0, &mut both.1), (&mut again.0, &mut again.1)] {
        trainer.step(net, &x, &targets, &Mse, &Adam::new(0.01)).unwrap();
    }
    assert_eq!(saved(&both), saved(&again));
}

#[test]
fn a_closed_form_fit_resumes() {
    fn go_on<const H: usize, const OUT: usize>(fit: &mut LeastSquares<H, OUT>, seed: u64) {
        let mut draw = Draw::new(seed);
        for _ in 0..40 {
            fit.learn(&draw.array(1.0), &draw.array(1.0), 1.0, &Recursion { forget: 0.97, ..Recursion::default() })
                .unwrap();
        }
    }
    fn resumes<const H: usize, const OUT: usize>() {
        let mut fit = LeastSquares::<H, OUT>::new();
        for seed in 0..20 {
            let mut again: LeastSquares<H, OUT> = loaded(&saved(&fit));
            assert!(again == fit, "{H}, {OUT}");
            go_on(&mut fit, seed);
            assert!(again != fit);
            go_on(&mut again, seed);
            assert!(again == fit, "{H}, {OUT}");
        }
    }
    resumes::<1, 1>();
    resumes::<2, 3>();
    resumes::<5, 2>();
    resumes::<16, 1>();
    resumes::<7, 4>();
}

#[test]
fn a_replay_and_a_standardizer_resume() {
    let mut numbers = Replay::<[f32; 2], [f32; 1], 7>::new(3);
    let mut classes = Replay::<[f32; 2], u8, 7>::new(4);
    let mut scale = Standardizer::<2>::new();
    let mut draw = Draw::new(5);
    for k in 0..100_u8 {
        let (mut numbers_too, mut classes_too, mut scale_too) =
            (loaded(&saved(&numbers)), loaded(&saved(&classes)), loaded(&saved(&scale)));
        let x = draw.array(100.0);
        for (numbers, classes, scale) in
            [(&mut numbers, &mut classes, &mut scale), (&mut numbers_too, &mut classes_too, &mut scale_too)]
        {
            numbers.push(&x, &[x[0]]).unwrap();
            classes.push(&x, &(k + 100)).unwrap();
            scale.push(&x).unwrap();
        }
        let drawn = |classes: &mut Replay<[f32; 2], u8, 7>| classes.draw().map(|(x, class)| (*x, *class));
        assert_eq!(drawn(&mut classes), drawn(&mut classes_too));
        assert_eq!((saved(&numbers), saved(&classes)), (saved(&numbers_too), saved(&classes_too)));
        assert_eq!(scale, scale_too);
    }
    assert!(classes.iter().all(|(_, class)| *class >= 100));
}

#[test]
fn what_is_loaded_predicts_the_same() {
    for seed in 0..20 {
        let net: Net = start(seed);
        let again: Net = loaded(&saved(&net));
        for x in Draw::new(seed).arrays::<2>(50, 3.0) {
            assert_eq!(net.predict(&x).map(f32::to_bits), again.predict(&x).map(f32::to_bits));
        }
    }
}
