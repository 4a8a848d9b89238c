//! Follows a graph from its input to its end.

use crate::builder::Builder;
use crate::onnx::constants::Constants;
use crate::onnx::messages::Graph;
use crate::onnx::node::Placed;
use crate::onnx::shape::Axes;
use crate::{Activation, Error, Read};
use std::collections::{HashMap, HashSet};

/// Of batch normalisation and dropout that are not those of a finished net.
pub(super) const TRAINING: &str = "it is in training mode: export the model in evaluation mode (`model.eval()`)";

/// A walk along a graph.
#[derive(Debug)]
pub(super) struct Chain<'a> {
    pub(super) graph: &'a Graph,
    pub(super) constants: Constants<'a>,
    pub(super) builder: Builder,
    /// The axes as they are now.
    pub(super) axes: Axes,
    users: HashMap<&'a str, Vec<usize>>,
    pub(super) outputs: HashSet<&'a str>,
}

impl<'a> Chain<'a> {
    pub(super) fn new(graph: &'a Graph, constants: Constants<'a>, builder: Builder, axes: Axes) -> Self {
        let mut users: HashMap<&str, Vec<usize>> = HashMap::new();
        for (place, node) in graph.node.iter().enumerate() {
            for input in &node.input {
                let users = users.entry(input).or_default();
                if users.last() != Some(&place) {
                    users.push(place);
                }
            }
        }
        let outputs = graph.output.iter().map(|output| output.name.as_str()).collect();
        Self { graph, constants, builder, axes, users, outputs }
    }

    /// The nodes that take a value, but for those that only ask for its shape.
    pub(super) fn users_of(&self, value: &str) -> impl Iterator<Item = usize> {
        let users = self.users.get(value).into_iter().flatten().copied();
        users.filter(|user| self.graph.node.get(*user).is_some_and(|node| !["Shape", "Size"].contains(&&*node.op_type)))
    }

    /// From the graph's input to its end.
    pub(super) fn walk(mut self, input: &'a str) -> Result<Read, Error> {
        let mut at = input;
        for _ in 0..=self.graph.node.len() {
            let users: Vec<usize> = self.users_of(at).collect();
            let is_output = self.outputs.contains(at);
            let next = match *users.as_slice() {
                [] if is_output => return self.builder.finish(),
                [] => {
                    let outputs: Vec<&str> = self.graph.output.iter().map(|output| output.name.as_str()).collect();
                    return Err(Error::DeadEnd { value: at.to_string(), outputs: outputs.join(", ") });
                }
                [user] => self.node(user).and_then(|node| self.apply(node, at)),
                _ => Err(Error::Branch { value: at.to_string(), users: self.describe(&users) }),
            };
            at = match next {
                Ok(next) => next,
                Err(error) => {
                    let Some(left_out) = self.only_picks(&users) else { return Err(error) };
                    let operators = left_out.iter().filter_map(|place| self.graph.node.get(*place));
                    let operators: Vec<&str> = operators.map(|node| node.op_type.as_str()).collect();
                    let operators = operators.join(", ");
                    self.builder.notes.push(format!("what comes behind the net was left out: {operators}"));
                    if self.builder.last_activation() == Some(Activation::Sigmoid) && self.builder.width() == Some(1) {
                        self.builder.notes.push("the output is the probability of the second class".to_string());
                    }
                    return self.builder.finish();
                }
            };
            if is_output {
                self.builder.notes.push("an output of the graph from the middle of the net was left out".to_string());
            }
        }
        Err(Error::Onnx("its nodes go round in a circle".to_string()))
    }

    fn node(&self, place: usize) -> Result<Placed<'a>, Error> {
        self.graph.node.get(place).map(|node| Placed { node, place }).ok_or(Error::TooLarge)
    }

    fn describe(&self, nodes: &[usize]) -> String {
        let node = |place: &usize| self.node(*place).map_or_else(|_| String::new(), Placed::describe);
        nodes.iter().map(node).collect::<Vec<_>>().join(", ")
    }

    /// Does what a node does to the net so far; the name of its output.
    fn apply(&mut self, node: Placed<'a>, at: &str) -> Result<&'a str, Error> {
        let operator = node.operator();
        let keeps = ["Identity", "Dropout", "Cast", "Squeeze", "Unsqueeze", "Flatten", "Reshape"].contains(&operator.1);
        if let Some(softmax) = self.builder.ended().filter(|_| !keeps) {
            return Err(node.wrong(format!("it comes behind {softmax}, which can only be the end of a net")));
        }
        let name = node.describe();
        if node.input(0) != at && !["Add", "Sub", "Mul", "Div", "Max", "MatMul", "Gemm"].contains(&operator.1) {
            return Err(node.wrong(format!("it takes `{at}`, but not as its first input")));
        }
        match operator {
            ("", "Gemm") => self.gemm(node, at)?,
            ("", "MatMul") => self.mat_mul(node, at)?,
            ("", operator @ ("Add" | "Sub" | "Mul" | "Div")) => self.arithmetic(node, at, operator)?,
            ("", "BatchNormalization") => self.batch_normalization(node, at)?,
            ("ai.onnx.ml", "Scaler") => self.scaler(node)?,
            ("", "Relu") => self.builder.activation(&name, Activation::Relu)?,
            ("", "Tanh") => self.builder.activation(&name, Activation::Tanh)?,
            ("", "Sigmoid") => self.builder.activation(&name, Activation::Sigmoid)?,
            ("", "LeakyRelu") => self.leaky_relu(node)?,
            ("", "Max") => self.maximum(node, at)?,
            ("", "Softmax" | "LogSoftmax") => self.softmax(node)?,
            ("", "Identity") => {}
            ("", "Dropout") if node.input(2).is_empty() => {}
            ("", "Dropout") => return Err(node.wrong(TRAINING)),
            ("", "Squeeze" | "Unsqueeze") => self.squeeze(node)?,
            ("", "Flatten") => self.flatten(node)?,
            ("", "Reshape") => self.reshape(node)?,
            ("", "Transpose") => Self::transpose(node)?,
            ("", "Cast") => Self::cast(node)?,
            (domain, operator) => {
                let domain = if domain.is_empty() { String::new() } else { format!(" of {domain}") };
                return Err(node.wrong(format!(
                    "operator {operator}{domain} is none that a dense net of this crate can have (Gemm, MatMul, Add, Sub, \
                     Mul, Div, BatchNormalization, Scaler; Relu, LeakyRelu, Tanh, Sigmoid; Softmax at the end)"
                )));
            }
        }
        node.output()
    }

    fn leaky_relu(&mut self, node: Placed) -> Result<(), Error> {
        let alpha = node.float("alpha", 0.01);
        if alpha.to_bits() != 0.01_f32.to_bits() {
            return Err(node.wrong(format!("its slope is {alpha}, that of the crate's LeakyRelu is 0.01")));
        }
        self.builder.activation(&node.describe(), Activation::LeakyRelu)
    }

    /// max(x, 0) is a ReLU.
    fn maximum(&mut self, node: Placed, at: &str) -> Result<(), Error> {
        if node.node.input.len() == 2 {
            let (_, _, values) = self.constants.floats(node, usize::from(node.input(0) == at))?;
            if values.len() == 1 && values.iter().all(|value| *value == 0.0) {
                return self.builder.activation(&node.describe(), Activation::Relu);
            }
        }
        Err(node.wrong("only the larger of a value and a single 0 is an activation of this crate"))
    }
}
