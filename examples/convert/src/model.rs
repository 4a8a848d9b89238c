//! A net whose sizes are known only when the program runs.

use crate::{Activation, Error};
use std::fmt;

/// A dense layer, y = f(Wx + b).
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// How many numbers go in.
    pub inputs: usize,
    /// How many come out.
    pub outputs: usize,
    /// `weights[o * inputs + i]` leads from input `i` to output `o`: PyTorch's order.
    pub weights: Vec<f32>,
    /// One for each output.
    pub bias: Vec<f32>,
    /// f
    pub activation: Activation,
}

impl Layer {
    /// y = f(Wx + b), every sum from the bias on, first input first: the order of the crate, and so its bits. (The crate
    /// leaves out products with an input of 0, which changes no bit.)
    #[must_use]
    pub fn predict(&self, x: &[f32]) -> Vec<f32> {
        let rows = self.weights.chunks(self.inputs.max(1));
        let sum = |(row, bias): (&[f32], &f32)| row.iter().zip(x).fold(*bias, |sum, (w, x)| sum + w * x);
        rows.zip(&self.bias).map(sum).map(|z| self.activation.value(z)).collect()
    }
}

/// A chain of dense layers: each takes what the one before it gives, all numbers are finite, and no bias is -0.
///
/// ```
/// use convert::{Activation, Layer, Model};
///
/// let layer = |outputs, weights, bias| Layer { inputs: 2, outputs, weights, bias, activation: Activation::Identity };
/// let square = layer(2, vec![1.0, 3.0, 2.0, 4.0], vec![0.0; 2]);
/// let model = Model::new(vec![("kernel".to_string(), square)])?;
/// assert_eq!(model.predict(&[1.0, 10.0]), [31.0, 42.0]);
/// assert_eq!(model.to_string(), "Dense<2, 2>");
/// # Ok::<(), convert::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    layers: Vec<Layer>,
}

impl Model {
    /// Of layers, each with a name for messages: a tensor's or a node's, with its shape.
    ///
    /// A bias of -0 becomes +0, as in the crate.
    ///
    /// # Errors
    /// No layer, a layer without inputs or outputs, another number of weights or biases, layers that do not fit one behind
    /// the other, numbers that are not finite.
    pub fn new(named: Vec<(String, Layer)>) -> Result<Self, Error> {
        let mut before: Option<(String, usize)> = None;
        let mut layers = Vec::with_capacity(named.len());
        for (layer, (name, mut new)) in named.into_iter().enumerate() {
            let (inputs, outputs) = (new.inputs, new.outputs);
            if inputs == 0 || outputs == 0 {
                return Err(Error::Empty { layer, name });
            }
            if inputs.checked_mul(outputs) != Some(new.weights.len()) || new.bias.len() != outputs {
                let [weights, biases] = [new.weights.len(), new.bias.len()];
                return Err(Error::Count { layer, name, inputs, outputs, weights, biases });
            }
            if let Some((before, gives)) = before.filter(|(_, gives)| *gives != inputs) {
                return Err(Error::Chain { layer, name, takes: inputs, before, gives });
            }
            for (values, what) in [(&new.weights, "weight"), (&new.bias, "bias")] {
                if let Some((place, value)) = values.iter().enumerate().find(|(_, value)| !value.is_finite()) {
                    return Err(Error::NotFinite { layer, name, what, place, value: *value });
                }
            }
            for bias in &mut new.bias {
                *bias += 0.0;
            }
            before = Some((format!("layer {layer}, {name},"), outputs));
            layers.push(new);
        }
        if layers.is_empty() { Err(Error::NoLayers) } else { Ok(Self { layers }) }
    }

    /// First layer first; there is at least one.
    #[must_use]
    pub fn layers(&self) -> &[Layer] {
        &self.layers
    }

    /// How many numbers go in.
    #[must_use]
    pub fn inputs(&self) -> usize {
        self.layers.first().map_or(0, |layer| layer.inputs)
    }

    /// How many weights and biases there are.
    #[must_use]
    pub fn values(&self) -> usize {
        self.layers.iter().map(|layer| layer.weights.len().saturating_add(layer.bias.len())).sum()
    }

    /// How many multiplications, each with an addition, a prediction takes.
    #[must_use]
    pub fn multiply_adds(&self) -> usize {
        self.layers.iter().map(|layer| layer.weights.len()).sum()
    }

    /// With the crate's own bits.
    #[must_use]
    pub fn predict(&self, x: &[f32]) -> Vec<f32> {
        self.layers.iter().fold(x.to_vec(), |x, layer| layer.predict(&x))
    }

    /// Whether at this layer a tuple opens: tuples hold six layers at most, the sixth place is again a tuple where more
    /// than one layer is left.
    pub(crate) fn opens(&self, layer: usize) -> bool {
        layer.is_multiple_of(5) && self.layers.len().saturating_sub(layer) > 1
    }

    /// The tuple that the net's type or its value is, of what `item` writes for each layer.
    pub(crate) fn tuple(
        &self,
        to: &mut impl fmt::Write,
        mut item: impl FnMut(&mut dyn fmt::Write, &Layer) -> fmt::Result,
    ) -> fmt::Result {
        for (place, layer) in self.layers.iter().enumerate() {
            if place > 0 {
                to.write_str(", ")?;
            }
            if self.opens(place) {
                to.write_str("(")?;
            }
            item(to, layer)?;
        }
        (0..self.layers.len()).filter(|place| self.opens(*place)).try_for_each(|_| to.write_str(")"))
    }
}

/// The net's type in the crate.
impl fmt::Display for Model {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tuple(f, |to, Layer { inputs, outputs, activation, .. }| match activation {
            Activation::Identity => write!(to, "Dense<{inputs}, {outputs}>"),
            other => write!(to, "Dense<{inputs}, {outputs}, {}>", other.type_name()),
        })
    }
}
