//! What sizes a part must have, and what values need of it.

use crate::net::Values;
use crate::store::bytes;
use crate::store::flash::slot::len;
use crate::store::flash::words::BUFFER;
use embedded_storage::nor_flash::NorFlash;

/// The bytes of a slot's blocks that such values need.
#[allow(clippy::cast_possible_truncation, reason = "checked, when compiled")]
pub(super) const fn span<F: NorFlash, V: Values>() -> u32 {
    const { sizes_fit::<F>() };
    let span = len(bytes::<V>() as u64, F::WRITE_SIZE).div_ceil(F::ERASE_SIZE as u64) * F::ERASE_SIZE as u64;
    assert!(
        2 * span <= u32::MAX as u64 && 2 * span <= usize::MAX as u64,
        "two slots for such values are more than this processor counts, or more than 4 GiB"
    );
    span as u32
}

/// The bytes of an erase block, less than 4 GiB of them.
#[allow(clippy::cast_possible_truncation, reason = "checked, when compiled")]
pub(super) const fn block<F: NorFlash>() -> u32 {
    const { sizes_fit::<F>() };
    F::ERASE_SIZE as u32
}

const fn sizes_fit<F: NorFlash>() {
    let (word, block) = (F::WRITE_SIZE, F::ERASE_SIZE);
    assert!(word > 0 && BUFFER.is_multiple_of(word), "the flash's write size must be 1, 2, 4, 8, 16, 32 or 64 bytes");
    assert!(
        F::READ_SIZE > 0 && BUFFER.is_multiple_of(F::READ_SIZE),
        "the flash's read size must be 1, 2, 4, 8, 16, 32 or 64 bytes"
    );
    assert!(
        block > 0 && block.is_multiple_of(word) && block.is_multiple_of(F::READ_SIZE),
        "the flash's erase size must be a multiple of its write size and of its read size"
    );
    assert!(block as u64 <= u32::MAX as u64, "the flash's erase size must be less than 4 GiB");
}
