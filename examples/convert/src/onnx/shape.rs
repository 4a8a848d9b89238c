//! Changes of shape that keep every sample's numbers together and in order: nothing to do. Others are refused.

use crate::Error;
use crate::onnx::chain::Chain;
use crate::onnx::node::Placed;

/// What is known of the axes of a batch of values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Axes {
    /// The size of the first one, if it is fixed.
    pub(super) batch: Option<i64>,
    /// How many there are.
    pub(super) count: Option<i64>,
    /// Before version 13 of the operators, a softmax was over all axes from the given one on.
    pub(super) old_softmax: bool,
}

impl Chain<'_> {
    /// A sample's axes become one.
    pub(super) fn flatten(&mut self, node: Placed) -> Result<(), Error> {
        let axis = node.integer("axis", 1);
        if axis != 1 {
            return Err(node.wrong(format!("it flattens from axis {axis} on, not from 1: samples would be mixed")));
        }
        self.axes.count = Some(2);
        Ok(())
    }

    /// The first axis must stay the batch. Where the shape is computed when the graph runs, only the layers behind it can
    /// tell whether a sample kept its numbers, and do.
    pub(super) fn reshape(&mut self, node: Placed) -> Result<(), Error> {
        let old = node.integers("shape"); // before opset 5
        let Some(shape) = old.or_else(|| self.constants.integers(node.input(1))).map(<[i64]>::to_vec) else {
            self.axes.count = None;
            return Ok(());
        };
        match self.reshaped(node, &shape) {
            Err(_) if self.is_end(node) => {
                // As scikit-learn's regressors of several outputs end, all samples in one column: nothing for one sample.
                self.builder.notes.push(format!("{} at the end was left out", node.describe()));
            }
            other => other?,
        }
        self.axes.count = i64::try_from(shape.len()).ok();
        Ok(())
    }

    fn reshaped(&mut self, node: Placed, shape: &[i64]) -> Result<(), Error> {
        let (width, batch) = (self.builder.width(), self.axes.batch);
        let mixed = || node.wrong(format!("to shape {shape:?} it would mix samples, or take them apart"));
        let Some((first, rest)) = shape.split_first() else { return Err(mixed()) };
        if rest.is_empty() {
            // All in one row: right for a single number each, or a single sample.
            return if width == Some(1) || batch == Some(1) { Ok(()) } else { Err(mixed()) };
        }
        let known = rest.iter().try_fold(1_usize, |product, size| {
            usize::try_from(*size).ok().filter(|size| *size > 0).and_then(|size| product.checked_mul(size))
        });
        match (*first, known, width) {
            (_, Some(known), Some(width)) if known != width => {
                let why = format!("shape {shape:?} has {known} numbers for each sample, not {width}");
                Err(node.wrong(why))
            }
            (-1 | 0, Some(known), _) => {
                self.builder.set_width(known);
                Ok(())
            }
            (0, None, _) => Ok(()),
            (first, _, _) if first > 0 && Some(first) == batch => Ok(()),
            _ => Err(mixed()),
        }
    }

    /// Axes of size 1 come or go, but not behind a sample's numbers: each would be a row of its own.
    pub(super) fn squeeze(&mut self, node: Placed) -> Result<(), Error> {
        let axes = node.integers("axes").or_else(|| self.constants.integers(node.input(1)));
        let change = axes.and_then(|axes| i64::try_from(axes.len()).ok());
        let comes = node.node.op_type == "Unsqueeze";
        let count = self
            .axes
            .count
            .zip(change)
            .map(|(count, change)| if comes { count.saturating_add(change) } else { count.saturating_sub(change) });
        let is_last = |axis: &i64| *axis == -1 || count.is_some_and(|count| axis.checked_add(1) == Some(count));
        if comes
            && axes.is_none_or(|axes| axes.iter().any(is_last))
            && self.builder.width() != Some(1)
            && !self.is_end(node)
        {
            return Err(node.wrong("an axis behind a sample's numbers makes a row of each"));
        }
        self.axes.count = count;
        Ok(())
    }

    /// Over the outputs of a sample: over its last axis.
    pub(super) fn softmax(&mut self, node: Placed) -> Result<(), Error> {
        let axis = node.integer("axis", if self.axes.old_softmax { 1 } else { -1 });
        let last = self.axes.count.map(|count| count.saturating_sub(1));
        let is_last = axis == -1 || last.map_or(axis == 1, |last| axis == last) || (axis == 1 && self.axes.old_softmax);
        if !is_last {
            return Err(node.wrong(format!("it is taken over axis {axis}, not over the outputs of a sample")));
        }
        self.builder.softmax(&node.describe())
    }

    /// Whether nothing comes behind it.
    fn is_end(&self, node: Placed) -> bool {
        node.output().is_ok_and(|output| self.users_of(output).next().is_none() && self.outputs.contains(output))
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
