//! What is refused, and that it changes nothing.

use crate::common::bits;
use crate::mock::{Mock, Trouble};
use crate::{Medium, Odd, Wide, load, save, value};
use stackprop::store::{FlashError, Slots, StoreError};
use stackprop::{Dense, Relu, Tanh};

type Part = Mock<4, 8, 128>;

#[test]
fn ranges() {
    let refused = [(0, 128), (0, 0), (128, 128), (64, 512), (0, 500), (0, 1152), (1024, 1280), (512, 256), (4, 260)];
    for range in refused.into_iter().chain([(0, u32::MAX), (0, 1 << 31)]).map(|(start, end)| start..end) {
        assert_eq!(Slots::new(Part::new(8, 1), range.clone()).err(), Some(FlashError::Range), "{range:?}");
    }
    for range in [0..256, 0..1024, 128..384, 768..1024, 0..384] {
        assert!(Slots::new(Part::new(8, 1), range.clone()).is_ok(), "{range:?}");
    }
}

/// Of three blocks the last is not used, and the second slot is the second block.
#[test]
fn an_odd_number_of_blocks() {
    let mut slots = Slots::new(Part::new(5, 1), 128..512).unwrap();
    (1..=4).for_each(|number| assert_eq!(slots.save(&value::<Odd>(number)), Ok(number)));
    assert_eq!(slots.release().erases, [0, 2, 3, 0, 0]);
}

#[test]
fn room() {
    let needed = Slots::<Part>::bytes::<Wide>();
    assert_eq!(needed, 2 * 3 * 128);
    for blocks in 2..6 {
        let mut slots = Slots::new(Part::new(8, 1), 0..blocks * 128).unwrap();
        assert_eq!(slots.save(&value::<Odd>(1)), Ok(1));
        let found = blocks as usize / 2 * 256;
        assert_eq!(slots.save(&value::<Wide>(1)), Err(FlashError::Room { needed, found }));
        assert_eq!(slots.load(&mut value::<Odd>(0)), Ok(1));
    }
    assert_eq!(Slots::new(Part::new(8, 1), 0..6 * 128).unwrap().save(&value::<Wide>(1)), Ok(1));
}

/// A net that is not finite: nothing is erased.
#[test]
fn broken_nets() {
    let mut mock = Part::new(8, 1);
    (1..=2).for_each(|number| assert_eq!(save(&mut mock, &value::<Odd>(number)), Ok(number)));
    for (place, broken) in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY].into_iter().enumerate() {
        let mut weights = [1.0; 3];
        weights[place] = broken;
        let net = Odd::new([[weights[0], weights[1]]], [weights[2]]);
        let before = mock.clone();
        assert_eq!(save(&mut mock, &net), Err(FlashError::Store(StoreError::NotFinite { place })));
        assert_eq!((&mock.bytes, mock.operations), (&before.bytes, before.operations));
    }
}

/// Another net in the newest slot is an error, though the older one would fit; saved once more, all is well.
#[test]
fn other_nets() {
    let mut mock = Part::new(10, 1);
    assert_eq!(save(&mut mock, &value::<Dense<3, 2, Relu>>(1)), Ok(1));
    assert_eq!(save(&mut mock, &value::<Dense<3, 4, Relu>>(2)), Ok(2));
    let other = StoreError::OtherLayer { layer: 0, stored: [3, 4], expected: [3, 2] };
    assert_eq!(load::<Dense<3, 2, Relu>, 4, 8, 128>(&mut mock), Err(FlashError::Store(other)));
    let other = StoreError::OtherLayer { layer: 0, stored: [3, 4], expected: [3, 4] };
    assert_eq!(load::<Dense<3, 4, Tanh>, 4, 8, 128>(&mut mock), Err(FlashError::Store(other)));
    assert!(load::<(Dense<3, 4, Relu>, Dense<4, 1>), 4, 8, 128>(&mut mock).is_err());
    assert!(load::<Dense<3, 4, Relu>, 4, 8, 128>(&mut mock).is_ok());
    assert_eq!(save(&mut mock, &value::<Dense<3, 2, Relu>>(3)), Ok(3));
    let expected = (3, bits(&value::<Dense<3, 2, Relu>>(3)));
    assert_eq!(load::<Dense<3, 2, Relu>, 4, 8, 128>(&mut mock), Ok(expected));
}

/// What is said where nothing is whole.
#[test]
fn nothing_to_load() {
    let empty = Part::new(6, 1);
    assert_eq!(load::<Medium, 4, 8, 128>(&mut empty.clone()), Err(FlashError::Empty));
    let mut rubbish = empty.clone();
    rubbish.bytes.fill(0);
    assert_eq!(load::<Medium, 4, 8, 128>(&mut rubbish), Err(FlashError::Empty));

    let mut one = empty.clone();
    save(&mut one, &value::<Medium>(1)).unwrap();
    let with = |at: usize, byte: u8| {
        let mut mock = one.clone();
        mock.bytes[at] = byte;
        load::<Medium, 4, 8, 128>(&mut mock)
    };
    assert_eq!(with(128 + 4, 2), Err(FlashError::Store(StoreError::Version { found: 2 })));
    assert_eq!(with(128 + 50, 0x55), Err(FlashError::Store(StoreError::Damaged)));
    assert_eq!(with(128 + 1, 0), Err(FlashError::Empty));

    let mut two = one.clone();
    save(&mut two, &value::<Medium>(2)).unwrap();
    two.bytes[128 + 50] ^= 1;
    assert_eq!(load::<Medium, 4, 8, 128>(&mut two), Ok((2, bits(&value::<Medium>(2)))));
    for (at, byte, error) in [(50, 0x55, StoreError::Damaged), (4, 9, StoreError::Version { found: 9 })] {
        let mut mock = two.clone();
        mock.bytes[128 + 256 + at] = byte;
        assert_eq!(load::<Medium, 4, 8, 128>(&mut mock), Err(FlashError::Store(error)));
    }
}

/// Where neither slot is whole the numbers begin anew, and what was in the other slot never comes back.
#[test]
fn old_numbers_do_not_come_back() {
    for rotten in [1, 2] {
        let mut mock = Part::new(6, 1);
        (1..=9).for_each(|number| assert_eq!(save(&mut mock, &value::<Medium>(number)), Ok(number)));
        // Both slots read wrong, one of them for a moment only.
        mock.bytes[128 + 60] ^= 1;
        mock.bytes[128 + 256 + 60] ^= 1;
        let flipped = if rotten == 1 { 128 + 256 + 60 } else { 128 + 60 };
        let before = mock.erases.clone();
        assert_eq!(save(&mut mock, &value::<Medium>(10)), Ok(1));
        let erased = mock.erases.iter().zip(&before).filter(|(after, before)| after > before).count();
        assert_eq!(erased, 3, "both blocks of one slot, and the first of the other");
        mock.bytes[flipped] ^= 1;
        let found = load::<Medium, 4, 8, 128>(&mut mock);
        assert!(found.is_err() || found == Ok((1, bits(&value::<Medium>(10)))));
        if rotten == 1 {
            assert_eq!(save(&mut mock, &value::<Medium>(11)), Ok(2));
        }
    }
}

/// Of two slots that are not whole, the one that cannot even be read is kept: it may be whole, once it can be.
#[test]
fn what_cannot_be_read_is_kept() {
    let mut mock = Mock::<4, 8, 256>::new(4, 1);
    mock.has_ecc = true;
    mock.cut_after(3);
    assert!(save(&mut mock, &value::<Medium>(1)).is_err());
    mock.power_on();
    let erases = mock.erases.clone();
    let is_torn = load::<Medium, 4, 8, 256>(&mut mock) == Err(FlashError::Flash(Trouble::Ecc));
    assert!(is_torn, "another seed is needed");
    mock.cut_after(1);
    assert!(save(&mut mock, &value::<Medium>(1)).is_err());
    assert_eq!(mock.erases, [0, erases[1], erases[2] + 1, 0]);
}

#[test]
fn words() {
    let texts: [(FlashError<Trouble>, &str); 7] = [
        (FlashError::Flash(Trouble::Bus), "the flash: An implementation specific error occurred"),
        (FlashError::Store(StoreError::Damaged), "damaged: the checksum is not that of the bytes"),
        (FlashError::Range, "the range is not made of two or more whole erase blocks of the flash"),
        (FlashError::Room { needed: 512, found: 256 }, "two slots need 512 bytes of flash, 256 are there"),
        (FlashError::Empty, "nothing was saved in this flash"),
        (FlashError::NotVerified, "what was written to the flash does not read back"),
        (FlashError::Unstable, "the flash reads differently each time; the values are zero now"),
    ];
    for (error, text) in texts {
        assert_eq!(error.to_string(), text);
        let error: Box<dyn std::error::Error> = Box::new(error);
        assert_eq!(error.to_string(), text);
    }
}
