//! The net 1-32-1, its last layer in closed form, and its kinks: where they are, and where they should be.

use crate::options::Failed;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Dense, LeastSquares, Predict, Recursion, Relu, Zero, init};

pub(crate) const H: usize = 32;
pub(crate) type Hidden = Dense<1, H, Relu>;
pub(crate) type Head = Dense<H, 1>;
pub(crate) type Net = (Hidden, Head);
/// Inputs in -1..1, and targets.
pub(crate) type Samples = (Vec<[f32; 1]>, Vec<[f32; 1]>);

/// Kinks spread over -1..1 with a density; the head at 0.
pub(crate) fn start(density: impl Fn(f32) -> f32, seed: u32) -> Result<Net, Failed> {
    let mut net = Net::ZERO;
    init::knots(&mut net, -1.0..=1.0, density, &mut XorShiftRng::seed_from_u64(seed.into()))?;
    Ok(net)
}

/// The head that fits the samples best, in one pass.
pub(crate) fn solve(hidden: &Hidden, head: &mut Head, (inputs, targets): &Samples) -> Result<(), Failed> {
    let mut fit = LeastSquares::<H, 1>::new();
    for (x, target) in inputs.iter().zip(targets) {
        fit.learn(&hidden.predict(x), target, 1.0, &Recursion::default())?;
    }
    fit.solve(head)?;
    Ok(())
}

#[derive(Clone, Copy, Default)]
pub(crate) struct Kink {
    pub(crate) at: f32,
    /// By how much the slope of the curve changes there.
    jump: f32,
}

/// Where the hidden units bend the curve, from left to right; the first unit is the linear term.
pub(crate) fn kinks(net: &Net) -> Vec<Kink> {
    let units = net.0.weights().iter().zip(net.0.bias()).zip(net.1.weights().as_flattened());
    let mut kinks: Vec<Kink> = units.skip(1).map(|(([w], b), out)| Kink { at: -b / w, jump: out * w.abs() }).collect();
    kinks.sort_by(|a, b| a.at.total_cmp(&b.at));
    kinks
}

/// Kinks at a density of |f''|^(2/5), f'' told from the bends of a solved curve (after de Boor 1973, `newnot`); the head
/// at 0.
pub(crate) fn place_anew(net: &Net, seed: u32) -> Result<Net, Failed> {
    let kinks = kinks(net);
    // A bend over the distance to which it belongs.
    let mut curvature = Vec::with_capacity(kinks.len());
    for (k, kink) in kinks.iter().enumerate() {
        let left = k.checked_sub(1).and_then(|k| kinks.get(k)).map_or(-1.0, |kink| kink.at);
        let right = kinks.get(k + 1).map_or(1.0, |kink| kink.at);
        curvature.push(kink.jump.abs() / (0.5 * (right - left)).clamp(1e-4, 2.0));
    }
    let last = kinks.len().saturating_sub(1);
    let of = |k: usize| curvature.get(k).copied().unwrap_or_default();
    let smooth =
        |k: usize| 0.25 * of(k.saturating_sub(1)) + 0.5 * of(k) + 0.25 * of(if k < last { k + 1 } else { last });
    let known: Vec<(f32, f32)> =
        kinks.iter().enumerate().map(|(k, kink)| (kink.at, libm::powf(smooth(k), 0.4))).collect();
    let floor = 0.05 * known.iter().map(|(_, density)| density).sum::<f32>() / H as f32;
    start(|x| floor + between(&known, x), seed)
}

/// On the straight line between the neighbours; as the outermost outside of them.
fn between(known: &[(f32, f32)], x: f32) -> f32 {
    let right = known.partition_point(|(at, _)| *at < x);
    match (right.checked_sub(1).and_then(|left| known.get(left)), known.get(right)) {
        (Some((a, left)), Some((b, right))) => left + (x - a) / (b - a).clamp(1e-9, 2.0) * (right - left),
        (Some((_, only)), None) | (None, Some((_, only))) => *only,
        (None, None) => 0.0,
    }
}
