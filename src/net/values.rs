//! What nets, gradients and optimizer states are made of: named tensors in a fixed order.

use crate::number::Zero;

/// One tensor of parameters with its name and shape, as PyTorch and safetensors have them.
///
/// ```
/// use stackprop::{Dense, Values, Zero};
///
/// let mut seen = Vec::new();
/// Dense::<3, 2>::ZERO.visit(&mut |tensor| seen.push((tensor.name, tensor.shape.to_vec(), tensor.values.len())));
/// assert_eq!(seen, [("weight", vec![2, 3], 6), ("bias", vec![2], 2)]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tensor<'a, V> {
    /// `weight` or `bias`.
    pub name: &'static str,
    /// `[OUT, IN]` for a dense layer's weights, `[OUT]` for its biases.
    pub shape: &'a [usize],
    /// The values, the last index running fastest.
    pub values: V,
}

/// What a run of values belongs to: a layer of a net, or a part of an optimizer's state. This is how stored bytes name
/// what they hold.
///
/// ```
/// use stackprop::{Dense, Relu, Values};
///
/// type Net = (Dense<1, 8, Relu>, [Dense<8, 8, Relu>; 2], Dense<8, 1>);
/// assert_eq!(Net::PARTS, 4);
/// let mut sizes = Vec::new();
/// Net::parts(&mut |part| sizes.push((part.inputs, part.outputs, part.activation)));
/// assert_eq!(sizes[3], (8, 1, Some("Identity")));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// The part's own [`Values::FINGERPRINT`].
    pub fingerprint: u32,
    /// What a dense layer takes; for other parts what they say, or 0.
    pub inputs: usize,
    /// What a dense layer gives.
    pub outputs: usize,
    /// A dense layer's [`Activation::NAME`](crate::Activation::NAME); nothing for what is no dense layer.
    pub activation: Option<&'static str>,
}

/// Anything that consists of `f32` values in a fixed order: a net, a gradient, an optimizer's state, a trainer. What is
/// needed to save, hash, count, export or initialise it.
///
/// ```
/// use stackprop::{Dense, Relu, Values, Zero};
///
/// type Net = (Dense<1, 8, Relu>, Dense<8, 1>);
/// assert_eq!(Net::LEN, 25);
/// let mut sum = 0.0;
/// Net::ZERO.visit(&mut |tensor| sum += tensor.values.iter().sum::<f32>());
/// assert_eq!(sum, 0.0);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a net, a gradient or a state",
    note = "a net is a layer, a tuple of 2 to 6 layers, or an array of like layers; nest them for more"
)]
pub trait Values: Zero {
    /// How many values.
    const LEN: usize;
    /// A hash of shapes and activations: two types with the same fingerprint can be stored in each other's place.
    const FINGERPRINT: u32;
    /// How many parts there are: 1, or the sum of those it is made of.
    const PARTS: usize = 1;

    /// Shows what the values belong to, part by part, in the order of [`visit`](Self::visit): a net shows its layers,
    /// however they are nested.
    fn parts(see: &mut impl FnMut(Part)) {
        see(Part { fingerprint: Self::FINGERPRINT, inputs: 0, outputs: 0, activation: None });
    }

    /// Shows every tensor, in the order in which they are stored.
    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>));

    /// The same, mutable. A bias of -0.0 becomes +0.0 afterwards.
    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>));
}

/// Values that can be trained: beside them, gradients of the same shape.
///
/// ```
/// use stackprop::{Dense, Parameters};
///
/// let mut net = Dense::<1, 1>::new([[3.0]], [1.0]);
/// let mut gradient = Dense::<1, 1>::new([[2.0]], [4.0]);
/// net.zip([&mut gradient], &mut |weights, [slopes]| {
///     for (weight, slope) in weights.iter_mut().zip(slopes) {
///         *weight -= 0.5 * *slope;
///     }
/// });
/// assert_eq!(net, Dense::new([[2.0]], [-1.0]));
/// ```
pub trait Parameters: Values {
    /// What holds a gradient: `Self`, or `()` where nothing is trained.
    type Gradient: Parameters<Gradient = Self::Gradient>;

    /// Changes the trained parameters, slice by slice, beside the same slices of `K` gradients. A bias of -0.0 becomes
    /// +0.0 afterwards.
    fn zip<const K: usize>(
        &mut self,
        others: [&mut Self::Gradient; K],
        change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
    );
}

impl Values for () {
    const LEN: usize = 0;
    const FINGERPRINT: u32 = 0;
    const PARTS: usize = 0;

    fn parts(_: &mut impl FnMut(Part)) {}

    fn visit(&self, _: &mut impl FnMut(Tensor<&[f32]>)) {}

    fn visit_mut(&mut self, _: &mut impl FnMut(Tensor<&mut [f32]>)) {}
}

impl Parameters for () {
    type Gradient = ();

    fn zip<const K: usize>(&mut self, _: [&mut (); K], _: &mut impl FnMut(&mut [f32], [&mut [f32]; K])) {}
}

/// A fingerprint continued by one more word: FNV-1a (Fowler, Noll and Vo), 32 bits.
///
/// ```
/// use stackprop::{mix, mix_name};
///
/// const MINE: u32 = mix(mix_name(0x811c_9dc5, "Mine"), 16);
/// assert_ne!(MINE, mix(mix_name(0x811c_9dc5, "Mine"), 17));
/// ```
#[must_use]
pub const fn mix(hash: u32, word: u32) -> u32 {
    let [a, b, c, d] = word.to_le_bytes();
    mix_byte(mix_byte(mix_byte(mix_byte(hash, a), b), c), d)
}

/// A fingerprint continued by a name, byte by byte; start with FNV's offset basis, `0x811c_9dc5`.
///
/// ```
/// assert_eq!(stackprop::mix_name(0x811c_9dc5, "foobar"), 0xbf9c_f968); // FNV-1a's published value
/// ```
#[must_use]
pub const fn mix_name(mut hash: u32, name: &str) -> u32 {
    let mut rest = name.as_bytes();
    while let Some((byte, others)) = rest.split_first() {
        hash = mix_byte(hash, *byte);
        rest = others;
    }
    hash
}

const fn mix_byte(hash: u32, byte: u8) -> u32 {
    (hash ^ byte as u32).wrapping_mul(0x0100_0193)
}
