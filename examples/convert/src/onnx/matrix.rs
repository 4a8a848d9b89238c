//! Products with matrices: what becomes a layer.

use crate::Error;
use crate::onnx::chain::Chain;
use crate::onnx::node::Placed;

impl Chain<'_> {
    /// y = alpha x B' + beta C, where B' may be B transposed.
    pub(super) fn gemm(&mut self, node: Placed, at: &str) -> Result<(), Error> {
        if node.input(0) != at || node.input(1) == at || node.integer("transA", 0) != 0 {
            return Err(node.wrong("the net's values must be its first input, and not transposed"));
        }
        let (tensor, constant, values) = self.constants.floats(node, 1)?;
        let [first, second] = *constant.shape.as_slice() else {
            return Err(node.wrong(format!("{tensor} is no matrix")));
        };
        checked(node, &tensor, [first, second])?;
        let alpha = f64::from(node.float("alpha", 1.0));
        let (inputs, outputs, weights) = if node.integer("transB", 0) == 0 {
            (first, second, columns(values, second, alpha))
        } else {
            (second, first, values.iter().map(|value| f64::from(*value) * alpha).collect())
        };
        let beta = f64::from(node.float("beta", 1.0));
        let bias = if node.input(2).is_empty() { vec![0.0; outputs] } else { self.bias(node, outputs, beta, &tensor)? };
        self.builder.dense(format!("{} with {tensor}", node.describe()), inputs, weights, bias)
    }

    /// y = x B
    pub(super) fn mat_mul(&mut self, node: Placed, at: &str) -> Result<(), Error> {
        if node.input(0) != at || node.input(1) == at {
            return Err(node.wrong("the net's values must be its first input, a constant its second"));
        }
        let (tensor, constant, values) = self.constants.floats(node, 1)?;
        let [inputs, outputs] = match *constant.shape.as_slice() {
            [inputs] => [inputs, 1],
            [ref ones @ .., inputs, outputs] if ones.iter().all(|size| *size == 1) => [inputs, outputs],
            _ => return Err(node.wrong(format!("{tensor} is no matrix"))),
        };
        checked(node, &tensor, [inputs, outputs])?;
        let (weights, bias) = (columns(values, outputs, 1.0), vec![0.0; outputs]);
        self.builder.dense(format!("{} with {tensor}", node.describe()), inputs, weights, bias)
    }

    fn bias(&self, node: Placed, outputs: usize, beta: f64, weight: &str) -> Result<Vec<f64>, Error> {
        let (tensor, constant, values) = self.constants.floats(node, 2)?;
        let scaled = |value: &f32| f64::from(*value) * beta;
        match (constant.bare_shape(), values) {
            ([], [value]) => Ok(vec![scaled(value); outputs]),
            ([size], _) if *size == outputs => Ok(values.iter().map(scaled).collect()),
            _ => Err(node.wrong(format!("{tensor} does not fit {weight}, which has {outputs} outputs"))),
        }
    }
}

/// Where an axis is 0, the other may be any number that no file is large enough for.
fn checked(node: Placed, tensor: &str, sizes: [usize; 2]) -> Result<(), Error> {
    if sizes.contains(&0) { Err(node.wrong(format!("{tensor} is empty"))) } else { Ok(()) }
}

/// The columns of a matrix, one after the other.
fn columns(values: &[f32], columns: usize, scale: f64) -> Vec<f64> {
    let column = |column: usize| values.iter().skip(column).step_by(columns.max(1));
    (0..columns.min(values.len())).flat_map(column).map(|value| f64::from(*value) * scale).collect()
}
