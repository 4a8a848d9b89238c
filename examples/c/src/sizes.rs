//! What the header says of a net.

use stackprop::{Layer, Optimizer, Standardizer, Trainer, Values, mix, mix_name, store};

/// A net's sizes, for the macros of its header.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// What its names begin with.
    pub prefix: &'static str,
    /// How many values go in.
    pub inputs: usize,
    /// How many come out.
    pub outputs: usize,
    /// Floats of a net.
    pub parameters: usize,
    /// Floats of a trainer.
    pub trainer: usize,
    /// Floats of a standardizer.
    pub standardizer: usize,
    /// Bytes of a net, a trainer and a standardizer that are saved.
    pub stored: [usize; 3],
    /// A hash of the net, the optimizer and the version of this package: the header must have that of the library.
    pub layout: u32,
}

impl Sizes {
    /// Of a net and its optimizer.
    #[must_use]
    pub const fn of<const IN: usize, const OUT: usize, N, O>(prefix: &'static str) -> Self
    where
        N: Layer<Input = [f32; IN], Output = [f32; OUT]>,
        O: Optimizer<N>,
    {
        let version = mix_name(0x811c_9dc5, env!("CARGO_PKG_VERSION"));
        Self {
            prefix,
            inputs: IN,
            outputs: OUT,
            parameters: N::LEN,
            trainer: size_of::<Trainer<N, O>>() / 4,
            standardizer: Standardizer::<IN>::LEN,
            stored: [store::bytes::<N>(), store::bytes::<Trainer<N, O>>(), store::bytes::<Standardizer<IN>>()],
            layout: mix(mix(mix_name(version, prefix), N::FINGERPRINT), Trainer::<N, O>::FINGERPRINT),
        }
    }
}
