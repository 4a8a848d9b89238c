//! What was seen of each layer.

use super::Health;
use crate::net::{Activation, Layer, LayerVisitor};
use crate::number::Sample;

/// What was seen of one layer, and its weights.
///
/// ```
/// use stackprop::{Dense, Relu, health};
///
/// let net = (Dense::<1, 2, Relu>::new([[1.0], [-3.0]], [0.0, -4.0]), Dense::<2, 1>::new([[1.0, 1.0]], [0.0]));
/// let mut layers = Vec::new();
/// health(&net, &[[-1.0], [1.0]]).each_layer(&net, &mut |layer| layers.push(layer));
/// assert_eq!((layers[0].units, layers[0].dead, layers[0].saturated), (2, 1, 0));
/// assert_eq!((layers[0].largest, layers[0].norm), (4.0, 26.0_f32.sqrt()));
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct LayerHealth {
    /// Which layer, from 0; those within tuples and arrays are counted one by one.
    pub layer: usize,
    /// The name of its activation.
    pub activation: &'static str,
    /// How many units (outputs) it has.
    pub units: usize,
    /// Units that were 0 on every sample, with a gradient of 0: a ReLU that was never active.
    pub dead: usize,
    /// Other units whose activation was never steeper than 0.01: a tanh or a sigmoid at its limit.
    pub saturated: usize,
    /// The largest size of a weight or bias; NaN if one is NaN.
    pub largest: f32,
    /// The norm (the root of the sum of the squares) of all weights and biases.
    pub norm: f32,
}

/// A unit that was never steeper than this counts as saturated: it learns a hundred times slower than a linear one.
const STEEP: f32 = 0.01;

impl<N: Layer> Health<N> {
    /// Shows what was seen of every layer, first layer first, and the weights that `net` has now.
    ///
    /// ```
    /// # use stackprop::{Dense, health};
    /// let net = Dense::<1, 3>::new([[1.0], [0.0], [-1.0]], [0.0; 3]);
    /// health(&net, &[[1.0]]).each_layer(&net, &mut |layer| assert_eq!((layer.layer, layer.units), (0, 3)));
    /// ```
    pub fn each_layer(&mut self, net: &N, see: &mut impl FnMut(LayerHealth)) {
        net.each_layer(&mut self.tape, &mut Report { layer: 0, samples: self.samples, see });
    }
}

/// Notes every unit's slope where it is the largest so far, in the place of the delta.
pub(super) fn note_slopes<N: Layer>(net: &N, tape: &mut N::Tape<f32>) {
    net.each_layer(tape, &mut NoteSlopes);
}

struct NoteSlopes;

impl LayerVisitor for NoteSlopes {
    fn layer<L: Layer>(&mut self, _: &L, tape: &mut L::Tape<f32>) {
        let (y, largest) = L::output_and_delta::<f32>(tape);
        let before = *largest;
        L::Output::zip_into::<f32>(largest, &before, y, |largest, y| {
            let slope = L::Last::slope(y).abs();
            let least = if y == 0.0 { 0.0 } else { f32::MIN_POSITIVE };
            let slope = if slope > least { slope } else { least };
            if slope > largest { slope } else { largest }
        });
    }
}

/// Calls a function with what was seen of each layer.
struct Report<'a, F> {
    layer: usize,
    samples: u32,
    see: &'a mut F,
}

impl<F: FnMut(LayerHealth)> LayerVisitor for Report<'_, F> {
    fn layer<L: Layer>(&mut self, layer: &L, tape: &mut L::Tape<f32>) {
        let (_, slopes) = L::output_and_delta::<f32>(tape);
        let count = |which: fn(f32) -> bool| {
            let counted = L::Output::fold::<f32>(slopes, 0.0, |sum, slope| if which(slope) { sum + 1.0 } else { sum });
            whole(counted)
        };
        let (mut largest, mut squares) = (0.0, 0.0);
        layer.visit(&mut |tensor| {
            for value in tensor.values {
                // A NaN is larger than anything, and stays.
                let size = value.abs();
                largest = if size <= largest || largest.is_nan() { largest } else { size };
                squares += value * value;
            }
        });
        let (units, dead, flat) = (count(|_| true), count(|slope| slope == 0.0), count(|slope| slope < STEEP));
        let seen = self.samples > 0;
        (self.see)(LayerHealth {
            layer: self.layer,
            activation: L::Last::NAME,
            units,
            dead: if seen { dead } else { 0 },
            saturated: if seen { flat.saturating_sub(dead) } else { 0 },
            largest,
            norm: libm::sqrtf(squares),
        });
        self.layer = self.layer.saturating_add(1);
    }
}

/// A count of less than 2²⁴.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number, not negative")]
fn whole(count: f32) -> usize {
    count as usize
}
