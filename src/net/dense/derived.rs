//! What `derive` would give, without asking anything of the activation, of which there is never a value.

use super::Dense;
use core::fmt;
use core::marker::PhantomData;

impl<const IN: usize, const OUT: usize, A> Clone for Dense<IN, OUT, A> {
    fn clone(&self) -> Self {
        Self { weights: self.weights, bias: self.bias, activation: PhantomData }
    }

    /// In place: nothing large is moved.
    fn clone_from(&mut self, source: &Self) {
        self.weights.clone_from(&source.weights);
        self.bias.clone_from(&source.bias);
    }
}

impl<const IN: usize, const OUT: usize, A> PartialEq for Dense<IN, OUT, A> {
    fn eq(&self, other: &Self) -> bool {
        self.weights == other.weights && self.bias == other.bias
    }
}

impl<const IN: usize, const OUT: usize, A> fmt::Debug for Dense<IN, OUT, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dense").field("weights", &self.weights).field("bias", &self.bias).finish_non_exhaustive()
    }
}
