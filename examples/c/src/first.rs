//! The first layer of a net, for a standardizer to become part of.

use stackprop::{Dense, ScaleError, Standardizer};

/// A net whose first layer is dense and takes `N` inputs.
pub trait First<const N: usize> {
    /// Makes the first layer do what the standardizer did.
    ///
    /// # Errors
    /// [`ScaleError::Fold`]; nothing has changed.
    fn fold(&mut self, standardizer: &Standardizer<N>) -> Result<(), ScaleError>;
}

impl<const N: usize, const OUT: usize, A> First<N> for Dense<N, OUT, A> {
    fn fold(&mut self, standardizer: &Standardizer<N>) -> Result<(), ScaleError> {
        standardizer.fold_into(self)
    }
}

impl<const N: usize, L: First<N>, const LAYERS: usize> First<N> for [L; LAYERS] {
    fn fold(&mut self, standardizer: &Standardizer<N>) -> Result<(), ScaleError> {
        self.first_mut().map_or(Ok(()), |first| first.fold(standardizer))
    }
}

impl<const N: usize, L: First<N>> First<N> for stackprop::Frozen<L> {
    fn fold(&mut self, standardizer: &Standardizer<N>) -> Result<(), ScaleError> {
        self.0.fold(standardizer)
    }
}

macro_rules! tuples {
    ($($($other:ident)+;)+) => {$(
        impl<const N: usize, L: First<N>, $($other),+> First<N> for (L, $($other),+) {
            fn fold(&mut self, standardizer: &Standardizer<N>) -> Result<(), ScaleError> {
                self.0.fold(standardizer)
            }
        }
    )+};
}
tuples! { B; B C; B C D; B C D E; B C D E F; }
