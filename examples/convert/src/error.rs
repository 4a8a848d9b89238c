//! What can be wrong, in words that name the tensor or the node.

/// Why a file could not be read, or a net not be written.
///
/// `name`, `tensor` and `node` hold whole phrases such as "tensor `0.weight` of shape [8, 4]" and "node `Gemm_1` (Gemm)".
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are those of the messages")]
pub enum Error {
    // Any format
    /// A file of another kind.
    #[error("{0}")]
    Format(&'static str),
    /// Nothing that could be a net.
    #[error("there is no dense layer in it")]
    NoLayers,
    /// Sizes of 0.
    #[error("layer {layer}, {name}, has no inputs or no outputs")]
    Empty { layer: usize, name: String },
    /// Values that do not make the layer up.
    #[error(
        "layer {layer}, {name}: {inputs} inputs and {outputs} outputs do not have {weights} weights, {biases} biases"
    )]
    Count { layer: usize, name: String, inputs: usize, outputs: usize, weights: usize, biases: usize },
    /// Layers that do not fit one behind the other.
    #[error("layer {layer}, {name}, takes {takes} inputs, but {before} gives {gives}")]
    Chain { layer: usize, name: String, takes: usize, before: String, gives: usize },
    /// NaN or infinity.
    #[error("layer {layer}, {name}: {what} {place} is {value}")]
    NotFinite { layer: usize, name: String, what: &'static str, place: usize, value: f32 },
    /// More than the format or this tool can take.
    #[error("the net is too large")]
    TooLarge,
    /// What cannot stand in source code.
    #[error("`{name}` cannot be a name in Rust and C: letters, digits and _ can, with no digit first")]
    Name { name: String },

    // Stored bytes
    #[error("not a stored net: it does not begin with SPRP")]
    NotStored,
    #[error("a stored net of {needed} bytes, of which only {found} are there")]
    StoredShort { needed: usize, found: usize },
    #[error("a net stored in version {found} of the format; this reads version 1")]
    StoredVersion { found: u16 },
    #[error("a stored net that is damaged: its checksum is not that of its bytes")]
    StoredDamaged,
    #[error(
        "part {layer} of the stored values ({inputs} inputs, {outputs} outputs, fingerprint {fingerprint:#010x}) is no dense \
         layer with an activation of the crate: an optimizer's memory, or an activation of your own"
    )]
    StoredPart { layer: usize, fingerprint: u32, inputs: u16, outputs: u16 },
    #[error("layer {layer} of the stored net has 65535 inputs or outputs or more: the format does not say how many")]
    StoredSize { layer: usize },
    #[error("the layers of the stored net have {layers} values, but {stored} are stored")]
    StoredCount { layers: u64, stored: u32 },

    // safetensors
    #[error("not a whole safetensors file: {0}")]
    Safetensors(String),
    #[error("{tensor} holds {dtype}; only 32-bit floats are read: convert it first (PyTorch: `model.float()`)")]
    Type { tensor: String, dtype: String },
    #[error("{tensor} is no weight or bias of a dense layer ({hint})")]
    Tensor { tensor: String, hint: &'static str },
    #[error("layer {layer}: {bias} does not fit {weight}: a bias has one value for each output, shape [{outputs}]")]
    BiasShape { layer: usize, bias: String, weight: String, outputs: usize },
    #[error("tensor `{missing}` is missing: `{present}` is there{hint}")]
    Missing { missing: String, present: String, hint: &'static str },
    #[error(
        "the order of the layers does not follow from their names ({found}): say it with --order, such as {example}"
    )]
    Order { found: String, example: String },
    #[error("--order names `{name}`, but the file has {found}")]
    Ordered { name: String, found: String },
    #[error("safetensors keeps no activations: say which one the hidden layers have, such as --activation relu")]
    Activation,

    // ONNX
    #[error("not an ONNX model: {0}")]
    Onnx(String),
    #[error("{node}: {why}")]
    Node { node: String, why: String },
    #[error("the graph has {count} inputs ({names}); a net of this crate has one{hint}")]
    Inputs { count: usize, names: String, hint: &'static str },
    #[error("input {input} holds {dtype}; a net of this crate takes 32-bit floats")]
    InputType { input: String, dtype: String },
    #[error("value `{value}` goes to {users}: a graph that branches is no chain of dense layers")]
    Branch { value: String, users: String },
    #[error("value `{value}` goes nowhere: it is not an output of the graph ({outputs})")]
    DeadEnd { value: String, outputs: String },
    #[error("tensor `{tensor}` of shape {shape:?}: {why}")]
    Content { tensor: String, shape: Vec<i64>, why: String },
}

impl From<std::fmt::Error> for Error {
    /// Writing to a `String` does not fail.
    fn from(_: std::fmt::Error) -> Self {
        Self::TooLarge
    }
}
