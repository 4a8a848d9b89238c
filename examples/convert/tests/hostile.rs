//! No bytes make a parser panic; millions of them by `fuzz/run.sh`, a few thousand here.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod common;

use convert::safetensors::{self, Options};
use convert::{Activation, Error, Format, Read, onnx, stored};
use proptest::prelude::*;
use std::sync::LazyLock;

/// Every parser on the same bytes, whatever they are. What is read is a net that predicts and can be written.
fn all(bytes: &[u8]) {
    let options = Options { hidden: Some(Activation::Tanh), ..Options::default() };
    let _ = Format::of(bytes);
    whole(stored::read(bytes));
    whole(safetensors::read(bytes, &options));
    whole(onnx::read(bytes, &|_, start, length| {
        Ok(bytes.iter().skip(start).take(length.unwrap_or(64)).copied().collect())
    }));
}

fn whole(read: Result<Read, Error>) {
    match read {
        Ok(Read { model, .. }) => {
            assert_eq!(model.predict(&vec![0.5; model.inputs()]).len(), model.layers().last().unwrap().outputs);
            let again = stored::read(&stored::write(&model).unwrap()).unwrap().model;
            assert_eq!(common::bits(&again), common::bits(&model));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Files of every format, small ones first.
static FILES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut files: Vec<Vec<u8>> = Vec::new();
    for case in common::cases() {
        for file in &case.files {
            files.push(std::fs::read(file).unwrap());
            files.push(stored::write(&common::read(&case, file).1.model).unwrap());
        }
    }
    files.sort_by_key(Vec::len);
    files.dedup();
    files
});

/// What happens to bytes.
#[derive(Clone, Debug)]
enum Damage {
    Flip(prop::sample::Index, u8),
    Set(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Insert(prop::sample::Index, Vec<u8>),
    Remove(prop::sample::Index, usize),
    Copy(prop::sample::Index, prop::sample::Index, usize),
    /// The checksum of a stored net, so that what is behind it is reached.
    Sum,
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        4 => (place(), 0..8_u8).prop_map(|(place, bit)| Damage::Flip(place, bit)),
        4 => (place(), prop_oneof![any::<u8>(), Just(0), Just(255), Just(127), Just(128)])
            .prop_map(|(place, byte)| Damage::Set(place, byte)),
        1 => place().prop_map(Damage::Cut),
        2 => (place(), prop::collection::vec(any::<u8>(), 1..12)).prop_map(|(place, bytes)| Damage::Insert(place, bytes)),
        2 => (place(), 1..40_usize).prop_map(|(place, count)| Damage::Remove(place, count)),
        2 => (place(), place(), 1..200_usize).prop_map(|(from, to, count)| Damage::Copy(from, to, count)),
        2 => Just(Damage::Sum),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        if bytes.is_empty() {
            break;
        }
        let len = bytes.len();
        match damage {
            Damage::Flip(place, bit) => bytes[place.index(len)] ^= 1_u8 << bit,
            Damage::Set(place, byte) => bytes[place.index(len)] = *byte,
            Damage::Cut(place) => bytes.truncate(place.index(len)),
            Damage::Insert(place, new) => drop(bytes.splice(place.index(len)..place.index(len), new.iter().copied())),
            Damage::Remove(place, count) => drop(bytes.drain(place.index(len)..(place.index(len) + count).min(len))),
            Damage::Copy(from, to, count) => {
                let piece = bytes[from.index(len)..(from.index(len) + count).min(len)].to_vec();
                drop(bytes.splice(to.index(len)..to.index(len), piece));
            }
            Damage::Sum if len >= 4 => {
                let sum = crc32fast::hash(&bytes[..len - 4]);
                bytes[len - 4..].copy_from_slice(&sum.to_le_bytes());
            }
            Damage::Sum => {}
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        all(&bytes);
    }

    #[test]
    fn random_bytes_behind_a_good_start(bytes in prop::collection::vec(any::<u8>(), 0..400), start in any::<prop::sample::Index>(), length in 0..80_usize) {
        let file = &FILES[start.index(FILES.len())];
        all(&[&file[..length.min(file.len())], &bytes].concat());
    }

    #[test]
    fn damaged_files(file in any::<prop::sample::Index>(), damages in prop::collection::vec(damage(), 1..6)) {
        all(&damaged(file.get(&FILES).clone(), &damages));
    }
}

/// Every single bit of a file of every kind.
#[test]
fn every_flipped_bit() {
    for start in [&b"SPRP"[..], &[0x08], &[]] {
        let file = FILES.iter().find(|file| file.starts_with(start)).unwrap();
        for place in 0..8 * file.len() {
            let mut bytes = file.clone();
            bytes[place / 8] ^= 1_u8 << (place % 8);
            all(&bytes);
        }
    }
}

/// Every length of a file of every kind.
#[test]
fn every_length() {
    for file in FILES.iter().step_by(3) {
        for length in 0..file.len() {
            all(&file[..length]);
        }
    }
}

/// What the fuzzer met: its corpus, reduced to inputs that each reach something that no other does.
#[test]
fn the_kept_corpus() {
    let mut files = 0;
    for target in ["stored", "safetensors", "onnx"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
        for file in std::fs::read_dir(folder).unwrap() {
            all(&std::fs::read(file.unwrap().path()).unwrap());
            files += 1;
        }
    }
    assert!(files > 100, "{files}");
}
