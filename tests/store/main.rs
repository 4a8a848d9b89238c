//! What is stored: it comes back bit for bit, training goes on as if never interrupted, and whatever is wrong with the
//! bytes is told before anything changes.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may panic")]

#[path = "../common/mod.rs"]
mod common;
mod format;
mod golden;
mod resume;
mod source;
mod wrong;

use stackprop::{Dense, LeakyRelu, Linear, Relu, Sigmoid, Tanh, Values, store};
use std::path::{Path, PathBuf};

/// Every activation, and more layers than a tuple holds.
type Deep = (
    Dense<3, 4, Relu>,
    [Dense<4, 4, Tanh>; 3],
    (Dense<4, 2, LeakyRelu>, Dense<2, 5, Sigmoid>),
    Dense<5, 5, Relu>,
    Dense<5, 2, Linear>,
);

/// A file that freezes the format.
fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/store/golden").join(name)
}

fn saved<V: Values>(values: &V) -> Vec<u8> {
    let mut bytes = vec![0xaa; store::bytes::<V>() + 3];
    assert_eq!(store::save(values, &mut bytes), Ok(store::bytes::<V>()));
    assert_eq!(bytes[store::bytes::<V>()..], [0xaa; 3], "beyond its end");
    bytes.truncate(store::bytes::<V>());
    bytes
}

fn loaded<V: Values>(bytes: &[u8]) -> V {
    let mut values = V::ZERO;
    store::load(&mut values, bytes).unwrap();
    values
}
