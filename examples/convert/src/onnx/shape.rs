//! Changes of shape that keep every sample's numbers together and in order: nothing to do. Others are refused.

use crate::Error;
use crate::onnx::chain::Chain;
use crate::onnx::node::Placed;

impl Chain<'_> {
    /// A sample's axes become one.
    pub(super) fn flatten(node: Placed) -> Result<(), Error> {
        match node.integer("axis", 1) {
            1 => Ok(()),
            axis => Err(node.wrong(format!("it flattens from axis {axis} on, not from 1: samples would be mixed"))),
        }
    }

    /// The first axis must stay the batch. Where the shape is computed when the graph runs, only the layers behind it can
    /// tell whether a sample kept its numbers, and do.
    pub(super) fn reshape(&mut self, node: Placed) -> Result<(), Error> {
        let old = node.integers("shape"); // before opset 5
        let Some(shape) = old.or_else(|| self.constants.integers(node.input(1))) else { return Ok(()) };
        let width = self.builder.width();
        let output = node.output()?;
        if self.users_of(output).next().is_none()
            && self.outputs.contains(output)
            && width.is_some_and(|width| width > 1)
        {
            // As scikit-learn's regressors of several outputs end, all samples in one column: nothing for a single sample.
            self.builder.notes.push(format!("{} at the end was left out", node.describe()));
            return Ok(());
        }
        let mixed = || node.wrong(format!("to shape {shape:?} it would mix samples, or take them apart"));
        let Some((batch, rest)) = shape.split_first() else { return Err(mixed()) };
        if rest.is_empty() {
            // All in one row: right for a single number each, or a single sample.
            return if width == Some(1) || self.batch == Some(1) { Ok(()) } else { Err(mixed()) };
        }
        let known = rest.iter().try_fold(1_usize, |product, size| {
            usize::try_from(*size).ok().filter(|size| *size > 0).and_then(|size| product.checked_mul(size))
        });
        match (*batch, known, width) {
            (_, Some(known), Some(width)) if known != width => {
                let why = format!("shape {shape:?} has {known} numbers for each sample, not {width}");
                Err(node.wrong(why))
            }
            (-1 | 0, Some(known), _) => {
                self.builder.set_width(known);
                Ok(())
            }
            (0, None, _) => Ok(()),
            (batch, _, _) if batch > 0 && Some(batch) == self.batch => Ok(()),
            _ => Err(mixed()),
        }
    }

    /// Only an order of axes that is none.
    pub(super) fn transpose(node: Placed) -> Result<(), Error> {
        let order = node.integers("perm").unwrap_or_default();
        if !order.is_empty() && order.iter().zip(0..).all(|(axis, place)| *axis == place) {
            return Ok(());
        }
        Err(node.wrong(format!("it changes the order of the axes, {order:?}: export a model that takes flat inputs")))
    }

    /// To f32, which everything here is.
    pub(super) fn cast(node: Placed) -> Result<(), Error> {
        match node.integer("to", 1) {
            1 => Ok(()),
            other => {
                let dtype = super::tensor::type_name(i32::try_from(other).unwrap_or(-1));
                Err(node.wrong(format!("it casts to {dtype}; only FLOAT (f32) can be read")))
            }
        }
    }
}
