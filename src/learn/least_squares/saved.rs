//! A closed-form fit as values that can be saved.

use super::LeastSquares;
use super::rows::{Split, halves, whole};
use crate::net::{Part, Tensor, Values, mix, mix_name};
use crate::number::Zero;

impl<const H: usize, const OUT: usize> Zero for LeastSquares<H, OUT> {
    const ZERO: Self = Self::new();
}

/// R's diagonal; R above it, row by row, then the column of the bias, sixteen at a time at most; the rotated targets; and
/// the bias's diagonal, count, ridge and turn.
///
/// ```
/// use stackprop::{LeastSquares, Recursion, Zero, store};
///
/// let mut fit = LeastSquares::<2, 1>::new();
/// fit.learn(&[0.5, 1.0], &[2.0], 1.0, &Recursion::default())?;
/// let mut kept = [0; store::bytes::<LeastSquares<2, 1>>()];
/// store::save(&fit, &mut kept)?;
/// let mut again = LeastSquares::ZERO;
/// store::load(&mut again, &kept)?;
/// assert!(again == fit);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<const H: usize, const OUT: usize> Values for LeastSquares<H, OUT> {
    const LEN: usize = H + H * (H + 1) / 2 + (H + 1) * OUT + 4;
    #[allow(clippy::cast_possible_truncation, reason = "a hash; no array has 2³² places")]
    const FINGERPRINT: u32 = mix(mix(mix_name(0x811c_9dc5, "LeastSquares"), H as u32), OUT as u32);

    fn parts(see: &mut impl FnMut(Part)) {
        see(Part { fingerprint: Self::FINGERPRINT, inputs: H, outputs: OUT, activation: None });
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        see(Tensor { name: "diagonal", shape: &[H], values: &self.diagonal });
        for splits in [self.above.as_flattened().as_chunks().0, self.bias_column.as_chunks().0, self.odd()] {
            for splits in splits.chunks(BLOCK) {
                let mut values = [0.0; BLOCK];
                values.iter_mut().zip(splits).for_each(|(value, split)| *value = whole(*split));
                let values = values.get(..splits.len()).unwrap_or_default();
                see(Tensor { name: "above", shape: &[values.len()], values });
            }
        }
        see(Tensor { name: "moments", shape: &[H, OUT], values: self.moments.as_flattened() });
        see(Tensor { name: "bias_moments", shape: &[OUT], values: &self.bias_moments });
        see(Tensor { name: "state", shape: &[4], values: &self.state() });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        change(Tensor { name: "diagonal", shape: &[H], values: &mut self.diagonal });
        let odd = self.odd.get_mut(..H % 2).unwrap_or_default();
        for splits in [self.above.as_flattened_mut().as_chunks_mut().0, self.bias_column.as_chunks_mut().0, odd] {
            for splits in splits.chunks_mut(BLOCK) {
                let mut values = [0.0; BLOCK];
                values.iter_mut().zip(&*splits).for_each(|(value, split)| *value = whole(*split));
                let changed = values.get_mut(..splits.len()).unwrap_or_default();
                change(Tensor { name: "above", shape: &[changed.len()], values: changed });
                splits.iter_mut().zip(values).for_each(|(split, value)| *split = halves(value));
            }
        }
        change(Tensor { name: "moments", shape: &[H, OUT], values: self.moments.as_flattened_mut() });
        change(Tensor { name: "bias_moments", shape: &[OUT], values: &mut self.bias_moments });
        let mut state = self.state();
        change(Tensor { name: "state", shape: &[4], values: &mut state });
        let turn;
        [self.bias_diagonal, self.count, self.ridge, turn] = state;
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the cast saturates; NaN becomes 0")]
        let turn = turn as u32;
        self.turn = if (turn as usize) < H { turn } else { 0 };
    }
}

/// How many places of the triangle are shown at once.
const BLOCK: usize = 16;

impl<const H: usize, const OUT: usize> LeastSquares<H, OUT> {
    fn odd(&self) -> &[Split] {
        self.odd.get(..H % 2).unwrap_or_default()
    }

    fn state(&self) -> [f32; 4] {
        [self.bias_diagonal, self.count, self.ridge, self.turn as f32]
    }
}
