//! A network of dense layers: forward, back, gradient.

use super::tolerance::{ETA, MAX, gamma};
use super::{Bounded, Kind, Target};
use stackprop::Values;

#[derive(Clone, Debug)]
struct Dense {
    /// `weights[o][i]`
    weights: Vec<Vec<f64>>,
    bias: Vec<f64>,
    kind: Kind,
}

#[derive(Clone, Debug)]
pub(crate) struct Net(Vec<Dense>);

/// What one sample leaves behind, layer by layer.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    /// What went into each layer, and at the end what came out of the last.
    pub(crate) values: Vec<Vec<Bounded>>,
    /// dL/dz
    pub(crate) deltas: Vec<Vec<Bounded>>,
    pub(crate) dx: Vec<Bounded>,
    pub(crate) loss: Bounded,
    /// f32 may see a unit on the other side of its kink: what follows from its slope has wide bounds.
    pub(crate) unstable: bool,
    /// The smallest |z| of a unit with a kink.
    pub(crate) clearance: f64,
}

impl Trace {
    pub(crate) fn output(&self) -> &[Bounded] {
        &self.values[self.values.len() - 1]
    }

    /// Whether no overflow is possible up to the deltas.
    pub(crate) fn is_known(&self) -> bool {
        self.values.iter().chain(&self.deltas).flatten().chain([&self.loss]).all(|bound| bound.is_known())
    }

    /// The least and the most that f32 may find Σ |delta|² (|x|² + 1) over the layers to be, the squared norm of the
    /// sample's gradient; infinite where a square overflows.
    pub(crate) fn squared_norm(&self) -> [f64; 2] {
        let len = self.values.iter().chain(&self.deltas).flatten().count();
        let rounding = gamma(len + 3 * self.deltas.len());
        [(-1.0_f64, 1.0 - rounding), (1.0, 1.0 + rounding)].map(|(side, rounding)| {
            let squares = |values: &[Bounded]| {
                let end = |v: &Bounded| (v.value.abs() + side * v.error).max(0.0);
                let sum = rounding * values.iter().map(end).map(|end| end * end).sum::<f64>();
                if sum > MAX { f64::INFINITY } else { (sum + side * len as f64 * ETA).max(0.0) }
            };
            let layers = self.values.iter().zip(&self.deltas);
            let of_layers = layers.map(|(x, delta)| match (squares(x), squares(delta)) {
                (x, _) if x.is_infinite() => x, // times a delta of 0 it is NaN
                (x, delta) => rounding * delta * (x + 1.0),
            });
            of_layers.sum()
        })
    }
}

impl Net {
    /// A copy of a net whose layers have these activations.
    pub(crate) fn of(net: &impl Values, kinds: &[Kind]) -> Self {
        let mut slices: Vec<Vec<f64>> = Vec::new();
        net.visit(&mut |tensor| slices.push(tensor.values.iter().copied().map(f64::from).collect()));
        let mut layers = Vec::new();
        for pair in slices.chunks(2) {
            let [weights, bias] = pair else { panic!("weights without a bias") };
            let weights = weights.chunks(weights.len() / bias.len()).map(<[f64]>::to_vec).collect();
            layers.push(Dense { weights, bias: bias.clone(), kind: kinds[layers.len()] });
        }
        assert_eq!(layers.len(), kinds.len(), "an activation a layer");
        Self(layers)
    }

    /// Whether no layer before the last is all zero.
    pub(crate) fn is_started(&self) -> bool {
        let is_zero = |layer: &Dense| layer.weights.iter().flatten().chain(&layer.bias).all(|w| *w == 0.0);
        !self.0[..self.0.len() - 1].iter().any(is_zero)
    }

    /// The last layer's activation.
    pub(crate) fn last(&self) -> Kind {
        self.0[self.0.len() - 1].kind
    }

    /// Every parameter, in the order of the crate's `visit`.
    pub(crate) fn parameters(&mut self) -> impl Iterator<Item = &mut f64> {
        self.0.iter_mut().flat_map(|layer| layer.weights.iter_mut().flatten().chain(&mut layer.bias))
    }

    /// One sample there and back.
    pub(crate) fn trace(&self, x: &[f32], target: &[f32], loss: Target) -> Trace {
        self.trace_from(x.iter().copied().map(Bounded::exact).collect(), target, loss)
    }

    /// The same from an input that need not be an f32.
    pub(crate) fn trace_from(&self, x: Vec<Bounded>, target: &[f32], loss: Target) -> Trace {
        let mut trace = Trace { clearance: f64::INFINITY, ..Trace::default() };
        let mut sums = Vec::new();
        let mut values = x;
        for Dense { weights, bias, kind } in &self.0 {
            let row = |(row, bias): (&Vec<f64>, &f64)| {
                Bounded::dot(*bias, row.iter().copied().zip(values.iter().copied()), row.len() + 1)
            };
            let z: Vec<Bounded> = weights.iter().zip(bias).map(row).collect();
            let y: Vec<Bounded> = z.iter().map(|z| kind.forward(*z)).collect();
            for z in &z {
                trace.unstable |= kind.is_unstable(*z);
                trace.clearance = trace.clearance.min(if kind.has_kink() { z.value.abs() } else { f64::INFINITY });
            }
            sums.push(z);
            trace.values.push(core::mem::replace(&mut values, y));
        }
        let (value, mut dy) = loss.of(&values, target);
        trace.loss = value;
        trace.values.push(values);
        for (at, Dense { weights, kind, .. }) in self.0.iter().enumerate().rev() {
            let (z, y) = (&sums[at], &trace.values[at + 1]);
            let delta: Vec<Bounded> = (0..z.len()).map(|o| kind.backward(dy[o], z[o], y[o])).collect();
            let column = |i: usize| {
                let terms = weights.iter().zip(&delta).map(|(row, delta)| (row[i], *delta));
                Bounded::dot(0.0, terms, weights.len())
            };
            dy = (0..weights[0].len()).map(column).collect();
            trace.deltas.insert(0, delta);
        }
        trace.dx = dy;
        trace
    }

    /// Σ scale · dL/dw over the traces, in the order of `visit`. An f32 rounds scale · delta, the product, and the sum.
    pub(crate) fn gradient(&self, traces: &[Trace], scale: f64) -> Vec<Bounded> {
        let mut gradient = Vec::new();
        for (at, layer) in self.0.iter().enumerate() {
            for o in 0..layer.bias.len() {
                for i in 0..layer.weights[0].len() {
                    gradient.push(sum(traces.iter().map(|t| (t.deltas[at][o], t.values[at][i])), scale));
                }
            }
            for o in 0..layer.bias.len() {
                gradient.push(sum(traces.iter().map(|t| (t.deltas[at][o], Bounded::exact(1.0))), scale));
            }
        }
        gradient
    }
}

/// Σ scale · delta · a
fn sum(terms: impl ExactSizeIterator<Item = (Bounded, Bounded)>, scale: f64) -> Bounded {
    let roundings = terms.len() + 2;
    let (mut value, mut error, mut reach) = (0.0, 0.0, 0.0);
    for (delta, a) in terms {
        value += scale * delta.value * a.value;
        error += scale.abs() * (delta.error * a.reach() + delta.value.abs() * a.error);
        error += (1.0 + gamma(roundings)) * (a.reach() + 1.0) * ETA / 2.0;
        reach += scale.abs() * delta.reach() * a.reach();
    }
    Bounded::new(value, error + gamma(roundings) * reach, reach)
}
