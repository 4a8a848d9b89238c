//! How a node is named in messages, and its attributes.

use crate::Error;
use crate::onnx::messages::{Attribute, Node};

/// A node with its place among the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed<'a> {
    pub(super) node: &'a Node,
    pub(super) place: usize,
}

impl<'a> Placed<'a> {
    /// "node `Gemm_1` (Gemm)", or by its place where it has no name.
    pub(super) fn describe(self) -> String {
        let Node { name, op_type, .. } = self.node;
        if name.is_empty() { format!("node {} ({op_type})", self.place) } else { format!("node `{name}` ({op_type})") }
    }

    /// An error at this node.
    pub(super) fn wrong(self, why: impl Into<String>) -> Error {
        Error::Node { node: self.describe(), why: why.into() }
    }

    /// ONNX's name of the operator; with its domain if it is not ONNX's own or that for classical machine learning.
    pub(super) fn operator(self) -> (&'a str, &'a str) {
        let domain = if self.node.domain == "ai.onnx" { "" } else { self.node.domain.as_str() };
        (domain, self.node.op_type.as_str())
    }

    fn attribute(self, name: &str) -> Option<&'a Attribute> {
        self.node.attribute.iter().find(|attribute| attribute.name == name)
    }

    /// A float, or its default.
    pub(super) fn float(self, name: &str, default: f32) -> f32 {
        self.attribute(name).map_or(default, |attribute| attribute.f.unwrap_or(0.0))
    }

    /// An integer, or its default.
    pub(super) fn integer(self, name: &str, default: i64) -> i64 {
        self.attribute(name).map_or(default, |attribute| attribute.i.unwrap_or(0))
    }

    /// Floats; none if there is no such attribute.
    pub(super) fn floats(self, name: &str) -> &'a [f32] {
        self.attribute(name).map_or(&[], |attribute| &attribute.floats)
    }

    /// Integers, if there is such an attribute.
    pub(super) fn integers(self, name: &str) -> Option<&'a [i64]> {
        self.attribute(name).map(|attribute| attribute.ints.as_slice())
    }

    /// A tensor.
    pub(super) fn tensor(self, name: &str) -> Option<&'a crate::onnx::messages::Tensor> {
        self.attribute(name).and_then(|attribute| attribute.t.as_deref())
    }

    /// The name of what it takes at a place; empty if there is none.
    pub(super) fn input(self, place: usize) -> &'a str {
        self.node.input.get(place).map_or("", String::as_str)
    }

    /// The name of what it gives first.
    pub(super) fn output(self) -> Result<&'a str, Error> {
        let name = self.node.output.first().map_or("", String::as_str);
        if name.is_empty() { Err(self.wrong("it has no output")) } else { Ok(name) }
    }
}
