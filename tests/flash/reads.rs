//! The flash reads wrong, or not at all, at every read in turn.

use crate::common::{bits, values};
use crate::mock::{Fault, Mock, Trouble};
use crate::{Medium, save, value};
use stackprop::store::{FlashError, Slots, StoreError};

type Part = Mock<4, 8, 256>;

fn saved(saves: u32) -> Part {
    let mut mock = Part::new(Slots::<Part>::bytes::<Medium>() / 256 + 2, 1);
    (1..=saves).for_each(|number| assert_eq!(save(&mut mock, &value::<Medium>(number)), Ok(number)));
    mock
}

/// How many reads a load is when nothing is wrong.
fn reads(mock: &Part) -> u32 {
    let mut mock = mock.clone();
    mock.fail_reads(None);
    crate::load::<Medium, 4, 8, 256>(&mut mock).unwrap();
    mock.reads
}

/// Loads with a fault. The result, and how often the values were half-loaded in between, which they never are afterwards.
fn load(mock: &Part, fault: Fault, draw: u64) -> Result<u32, FlashError<Trouble>> {
    let mut mock = mock.clone();
    *mock.draw() = crate::Draw::new(draw);
    mock.fail_reads(Some(fault));
    let mut net = value::<Medium>(1000);
    let before = bits(&net);
    let result = crate::slots(mock).load(&mut net);
    match result {
        Ok(number) => assert_eq!(bits(&net), bits(&value::<Medium>(number)), "{fault:?}"),
        Err(FlashError::Unstable) => assert!(values(&net).iter().all(|value| value.to_bits() == 0), "{fault:?}"),
        Err(_) => assert_eq!(bits(&net), before, "{fault:?}"),
    }
    result
}

/// A read fails once. In the look at a slot, the other one is taken; later, the same is tried again.
#[test]
fn a_read_that_fails_once() {
    for saves in 1..4 {
        let mock = saved(saves);
        let mut outcomes = [0; 4];
        for when in 0..reads(&mock) {
            let outcome = match load(&mock, Fault::Once(when), 0) {
                Ok(number) if number == saves => 0,
                Ok(number) if number == saves - 1 => 1,
                Err(FlashError::Flash(Trouble::Bus)) => 2,
                other => panic!("{other:?}"),
            };
            outcomes[outcome] += 1;
        }
        assert!(outcomes[0] > 0 && (saves == 1 || outcomes[1] > 0) && outcomes[2] > 0, "{outcomes:?}");
    }
}

/// From some read on, all of them fail.
#[test]
fn a_bus_that_fails() {
    for saves in 1..4 {
        let mock = saved(saves);
        let (mut refused, mut unstable) = (0, 0);
        for when in 0..reads(&mock) {
            match load(&mock, Fault::From(when), 0) {
                Err(FlashError::Flash(Trouble::Bus)) => refused += 1,
                Err(FlashError::Unstable) => unstable += 1,
                other => panic!("{other:?}"),
            }
        }
        assert!(refused > 0 && unstable > 1, "{refused} {unstable}");
        assert_eq!(load(&mock, Fault::From(reads(&mock)), 0), Ok(saves));
    }
}

/// A bit reads wrong, and nobody says so.
#[test]
fn a_bit_that_reads_wrong() {
    let mut outcomes = std::collections::BTreeMap::<_, u32>::new();
    let draws = if cfg!(debug_assertions) { 40 } else { 400 };
    for saves in 1..4 {
        let mock = saved(saves);
        for when in 0..reads(&mock) {
            for draw in 0..draws {
                for fault in [Fault::Flip(when), Fault::FlipFrom(when)] {
                    let outcome = match load(&mock, fault, draw) {
                        Ok(number) if number == saves => "newest",
                        Ok(number) if number == saves - 1 => "older",
                        Err(FlashError::Unstable) => "unstable",
                        Err(FlashError::Store(StoreError::Damaged)) => "damaged",
                        Err(FlashError::Store(_) | FlashError::Empty) => "header",
                        other => panic!("{other:?}"),
                    };
                    *outcomes.entry(outcome).or_default() += 1;
                }
            }
        }
    }
    assert_eq!(outcomes.len(), 5, "{outcomes:?}");
}

/// A bus that fails while a value is saved costs at most the older one: never both.
#[test]
fn a_read_that_fails_while_saving() {
    for saves in 1..4 {
        for when in 0..80 {
            for fault in [Fault::Once(when), Fault::From(when), Fault::Flip(when)] {
                let mut mock = saved(saves);
                mock.fail_reads(Some(fault));
                let result = save(&mut mock, &value::<Medium>(9));
                mock.fail_reads(None);
                let (number, found) = crate::load::<Medium, 4, 8, 256>(&mut mock).unwrap();
                match result {
                    Ok(saved) => assert_eq!((saved, bits(&value::<Medium>(9))), (number, found), "{saves} {fault:?}"),
                    Err(FlashError::Flash(_) | FlashError::NotVerified) => {
                        let save = if found == bits(&value::<Medium>(9)) { 9 } else { number };
                        assert_eq!(found, bits(&value::<Medium>(save)));
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
    }
}

/// A bit that cannot be written any more, or no longer be erased: every one of a slot in turn.
#[test]
fn a_worn_bit_is_found_when_saving() {
    let mut seen = [0; 2];
    for saves in 1..3 {
        let mock = saved(saves);
        let slot = if saves == 1 { 512 } else { 256 };
        for byte in 0..144 {
            for value_of_it in [false, true] {
                let mask = 1 << (byte % 8);
                let mut mock = mock.clone();
                mock.stick(Some((slot + byte, mask, value_of_it)));
                let result = save(&mut mock, &value::<Medium>(saves + 1));
                let is_as_meant = saved(saves + 1).bytes[slot + byte] & mask != 0;
                let found = crate::load::<Medium, 4, 8, 256>(&mut mock);
                if is_as_meant == value_of_it || (132..136).contains(&byte) {
                    assert_eq!(result, Ok(saves + 1));
                    assert_eq!(found, Ok((saves + 1, bits(&value::<Medium>(saves + 1)))));
                } else {
                    assert_eq!(result, Err(FlashError::NotVerified), "byte {byte}");
                    assert_eq!(found, Ok((saves, bits(&value::<Medium>(saves)))));
                }
                seen[usize::from(result.is_ok())] += 1;
            }
        }
    }
    assert!(seen.iter().all(|seen| *seen > 100), "{seen:?}");
}

/// A flash that is protected and takes everything without a word, though the same values lie in it already.
#[test]
fn a_protected_flash_is_found_when_saving() {
    for saves in 0..4 {
        let mut mock = saved(0);
        (1..=saves).for_each(|number| assert_eq!(save(&mut mock, &value::<Medium>(7)), Ok(number)));
        mock.is_protected = true;
        assert_eq!(save(&mut mock, &value::<Medium>(7)), Err(FlashError::NotVerified));
        assert_eq!(
            crate::load::<Medium, 4, 8, 256>(&mut mock).ok().map(|(number, _)| number),
            (saves > 0).then_some(saves)
        );
    }
}
