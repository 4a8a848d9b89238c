//! What errors say: where, what, and what to do about it.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use core::error::Error;
use stackprop::{FitError, Quantity, Setting, TrainError};

#[test]
fn errors_tell_where() {
    let told = |sample, quantity| TrainError::Refused { sample, quantity }.to_string();
    assert_eq!(told(3, Quantity::Input), "sample 3: the input is not finite");
    let target = "sample 0: the target is not finite, or not one that the last layer or the loss allows";
    assert_eq!(told(0, Quantity::Target), target);
    let output = "sample 1: the output is not finite: go back to a checkpoint, lower the rate or clip";
    assert_eq!(told(1, Quantity::Output), output);
    assert_eq!(told(2, Quantity::Loss), "sample 2: the loss is not finite: standardise the targets");
    let delta = "sample 9: a delta is not finite: go back to a checkpoint, lower the rate or clip";
    assert_eq!(told(9, Quantity::Delta), delta);
    let gradient = "sample 5: the gradient is too large: standardise the inputs, lower the rate or clip";
    assert_eq!(told(5, Quantity::Gradient), gradient);
    let not_started = "a layer before the last is all zero: initialise the net first";
    assert_eq!(TrainError::NotStarted.to_string(), not_started);
    let rule = TrainError::Rule(Setting::Rate);
    assert_eq!(rule.to_string(), "the learning rate must be from 0 to 32768");
    assert_eq!(TrainError::EmptyBatch.to_string(), "the batch is empty");
    let unequal = TrainError::UnequalLengths { inputs: 2, targets: 3 };
    assert_eq!(unequal.to_string(), "2 inputs, but 3 targets");
    let error = FitError { epoch: 4, batch: 5, error: unequal };
    assert_eq!(error.to_string(), "epoch 4, batch 5: 2 inputs, but 3 targets");
    assert_eq!(error.source().unwrap().to_string(), unequal.to_string());
}

/// Every one names its number and the range, and none says the same as another.
#[test]
fn settings_say_their_range() {
    let settings = [
        (Setting::Rate, "rate"),
        (Setting::Momentum, "momentum"),
        (Setting::Beta, "beta"),
        (Setting::Epsilon, "epsilon"),
        (Setting::WeightDecay, "weight decay"),
        (Setting::Clip, "clipped"),
        (Setting::HuberDelta, "Huber"),
        (Setting::SampleWeight, "weight"),
    ];
    let mut seen = Vec::new();
    for (setting, name) in settings {
        let said = setting.to_string();
        assert!(said.contains(name) && said.contains("must be"), "{said}");
        assert_eq!(TrainError::from(setting).to_string(), said);
        assert!(!seen.contains(&said));
        seen.push(said);
    }
    assert_eq!(Setting::Other("a sentence of your own").to_string(), "a sentence of your own");
}
