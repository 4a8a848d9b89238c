//! Stored nets.

use crate::{convert, fails};
use std::path::PathBuf;
use tempfile::TempDir;

#[test]
fn stored_nets() {
    let folder = TempDir::new().unwrap();
    let out: PathBuf = folder.path().join("net.bin");
    let model = crate::common::folder().join("torch_relu_old.onnx");
    assert_eq!(convert(&model, &["--bytes", out.to_str().unwrap()]).0, Some(0));
    let whole = std::fs::read(&out).unwrap();
    let changed = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole[..whole.len() - 4].to_vec();
        change(&mut bytes);
        let crc = crc32fast::hash(&bytes);
        [bytes, crc.to_le_bytes().to_vec()].concat()
    };
    fails(&whole[..whole.len() - 1], &[], &["300 bytes", "299"]);
    fails(&whole[..7], &[], &["16 bytes", "7"]);
    fails(&[&whole[..whole.len() - 1], &[!whole[whole.len() - 1]]].concat(), &[], &["damaged"]);
    fails(&changed(&|bytes| bytes[4] = 2), &[], &["version 2"]);
    fails(&changed(&|bytes| bytes[12] ^= 1), &[], &["part 0", "4 inputs, 8 outputs", "no dense"]);
    fails(&changed(&|bytes| bytes[16] = 3), &[], &["part 0", "3 inputs, 8 outputs", "no dense"]);
    fails(&changed(&|bytes| bytes[16..18].fill(255)), &[], &["layer 0", "65535"]);
    fails(&changed(&|bytes| bytes[28..32].fill(255)), &[], &["layer 0", "weight 0", "NaN"]);
    let one_more = changed(&|bytes| {
        bytes[8] += 1;
        bytes.extend([0; 4]);
    });
    fails(&one_more, &[], &["67 values", "68 are stored"]);
    // Two layers that do not fit.
    let mut layers = stackprop_bytes::<3, 8>();
    layers.extend(stackprop_bytes::<4, 4>());
    let header = [&b"SPRP\x01\x00\x02\x00"[..], &(8 * 4 + 4 * 5_u32).to_le_bytes()].concat();
    let mut bytes = [header, layers, vec![0; 4 * (8 * 4 + 4 * 5)]].concat();
    bytes.extend(crc32fast::hash(&bytes).to_le_bytes());
    fails(&bytes, &[], &["layer 1", "takes 4", "layer 0", "gives 8"]);
    // The net as it is loads.
    assert_eq!(convert(&out, &[]).0, Some(0));
}

/// The part of the header that says what a layer is.
fn stackprop_bytes<const IN: usize, const OUT: usize>() -> Vec<u8> {
    use stackprop::{Dense, Values};
    let (inputs, outputs) = (u16::try_from(IN).unwrap(), u16::try_from(OUT).unwrap());
    let fingerprint = <Dense<IN, OUT> as Values>::FINGERPRINT;
    [&fingerprint.to_le_bytes()[..], &inputs.to_le_bytes(), &outputs.to_le_bytes()].concat()
}
