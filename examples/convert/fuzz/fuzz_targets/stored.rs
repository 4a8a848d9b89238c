//! Stored nets. The checksum is put right first: the fuzzer would never find one.
#![no_main]

use convert::stored;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = stored::read(bytes);
    let Some((body, _)) = bytes.split_last_chunk::<4>() else { return };
    // Also the length, so that the end of the input is the end of the net.
    let mut bytes = body.to_vec();
    if let [.., parts_low, parts_high, l0, l1, l2, l3] = bytes.get_mut(..12).unwrap_or_default() {
        let parts = usize::from(u16::from_le_bytes([*parts_low, *parts_high]));
        if let Some(values) = body.len().checked_sub(12 + 8 * parts) {
            [*l0, *l1, *l2, *l3] = (values as u32 / 4).to_le_bytes();
            bytes.truncate(12 + 8 * parts + values / 4 * 4);
        }
    }
    bytes.extend(crc32(&bytes).to_le_bytes());
    if let Ok(read) = stored::read(&bytes) {
        let inputs = vec![0.5; read.model.inputs()];
        let _ = read.model.predict(&inputs);
        // But for biases of -0, which become +0, it is the only way to write this net.
        assert_eq!(stored::write(&read.model).unwrap().len(), bytes.len());
    }
});

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}
