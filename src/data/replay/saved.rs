//! A replay memory as values that can be saved.

use super::Replay;
use crate::data::halves::{halves, whole};
use crate::learn::Draws;
use crate::net::{Part, Tensor, Values, mix, mix_name};
use crate::number::Zero;

impl<X: Zero, T: Zero, const CAP: usize> Zero for Replay<X, T, CAP> {
    const ZERO: Self = Self::new(0);
}

impl<X: Zero, T: Zero, const CAP: usize> Default for Replay<X, T, CAP> {
    fn default() -> Self {
        Self::new(0)
    }
}

/// Of each of the five numbers of `state` (how many are stored, the place of the oldest, how many came, and the two of
/// the generator) the upper and the lower 16 bits.
///
/// Inputs and targets are of one dimension; targets may be classes (`u8`) as well.
///
/// ```
/// use stackprop::{Replay, Zero, store};
///
/// type Kept = Replay<[f32; 1], [f32; 2], 3>;
/// let (mut replay, mut kept) = (Kept::new(7), [0; store::bytes::<Kept>()]);
/// replay.push(&[1.0], &[2.0, 3.0])?;
/// store::save(&replay, &mut kept)?;
///
/// let mut restored = Kept::ZERO;
/// store::load(&mut restored, &kept)?;
/// assert_eq!(restored.get(0), Some((&[1.0], &[2.0, 3.0])));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
impl<const N: usize, const M: usize, const CAP: usize> Values for Replay<[f32; N], [f32; M], CAP> {
    const LEN: usize = CAP * (N + M) + 10;
    #[allow(clippy::cast_possible_truncation, reason = "a hash; no array has 2³² places")]
    const FINGERPRINT: u32 = mix(mix(mix(mix_name(0x811c_9dc5, "Replay"), CAP as u32), N as u32), M as u32);

    fn parts(see: &mut impl FnMut(Part)) {
        see(Part { fingerprint: Self::FINGERPRINT, inputs: N, outputs: M, activation: None });
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        see(Tensor { name: "inputs", shape: &[CAP, N], values: self.inputs.as_flattened() });
        see(Tensor { name: "targets", shape: &[CAP, M], values: self.targets.as_flattened() });
        see(Tensor { name: "state", shape: &[5, 2], values: self.state().as_flattened() });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        change(Tensor { name: "inputs", shape: &[CAP, N], values: self.inputs.as_flattened_mut() });
        change(Tensor { name: "targets", shape: &[CAP, M], values: self.targets.as_flattened_mut() });
        self.change_state(change);
    }
}

/// Each class as a number.
impl<const N: usize, const CAP: usize> Values for Replay<[f32; N], u8, CAP> {
    const LEN: usize = CAP * (N + 1) + 10;
    #[allow(clippy::cast_possible_truncation, reason = "a hash; no array has 2³² places")]
    const FINGERPRINT: u32 = mix(mix(mix_name(0x811c_9dc5, "Replay of classes"), CAP as u32), N as u32);

    fn parts(see: &mut impl FnMut(Part)) {
        see(Part { fingerprint: Self::FINGERPRINT, inputs: N, outputs: 1, activation: None });
    }

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        see(Tensor { name: "inputs", shape: &[CAP, N], values: self.inputs.as_flattened() });
        for class in &self.targets {
            see(Tensor { name: "class", shape: &[1], values: &[f32::from(*class)] });
        }
        see(Tensor { name: "state", shape: &[5, 2], values: self.state().as_flattened() });
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        change(Tensor { name: "inputs", shape: &[CAP, N], values: self.inputs.as_flattened_mut() });
        for class in &mut self.targets {
            let mut value = f32::from(*class);
            change(Tensor { name: "class", shape: &[1], values: core::slice::from_mut(&mut value) });
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it saturates; NaN becomes 0")]
            {
                *class = value as u8;
            }
        }
        self.change_state(change);
    }
}

impl<X, T, const CAP: usize> Replay<X, T, CAP> {
    fn change_state(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        let mut state = self.state();
        change(Tensor { name: "state", shape: &[5, 2], values: state.as_flattened_mut() });
        // Not `map`: below opt-level 2 a bounds check of the library's own would be left in it.
        let [len, oldest, seen, first, second] = state;
        let [len, oldest, seen] = [whole(len), whole(oldest), whole(seen)];
        let [first, second] = [whole(first), whole(second)];
        // Whatever was read, the places lie within.
        self.len = if (len as usize) < CAP { len as usize } else { CAP };
        self.oldest = if self.len == CAP && (oldest as usize) < CAP { oldest as usize } else { 0 };
        self.seen = seen;
        // The generator would stay at 0.
        let first = if self.len > 0 && first | second == 0 { 1 } else { first };
        self.draws = Draws { state: [first, second] };
    }

    fn state(&self) -> [[f32; 2]; 5] {
        let [first, second] = self.draws.state;
        let small = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        [halves(small(self.len)), halves(small(self.oldest)), halves(self.seen), halves(first), halves(second)]
    }
}
