//! From what was seen to what is wrong.

use super::spread::len;
use super::{Finding, Health};
use crate::net::Layer;

/// From this size on, inputs and targets are called large; standardised ones have at most 1.
const LARGE: f32 = 4.0;
/// Below this size, inputs are called small.
const SMALL: f32 = 0.05;
/// An output that spreads by less than this share of its targets is called flat.
const FLAT: f32 = 0.1;
/// An output that spreads by less than this share of its mean is constant but for rounding.
const CONSTANT: f32 = 1e-6;
/// A longer gradient is called large.
const LARGE_NORM: f32 = 100.0;
/// A larger weight is called large.
const LARGE_WEIGHT: f32 = 10_000.0;

/// The findings of a [`Health`], gravest kinds first. Each is worked out when it is asked for: no memory is needed.
///
/// ```
/// use stackprop::{Dense, health};
///
/// let net = Dense::<1, 1>::new([[1.0]], [0.0]);
/// assert_eq!(health(&net, &[[-1.0], [1.0]]).findings(&net).count(), 0); // nothing is wrong
/// ```
pub struct Findings<'a, N: Layer> {
    health: &'a mut Health<N>,
    net: &'a N,
    next: usize,
}

impl<N: Layer> Health<N> {
    /// What is wrong, if anything; `net` is the net that was pushed.
    ///
    /// ```
    /// use stackprop::{Dense, health};
    ///
    /// let net = Dense::<1, 1>::new([[1.0]], [0.0]);
    /// for finding in health(&net, &[[97.0], [122.0]]).findings(&net) {
    ///     assert_eq!(finding.to_string(), "input 0 has a mean size of 109.5: standardise the inputs");
    /// }
    /// ```
    pub fn findings<'a>(&'a mut self, net: &'a N) -> Findings<'a, N> {
        Findings { health: self, net, next: 0 }
    }

    fn each_finding(&mut self, net: &N, see: &mut impl FnMut(Finding)) {
        if self.samples == 0 && self.refused == 0 {
            see(Finding::NoSamples);
        }
        if !net.is_started(true) {
            see(Finding::NotStarted);
        }
        self.each_layer(net, &mut |layer| {
            if !layer.largest.is_finite() {
                see(Finding::NotFinite { layer: layer.layer });
            }
        });
        if self.refused > 0 {
            see(Finding::Refused { samples: self.refused, quantity: self.quantity });
        }
        self.each_layer(net, &mut |seen| {
            let (layer, units) = (seen.layer, seen.units);
            if seen.dead > 0 {
                see(Finding::DeadUnits { layer, dead: seen.dead, units });
            }
            if seen.saturated > 0 {
                see(Finding::SaturatedUnits { layer, saturated: seen.saturated, units });
            }
        });
        self.each_output(see);
        if self.loss.value() > 0.0 && self.gradient.value() == 0.0 {
            see(Finding::NoGradient);
        }
        if self.gradient.value() > LARGE_NORM {
            see(Finding::LargeGradient { norm: self.gradient.value() });
        }
        self.each_layer(net, &mut |layer| {
            if layer.largest > LARGE_WEIGHT && layer.largest.is_finite() {
                see(Finding::LargeWeight { layer: layer.layer, largest: layer.largest });
            }
        });
        let (input, size) = self.inputs.largest();
        if size > LARGE {
            see(Finding::LargeInput { input, size });
        }
        if size > 0.0 && size < SMALL {
            see(Finding::SmallInputs { size });
        }
    }

    /// The findings about outputs and their targets.
    fn each_output(&self, see: &mut impl FnMut(Finding)) {
        if !self.inputs_differ {
            return; // an output may well be the same where the input is
        }
        for output in 0..len::<N::Output>(N::output::<f32>(&self.tape)) {
            let ((value, spread), (mean, of_targets)) = (self.outputs.of(output), self.targets.of(output));
            if spread <= CONSTANT * value.abs() {
                see(Finding::ConstantOutput { output, value });
            } else if spread < FLAT * of_targets {
                see(Finding::FlatOutput { output, spread, of_targets });
            }
            let size = libm::hypotf(mean, of_targets);
            if size > LARGE {
                see(Finding::LargeTarget { output, size });
            }
        }
    }
}

impl<N: Layer> Iterator for Findings<'_, N> {
    type Item = Finding;

    fn next(&mut self) -> Option<Finding> {
        let (mut left, mut found) = (self.next, None);
        self.health.each_finding(self.net, &mut |finding| {
            if left == 0 && found.is_none() {
                found = Some(finding);
            }
            left = left.saturating_sub(1);
        });
        self.next = self.next.saturating_add(1);
        found
    }
}

impl<N: Layer> core::fmt::Debug for Findings<'_, N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Findings").field("next", &self.next).finish_non_exhaustive()
    }
}
