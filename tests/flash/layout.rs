//! What lies where, made here from the documentation's words only.

use crate::common::{Draw, bits};
use crate::mock::Mock;
use crate::{Medium, Odd, Small, Wide, load, save, value};
use stackprop::store::{self, FlashError, Slots, StoreError};
use stackprop::{Dense, Values};

/// CRC-32 of IEEE 802.3, by polynomial division in the order of transmission: not the crate's way.
fn crc32(bytes: &[u8]) -> u32 {
    let mut rest = 0xffff_ffff_u32;
    for byte in bytes {
        for bit in 0..8 {
            let bit = u32::from(byte >> bit & 1);
            let carry = rest >> 31;
            rest <<= 1;
            if carry ^ bit == 1 {
                rest ^= 0x04c1_1db7;
            }
        }
    }
    !rest.reverse_bits()
}

#[test]
fn the_crc_is_that_of_zip() {
    assert_eq!(crc32(b"123456789"), 0xcbf4_3926);
}

/// A slot as the documentation describes it.
fn slot<V: Values>(values: &V, number: u32, word: usize) -> Vec<u8> {
    let mut bytes = vec![0; store::bytes::<V>()];
    store::save(values, &mut bytes).unwrap();
    let mut sealed = number.to_le_bytes().to_vec();
    sealed.extend_from_slice(&bytes[bytes.len() - 4..]);
    bytes.resize(bytes.len().next_multiple_of(word), 0xff);
    bytes.extend_from_slice(&number.to_le_bytes());
    bytes.extend_from_slice(&crc32(&sealed).to_le_bytes());
    bytes.resize(bytes.len().next_multiple_of(word), 0xff);
    bytes
}

fn is_as_documented<const R: usize, const W: usize, const E: usize, V: Values>() {
    let room = Slots::<Mock<R, W, E>>::bytes::<V>() / 2;
    let mut mock = Mock::<R, W, E>::new(2 * room / E + 2, 1);
    let mut expected = mock.bytes.clone();
    for number in 1..=3 {
        assert_eq!(save(&mut mock, &value::<V>(number)), Ok(number));
        let start = E + if number == 2 { room } else { 0 };
        let slot = slot(&value::<V>(number), number, W);
        expected[start..start + slot.len()].copy_from_slice(&slot);
        assert_eq!(mock.bytes, expected);
        assert_eq!(mock.last_write, start + slot.len() - W, "the trailer comes last");
    }
}

#[test]
fn a_slot_is_as_documented() {
    fn all<V: Values>() {
        is_as_documented::<1, 1, 64, V>();
        is_as_documented::<1, 2, 64, V>();
        is_as_documented::<4, 4, 32, V>();
        is_as_documented::<1, 8, 512, V>();
        is_as_documented::<16, 16, 64, V>();
        is_as_documented::<64, 32, 64, V>();
        is_as_documented::<2, 64, 128, V>();
    }
    all::<Small>();
    all::<Odd>();
    all::<Medium>();
    all::<Wide>();
}

/// A mock with such slots.
fn forged(slots: [&[u8]; 2]) -> Mock<1, 8, 256> {
    let mut mock = Mock::new(4, 1);
    for (start, slot) in [256, 512].into_iter().zip(slots) {
        mock.bytes[start..start + slot.len()].copy_from_slice(slot);
    }
    mock
}

/// The numbers wrap around, past the one that an erased word reads as.
#[test]
fn numbers_wrap_around() {
    let numbers = [u32::MAX - 3, u32::MAX - 2, u32::MAX - 1, 0, 1, 2];
    for (k, pair) in numbers.windows(2).enumerate() {
        let values = [value::<Odd>(pair[0]), value::<Odd>(pair[1])];
        for is_swapped in [false, true] {
            let mut slots = [slot(&values[0], pair[0], 8), slot(&values[1], pair[1], 8)];
            if is_swapped {
                slots.reverse();
            }
            let mut mock = forged([&slots[0], &slots[1]]);
            assert_eq!(load::<Odd, 1, 8, 256>(&mut mock), Ok((pair[1], bits(&values[1]))), "{pair:?}");
            for next in &numbers[(k + 2).min(numbers.len())..] {
                assert_eq!(save(&mut mock, &value::<Odd>(*next)), Ok(*next));
                assert_eq!(load::<Odd, 1, 8, 256>(&mut mock), Ok((*next, bits(&value::<Odd>(*next)))));
            }
        }
    }
    // In the middle, where a signed number would turn.
    let (before, after) = (value::<Odd>(1), value::<Odd>(2));
    for number in [0x7fff_fffe, 0x7fff_ffff, 0x8000_0000] {
        let slots = [slot(&after, number + 1, 8), slot(&before, number, 8)];
        let mut mock = forged([&slots[0], &slots[1]]);
        assert_eq!(load::<Odd, 1, 8, 256>(&mut mock), Ok((number + 1, bits(&after))));
        assert_eq!(save(&mut mock, &after), Ok(number + 2));
        assert_eq!(mock.bytes[256..256 + slots[0].len()], slots[0]);
    }
}

/// Where the CRC of the stored form is 0, the CRC of an erased number and it reads as an erased CRC.
#[test]
fn an_erased_trailer_is_none() {
    let mut found = 0;
    for seed in 0..100 {
        let mut bytes = [0; 32];
        let weight = Draw::new(seed).within(1.0);
        store::save(&Small::new([[weight]], [0.0]), &mut bytes).unwrap();
        // Backwards from the CRC 0 to the four bytes before it, which are the bias.
        let mut rest = u32::MAX;
        for _ in 0..32 {
            rest = if rest >> 31 == 1 { (rest ^ 0xedb8_8320) << 1 | 1 } else { rest << 1 };
        }
        let bias = f32::from_bits(rest ^ !crc32(&bytes[..24]));
        if !bias.is_finite() {
            continue;
        }
        found += 1;
        let net = Small::new([[weight]], [bias]);
        let mut whole = slot(&net, 7, 8);
        assert_eq!(whole[28..32], [0; 4], "the CRC is not 0");
        let mut sealed = u32::MAX.to_le_bytes().to_vec();
        sealed.extend_from_slice(&whole[28..32]);
        assert_eq!(crc32(&sealed), u32::MAX, "an erased trailer would not be right");
        assert_eq!(load::<Small, 1, 8, 256>(&mut forged([&whole, &[]])), Ok((7, bits(&net))));
        whole.truncate(32);
        let mut mock = forged([&whole, &[]]);
        assert_eq!(load::<Small, 1, 8, 256>(&mut mock), Err(FlashError::Store(StoreError::Damaged)));
    }
    assert!(found > 90);
}

/// Every single bit of a slot that flips: the other slot, or an error, and only the padding does not matter.
#[test]
fn every_bit_of_a_slot_counts() {
    let [older, newer] = [slot(&value::<Odd>(1), 1, 16), slot(&value::<Odd>(2), 2, 16)];
    for bit in 0..8 * newer.len() {
        let mut newer = newer.clone();
        newer[bit / 8] ^= 1 << (bit % 8);
        let mut mock = Mock::<1, 16, 256>::new(4, 1);
        mock.bytes[512..512 + newer.len()].copy_from_slice(&newer);
        let is_padding = (36..48).contains(&(bit / 8)) || bit / 8 >= 56;
        let alone = load::<Odd, 1, 16, 256>(&mut mock);
        assert_eq!(alone.is_ok(), is_padding, "bit {bit}");
        mock.bytes[256..256 + older.len()].copy_from_slice(&older);
        let number = if is_padding { 2 } else { 1 };
        assert_eq!(load::<Odd, 1, 16, 256>(&mut mock), Ok((number, bits(&value::<Odd>(number)))));
    }
}

type Full = Dense<55, 1>;

/// Whatever the header says, nothing is read outside of the slot, and the other one is found.
#[test]
fn a_header_that_lies() {
    let whole = slot(&value::<Odd>(5), 5, 8);
    for (parts, values) in [(0, u32::MAX), (u16::MAX, 0), (u16::MAX, u32::MAX), (1, 53), (1, 52), (2, 1), (0, 1 << 30)]
    {
        let mut lie = slot(&value::<Odd>(6), 6, 8);
        lie[6..8].copy_from_slice(&parts.to_le_bytes());
        lie[8..12].copy_from_slice(&values.to_le_bytes());
        for slots in [[&lie, &whole], [&whole, &lie]] {
            // No block behind the second slot: to read there would be an error of the mock's.
            let mut mock = forged([slots[0], slots[1]]);
            mock.bytes.truncate(768);
            let mut net = value::<Odd>(0);
            assert_eq!(Slots::new(mock, 256..768).unwrap().load(&mut net), Ok(5));
            assert_eq!(bits(&net), bits(&value::<Odd>(5)));
        }
    }
    // The last that fits: 24 + 8 bytes of trailer + 4 · 56 = 256.
    assert_eq!(Slots::<Mock<1, 8, 256>>::bytes::<Full>(), 512);
    let mut mock = forged([&slot(&value::<Full>(1), 1, 8), &slot(&value::<Full>(2), 2, 8)]);
    mock.bytes.truncate(768);
    let mut net = value::<Full>(0);
    assert_eq!(Slots::new(mock, 256..768).unwrap().load(&mut net), Ok(2));
}
