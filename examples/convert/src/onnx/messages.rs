//! The part of ONNX's messages (onnx.proto, IR version 3 to 13) that a chain of dense layers needs, declared by hand so
//! that no protoc is needed. What is not declared is skipped. Subgraphs stay bytes, so nothing is nested without bound.

use prost::Message;

/// The file.
#[derive(Clone, PartialEq, Message)]
pub struct Model {
    /// The version of the messages.
    #[prost(int64, tag = "1")]
    pub ir_version: i64,
    /// Who wrote it.
    #[prost(string, tag = "2")]
    pub producer_name: String,
    /// In which version.
    #[prost(string, tag = "3")]
    pub producer_version: String,
    /// The net.
    #[prost(message, optional, tag = "7")]
    pub graph: Option<Graph>,
    /// The versions of the operators.
    #[prost(message, repeated, tag = "8")]
    pub opset_import: Vec<OperatorSet>,
}

/// A version of a set of operators.
#[derive(Clone, PartialEq, Message)]
pub struct OperatorSet {
    /// Empty for ONNX's own.
    #[prost(string, tag = "1")]
    pub domain: String,
    /// Which one.
    #[prost(int64, tag = "2")]
    pub version: i64,
}

/// Operators in topological order, and their constants.
#[derive(Clone, PartialEq, Message)]
pub struct Graph {
    /// The operators.
    #[prost(message, repeated, tag = "1")]
    pub node: Vec<Node>,
    /// Its name.
    #[prost(string, tag = "2")]
    pub name: String,
    /// The constants.
    #[prost(message, repeated, tag = "5")]
    pub initializer: Vec<Tensor>,
    /// What goes in; old files list the constants as well.
    #[prost(message, repeated, tag = "11")]
    pub input: Vec<Value>,
    /// What comes out.
    #[prost(message, repeated, tag = "12")]
    pub output: Vec<Value>,
    /// Constants that are mostly 0; they are refused.
    #[prost(bytes = "vec", repeated, tag = "15")]
    pub sparse_initializer: Vec<Vec<u8>>,
}

/// An operator.
#[derive(Clone, PartialEq, Message)]
pub struct Node {
    /// The names of what it takes; empty for what is left out.
    #[prost(string, repeated, tag = "1")]
    pub input: Vec<String>,
    /// The names of what it gives.
    #[prost(string, repeated, tag = "2")]
    pub output: Vec<String>,
    /// Its own name, which may be empty.
    #[prost(string, tag = "3")]
    pub name: String,
    /// What it does.
    #[prost(string, tag = "4")]
    pub op_type: String,
    /// How.
    #[prost(message, repeated, tag = "5")]
    pub attribute: Vec<Attribute>,
    /// Whose operator it is; empty for ONNX's own.
    #[prost(string, tag = "7")]
    pub domain: String,
}

/// A setting of an operator.
#[derive(Clone, PartialEq, Message)]
pub struct Attribute {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// The value, if it is a float.
    #[prost(float, optional, tag = "2")]
    pub f: Option<f32>,
    /// If it is an integer.
    #[prost(int64, optional, tag = "3")]
    pub i: Option<i64>,
    /// If it is a tensor.
    #[prost(message, optional, boxed, tag = "5")]
    pub t: Option<Box<Tensor>>,
    /// If it is floats.
    #[prost(float, repeated, packed = "false", tag = "7")]
    pub floats: Vec<f32>,
    /// If it is integers.
    #[prost(int64, repeated, packed = "false", tag = "8")]
    pub ints: Vec<i64>,
    /// Which of them it is: 1 for a float, 2 for an integer, 4 for a tensor.
    #[prost(int32, tag = "20")]
    pub r#type: i32,
}

/// A constant.
#[derive(Clone, PartialEq, Message)]
pub struct Tensor {
    /// Its shape.
    #[prost(int64, repeated, packed = "false", tag = "1")]
    pub dims: Vec<i64>,
    /// The type of its numbers: 1 for f32, 7 for i64.
    #[prost(int32, tag = "2")]
    pub data_type: i32,
    /// The numbers, if they are floats and not in `raw_data`.
    #[prost(float, repeated, tag = "4")]
    pub float_data: Vec<f32>,
    /// If they are 64-bit integers.
    #[prost(int64, repeated, tag = "7")]
    pub int64_data: Vec<i64>,
    /// Its name.
    #[prost(string, tag = "8")]
    pub name: String,
    /// The numbers, little-endian.
    #[prost(bytes = "vec", tag = "9")]
    pub raw_data: Vec<u8>,
    /// Where in another file they are.
    #[prost(message, repeated, tag = "13")]
    pub external_data: Vec<Entry>,
    /// 1 if they are in another file.
    #[prost(int32, tag = "14")]
    pub data_location: i32,
}

/// A key with its value.
#[derive(Clone, PartialEq, Message)]
pub struct Entry {
    /// The key.
    #[prost(string, tag = "1")]
    pub key: String,
    /// The value.
    #[prost(string, tag = "2")]
    pub value: String,
}

/// What goes in or comes out.
#[derive(Clone, PartialEq, Message)]
pub struct Value {
    /// Its name.
    #[prost(string, tag = "1")]
    pub name: String,
    /// Its type.
    #[prost(message, optional, tag = "2")]
    pub r#type: Option<Type>,
}

/// A type; what is not a tensor is not declared.
#[derive(Clone, PartialEq, Message)]
pub struct Type {
    /// A tensor's.
    #[prost(message, optional, tag = "1")]
    pub tensor_type: Option<TensorType>,
}

/// A tensor's type.
#[derive(Clone, PartialEq, Message)]
pub struct TensorType {
    /// That of its numbers, as in [`Tensor`].
    #[prost(int32, tag = "1")]
    pub elem_type: i32,
    /// Its shape, if it is known.
    #[prost(message, optional, tag = "2")]
    pub shape: Option<Shape>,
}

/// A shape.
#[derive(Clone, PartialEq, Message)]
pub struct Shape {
    /// Its axes.
    #[prost(message, repeated, tag = "1")]
    pub dim: Vec<Axis>,
}

/// The size of an axis.
#[derive(Clone, PartialEq, Message)]
pub struct Axis {
    /// A number, or 0.
    #[prost(int64, optional, tag = "1")]
    pub dim_value: Option<i64>,
    /// Or a name, such as `batch`.
    #[prost(string, optional, tag = "2")]
    pub dim_param: Option<String>,
}
