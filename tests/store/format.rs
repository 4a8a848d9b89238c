//! The format as its documentation has it, read by a reader of the test's own.

use crate::common::Draw;
use crate::{Deep, loaded, saved};
use stackprop::{Dense, Frozen, Linear, Relu, Values, Zero, mix, mix_name, store};

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap())
}

fn half(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap())
}

#[test]
fn the_bytes_are_as_documented() {
    let net: Deep = Draw::new(7).net(2.0);
    let bytes = saved(&net);
    let sizes = [(3, 4), (4, 4), (4, 4), (4, 4), (4, 2), (2, 5), (5, 5), (5, 2)];
    let names = ["Relu", "Tanh", "Tanh", "Tanh", "LeakyRelu", "Sigmoid", "Relu", "Identity"];
    assert_eq!(bytes[..4], *b"SPRP");
    assert_eq!((half(&bytes, 4), half(&bytes, 6), word(&bytes, 8) as usize), (1, 8, Deep::LEN));
    assert_eq!(bytes.len(), 16 + 8 * 8 + 4 * Deep::LEN);
    for (k, ((inputs, outputs), name)) in sizes.iter().zip(names).enumerate() {
        let fingerprint = mix_name(mix(mix(mix_name(0x811c_9dc5, "Dense"), *inputs), *outputs), name);
        let at = 12 + 8 * k;
        let record = (word(&bytes, at), u32::from(half(&bytes, at + 4)), u32::from(half(&bytes, at + 6)));
        assert_eq!(record, (fingerprint, *inputs, *outputs), "layer {k}");
    }
    let mut at = 12 + 8 * 8;
    net.visit(&mut |tensor| {
        for value in tensor.values {
            assert_eq!(word(&bytes, at), value.to_bits());
            at += 4;
        }
    });
    assert_eq!(word(&bytes, at), crc32fast::hash(&bytes[..at]));
    assert_eq!(at + 4, bytes.len());
}

#[test]
fn nesting_and_freezing_change_no_byte() {
    type Flat = (Dense<2, 3, Relu>, Dense<3, 3, Relu>, Dense<3, 3, Relu>, Dense<3, 1, Linear>);
    type Nested = (Frozen<Dense<2, 3, Relu>>, ([Frozen<Dense<3, 3, Relu>>; 2], Dense<3, 1>));
    let flat: Flat = Draw::new(3).net(1.0);
    let nested: Nested = loaded(&saved(&flat));
    assert_eq!(saved(&nested), saved(&flat));
    assert_eq!(store::bytes::<Nested>(), store::bytes::<Flat>());
}

#[test]
fn sizes_beyond_16_bits_are_told_apart_by_the_fingerprint() {
    static WIDE: Dense<70_000, 1> = Dense::ZERO;
    static WIDER: Dense<70_001, 1> = Dense::ZERO;
    let bytes = saved(&WIDE);
    assert_eq!((half(&bytes, 16), half(&bytes, 18)), (65535, 1));
    let error = store::load(&mut WIDER.clone(), &bytes).unwrap_err().to_string();
    assert_eq!(error, "another net or optimizer: layer 0 is of another kind, such as another activation");
}
