//! Nodes whose inputs are all constants, computed as a runtime would: in f32.

use crate::Error;
use crate::onnx::node::Placed;
use crate::onnx::read::External;
use crate::onnx::tensor::{Constant, Numbers};
use std::rc::Rc;

/// What a node gives; `None` if that is not known here, which is an error only if it is needed.
pub(super) fn constant(
    node: Placed,
    inputs: &[Rc<Constant>],
    external: &External,
) -> Result<Option<Rc<Constant>>, Error> {
    let (domain, operator) = node.operator();
    if !domain.is_empty() {
        return Ok(None);
    }
    Ok(match (operator, inputs) {
        ("Constant", []) => match node.tensor("value") {
            Some(tensor) => Some(Rc::new(Constant::of(tensor, external)?)),
            None => scalar(node).map(Rc::new),
        },
        ("Identity", [same]) => Some(Rc::clone(same)),
        ("Cast", [same]) if keeps_type(node, same) => Some(Rc::clone(same)),
        ("Unsqueeze" | "Squeeze", [same, ..]) => reshaped(same, squeezed(node, inputs)),
        ("Transpose", [matrix]) => transposed(node, matrix).map(Rc::new),
        ("Sqrt", [x]) => each(x, f32::sqrt).map(Rc::new),
        ("Neg", [x]) => each(x, |x| -x).map(Rc::new),
        ("Reciprocal", [x]) => each(x, |x| 1.0 / x).map(Rc::new),
        ("Add", [a, b]) => both(a, b, |a, b| a + b).map(Rc::new),
        ("Sub", [a, b]) => both(a, b, |a, b| a - b).map(Rc::new),
        ("Mul", [a, b]) => both(a, b, |a, b| a * b).map(Rc::new),
        ("Div", [a, b]) => both(a, b, |a, b| a / b).map(Rc::new),
        // NaN stays NaN, as in ONNX.
        ("Max", [a, b]) => both(a, b, |a, b| if a > b || a.is_nan() { a } else { b }).map(Rc::new),
        ("Min", [a, b]) => both(a, b, |a, b| if a < b || a.is_nan() { a } else { b }).map(Rc::new),
        _ => None,
    })
}

/// A `Constant` whose value is no tensor.
fn scalar(node: Placed) -> Option<Constant> {
    let named = |name: &str| node.node.attribute.iter().find(|attribute| attribute.name == name);
    let floats = |shape, values| Constant { shape, numbers: Numbers::Floats(values) };
    let integers = |shape, values| Constant { shape, numbers: Numbers::Integers(values) };
    if let Some(attribute) = named("value_float") {
        return Some(floats(vec![], vec![attribute.f.unwrap_or(0.0)]));
    }
    if let Some(attribute) = named("value_floats") {
        return Some(floats(vec![attribute.floats.len()], attribute.floats.clone()));
    }
    if let Some(attribute) = named("value_int") {
        return Some(integers(vec![], vec![attribute.i.unwrap_or(0)]));
    }
    named("value_ints").map(|attribute| integers(vec![attribute.ints.len()], attribute.ints.clone()))
}

fn keeps_type(node: Placed, constant: &Constant) -> bool {
    matches!((node.integer("to", 0), &constant.numbers), (1, Numbers::Floats(_)) | (7, Numbers::Integers(_)))
}

fn reshaped(constant: &Constant, shape: Option<Vec<usize>>) -> Option<Rc<Constant>> {
    Some(Rc::new(Constant { shape: shape?, numbers: constant.numbers.clone() }))
}

/// The shape after `Squeeze` or `Unsqueeze`, whose axes are an attribute or an input.
fn squeezed(node: Placed, inputs: &[Rc<Constant>]) -> Option<Vec<usize>> {
    let constant = inputs.first()?;
    let axes: Option<&[i64]> = match inputs.get(1).map(|axes| &axes.numbers) {
        Some(Numbers::Integers(axes)) => Some(axes),
        Some(_) => return None,
        None => node.integers("axes"),
    };
    let old = &constant.shape;
    if node.node.op_type == "Squeeze" {
        let dropped = |axis: usize| match axes {
            Some(axes) => axes.iter().any(|wanted| place(*wanted, old.len()) == Some(axis)),
            None => old.get(axis) == Some(&1),
        };
        let (gone, left): (Vec<_>, Vec<_>) = old.iter().enumerate().partition(|(axis, _)| dropped(*axis));
        return gone.iter().all(|(_, size)| **size == 1).then(|| left.into_iter().map(|(_, size)| *size).collect());
    }
    let axes = axes?;
    let rank = old.len().checked_add(axes.len())?;
    let added: Vec<usize> = axes.iter().map(|axis| place(*axis, rank)).collect::<Option<_>>()?;
    let mut sizes = old.iter();
    (0..rank).map(|axis| if added.contains(&axis) { Some(1) } else { sizes.next().copied() }).collect()
}

/// An axis that may count from the end.
fn place(axis: i64, rank: usize) -> Option<usize> {
    let rank = i64::try_from(rank).ok()?;
    usize::try_from(if axis < 0 { axis.checked_add(rank)? } else { axis }).ok()
}

fn transposed(node: Placed, matrix: &Constant) -> Option<Constant> {
    let ([rows, columns], Numbers::Floats(values)) = (matrix.shape.as_slice(), &matrix.numbers) else { return None };
    match node.integers("perm") {
        Some([0, 1]) => return Some(matrix.clone()),
        Some([1, 0]) | None => {}
        Some(_) => return None,
    }
    let column = |column: usize| values.iter().skip(column).step_by((*columns).max(1)).copied();
    let columns_there = (*columns).min(values.len()); // of a matrix without rows, there may be any number
    let numbers = Numbers::Floats((0..columns_there).flat_map(column).collect());
    Some(Constant { shape: vec![*columns, *rows], numbers })
}

fn each(x: &Constant, f: impl Fn(f32) -> f32) -> Option<Constant> {
    let Numbers::Floats(values) = &x.numbers else { return None };
    Some(Constant { shape: x.shape.clone(), numbers: Numbers::Floats(values.iter().map(|x| f(*x)).collect()) })
}

/// Of two constants of equal shape, or of one and a single number: no other broadcasting is needed here, and none that
/// makes a constant larger than both.
fn both(a: &Constant, b: &Constant, f: impl Fn(f32, f32) -> f32) -> Option<Constant> {
    let (Numbers::Floats(x), Numbers::Floats(y)) = (&a.numbers, &b.numbers) else { return None };
    let (shape, values) = match (x.as_slice(), y.as_slice()) {
        (_, [y]) if b.shape.len() <= a.shape.len() => (&a.shape, x.iter().map(|x| f(*x, *y)).collect()),
        ([x], _) if a.shape.len() <= b.shape.len() => (&b.shape, y.iter().map(|y| f(*x, *y)).collect()),
        _ if a.shape == b.shape => (&a.shape, x.iter().zip(y).map(|(x, y)| f(*x, *y)).collect()),
        _ => return None,
    };
    Some(Constant { shape: shape.clone(), numbers: Numbers::Floats(values) })
}
