//! What a net came to, held against the oracle and its bounds.

use crate::passage::{Batch, Outcome};
use crate::reference::{self, Bounded, KnownLoss, Trace};
use proptest::prelude::*;

fn hold(what: &str, bounds: &[Bounded], found: &[f32]) -> Result<(), TestCaseError> {
    prop_assert_eq!(bounds.len(), found.len());
    for (k, (bound, found)) in bounds.iter().zip(found).enumerate() {
        prop_assert!(bound.holds(*found), "{} {}: {:e} is outside {:?}", what, k, found, bound);
    }
    Ok(())
}

/// Whether everything could be compared: nothing may have overflowed, no unit sat on its kink.
pub(crate) fn compare(oracle: &reference::Net, batch: &Batch, found: &Outcome) -> Result<bool, TestCaseError> {
    let samples = batch.xs.iter().zip(&batch.targets);
    let traces: Vec<Trace> = samples.map(|(x, target)| oracle.trace(x, target, batch.loss.known())).collect();
    for (k, trace) in traces.iter().enumerate() {
        hold("output", trace.output(), &found.outputs[k])?;
        hold("prediction", trace.output(), &found.predictions[k])?;
        hold("loss", &[trace.loss], &found.losses[k..=k])?;
        if !trace.unstable {
            hold("dx", &trace.dx, &found.dxs[k])?;
        }
    }
    let len = traces.len();
    let bounds = oracle.gradient(&traces, f64::from(1.0 / len as f32));
    let mean = Bounded::dot(0.0, traces.iter().map(|trace| (1.0 / len as f64, trace.loss)), len + 3);
    let everything = traces.iter().flat_map(|trace| trace.values.iter().chain(&trace.deltas)).flatten();
    let known = mean.is_known() && everything.chain(&bounds).all(|bound| bound.is_known());
    let stable = !traces.iter().any(|trace| trace.unstable);
    match found.mean.as_ref().unwrap() {
        Ok((gradient, value)) => {
            hold("mean loss", &[mean], &[*value])?;
            if stable {
                hold("gradient", &bounds, gradient)?;
            }
        }
        Err(error) => prop_assert!(!known, "{} where nothing can overflow", error),
    }
    Ok(known && stable)
}
