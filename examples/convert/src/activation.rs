//! The activations of the crate, as values instead of types.

use stackprop::Activation as _;
use std::fmt;

/// What stands behind a dense layer. The numbers come from the crate's own functions, so they have its bits.
///
/// ```
/// use convert::Activation;
///
/// assert_eq!(Activation::Relu.value(-2.0), 0.0);
/// assert_eq!(Activation::Identity.to_string(), "Identity"); // ONNX's name; `Linear` in the crate
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Activation {
    /// None.
    #[default]
    Identity,
    /// max(z, 0)
    Relu,
    /// z for z > 0, 0.01 z otherwise
    LeakyRelu,
    /// The hyperbolic tangent.
    Tanh,
    /// 1 / (1 + exp(-z))
    Sigmoid,
}

impl Activation {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Identity, Self::Relu, Self::LeakyRelu, Self::Tanh, Self::Sigmoid];

    /// The name that ONNX has for it; part of a stored net's fingerprint.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Identity => stackprop::Linear::NAME,
            Self::Relu => stackprop::Relu::NAME,
            Self::LeakyRelu => stackprop::LeakyRelu::NAME,
            Self::Tanh => stackprop::Tanh::NAME,
            Self::Sigmoid => stackprop::Sigmoid::NAME,
        }
    }

    /// The name of the crate's type.
    #[must_use]
    pub const fn type_name(self) -> &'static str {
        match self {
            Self::Identity => "Linear",
            other => other.name(),
        }
    }

    /// The one with ONNX's name `name`.
    #[must_use]
    pub fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|activation| activation.name() == name)
    }

    /// y = f(z)
    #[must_use]
    pub fn value(self, z: f32) -> f32 {
        match self {
            Self::Identity => stackprop::Linear::value(z),
            Self::Relu => stackprop::Relu::value(z),
            Self::LeakyRelu => stackprop::LeakyRelu::value(z),
            Self::Tanh => stackprop::Tanh::value(z),
            Self::Sigmoid => stackprop::Sigmoid::value(z),
        }
    }
}

impl fmt::Display for Activation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
