//! What a network costs, known before it runs.

use crate::net::Layer;

/// Sizes in bytes, work in multiply-adds.
///
/// ```
/// use stackprop::{Dense, Footprint, Relu, footprint};
///
/// type Net = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);
/// const COST: Footprint = footprint::<Net>();
/// const _: () = assert!(COST.net + COST.tape < 2048, "it must learn in 2 KiB");
/// assert_eq!((COST.params, COST.macs, COST.net, COST.tape), (321, 288, 1284, 264));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "defmt", derive(defmt::Format))]
#[non_exhaustive]
pub struct Footprint {
    /// How many parameters.
    pub params: usize,
    /// Multiply-adds of one `predict`.
    pub macs: usize,
    /// The network itself: flash where it only predicts, RAM where it learns.
    pub net: usize,
    /// What the passes hand to each other for one sample: on the stack in `learn`, yours in `learn_on`. The calls' own
    /// stack comes on top.
    pub tape: usize,
}

/// The cost of a network. Ask in a `const`, and shapes that do not fit are a readable compile error there.
///
/// ```
/// use stackprop::{Dense, footprint};
///
/// const _: () = assert!(footprint::<Dense<4, 2>>().params == 10);
/// ```
#[must_use]
pub const fn footprint<N: Layer>() -> Footprint {
    Footprint { params: N::LEN, macs: N::MACS, net: size_of::<N>(), tape: size_of::<N::Tape<f32>>() }
}
