//! The same seed and data give the same bits, whatever they are computed on: compare with `--release`, with
//! `RUSTFLAGS="-C target-cpu=native"`, on a device.
#![cfg(all(feature = "libm", feature = "rand"))]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may panic")]

mod hashes;
mod jobs;
mod rules;

use stackprop::{Lanes, Relu};

/// Of a sample at a time and of 2, 3, 8 and 16 side by side.
macro_rules! check {
    ($job:ident $(, $activation:ty)?; $hash:ident) => {
        #[test]
        fn $job() {
            let found = [
                jobs::$job::<f32 $(, $activation)?>(),
                jobs::$job::<Lanes<2> $(, $activation)?>(),
                jobs::$job::<Lanes<3> $(, $activation)?>(),
                jobs::$job::<Lanes<8> $(, $activation)?>(),
                jobs::$job::<Lanes<16> $(, $activation)?>(),
            ];
            assert_eq!(found, [Some(hashes::$hash); 5], "{found:#010x?}");
        }
    };
}

check!(hello_by_adam; HELLO_BY_ADAM);
check!(hello_by_sgd, Relu; HELLO_BY_SGD);
check!(tanh_by_sgd; TANH_BY_SGD);
check!(odd_by_momentum; ODD_BY_MOMENTUM);
check!(digits_by_adam; DIGITS_BY_ADAM);

#[test]
fn hello_by_learn() {
    assert_eq!(jobs::hello_by_learn(), Some(hashes::HELLO_BY_LEARN), "{:#010x?}", jobs::hello_by_learn());
}

/// The hash itself, by FNV's published value for the bytes "foobar" and two of 0.
#[test]
fn the_hash_is_fnv_1a() {
    let net = stackprop::Dense::<1, 1>::new([[f32::from_le_bytes(*b"foob")]], [f32::from_le_bytes(*b"ar\0\0")]);
    let by_hand = b"foobar\0\0".iter().fold(0x811c_9dc5_u32, |hash, b| (hash ^ u32::from(*b)).wrapping_mul(16_777_619));
    assert_eq!(
        b"foobar".iter().fold(0x811c_9dc5_u32, |h, b| (h ^ u32::from(*b)).wrapping_mul(16_777_619)),
        0xbf9c_f968
    );
    assert_eq!(jobs::hash(&net), by_hand);
}
