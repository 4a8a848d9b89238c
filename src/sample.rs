//! What flows between layers: one sample, or one for each lane.

use crate::real::{Real, all_finite};

/// A layer's input or output: `[f32; N]` for one sample, `[Lanes<L>; N]` for `L` of them.
///
/// ```
/// use stackprop::{Lanes, Sample};
///
/// let mut pair = [Lanes([0.0; 2]); 3];
/// pair.set_lane(0, &[1.0, 2.0, 3.0]);
/// pair.set_lane(1, &[4.0, 5.0, 6.0]);
/// assert_eq!(pair, [Lanes([1.0, 4.0]), Lanes([2.0, 5.0]), Lanes([3.0, 6.0])]);
/// assert!(pair.is_finite());
/// ```
pub trait Sample: Copy {
    /// What one number of it is.
    type Real: Real;
    /// What one lane holds: a lone sample.
    type Single;
    /// All zero.
    const ZERO: Self;

    /// Puts `single` into a lane; a lane that is not there stays unwritten.
    fn set_lane(&mut self, lane: usize, single: &Self::Single);

    /// Whether it holds neither a NaN nor an infinity.
    fn is_finite(&self) -> bool;
}

impl<R: Real, const N: usize> Sample for [R; N] {
    type Real = R;
    type Single = [f32; N];
    const ZERO: Self = [R::ZERO; N];

    #[inline]
    fn set_lane(&mut self, lane: usize, single: &[f32; N]) {
        for (wide, value) in self.iter_mut().zip(single) {
            if let Some(slot) = wide.lanes_mut().get_mut(lane) {
                *slot = *value;
            }
        }
    }

    #[inline]
    fn is_finite(&self) -> bool {
        all_finite(self)
    }
}
