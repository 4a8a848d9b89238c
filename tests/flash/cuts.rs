//! The power fails at every operation in turn.

use crate::common::bits;
use crate::mock::{Mock, Trouble};
use crate::{Medium, Odd, Small, Wide, load, save, value};
use stackprop::Values;
use stackprop::store::{FlashError, Slots};

/// Which bits of a word are torn is drawn so many times at each operation.
const TEARS: u64 = if cfg!(debug_assertions) { 2 } else { 10 };
/// The first, the second and the third save are cut, and then as many more.
const SAVES: u32 = if cfg!(debug_assertions) { 3 } else { 4 };

const CUT: FlashError<Trouble> = FlashError::Flash(Trouble::NoPower);

/// `blocks` is what both slots need. After so many saves the next is cut, after each of its operations; then what was
/// saved before is loaded, or, if it was the last word that was torn, what was being saved. How often it was that.
fn every_cut<const R: usize, const W: usize, const E: usize, V: Values>(has_ecc: bool) -> u32 {
    let blocks = Slots::<Mock<R, W, E>>::bytes::<V>() / E + 2;
    let trailer_words = (8_u32).div_ceil(W as u32);
    let mut ended = 0;
    for saves in 0..SAVES {
        let mut mock = Mock::<R, W, E>::new(blocks, 1);
        mock.has_ecc = has_ecc;
        (1..=saves).for_each(|number| assert_eq!(save(&mut mock, &value::<V>(number)), Ok(number)));
        let saved = load::<V, R, W, E>(&mut mock);
        assert_eq!(saved.as_ref().ok(), (saves > 0).then(|| (saves, bits(&value::<V>(saves)))).as_ref());
        assert!(saves > 0 || saved == Err(FlashError::Empty));

        let mut whole = mock.clone();
        save(&mut whole, &value::<V>(saves + 1)).unwrap();
        let operations = whole.operations - mock.operations;
        // The first one erases a block of the other slot, too.
        let first = u32::from(saves == 0);
        assert_eq!(operations - first, (blocks as u32 - 2) / 2 + (used::<V>(W) / W) as u32);
        for cut in 0..operations {
            for seed in 0..TEARS {
                let mut mock = mock.clone();
                *mock.draw() = crate::Draw::new(seed << 32 | u64::from(cut) << 8 | u64::from(saves));
                mock.cut_after(cut);
                assert_eq!(save(&mut mock, &value::<V>(saves + 1)), Err(CUT));
                mock.power_on();
                let found = load::<V, R, W, E>(&mut mock);
                let is_new = found.as_ref().is_ok_and(|(number, _)| *number == saves + 1);
                if is_new {
                    assert!(cut >= operations - trailer_words - first, "whole before its end");
                    assert_eq!(found, Ok((saves + 1, bits(&value::<V>(saves + 1)))));
                    ended += 1;
                } else if saves > 0 {
                    assert_eq!(found, saved, "after {cut} of {operations} operations");
                } else {
                    assert!(found.is_err());
                }

                // It goes on, from wherever that was.
                let next = if is_new { saves + 2 } else { saves + 1 };
                assert_eq!(save(&mut mock, &value::<V>(77)), Ok(next));
                assert_eq!(load::<V, R, W, E>(&mut mock), Ok((next, bits(&value::<V>(77)))));
                // And the new one is lost at its turn only.
                mock.cut_after(0);
                assert_eq!(save(&mut mock, &value::<V>(78)), Err(CUT));
                mock.power_on();
                assert_eq!(load::<V, R, W, E>(&mut mock), Ok((next, bits(&value::<V>(77)))));
                assert_eq!(mock.erases[0] + mock.erases[blocks - 1], 0, "it left its range");
            }
        }
    }
    ended
}

/// The bytes of a slot, to the last word of its trailer.
fn used<V: Values>(word: usize) -> usize {
    stackprop::store::bytes::<V>().next_multiple_of(word) + 8_usize.next_multiple_of(word)
}

/// Nets within a block, of just a block and over several.
fn every_net<const R: usize, const W: usize>() {
    let mut ended = 0;
    for has_ecc in [false, true] {
        ended += every_cut::<R, W, 32, Small>(has_ecc);
        ended += every_cut::<R, W, 64, Odd>(has_ecc);
        ended += every_cut::<R, W, 256, Medium>(has_ecc);
        ended += every_cut::<R, W, 64, Medium>(has_ecc);
        if W > 1 || cfg!(not(debug_assertions)) {
            ended += every_cut::<R, W, 512, Wide>(has_ecc);
            ended += every_cut::<R, W, 128, Wide>(has_ecc);
            ended += every_cut::<R, W, 320, Wide>(has_ecc);
        }
    }
    assert!(ended > 0, "no trailer was torn after its last bit");
}

#[test]
fn words_of_1() {
    every_net::<1, 1>();
}

#[test]
fn words_of_1_read_by_4() {
    every_net::<4, 1>();
}

#[test]
fn words_of_4() {
    every_net::<4, 4>();
}

#[test]
fn words_of_8() {
    every_net::<1, 8>();
}

#[test]
fn words_of_16() {
    every_net::<16, 16>();
}

#[test]
fn words_of_32() {
    every_net::<1, 32>();
}

#[test]
fn words_of_32_read_by_32() {
    every_net::<32, 32>();
}

/// Half-erased blocks and torn words of a larger net lie behind a smaller one, and the other way round.
#[test]
fn nets_of_two_sizes_in_turn() {
    type Part = Mock<4, 8, 64>;
    for saves in 1..5 {
        let mut mock = Part::new(Slots::<Part>::bytes::<Wide>() / 64 + 2, 3);
        mock.has_ecc = true;
        (1..=saves).for_each(|number| assert_eq!(save(&mut mock, &value::<Wide>(number)), Ok(number)));
        let mut whole = mock.clone();
        save(&mut whole, &value::<Wide>(9)).unwrap();
        for cut in 0..whole.operations - mock.operations {
            let mut mock = mock.clone();
            *mock.draw() = crate::Draw::new(cut.into());
            mock.cut_after(cut);
            assert_eq!(save(&mut mock, &value::<Wide>(saves + 1)), Err(CUT));
            mock.power_on();
            let (mut number, _) = load::<Wide, 4, 8, 64>(&mut mock).unwrap();
            for _ in 0..3 {
                number += 1;
                assert_eq!(save(&mut mock, &value::<Odd>(number)), Ok(number));
                assert_eq!(load::<Odd, 4, 8, 64>(&mut mock), Ok((number, bits(&value::<Odd>(number)))));
            }
            number += 1;
            assert_eq!(save(&mut mock, &value::<Wide>(number)), Ok(number));
            assert_eq!(load::<Wide, 4, 8, 64>(&mut mock), Ok((number, bits(&value::<Wide>(number)))));
        }
    }
}

/// The first save of a changed firmware is cut: the firmware before it still finds its net, and so does the new one its
/// own if that was the end.
#[test]
fn another_net_is_whole_too() {
    type Part = Mock<4, 8, 128>;
    let mut mock = Part::new(Slots::<Part>::bytes::<Wide>() / 128 + 2, 3);
    (1..=3).for_each(|number| assert_eq!(save(&mut mock, &value::<Medium>(number)), Ok(number)));
    let mut whole = mock.clone();
    assert_eq!(save(&mut whole, &value::<Wide>(4)), Ok(4));
    for cut in 0..whole.operations - mock.operations {
        let mut mock = mock.clone();
        mock.cut_after(cut);
        assert_eq!(save(&mut mock, &value::<Wide>(4)), Err(CUT));
        mock.power_on();
        match load::<Wide, 4, 8, 128>(&mut mock) {
            Ok(found) => assert_eq!(found, (4, bits(&value::<Wide>(4)))),
            Err(error) => {
                assert!(matches!(error, FlashError::Store(stackprop::store::StoreError::OtherLayer { .. })));
                assert_eq!(load::<Medium, 4, 8, 128>(&mut mock), Ok((3, bits(&value::<Medium>(3)))));
            }
        }
    }
}
