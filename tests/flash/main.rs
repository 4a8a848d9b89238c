//! `store::Slots` on a flash whose power fails at every single operation in turn, whose words are torn, whose bits rot and
//! whose bus is unreliable: nothing is ever half-loaded, and at most the last save is lost.
#![cfg(feature = "flash")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may panic"
)]
#![allow(clippy::cast_possible_truncation, reason = "small numbers")]

#[path = "../common/mod.rs"]
mod common;
mod cuts;
mod histories;
mod layout;
mod mock;
mod reads;
mod refusals;
mod training;

use common::{Draw, bits};
use mock::{Mock, Trouble};
use stackprop::store::{FlashError, Slots};
use stackprop::{Dense, Relu, Values};

type Small = Dense<1, 1>; // 32 bytes stored: no padding for any word
type Odd = Dense<2, 1>; // 36
type Medium = (Dense<1, 8, Relu>, Dense<8, 1>); // 132
type Wide = Dense<8, 8>; // 312

/// The bits of what was loaded, and the number of its save.
type Loaded = (u32, Vec<u32>);

/// What the values of a save are, or were, or are to be.
fn value<V: Values>(save: u32) -> V {
    Draw::new(save.into()).net(1.0)
}

/// Everything but one block at the start and one at the end.
fn slots<const R: usize, const W: usize, const E: usize>(mock: Mock<R, W, E>) -> Slots<Mock<R, W, E>> {
    let end = (mock.bytes.len() - E) as u32;
    Slots::new(mock, E as u32..end).unwrap()
}

/// Loads on top of other values; where that fails nothing may have changed.
fn load<V: Values, const R: usize, const W: usize, const E: usize>(
    mock: &mut Mock<R, W, E>,
) -> Result<Loaded, FlashError<Trouble>> {
    let mut values = value::<V>(u32::MAX);
    let before = bits(&values);
    let end = (mock.bytes.len() - E) as u32;
    let mut slots = Slots::new(mock, E as u32..end).unwrap();
    let result = slots.load(&mut values);
    if result.is_err() {
        assert_eq!(bits(&values), before, "{result:?}, and it has changed");
    }
    result.map(|number| (number, bits(&values)))
}

/// Saves; the number of the save.
fn save<V: Values, const R: usize, const W: usize, const E: usize>(
    mock: &mut Mock<R, W, E>,
    values: &V,
) -> Result<u32, FlashError<Trouble>> {
    let end = (mock.bytes.len() - E) as u32;
    Slots::new(mock, E as u32..end).unwrap().save(values)
}
