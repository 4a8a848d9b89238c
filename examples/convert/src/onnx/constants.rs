//! The constants of a graph: what the file holds, and what its nodes compute of nothing else.

mod compute;

use crate::Error;
use crate::onnx::messages::Graph;
use crate::onnx::node::Placed;
use crate::onnx::read::External;
use crate::onnx::tensor::{Constant, Numbers, type_name};
use std::collections::HashMap;
use std::rc::Rc;

/// Constants by name.
#[derive(Debug)]
pub(super) struct Constants<'a> {
    known: HashMap<&'a str, Rc<Constant>>,
    graph: &'a Graph,
}

impl<'a> Constants<'a> {
    /// Reads all that the file holds and computes what follows from it, up to `room` numbers.
    pub(super) fn of(graph: &'a Graph, external: &External, mut room: usize) -> Result<Self, Error> {
        let mut known = HashMap::new();
        for tensor in &graph.initializer {
            let constant = Constant::of(tensor, external)?;
            room = room.saturating_add(constant.len()); // which may lie in another file
            known.insert(tensor.name.as_str(), Rc::new(constant));
        }
        for (place, node) in graph.node.iter().enumerate() {
            let node = Placed { node, place };
            let inputs = node.node.input.iter().map(|name| known.get(name.as_str()).cloned());
            let Some(inputs) = inputs.collect::<Option<Vec<_>>>() else { continue };
            let Some(name) = node.node.output.first() else { continue };
            if let Some(constant) = compute::constant(node, &inputs, external)? {
                if inputs.first().is_none_or(|first| !Rc::ptr_eq(first, &constant)) {
                    room = room.checked_sub(constant.len()).ok_or(Error::TooLarge)?;
                }
                known.insert(name, constant);
            }
        }
        Ok(Self { known, graph })
    }

    /// Whether it is a constant.
    pub(super) fn has(&self, name: &str) -> bool {
        self.known.contains_key(name)
    }

    /// The constant that a node takes at a place, with its name and shape for messages, and its numbers.
    pub(super) fn floats(&self, node: Placed, place: usize) -> Result<(String, &Constant, &[f32]), Error> {
        let name = node.input(place);
        let constant = self.known.get(name).ok_or_else(|| self.missing(node, name, place))?;
        let tensor = format!("tensor `{name}` of shape {:?}", constant.shape);
        match &constant.numbers {
            Numbers::Floats(values) => Ok((tensor, constant, values)),
            Numbers::Integers(_) => Err(Error::Type { tensor, dtype: "INT64".to_string() }),
            Numbers::Other(other) => Err(Error::Type { tensor, dtype: type_name(*other) }),
        }
    }

    /// The integers of a constant, if it is one.
    pub(super) fn integers(&self, name: &str) -> Option<&[i64]> {
        match &self.known.get(name)?.numbers {
            Numbers::Integers(values) => Some(values),
            _ => None,
        }
    }

    fn missing(&self, node: Placed, name: &str, place: usize) -> Error {
        if name.is_empty() {
            return node.wrong(format!("its input {place} is missing"));
        }
        let mut nodes = self.graph.node.iter().enumerate();
        let maker = nodes.find(|(_, node)| node.output.iter().any(|output| output == name));
        if let Some((place, maker)) = maker {
            let maker = Placed { node: maker, place }.describe();
            return node.wrong(format!("it takes `{name}`, which is no constant known here: {maker} computes it"));
        }
        if self.graph.input.iter().any(|input| input.name == name) {
            return node.wrong(format!("it takes `{name}`, which is no constant but an input of the graph"));
        }
        node.wrong(format!("tensor `{name}` is missing: nothing in the file has this name"))
    }
}
