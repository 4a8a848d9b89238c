//! Everything that keeps values: as bytes, in a flash, as source.

use crate::kept::{FLASH, Kept, Memory};
use crate::{Draw, Failure, Given, hash};
use core::fmt::{self, Write};
use stackprop::store::export;
use stackprop::store::{self, FlashError, Slots};
use stackprop::{Dense, LeastSquares, Replay, Standardizer, Values, Zero, init};

/// Every byte of a message counts.
struct Sum(u64);

impl Write for Sum {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = text.bytes().fold(self.0, |sum, byte| sum.rotate_left(5) ^ u64::from(byte));
        Ok(())
    }
}

/// Saves and loads in a memory that holds anything; the hash of what came of it.
///
/// # Errors
/// [`Failure`]: what was given is refused.
#[inline(never)]
pub fn keep(given: &Given) -> Result<u64, Failure> {
    let mut kept = Kept::ZERO;
    init::start(&mut kept.0, &mut Draw(given.seed));
    let mut sum = Sum(as_bytes(&mut kept, given)?);
    sum.0 ^= as_bytes(&mut kept.0, given)? ^ as_bytes(&mut Standardizer::<2>::new(), given)?;
    sum.0 ^= as_bytes(&mut Replay::<[f32; 1], u8, 4>::new(given.seed), given)?;
    sum.0 ^= as_bytes(&mut LeastSquares::<3, 2>::new(), given)?;
    sum.0 ^= in_flash(&mut kept, given)? ^ in_flash(&mut Dense::<3, 2>::new([[0.5; 3]; 2], [0.0; 2]), given)?;
    export::rust("NET", &kept.0, &mut sum)?;
    export::c("net", &kept.0, &mut sum)?;
    Ok(sum.0 ^ hash(&kept))
}

/// In a buffer of any length, over any bytes.
#[inline(never)]
fn as_bytes<V: Values>(values: &mut V, given: &Given) -> Result<u64, Failure> {
    let mut bytes = anything(given);
    let bytes = bytes.get_mut(..given.lengths[0]).unwrap_or_default();
    let found = store::load(values, bytes).is_ok();
    let len = store::save(values, bytes).map_err(FlashError::Store)?;
    store::load(values, bytes.get(given.lengths[1]..).unwrap_or_default()).map_err(FlashError::Store)?;
    Ok(hash(values) ^ len as u64 ^ u64::from(found))
}

/// In any range of a flash with anything in it, whose power fails at any time.
#[inline(never)]
fn in_flash<V: Values>(values: &mut V, given: &Given) -> Result<u64, Failure> {
    let mut bytes = anything(given);
    let mut flash = Memory::new(&mut bytes, || ());
    flash.cut_after(given.epochs);
    let mut slots = Slots::new(flash, given.seed..given.batch as u32)?;
    let found = slots.load(values).unwrap_or_default();
    let number = slots.save(values)?;
    slots.load(values)?;
    slots.release().cut_after(number);
    Ok(hash(values) ^ u64::from(number ^ found) ^ Slots::<Memory>::bytes::<V>() as u64)
}

fn anything(given: &Given) -> [u8; FLASH] {
    let mut bytes = [0; FLASH];
    let from = given.inputs.as_flattened().iter().flat_map(|value| value.to_le_bytes());
    bytes.iter_mut().zip(from).for_each(|(to, from)| *to = from);
    bytes
}
