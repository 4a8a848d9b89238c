//! What a net should have answered.

/// What a net should have answered: an output, or a class.
///
/// The library itself looks at its numbers, whatever the loss does with them: each must be finite and one that the
/// net's last activation can give (3.0 is none for a [`Sigmoid`](crate::Sigmoid)). A class has none to look at.
///
/// ```
/// use stackprop::Target;
///
/// assert_eq!([0.5, 1.5].values(), [0.5, 1.5]);
/// assert!(7_u8.values().is_empty());
///
/// struct Torque { newton_metres: f32 } // a target of your own, for a loss of your own
/// impl Target for Torque {
///     fn values(&self) -> &[f32] {
///         core::slice::from_ref(&self.newton_metres)
///     }
/// }
/// ```
pub trait Target {
    /// The numbers that the net's output should equal; empty if they are not of that kind.
    fn values(&self) -> &[f32];
}

impl<const N: usize> Target for [f32; N] {
    #[inline]
    fn values(&self) -> &[f32] {
        self
    }
}

impl<const N: usize, const M: usize> Target for [[f32; N]; M] {
    #[inline]
    fn values(&self) -> &[f32] {
        self.as_flattened()
    }
}

impl Target for u8 {
    #[inline]
    fn values(&self) -> &[f32] {
        &[]
    }
}

impl Target for u16 {
    #[inline]
    fn values(&self) -> &[f32] {
        &[]
    }
}

impl Target for usize {
    #[inline]
    fn values(&self) -> &[f32] {
        &[]
    }
}

/// A target with a weight.
impl<T: Target> Target for (T, f32) {
    #[inline]
    fn values(&self) -> &[f32] {
        self.0.values()
    }
}
