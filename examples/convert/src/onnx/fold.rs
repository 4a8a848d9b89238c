//! Scales and shifts: what is folded into a layer.

use crate::Error;
use crate::builder::Affine;
use crate::onnx::chain::{Chain, TRAINING};
use crate::onnx::node::Placed;

impl Chain<'_> {
    /// Add, Sub, Mul and Div with a constant.
    pub(super) fn arithmetic(&mut self, node: Placed, at: &str, operator: &str) -> Result<(), Error> {
        let is_first = node.input(0) == at;
        if is_first && node.input(1) == at {
            return Err(node.wrong("both of its inputs are the same value of the net"));
        }
        let (tensor, constant, values) = self.constants.floats(node, usize::from(is_first))?;
        if constant.bare_shape().len() > 1 {
            return Err(node.wrong(format!("{tensor} has more than one axis")));
        }
        if values.is_empty() {
            return Err(node.wrong(format!("{tensor} is empty")));
        }
        let values: Vec<f64> = values.iter().map(|value| f64::from(*value)).collect();
        let each = |f: fn(f64) -> f64| values.iter().map(|value| f(*value)).collect();
        let affine = match (operator, is_first) {
            ("Add", _) => Affine::new(vec![1.0], values),
            ("Sub", true) => Affine::new(vec![1.0], each(|value| -value)),
            ("Sub", false) => Affine::new(vec![-1.0], values),
            ("Mul", _) => Affine::new(values, vec![0.0]),
            ("Div", true) => Affine::new(each(|value| 1.0 / value), vec![0.0]),
            _ => return Err(node.wrong("it divides by a value of the net")),
        };
        self.builder.affine(&node.describe(), &tensor, affine)
    }

    /// y = scale (x - mean) / sqrt(variance + epsilon) + shift
    pub(super) fn batch_normalization(&mut self, node: Placed, at: &str) -> Result<(), Error> {
        if node.input(0) != at || node.integer("training_mode", 0) != 0 {
            return Err(node.wrong(TRAINING));
        }
        let (tensor, _, scale) = self.constants.floats(node, 1)?;
        if scale.is_empty() {
            return Err(node.wrong(format!("{tensor} is empty")));
        }
        let mut others = Vec::new();
        for place in [2, 3, 4] {
            let (other, _, values) = self.constants.floats(node, place)?;
            if values.len() != scale.len() {
                return Err(node.wrong(format!("{other} does not fit {tensor}")));
            }
            others.push(values);
        }
        let epsilon = f64::from(node.float("epsilon", 1e-5));
        let (mut scales, mut shifts) = (Vec::new(), Vec::new());
        if let [shift, mean, variance] = others.as_slice() {
            for (((scale, shift), mean), variance) in scale.iter().zip(*shift).zip(*mean).zip(*variance) {
                let scale = f64::from(*scale) / (f64::from(*variance) + epsilon).sqrt();
                scales.push(scale);
                shifts.push(f64::from(*shift) - f64::from(*mean) * scale);
            }
        }
        self.builder.affine(&node.describe(), &tensor, Affine::new(scales, shifts))
    }

    /// y = (x - offset) scale, from scikit-learn.
    pub(super) fn scaler(&mut self, node: Placed) -> Result<(), Error> {
        let (offset, scale) = (node.floats("offset"), node.floats("scale"));
        let sizes = format!("of {} offsets and {} scales", offset.len(), scale.len());
        let count = offset.len().max(scale.len());
        if offset.is_empty()
            || scale.is_empty()
            || [offset.len(), scale.len()].iter().any(|len| ![1, count].contains(len))
        {
            return Err(node.wrong(format!("{sizes} do not fit each other")));
        }
        let at = |values: &[f32], place: usize| values.get(place).or(values.first()).copied().map_or(0.0, f64::from);
        let scales: Vec<f64> = (0..count).map(|place| at(scale, place)).collect();
        let shifts = scales.iter().enumerate().map(|(place, scale)| -at(offset, place) * scale).collect();
        self.builder.affine(&node.describe(), &sizes, Affine::new(scales, shifts))
    }
}
