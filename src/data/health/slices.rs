//! The health of a net on samples that lie in slices.

use super::Health;
use crate::learn::{Loss, Target};
use crate::net::Layer;

/// The health of a net on some inputs: [`Health::push`] of each.
///
/// ```
/// use stackprop::{Dense, Relu, Zero, health};
///
/// let net = <(Dense<1, 16, Relu>, Dense<16, 1>)>::ZERO; // no initialiser was called
/// let inputs = [[-1.0], [0.0], [1.0]];
/// let sentences: Vec<String> = health(&net, &inputs).findings(&net).map(|finding| finding.to_string()).collect();
/// assert_eq!(sentences[0], "a layer before the last is all zero: initialise the net first");
/// ```
#[must_use]
pub fn health<N: Layer>(net: &N, inputs: &[N::Input]) -> Health<N> {
    let mut health = Health::new();
    for x in inputs {
        health.push(net, x);
    }
    health
}

/// The health of a net on some samples with their targets: [`Health::push_sample`] of each. Where the lengths differ the
/// shorter counts.
///
/// ```
/// use stackprop::{Dense, Finding, Mse, health_against};
///
/// let net = Dense::<1, 1>::new([[0.01]], [0.0]);
/// let (inputs, targets) = ([[-1.0], [1.0]], [[-1.0], [1.0]]);
/// let mut health = health_against(&net, &inputs, &targets, &Mse);
/// assert!(health.findings(&net).eq([Finding::FlatOutput { output: 0, spread: 0.01, of_targets: 1.0 }]));
/// ```
#[must_use]
pub fn health_against<N: Layer, T: Target>(
    net: &N,
    inputs: &[N::Input],
    targets: &[T],
    loss: &impl Loss<N::Output, T>,
) -> Health<N> {
    let mut health = Health::new();
    for (x, target) in inputs.iter().zip(targets) {
        health.push_sample(net, x, target, loss);
    }
    health
}
