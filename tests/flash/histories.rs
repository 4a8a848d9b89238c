//! Long lives of a device: saves, cuts, bits that rot, in any order.

use crate::common::bits;
use crate::mock::{Fault, Mock, Trouble};
use crate::{Loaded, Medium, Odd, Small, load, save, value};
use stackprop::Values;
use stackprop::store::{FlashError, Slots, bytes};

const SAVES: u32 = 10_000;

/// What must be in the flash, and what may be.
#[derive(Debug)]
struct Expected {
    newest: Option<Loaded>,
    /// What is loaded if the newest rots. Unknown after a cut: it was being written over.
    older: Option<Loaded>,
}

/// At most one of the two whole slots rots before the next save. What is loaded is known every time.
fn one_trouble_at_a_time<const R: usize, const W: usize, const E: usize, V: Values>(has_ecc: bool, seed: u64) {
    let blocks = Slots::<Mock<R, W, E>>::bytes::<V>() / E + 2;
    let mut mock = Mock::<R, W, E>::new(blocks, seed);
    mock.has_ecc = has_ecc;
    let mut expected = Expected { newest: None, older: None };
    let (mut cuts, mut ended, mut rotten) = (0, 0, 0);
    for step in 0..SAVES {
        let values = value::<V>(step);
        let number = expected.newest.as_ref().map_or(1, |(number, _)| number + 1);
        let new = (number, bits(&values));
        if mock.draw().below(4) == 0 {
            cuts += 1;
            let first = usize::from(expected.newest.is_none());
            let operations =
                first + blocks / 2 - 1 + (bytes::<V>().next_multiple_of(W) + 8_usize.next_multiple_of(W)) / W;
            let cut = mock.draw().below(operations);
            mock.cut_after(cut as u32);
            assert_eq!(save(&mut mock, &values), Err(FlashError::Flash(Trouble::NoPower)));
            mock.power_on();
            let found = load::<V, R, W, E>(&mut mock);
            if found == Ok(new) {
                ended += 1;
                expected = Expected { older: expected.newest, newest: found.ok() };
            } else {
                assert!(found.is_err() || found.as_ref().ok() == expected.newest.as_ref(), "{found:?} {expected:?}");
                assert_eq!(found.is_err(), expected.newest.is_none());
                expected.older = None;
            }
        } else {
            assert_eq!(save(&mut mock, &values), Ok(number));
            expected = Expected { older: expected.newest, newest: Some(new) };
            if expected.older.is_some() && mock.draw().below(8) == 0 {
                rotten += 1;
                rot(&mut mock, &mut expected, bytes::<V>());
            }
        }
        assert_eq!(load::<V, R, W, E>(&mut mock).ok(), expected.newest, "step {step}");
    }
    let saves = SAVES as usize;
    assert!(cuts > saves / 5 && rotten > saves / 20 && (W > 8 || ended > 0), "{cuts} {ended} {rotten}");
    spread(&mock.erases);
}

/// Up to three bits flip in one of the slots.
fn rot<const R: usize, const W: usize, const E: usize>(
    mock: &mut Mock<R, W, E>,
    expected: &mut Expected,
    stored: usize,
) {
    let slot = (mock.bytes.len() / E - 2) / 2 * E;
    let is_second = mock.last_write >= E + slot;
    let is_newest = mock.draw().below(2) == 0;
    let start = if is_second == is_newest { E + slot } else { E };
    let (trailer, mut flipped) = (stored.next_multiple_of(W), Vec::new());
    for _ in 0..=mock.draw().below(3) {
        // The stored form, the padding or the trailer, but nothing behind.
        let bit = mock.draw().below(8 * (trailer + 8));
        if !flipped.contains(&bit) {
            flipped.push(bit);
            mock.bytes[start + bit / 8] ^= 1 << (bit % 8);
        }
    }
    if flipped.iter().any(|bit| bit / 8 < stored || bit / 8 >= trailer) {
        if is_newest {
            expected.newest = expected.older.take();
        } else {
            expected.older = None;
        }
    }
}

/// As many erases for a block of one slot as for that of the other, and nearly as many for any: a cut lands between two
/// blocks now and then. None outside.
fn spread(erases: &[u32]) {
    let near = |a: u32, b: u32, share| assert!(f64::from(a.abs_diff(b)) < share * f64::from(a), "{erases:?}");
    let inner = &erases[1..erases.len() - 1];
    let (first, second) = inner.split_at(inner.len() / 2);
    for (a, b) in first.iter().zip(second) {
        near(*a, *b, 0.05);
        near(*a, first[0], 0.1);
    }
    assert_eq!(erases[0] + erases[erases.len() - 1], 0);
}

#[test]
fn ten_thousand_saves_in_words_of_1() {
    one_trouble_at_a_time::<1, 1, 64, Odd>(false, 1);
}

#[test]
fn ten_thousand_saves_in_words_of_4() {
    one_trouble_at_a_time::<4, 4, 32, Small>(true, 2);
}

#[test]
fn ten_thousand_saves_in_words_of_8() {
    one_trouble_at_a_time::<1, 8, 32, Odd>(true, 3);
}

#[test]
fn ten_thousand_saves_in_words_of_16() {
    one_trouble_at_a_time::<4, 16, 64, Odd>(false, 4);
}

#[test]
fn ten_thousand_saves_in_words_of_32() {
    one_trouble_at_a_time::<32, 32, 32, Small>(true, 5);
}

/// Whatever happens, as often as it likes, in both slots, a bus that fails included: what is loaded is one save, whole.
fn anything<const R: usize, const W: usize, const E: usize, V: Values>(seed: u64) {
    let blocks = Slots::<Mock<R, W, E>>::bytes::<V>() / E + 2;
    let mut mock = Mock::<R, W, E>::new(blocks, seed);
    let mut all = std::collections::HashSet::new();
    let (mut loaded, mut failed) = (0, 0);
    for step in 0..SAVES {
        let values = value::<V>(step);
        all.insert(bits(&values));
        mock.has_ecc = mock.draw().below(4) == 0;
        if mock.draw().below(4) == 0 {
            let cut = mock.draw().below(60);
            mock.cut_after(cut as u32);
        }
        if mock.draw().below(4) == 0 {
            let bits = 8 * mock.bytes.len();
            for _ in 0..=mock.draw().below(4) {
                let bit = mock.draw().below(bits);
                mock.bytes[bit / 8] ^= 1 << (bit % 8);
            }
        }
        let when = mock.draw().below(30) as u32;
        let fault = mock.draw().one_of(&[None, None, None, None, Some(Fault::Once(when)), Some(Fault::Flip(when))]);
        mock.fail_reads(fault);
        let saved = save(&mut mock, &values);
        mock.power_on();
        mock.fail_reads(None);
        if let Ok((number, found)) = load::<V, R, W, E>(&mut mock) {
            loaded += 1;
            assert!(all.contains(&found));
            assert!(saved.is_err() || (saved == Ok(number) && found == bits(&values)), "{saved:?}, {number}");
        } else {
            failed += 1;
            assert!(saved.is_err());
        }
    }
    assert!(loaded > 5000 && failed > 0, "{loaded} {failed}");
}

#[test]
fn ten_thousand_saves_among_all_troubles() {
    anything::<1, 1, 64, Odd>(1);
    anything::<4, 8, 32, Odd>(2);
    anything::<32, 32, 64, Small>(3);
}

/// Without troubles every block that is used is erased as often as any other, to one, and no other is.
#[test]
fn wear_is_even() {
    for saves in [1, 2, 3, 500, 501] {
        // Two blocks of three are needed, so that the last of each slot stays.
        let mut mock = Mock::<1, 8, 128>::new(2 + 6, 1);
        (1..=saves).for_each(|number| assert_eq!(save(&mut mock, &value::<Medium>(number)), Ok(number)));
        // The first save erases the first block of the other slot as well.
        let (first, second) = (saves.div_ceil(2), saves / 2);
        assert_eq!(mock.erases, [0, first, first, 0, second + 1, second, 0, 0]);
    }
}
