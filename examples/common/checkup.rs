//! What the library's health check says of a net that has learnt.

use super::fit::grid;
use super::nets::Net;
use stackprop::{LayerHealth, Mse, health_against};

/// Kept once the net's shape no longer matters.
pub(crate) struct Checkup {
    pub(crate) layers: Vec<LayerHealth>,
    /// What is wrong, in words; empty if nothing is.
    pub(crate) findings: Vec<String>,
}

/// Points that the net is looked at on, evenly over [-π, π]: fine enough that a unit on none of them is dead.
const POINTS: u32 = 1000;

impl Checkup {
    pub(crate) fn of<N: Net>(net: &N) -> Self {
        let inputs: Vec<[f32; 1]> = grid(POINTS).map(|x| [x]).collect();
        let targets: Vec<[f32; 1]> = inputs.iter().map(|[x]| [libm::sinf(*x)]).collect();
        let mut health = health_against(net, &inputs, &targets, &Mse);
        let mut layers = Vec::new();
        health.each_layer(net, &mut |layer| layers.push(layer));
        let findings = health.findings(net).map(|finding| finding.to_string()).collect();
        Self { layers, findings }
    }
}
