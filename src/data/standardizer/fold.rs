//! The scale as part of a net, and as values that can be saved.

use super::{Channel, ScaleError, Standardizer};
use crate::net::{Dense, Linear, Part, Tensor, Values, mix, mix_name};
use crate::number::{Sum, Zero};

impl<const N: usize> Standardizer<N> {
    /// Makes a net's first layer do what [`apply`](Self::apply) did: with w' = w / std and b' = b - Σ w' · mean it gives
    /// for raw inputs what it gave for standardised ones, up to rounding, and `predict` costs nothing more. Fold once,
    /// when training is over: the folded layer wants raw inputs.
    ///
    /// Rounding: raw inputs are as coarse as their size, so the pre-activation is off by about 10⁻⁷ · mean / std.
    ///
    /// # Errors
    /// [`ScaleError::Fold`] if a weight or a bias would not be finite; nothing has changed.
    ///
    /// ```
    /// use stackprop::{Dense, Predict, ScaleError, Standardizer};
    ///
    /// let standardizer = Standardizer::of(&[[2.0], [6.0]])?;
    /// let mut net = Dense::<1, 1>::new([[3.0]], [1.0]);
    /// let before = net.predict(&standardizer.apply(&[7.0]));
    /// standardizer.fold_into(&mut net)?; // net.0 if the net is a tuple
    /// assert_eq!(net.predict(&[7.0]), before);
    /// # Ok::<(), ScaleError>(())
    /// ```
    pub fn fold_into<const OUT: usize, A>(&self, first: &mut Dense<N, OUT, A>) -> Result<(), ScaleError> {
        let (mut weights, mut bias) = (*first.weights(), *first.bias());
        for (row, bias) in weights.iter_mut().zip(&mut bias) {
            let mut sum = Sum::ZERO;
            sum.add(*bias);
            for (weight, Channel { mean, mean_low, std }) in row.iter_mut().zip(self.channels()) {
                *weight /= std;
                sum.add(-(*weight * mean));
                sum.add(-(*weight * mean_low));
            }
            *bias = sum.value();
        }
        replace(first, weights, bias)
    }

    /// Makes a net's last layer, which must be linear, do what [`undo`](Self::undo) did: with w' = std · w and
    /// b' = std · b + mean it answers in raw units, up to rounding. For a net that was trained on standardised targets.
    ///
    /// # Errors
    /// [`ScaleError::Fold`] if a weight or a bias would not be finite; nothing has changed.
    ///
    /// ```
    /// use stackprop::{Dense, Predict, ScaleError, Standardizer};
    ///
    /// let standardizer = Standardizer::of(&[[2.0], [6.0]])?;
    /// let mut net = Dense::<1, 1>::new([[3.0]], [1.0]);
    /// let before = standardizer.undo(&net.predict(&[7.0]));
    /// standardizer.fold_out_of(&mut net)?;
    /// assert_eq!(net.predict(&[7.0]), before);
    /// # Ok::<(), ScaleError>(())
    /// ```
    pub fn fold_out_of<const IN: usize>(&self, last: &mut Dense<IN, N, Linear>) -> Result<(), ScaleError> {
        let (mut weights, bias) = (*last.weights(), self.undo(last.bias()));
        for (row, std) in weights.iter_mut().zip(self.std()) {
            for weight in row {
                *weight *= std;
            }
        }
        replace(last, weights, bias)
    }
}

/// Puts weights and biases into a layer if all of them are finite.
fn replace<const IN: usize, const OUT: usize, A>(
    layer: &mut Dense<IN, OUT, A>,
    weights: [[f32; IN]; OUT],
    bias: [f32; OUT],
) -> Result<(), ScaleError> {
    if !weights.as_flattened().iter().chain(&bias).all(|value| value.is_finite()) {
        return Err(ScaleError::Fold);
    }
    *layer = Dense::new(weights, bias);
    Ok(())
}

impl<const N: usize> Zero for Standardizer<N> {
    const ZERO: Self = Self::new();
}

impl<const N: usize> Default for Standardizer<N> {
    fn default() -> Self {
        Self::new()
    }
}

/// `mean` and `variance`, what rounding took from them (`mean_low`, `variance_low`), and the upper and lower 16 bits of
/// the `count`.
impl<const N: usize> Values for Standardizer<N> {
    const LEN: usize = 4 * N + 2;
    #[allow(clippy::cast_possible_truncation, reason = "a hash; no array has 2³² places")]
    const FINGERPRINT: u32 = mix(mix_name(0x811c_9dc5, "Standardizer"), N as u32);

    fn parts(see: &mut impl FnMut(Part)) {
        see(Part { fingerprint: Self::FINGERPRINT, inputs: N, outputs: N, activation: None });
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        see(Tensor { name: "mean", shape: &[N], values: &self.mean });
        see(Tensor { name: "mean_low", shape: &[N], values: &self.mean_low });
        see(Tensor { name: "variance", shape: &[N], values: &self.variance });
        see(Tensor { name: "variance_low", shape: &[N], values: &self.variance_low });
        see(Tensor { name: "count", shape: &[2], values: &self.count });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        change(Tensor { name: "mean", shape: &[N], values: &mut self.mean });
        change(Tensor { name: "mean_low", shape: &[N], values: &mut self.mean_low });
        change(Tensor { name: "variance", shape: &[N], values: &mut self.variance });
        change(Tensor { name: "variance_low", shape: &[N], values: &mut self.variance_low });
        change(Tensor { name: "count", shape: &[2], values: &mut self.count });
    }
}
