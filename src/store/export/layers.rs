//! What a net consists of, layer by layer, for those who write it down.

use crate::net::{Part, Tensor, Values};
use core::fmt::{Error, Result};

/// Calls `see` for every layer with its place, its sizes and activation, and for `write` with its weights or its biases.
pub(super) fn every_layer<V: Values>(see: &mut impl FnMut(usize, Part, &'static str) -> Result) -> Result {
    let (mut place, mut result) = (0_usize, Ok(()));
    V::parts(&mut |part| {
        if result.is_ok() {
            result = part.activation.map_or(Err(Error), |activation| see(place, part, activation));
            place = place.wrapping_add(1);
        }
    });
    result
}

/// Calls `see` for every tensor, until it fails.
pub(super) fn every_tensor<V: Values>(net: &V, see: &mut impl FnMut(Tensor<&[f32]>) -> Result) -> Result {
    let mut result = Ok(());
    net.visit(&mut |tensor| {
        if result.is_ok() {
            result = see(tensor);
        }
    });
    result
}

/// Whether the net can be written under this name, before anything is.
pub(super) fn check<V: Values>(name: &str) -> Result {
    is_name(name)?;
    every_layer::<V>(&mut |_, _, _| Ok(()))
}

/// Whether it can be a name in Rust and in C.
fn is_name(name: &str) -> Result {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let starts = name.bytes().next().is_some_and(|first| !first.is_ascii_digit());
    if starts && name.as_bytes().iter().all(plain) { Ok(()) } else { Err(Error) }
}

/// A size as it is written.
pub(super) fn whole(size: usize) -> u32 {
    u32::try_from(size).unwrap_or(u32::MAX)
}
