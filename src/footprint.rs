//! What a network costs, known before it runs.

use crate::{Layer, Optimizer, Trainer};

/// Sizes in bytes, work in multiply-adds.
///
/// ```
/// use stackprop::{Dense, Footprint, Relu, footprint};
///
/// type Net = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);
/// const COST: Footprint = footprint::<Net>();
/// const _: () = assert!(COST.net + COST.tape < 2048, "it must learn in 2 KiB");
/// assert_eq!(COST, Footprint { params: 321, macs: 288, net: 1284, tape: 264 });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint {
    /// How many parameters.
    pub params: usize,
    /// Multiply-adds of one `predict`.
    pub macs: usize,
    /// The network itself: flash where it only predicts, RAM where it learns.
    pub net: usize,
    /// What a pass of one sample keeps on the stack; `learn` needs nothing beside it.
    pub tape: usize,
}

/// The cost of a network. Ask in a `const`, and shapes that do not fit are refused there, in plain words.
///
/// ```
/// use stackprop::{Dense, footprint};
///
/// const _: () = assert!(footprint::<Dense<4, 2>>().params == 10);
/// ```
#[must_use]
pub const fn footprint<N: Layer>() -> Footprint {
    Footprint { params: N::PARAMS, macs: N::MACS, net: size_of::<N>(), tape: size_of::<N::Tape>() }
}

/// The bytes of the [`Trainer`] of a network under an optimizer: what learning by batches needs beside the net.
///
/// ```
/// use stackprop::{Dense, Sgd, trainer_footprint};
///
/// const _: () = assert!(trainer_footprint::<Dense<4, 2>, Sgd>() == 40);
/// ```
#[must_use]
pub const fn trainer_footprint<N: Layer, O: Optimizer<N>>() -> usize {
    size_of::<Trainer<N, O>>()
}
