//! Puts a net together from what its file has one behind the other: products with matrices, scales and shifts, activations.
//!
//! Scales and shifts are folded into a neighbouring layer in f64 and rounded once; a layer that nothing was folded into
//! keeps its bits.

mod affine;

use crate::{Activation, Error, Layer, Model, Read};
pub(crate) use affine::Affine;

/// A net that grows.
#[derive(Debug)]
pub(crate) struct Builder {
    layers: Vec<Open>,
    /// Of the input, or of the last layer's activation, not yet in a layer.
    pending: Option<Affine>,
    /// How many inputs the net has, where that is known before the first layer.
    inputs: Option<usize>,
    /// What gives the inputs, for messages.
    source: String,
    /// How many values all layers together may have.
    room: usize,
    /// The softmax behind which nothing can come.
    softmax: Option<String>,
    pub(crate) notes: Vec<String>,
}

/// A layer to which something may still be folded.
#[derive(Debug)]
struct Open {
    name: String,
    inputs: usize,
    weights: Vec<f64>,
    bias: Vec<f64>,
    activation: Option<Activation>,
}

impl Builder {
    /// For a net whose inputs come from `source`, and whose file is large enough for `room` values.
    pub(crate) fn new(source: String, inputs: Option<usize>, room: usize) -> Self {
        Self { layers: Vec::new(), pending: None, inputs, source, room, softmax: None, notes: Vec::new() }
    }

    /// How many numbers come out so far, where that is known.
    pub(crate) fn width(&self) -> Option<usize> {
        self.layers.last().map_or(self.inputs, |layer| Some(layer.bias.len()))
    }

    /// Says how many there are, where nothing else has.
    pub(crate) fn set_width(&mut self, width: usize) {
        if self.layers.is_empty() && self.inputs.is_none() {
            self.inputs = Some(width);
        }
    }

    /// What gives the numbers so far.
    fn before(&self) -> String {
        let last = self.layers.len().saturating_sub(1);
        self.layers.last().map_or_else(|| self.source.clone(), |layer| format!("layer {last}, {},", layer.name))
    }

    /// The activation of the last layer, if something has been said of it.
    pub(crate) fn last_activation(&self) -> Option<Activation> {
        self.layers.last().and_then(|layer| layer.activation)
    }

    /// A matrix of `bias.len()` rows, one for each output.
    pub(crate) fn dense(
        &mut self,
        name: String,
        inputs: usize,
        weights: Vec<f64>,
        bias: Vec<f64>,
    ) -> Result<(), Error> {
        let layer = self.layers.len();
        if inputs == 0 || bias.is_empty() {
            return Err(Error::Empty { layer, name });
        }
        if let Some(gives) = self.width().filter(|gives| *gives != inputs) {
            return Err(Error::Chain { layer, name, takes: inputs, before: self.before(), gives });
        }
        let taken = weights.len().saturating_add(bias.len());
        self.room = self.room.checked_sub(taken).ok_or(Error::TooLarge)?;
        let mut new = Open { name, inputs, weights, bias, activation: None };
        if let Some(pending) = self.pending.take() {
            pending.fold_into(inputs, &mut new.weights, &mut new.bias);
        }
        self.set_width(inputs);
        self.layers.push(new);
        Ok(())
    }

    /// y = scale · x + shift, each one number for all or one for each; `node` is what does it.
    pub(crate) fn affine(&mut self, node: &str, shape: &str, affine: Affine) -> Result<(), Error> {
        if let Some(sizes) = affine.len().filter(|sizes| *sizes > 1) {
            match self.width() {
                Some(width) if width != sizes => {
                    let why = format!("{shape} does not fit {} which gives {width}", self.before());
                    return Err(Error::Node { node: node.to_string(), why });
                }
                _ => self.set_width(sizes),
            }
        }
        if !affine.is_finite() {
            return Err(Error::Node {
                node: node.to_string(),
                why: format!("{shape} scales by a number that is not finite"),
            });
        }
        match (self.layers.last_mut().filter(|layer| layer.activation.is_none()), &mut self.pending) {
            (Some(open), None) => {
                affine.fold_out_of(open.inputs, &mut open.weights, &mut open.bias);
                if !affine.is_plain_shift() {
                    self.notes.push(format!("{node} was folded into the layer in front of it"));
                }
            }
            (_, pending) => {
                self.notes.push(format!("{node} was folded into the layer behind it"));
                *pending = Some(match pending.take() {
                    Some(first) => first.then(&affine),
                    None => affine,
                });
            }
        }
        Ok(())
    }

    /// An activation behind a dense layer.
    pub(crate) fn activation(&mut self, node: &str, activation: Activation) -> Result<(), Error> {
        let why = match (self.layers.last_mut(), &self.pending) {
            (Some(layer), None) => match layer.activation {
                None => {
                    layer.activation = Some(activation);
                    return Ok(());
                }
                Some(first) => format!("two activations in a row: the layer in front of it already has {first}"),
            },
            (None, _) => "an activation with no dense layer in front of it".to_string(),
            (Some(_), Some(_)) => "an activation behind a scale that is behind another activation".to_string(),
        };
        Err(Error::Node { node: node.to_string(), why })
    }

    /// The end: probabilities, which the crate computes from the net's outputs where they are needed.
    pub(crate) fn softmax(&mut self, node: &str) -> Result<(), Error> {
        if self.layers.is_empty() {
            return Err(Error::Node { node: node.to_string(), why: "no dense layer in front of it".to_string() });
        }
        self.notes.push(format!("{node} was left out: the net gives logits, stackprop::softmax their probabilities"));
        self.softmax = Some(node.to_string());
        Ok(())
    }

    /// The softmax that was met.
    pub(crate) fn ended(&self) -> Option<&str> {
        self.softmax.as_deref()
    }

    /// The net.
    pub(crate) fn finish(mut self) -> Result<Read, Error> {
        if let (Some(pending), Some(width)) = (self.pending.take(), self.width())
            && !self.layers.is_empty()
        {
            // Behind an activation there is nothing to fold it into.
            let cells = width.checked_mul(width).filter(|cells| *cells <= self.room).ok_or(Error::TooLarge)?;
            let mut weights = vec![0.0; cells];
            for weight in weights.iter_mut().step_by(width.saturating_add(1)) {
                *weight = 1.0;
            }
            let mut bias = vec![0.0; width];
            pending.fold_out_of(width, &mut weights, &mut bias);
            self.notes.push("the scale behind the last activation became a layer of its own".to_string());
            let name = "of the outputs' scale".to_string();
            self.layers.push(Open { name, inputs: width, weights, bias, activation: None });
        }
        let layers = self.layers.into_iter().map(|layer| {
            let outputs = layer.bias.len();
            let (weights, bias) = (rounded(&layer.weights), rounded(&layer.bias));
            let activation = layer.activation.unwrap_or_default();
            (layer.name, Layer { inputs: layer.inputs, outputs, weights, bias, activation })
        });
        Ok(Read { model: Model::new(layers.collect())?, notes: self.notes })
    }
}

#[allow(clippy::cast_possible_truncation, reason = "rounds to nearest; what becomes infinite is refused")]
fn rounded(values: &[f64]) -> Vec<f32> {
    values.iter().map(|value| *value as f32).collect()
}
