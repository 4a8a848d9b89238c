//! What health says of nets that are ill in a known way, and that it says nothing of a net that is well.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::Draw;
use stackprop::{
    Dense, Finding, Frozen, Health, Layer, LayerHealth, Linear, Mse, Quantity, Relu, Sigmoid, SoftmaxCrossEntropy,
    Tanh, Zero, health, health_against, learn,
};

fn findings<N: Layer>(health: &mut Health<N>, net: &N) -> Vec<Finding> {
    health.findings(net).collect()
}

fn layers<N: Layer>(health: &mut Health<N>, net: &N) -> Vec<LayerHealth> {
    let mut all = Vec::new();
    health.each_layer(net, &mut |layer| all.push(layer));
    all
}

fn inputs() -> Vec<[f32; 1]> {
    (-20_i8..=20).map(|k| [f32::from(k) / 10.0]).collect()
}

#[test]
fn a_net_that_is_well_has_no_findings() {
    type Net = (Dense<1, 8, Tanh>, Dense<8, 1>);
    let mut net: Net = Draw::new(1).net(0.5);
    let targets: Vec<[f32; 1]> = inputs().iter().map(|[x]| [x * 0.5]).collect();
    for _ in 0..200 {
        for (x, target) in inputs().iter().zip(&targets) {
            learn(&mut net, x, target, &Mse, 0.05).unwrap();
        }
    }
    let mut health = health_against(&net, &inputs(), &targets, &Mse);
    assert_eq!(findings(&mut health, &net), []);
    assert_eq!(health.samples(), 41);
    assert!(health.gradient_norm() < 1.0);
}

#[test]
fn dead_and_saturated_units_are_counted_layer_by_layer() {
    type Net =
        (Dense<1, 3, Relu>, [Dense<3, 3, Tanh>; 2], Frozen<(Dense<3, 2, Relu>, Dense<2, 2, Sigmoid>)>, Dense<2, 1>);
    let quiet = Dense::new([[0.1; 3]; 3], [0.0; 3]);
    let net: Net = (
        Dense::new([[1.0], [0.0], [0.0]], [0.0, -1.0, 0.0]), // one never active, one exactly 0
        [quiet, Dense::new([[0.1; 3]; 3], [3.5, -30.0, 0.0])], // 1 - tanh² of 3.5 is 0.004, of -30 exactly 0
        Frozen((
            Dense::new([[1.0; 3]; 2], [5.0, -5.0]), // the second is never active
            Dense::new([[0.0; 2]; 2], [7.0, 0.0]),  // the slope of a sigmoid at 7 is 0.0009
        )),
        Dense::new([[1.0, 1.0]], [0.0]),
    );
    let mut health = health(&net, &inputs());
    let seen: Vec<_> =
        layers(&mut health, &net).iter().map(|l| (l.layer, l.activation, l.units, l.dead, l.saturated)).collect();
    assert_eq!(
        seen,
        [
            (0, "Relu", 3, 2, 0),
            (1, "Tanh", 3, 0, 0),
            (2, "Tanh", 3, 0, 2),
            (3, "Relu", 2, 1, 0),
            (4, "Sigmoid", 2, 0, 1),
            (5, "Identity", 1, 0, 0)
        ]
    );
    let found = findings(&mut health, &net);
    assert_eq!(
        found[..4],
        [
            Finding::DeadUnits { layer: 0, dead: 2, units: 3 },
            Finding::SaturatedUnits { layer: 2, saturated: 2, units: 3 },
            Finding::DeadUnits { layer: 3, dead: 1, units: 2 },
            Finding::SaturatedUnits { layer: 4, saturated: 1, units: 2 },
        ]
    );
    assert!(matches!(found[4..], [Finding::ConstantOutput { output: 0, .. }]), "{found:?}");
}

#[test]
fn one_active_sample_is_enough_to_live() {
    let net = (Dense::<1, 1, Relu>::new([[1.0]], [-1.95]), Dense::<1, 1>::new([[1.0]], [0.0]));
    let mut health = Health::new();
    for x in inputs() {
        health.push(&net, &x);
        assert_eq!(layers(&mut health, &net)[0].dead, usize::from(x != [2.0]));
    }
}

#[test]
fn a_net_that_never_started() {
    type Net = (Dense<1, 4, Relu>, Dense<4, 1>);
    let targets: Vec<[f32; 1]> = inputs();
    let mut health = health_against(&Net::ZERO, &inputs(), &targets, &Mse);
    let found = findings(&mut health, &Net::ZERO);
    assert_eq!(found[0], Finding::NotStarted);
    assert!(found.contains(&Finding::DeadUnits { layer: 0, dead: 4, units: 4 }));
    assert!(found.contains(&Finding::ConstantOutput { output: 0, value: 0.0 }));
    assert!(found[0].stops_learning());
    assert_eq!(findings(&mut Health::new(), &Net::ZERO), [Finding::NoSamples, Finding::NotStarted]);
}

#[test]
fn a_dead_output_has_no_gradient() {
    let net = Dense::<1, 1, Relu>::new([[1.0]], [-5.0]);
    let targets: Vec<[f32; 1]> = inputs().iter().map(|[x]| [x.abs()]).collect();
    let found = findings(&mut health_against(&net, &inputs(), &targets, &Mse), &net);
    assert_eq!(
        found,
        [
            Finding::DeadUnits { layer: 0, dead: 1, units: 1 },
            Finding::ConstantOutput { output: 0, value: 0.0 },
            Finding::NoGradient
        ]
    );
}

#[test]
fn outputs_are_looked_at_one_by_one() {
    let net = Dense::<1, 3>::new([[1.0], [0.0], [0.01]], [0.0, 7.0, 10.0]);
    let targets: Vec<[f32; 3]> = inputs().iter().map(|[x]| [*x, *x, *x]).collect();
    let found = findings(&mut health_against(&net, &inputs(), &targets, &Mse), &net);
    assert_eq!(found[0], Finding::ConstantOutput { output: 1, value: 7.0 });
    let Finding::FlatOutput { output: 2, spread, of_targets } = found[1] else { panic!("{found:?}") };
    assert!(
        (of_targets - 1.183_216).abs() < 1e-5 && (spread - 0.01 * of_targets).abs() < 1e-4,
        "{spread} {of_targets}"
    );
    // An output that does not move where the input does not is no finding.
    assert_eq!(findings(&mut health(&net, &[[1.0]; 10]), &net), []);
}

#[test]
fn scales_are_named() {
    let net = Dense::<2, 2>::new([[1.0, 0.0], [0.0, 1.0]], [0.0; 2]);
    let inputs = [[0.5, 97.0], [-0.5, 122.0]];
    let found = findings(&mut health(&net, &inputs), &net);
    assert_eq!(found, [Finding::LargeInput { input: 1, size: 109.5 }]);
    let found = findings(&mut health(&net, &[[0.0, 0.01], [0.0, 0.03]]), &net);
    assert!(matches!(found[..], [Finding::ConstantOutput { output: 0, .. }, Finding::SmallInputs { .. }]), "{found:?}");
    let targets = [[0.0, 0.0], [0.0, 81.0]];
    let found = findings(&mut health_against(&net, &[[0.5, 0.5], [1.0, 1.0]], &targets, &Mse), &net);
    assert!(
        matches!(found[1], Finding::LargeTarget { output: 1, size } if (size - 57.275_65).abs() < 1e-3),
        "{found:?}"
    );
    let net = Dense::<1, 1>::new([[3e4]], [0.0]);
    let found = findings(&mut health_against(&net, &[[1.0], [-1.0]], &[[1.0], [-1.0]], &Mse), &net);
    assert!(
        matches!(found[..], [Finding::LargeGradient { .. }, Finding::LargeWeight { layer: 0, largest: 3e4 }]),
        "{found:?}"
    );
}

#[test]
fn what_is_not_finite_is_told_and_left_out() {
    let net = Dense::<1, 1>::new([[1.0]], [0.0]);
    let mut health = Health::new();
    for x in [f32::NAN, f32::INFINITY, 1.0, -1.0, f32::NEG_INFINITY] {
        health.push(&net, &[x]);
    }
    assert_eq!(health.samples(), 2);
    assert_eq!(findings(&mut health, &net), [Finding::Refused { samples: 3, quantity: Quantity::Input }]);
    let mut health = Health::new();
    health.push_sample(&net, &[1.0], &[f32::NAN], &Mse);
    assert_eq!(findings(&mut health, &net), [Finding::Refused { samples: 1, quantity: Quantity::Target }]);
    for bad in [f32::NAN, f32::INFINITY] {
        let net = (Dense::<1, 1, Relu>::new([[1.0]], [0.0]), Dense::<1, 1>::new([[bad]], [0.0]));
        let found = findings(&mut Health::new(), &net);
        assert_eq!(found, [Finding::NoSamples, Finding::NotFinite { layer: 1 }]);
    }
}

#[test]
fn classes_have_no_spread_to_compare_with() {
    let net = Dense::<1, 3>::new([[1.0], [0.0], [-1.0]], [0.0, 0.1, 0.0]);
    let classes: Vec<u8> = inputs().iter().map(|[x]| u8::from(*x > 0.0)).collect();
    let found = findings(&mut health_against(&net, &inputs(), &classes, &SoftmaxCrossEntropy), &net);
    assert_eq!(found, [Finding::ConstantOutput { output: 1, value: 0.1 }]);
}

#[test]
fn sizes_at_the_end_of_the_range_do_not_panic_and_are_told() {
    let net = Dense::<1, 1, Linear>::new([[1.0]], [0.0]);
    let mut health = health(&net, &[[f32::MAX], [-f32::MAX], [f32::MIN_POSITIVE]]);
    let found = findings(&mut health, &net);
    assert!(matches!(found[..], [Finding::LargeInput { .. }]), "{found:?}");
}

#[test]
fn every_sentence_says_what_to_do() {
    for finding in [
        Finding::DeadUnits { layer: 0, dead: 16, units: 16 },
        Finding::DeadUnits { layer: 1, dead: 3, units: 16 },
        Finding::SaturatedUnits { layer: 0, saturated: 3, units: 16 },
        Finding::ConstantOutput { output: 0, value: 1.0 },
        Finding::FlatOutput { output: 0, spread: 0.1, of_targets: 28.2 },
        Finding::LargeInput { input: 0, size: 110.0 },
        Finding::LargeTarget { output: 0, size: 40.0 },
        Finding::LargeGradient { norm: 1e3 },
        Finding::LargeWeight { layer: 0, largest: 1e9 },
        Finding::SmallInputs { size: 0.01 },
    ] {
        let sentence = finding.to_string();
        assert!(sentence.contains("standardise") || sentence.contains("checkpoint"), "{sentence}");
        assert!(!sentence.contains("  "), "{sentence}");
    }
}
