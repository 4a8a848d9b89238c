//! What a net came to, held against the oracle and its bounds.

use crate::passage::{Batch, Outcome};
use crate::reference::{self, Bounded, KnownLoss, Trace};
use proptest::prelude::*;
use stackprop::{Quantity, TrainError};

/// The squared norm from which on a gradient is refused.
const TOO_LONG: f64 = 85_070_591_730_234_615_865_843_651_857_942_052_864.0; // 2^126

fn hold(what: &str, bounds: &[Bounded], found: &[f32]) -> Result<(), TestCaseError> {
    prop_assert_eq!(bounds.len(), found.len());
    for (k, (bound, found)) in bounds.iter().zip(found).enumerate() {
        prop_assert!(bound.holds(*found), "{} {}: {:e} is outside {:?}", what, k, found, bound);
    }
    Ok(())
}

/// What a trainer must say of a batch; nothing where that is within rounding of either.
fn verdict(oracle: &reference::Net, batch: &Batch, traces: &[Trace]) -> Option<Result<(), TrainError>> {
    if !oracle.is_started() {
        return Some(Err(TrainError::NotStarted));
    }
    for (sample, (trace, target)) in traces.iter().zip(&batch.targets).enumerate() {
        let refused = |quantity| Some(Err(TrainError::Refused { sample, quantity }));
        let [least, most] = trace.squared_norm();
        if !target.iter().all(|target| oracle.last().reaches(*target)) {
            return refused(Quantity::Target);
        }
        match trace.is_known() {
            true if most < TOO_LONG => {}
            true if least >= TOO_LONG => return refused(Quantity::Gradient),
            _ => return None,
        }
    }
    Some(Ok(()))
}

/// Whether everything could be compared: nothing may have overflowed or been refused, no unit sat on its kink.
pub(crate) fn compare(oracle: &reference::Net, batch: &Batch, found: &Outcome) -> Result<bool, TestCaseError> {
    let samples = batch.xs.iter().zip(&batch.targets);
    let traces: Vec<Trace> = samples.map(|(x, target)| oracle.trace(x, target, batch.loss.known())).collect();
    for (k, trace) in traces.iter().enumerate() {
        hold("output", trace.output(), &found.outputs[k])?;
        hold("prediction", trace.output(), &found.predictions[k])?;
        hold("loss", &[trace.loss], &found.losses[k..=k])?;
        hold("dx", &trace.dx, &found.dxs[k])?;
        if trace.is_known() {
            let ([least, most], norm) = (trace.squared_norm(), f64::from(found.squared_norms[k]));
            let fits = if least.is_infinite() { !norm.is_finite() } else { least <= norm && norm <= most };
            prop_assert!(fits || most > f64::from(f32::MAX), "squared norm {:e}: not {:e} to {:e}", norm, least, most);
        }
    }
    let len = traces.len();
    let bounds = oracle.gradient(&traces, f64::from(1.0 / len as f32));
    hold("gradient by passes", &bounds, &found.gradient)?;
    let known = bounds.iter().all(|bound| bound.is_known());
    let stable = !traces.iter().any(|trace| trace.unstable);
    let mean = found.mean.as_ref().unwrap();
    let verdict = verdict(oracle, batch, &traces);
    if let Some(verdict) = verdict {
        prop_assert_eq!(mean.as_ref().map(|_| ()).map_err(|error| *error), verdict);
    }
    if let Ok((gradient, value)) = mean {
        // Two roundings in each term, and two in a compensated sum of any length.
        let mean = Bounded::dot(0.0, traces.iter().map(|trace| (1.0 / len as f64, trace.loss)), 5);
        hold("mean loss", &[mean], &[*value])?;
        hold("gradient", &bounds, gradient)?;
        prop_assert_eq!(gradient, &found.gradient, "the trainer's way is that of the passes");
    }
    Ok(verdict == Some(Ok(())) && known && stable)
}
