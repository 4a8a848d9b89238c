//! The way back after a bad step.

use crate::net::Values;

/// A copy of a net, in a buffer of yours: taken while the net is well, put back in one call when it is not.
///
/// ```
/// use stackprop::{Checkpoint, Dense, Mse, Predict, learn};
///
/// type Net = Dense<1, 1>;
/// static mut KEPT: Checkpoint<Net> = Checkpoint::new(); // .bss
///
/// let mut net = Net::new([[2.0]], [1.0]);
/// let mut kept = Checkpoint::new();
/// assert!(kept.take(&net));
/// learn(&mut net, &[1e9], &[0.0], &Mse, 0.1)?; // an outlier: finite, and yet the net is lost
/// assert!(net.predict(&[1.0])[0].abs() > 1e9);
/// assert!(kept.put_back(&mut net));
/// assert_eq!(net.predict(&[1.0]), [3.0]);
/// # Ok::<(), stackprop::TrainError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Checkpoint<N> {
    net: N,
    taken: bool,
}

impl<N: Values + Clone> Checkpoint<N> {
    /// Nothing taken yet.
    ///
    /// ```
    /// # use stackprop::{Checkpoint, Dense};
    /// assert!(!Checkpoint::<Dense<1, 1>>::new().put_back(&mut Dense::new([[1.0]], [0.0])));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { net: N::ZERO, taken: false }
    }

    /// Copies the net, unless a value of it is not finite. Returns whether it did.
    ///
    /// ```
    /// # use stackprop::{Checkpoint, Dense};
    /// assert!(!Checkpoint::new().take(&Dense::<1, 1>::new([[f32::NAN]], [0.0])));
    /// ```
    pub fn take(&mut self, net: &N) -> bool {
        let mut finite = true;
        net.visit(&mut |tensor| finite &= tensor.values.iter().all(|value| value.is_finite()));
        if finite {
            self.net.clone_from(net);
            self.taken = true;
        }
        finite
    }

    /// Overwrites the net with the copy, if there is one. Returns whether there is.
    ///
    /// ```
    /// # use stackprop::{Checkpoint, Dense};
    /// let mut kept = Checkpoint::<Dense<1, 1>>::new();
    /// kept.take(&Dense::new([[5.0]], [0.0]));
    /// let mut net = Dense::new([[0.0]], [0.0]);
    /// kept.put_back(&mut net);
    /// assert_eq!(net, Dense::new([[5.0]], [0.0]));
    /// ```
    pub fn put_back(&self, net: &mut N) -> bool {
        if self.taken {
            net.clone_from(&self.net);
        }
        self.taken
    }
}

impl<N: Values + Clone> Default for Checkpoint<N> {
    fn default() -> Self {
        Self::new()
    }
}
