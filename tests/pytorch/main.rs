//! What PyTorch computed, trace by trace. README.md describes the files and the semantics behind them.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod reader;

use reader::{GROUPS, Trace, read};

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
