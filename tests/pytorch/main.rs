//! What PyTorch computed, trace by trace. README.md describes the files and the semantics behind them.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod losses;
mod reader;
mod rules;
mod train;

use reader::{After, GROUPS, Trace, read};
use train::{Found, train};

/// PyTorch's order, by PyTorch's names.
const NAMES: [&str; 4] = ["0.weight", "0.bias", "1.weight", "1.bias"];

#[test]
fn every_trace_reads() {
    let counts: Vec<usize> = GROUPS.iter().map(|(_, text)| read(text).iter().map(check).count()).collect();
    assert_eq!(counts, [48, 38, 11, 9], "the traces of each group");
    let mut names: Vec<&str> = GROUPS.iter().flat_map(|(_, text)| read(text)).map(|trace| trace.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), counts.iter().sum::<usize>(), "every name once");
}

fn check(trace: &Trace) {
    let name = trace.name;
    let [inputs, hidden, outputs] = trace.sizes[..] else { panic!("{name}: {:?}", trace.sizes) };
    let lens = [inputs * hidden, hidden, hidden * outputs, outputs];
    let start: Vec<_> = trace.start.iter().map(|tensor| (tensor.name, tensor.values.len())).collect();
    assert_eq!(start, NAMES.into_iter().zip(lens).collect::<Vec<_>>(), "{name}");
    assert_eq!(trace.activations.len(), 2, "{name}");
    assert_eq!(trace.samples.len(), 4, "{name}");
    let classes = trace.loss.word("target") == Some("classes");
    for (x, target) in &trace.samples {
        assert_eq!((x.len(), target.len()), (inputs, if classes { 1 } else { outputs }), "{name}");
    }
    assert_eq!(trace.after.iter().map(|after| after.step).collect::<Vec<_>>(), [1, 2, 10, 100], "{name}");
    for after in &trace.after {
        let tensors: Vec<_> = after.tensors.iter().map(|tensor| (tensor.name, tensor.values.len())).collect();
        assert_eq!(tensors, start, "{name}");
        assert!(after.loss.is_finite() && after.next_loss.is_finite() && after.rate > 0.0, "{name}");
        assert!(trace.rates.is_empty() || trace.rates[after.step - 1].to_bits() == after.rate.to_bits(), "{name}");
    }
    assert_eq!(trace.rates.len(), if trace.schedule.name == "constant" { 0 } else { 100 }, "{name}");
    assert!(trace.optimizer.number("lr").is_some_and(|rate| rate > 0.0), "{name}");
    assert!(trace.optimizer.numbers("betas").is_none_or(|betas| betas.len() == 2), "{name}");
    assert!(trace.clip.as_ref().is_none_or(|clip| clip.number("max").is_some_and(|max| max > 0.0)), "{name}");
    assert_eq!(trace.f64_settings, name.ends_with("_f64_settings"), "{name}");
}

#[test]
#[should_panic(expected = "a line that no trace has: \"nonsense 1\"")]
fn a_line_that_is_not_known_is_not_passed_over() {
    read("trace a\nnonsense 1\nend\n");
}

/// How far f32 may be off PyTorch's f64 in a hundred steps, on weights and losses near 1: half as much again as
/// PyTorch's own float32 is at worst on these traces (2e-6, README.md); the crate's is 1.3e-6.
const TOLERANCE: f64 = 3e-6;

fn off(found: &Found, after: &After) -> f64 {
    let weights = after.tensors.iter().flat_map(|tensor| &tensor.values);
    assert_eq!(found.weights.len(), weights.clone().count());
    let pairs = found.weights.iter().zip(weights);
    let losses = [(&found.loss, &after.loss), (&found.next_loss, &after.next_loss)];
    let off = pairs.chain(losses).map(|(found, torch)| (f64::from(*found) - torch).abs());
    let off: Vec<f64> = off.collect();
    assert!(off.iter().all(|off| off.is_finite()));
    off.into_iter().fold(0.0, f64::max)
}

#[test]
fn every_trace_is_trained_as_pytorch_trains_it() {
    let (mut refused, mut wrong, mut largest) = (Vec::new(), Vec::new(), (0.0, ""));
    for trace in GROUPS.iter().flat_map(|(_, text)| read(text)) {
        let trained = train(&trace);
        let [one, lanes] = &trained.found;
        assert_eq!(one, lanes, "{}: lanes have other bits", trace.name);
        let off = one.iter().zip(&trace.after).map(|(found, after)| off(found, after)).fold(0.0, f64::max);
        if off > TOLERANCE {
            wrong.push((trace.name, off));
        }
        if off > largest.0 {
            largest = (off, trace.name);
        }
        refused.extend(trained.refused.map(|sample| (trace.name, sample)));
    }
    println!("the largest difference: {largest:?}");
    assert!(wrong.is_empty(), "{wrong:?}");
    // These ask the last layer for what it cannot give, which the crate refuses; they are trained with the same
    // activation without its range.
    assert_eq!(refused, [("relu_relu", 0), ("tanh_tanh", 1), ("sigmoid_sigmoid", 1)]);
}

/// The crate's closed forms in f32 against PyTorch's recursions in f64: a few roundings, of which a power of 99 factors
/// has the most.
#[test]
fn every_schedule_is_pytorchs() {
    for trace in read(GROUPS[3].1) {
        let peak = trace.rates.iter().copied().fold(0.0, f64::max);
        for (step, torch) in (0..).zip(&trace.rates) {
            let off = (f64::from(rules::rate(&trace, step)) - torch).abs();
            assert!(off <= 3e-7 * peak + 3e-6 * torch, "{}: step {step} is off by {off:e} of {torch:e}", trace.name);
        }
    }
}
