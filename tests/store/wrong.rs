//! Whatever is wrong with the bytes is refused by name, and changes nothing.

use crate::common::Draw;
use crate::{Deep, saved};
use proptest::prelude::*;
use stackprop::store::StoreError;
use stackprop::{Adam, Dense, Momentum, Relu, RmsProp, Sgd, Tanh, Trainer, Values, Zero, store};

type Net = (Dense<2, 3, Relu>, Dense<3, 1>);

/// Loads into a net that holds other values: either it becomes `like`, or the error is returned and nothing has changed.
fn load<V: Values + Clone>(bytes: &[u8], like: &V) -> Result<(), StoreError> {
    let before: V = Draw::new(99).net(1.0);
    let mut values = before.clone();
    let result = store::load(&mut values, bytes);
    let expected = if result.is_ok() { like } else { &before };
    assert_eq!(saved(&values), saved(expected), "{result:?}");
    result
}

#[test]
fn every_truncation_is_refused() {
    let net: Net = Draw::new(1).net(1.0);
    let bytes = saved(&net);
    for found in 0..bytes.len() {
        let needed = bytes.len();
        assert_eq!(load(&bytes[..found], &net), Err(StoreError::TooShort { needed, found }));
        let mut short = vec![7; found];
        assert_eq!(store::save(&net, &mut short), Err(StoreError::TooShort { needed, found }));
        assert_eq!(short, vec![7; found]);
    }
    assert_eq!(load(&[&bytes[..], &[1, 2, 3]].concat(), &net), Ok(()), "what lies behind is not looked at");
}

#[test]
fn every_single_bit_is_held_by_the_checksum() {
    let net: Deep = Draw::new(2).net(1.0);
    let bytes = saved(&net);
    for bit in 0..8 * bytes.len() {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let error = load(&flipped, &net).unwrap_err();
        match bit / 8 {
            0..4 => assert_eq!(error, StoreError::NotStored),
            4..6 => assert!(matches!(error, StoreError::Version { found } if found != 1)),
            // Another number of parts or values: the end lies elsewhere.
            6..12 => assert!(matches!(error, StoreError::Damaged | StoreError::TooShort { .. }), "{error:?}"),
            _ => assert_eq!(error, StoreError::Damaged),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn any_bytes_are_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..120), header in any::<bool>()) {
        if header {
            for (to, from) in bytes.iter_mut().zip(b"SPRP\x01\x00") {
                *to = *from;
            }
        }
        prop_assert!(load(&bytes, &Net::ZERO).is_err());
    }

    #[test]
    fn any_damage_is_refused(seed in any::<u64>(), places in proptest::collection::vec((any::<usize>(), 1..=255_u8), 1..6)) {
        let net: Net = Draw::new(seed).net(1.0);
        let mut bytes = saved(&net);
        let len = bytes.len();
        for (place, change) in places {
            bytes[place % len] ^= change;
        }
        if bytes == saved(&net) {
            prop_assert_eq!(load(&bytes, &net), Ok(()));
        } else {
            prop_assert!(load(&bytes, &net).is_err());
        }
    }
}

/// A million inputs in release, each a stored net that was damaged, cut or lengthened, half of them with a right checksum
/// again: refused, or loaded as it stands there.
#[test]
fn a_million_inputs() {
    let mut draw = Draw::new(77);
    let (mut refused, mut loaded) = (0, 0);
    for _ in 0..if cfg!(debug_assertions) { 20_000 } else { 1_000_000 } {
        let mut bytes = saved(&draw.net::<Net>(1.0));
        for _ in 0..draw.below(4) {
            let place = draw.below(bytes.len());
            let any = draw.byte();
            bytes[place] = draw.one_of(&[0, 1, 0x7f, 0x80, 0xff, bytes[place] ^ 1, any]);
        }
        match draw.below(8) {
            0 => bytes.truncate(draw.below(bytes.len())),
            1 => bytes.extend((0..draw.below(20)).map(|_| draw.byte())),
            _ => {}
        }
        let end = bytes.len().saturating_sub(4);
        if draw.below(2) == 0 && end > 0 {
            let crc = crc32fast::hash(&bytes[..end]);
            bytes[end..].copy_from_slice(&crc.to_le_bytes());
        }
        let before: Net = draw.net(1.0);
        let mut net = before.clone();
        if store::load(&mut net, &bytes).is_ok() {
            loaded += 1;
            let mut stored = bytes[12 + 2 * 8..].chunks(4).map(|word| u32::from_le_bytes(word.try_into().unwrap()));
            net.visit(&mut |tensor| {
                for value in tensor.values {
                    let stored = stored.next().unwrap();
                    // A bias of -0 becomes +0.
                    assert!(value.to_bits() == stored || (value.to_bits(), stored) == (0, 0x8000_0000), "{bytes:?}");
                }
            });
        } else {
            refused += 1;
            assert_eq!(saved(&net), saved(&before));
        }
    }
    assert!(refused > loaded && loaded > 1000, "{refused} refused, {loaded} loaded");
}

#[test]
fn another_net_is_told_by_its_first_layer_that_differs() {
    let bytes = saved(&Draw::new(5).net::<Net>(1.0));
    let told = |result: Result<(), StoreError>| result.unwrap_err().to_string();
    let other = (Dense::<2, 3, Relu>::ZERO, Dense::<3, 2>::ZERO);
    assert_eq!(told(load(&bytes, &other)), "another net or optimizer: layer 1 goes from 3 to 1, not from 3 to 2");
    let other = (Dense::<2, 3, Tanh>::ZERO, Dense::<3, 2>::ZERO);
    let kind = "another net or optimizer: layer 0 is of another kind, such as another activation";
    assert_eq!(told(load(&bytes, &other)), kind);
    let other = (Dense::<2, 3, Relu>::ZERO, Dense::<3, 1>::ZERO, Dense::<1, 1>::ZERO);
    assert_eq!(told(load(&bytes, &other)), "another net or optimizer: 2 layers, not 3");
    assert_eq!(told(load(&bytes, &Dense::<2, 3, Relu>::ZERO)), "another net or optimizer: 2 layers, not 1");
    assert_eq!(told(load(&bytes, &())), "another net or optimizer: 2 layers, not 0");
}

#[test]
fn another_optimizers_memory_is_refused() {
    let kept = [
        saved(&Trainer::<Net, Sgd>::new()),
        saved(&Trainer::<Net, Momentum>::new()),
        saved(&Trainer::<Net, RmsProp>::new()),
        saved(&Trainer::<Net, Adam>::new()),
        saved(&Draw::new(1).net::<Net>(1.0)),
        saved(&Trainer::<(Dense<2, 4, Relu>, Dense<4, 1>), Adam>::new()),
    ];
    let load = |bytes: &[u8]| {
        [
            store::load(&mut Trainer::<Net, Sgd>::new(), bytes).is_ok(),
            store::load(&mut Trainer::<Net, Momentum>::new(), bytes).is_ok(),
            store::load(&mut Trainer::<Net, RmsProp>::new(), bytes).is_ok(),
            store::load(&mut Trainer::<Net, Adam>::new(), bytes).is_ok(),
            {
                let mut net = Net::ZERO;
                store::load(&mut net, bytes).is_ok()
            },
        ]
    };
    for (k, bytes) in kept.iter().enumerate() {
        assert_eq!(load(bytes), core::array::from_fn(|other| other == k), "{k}");
    }
}

#[test]
fn another_version_and_what_was_never_stored() {
    let mut bytes = saved(&Draw::new(1).net::<Net>(1.0));
    bytes[4] = 2;
    assert_eq!(load(&bytes, &Net::ZERO), Err(StoreError::Version { found: 2 }));
    assert_eq!(load(&[0xff; 500], &Net::ZERO), Err(StoreError::NotStored)); // erased flash
    assert_eq!(load(&[0; 500], &Net::ZERO), Err(StoreError::NotStored));
}

#[test]
fn what_is_not_finite_is_neither_saved_nor_loaded() {
    for value in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        for place in 0..Net::LEN {
            let mut net: Net = Draw::new(4).net(1.0);
            let mut bytes = saved(&net);
            let mut at = 0;
            net.visit_mut(&mut |tensor| {
                for weight in tensor.values {
                    if at == place {
                        *weight = value;
                    }
                    at += 1;
                }
            });
            let before = bytes.clone();
            assert_eq!(store::save(&net, &mut bytes), Err(StoreError::NotFinite { place }));
            assert_eq!(bytes, before);

            // Written by somebody else, with a right checksum.
            let (at, end) = (12 + 16 + 4 * place, bytes.len() - 4);
            bytes[at..at + 4].copy_from_slice(&value.to_le_bytes());
            let crc = crc32fast::hash(&bytes[..end]);
            bytes[end..].copy_from_slice(&crc.to_le_bytes());
            assert_eq!(load(&bytes, &Net::ZERO), Err(StoreError::NotFinite { place }));
        }
    }
}

#[test]
fn each_error_in_words() {
    let told = |error: StoreError| error.to_string();
    assert_eq!(told(StoreError::TooShort { needed: 9, found: 4 }), "9 bytes are needed, 4 are there");
    assert_eq!(told(StoreError::NotStored), "nothing was stored here");
    assert_eq!(told(StoreError::Version { found: 7 }), "stored in version 7 of the format, this is version 1");
    assert_eq!(told(StoreError::Damaged), "damaged: the checksum is not that of the bytes");
    assert_eq!(told(StoreError::NotFinite { place: 3 }), "value 3 is not finite");
}
