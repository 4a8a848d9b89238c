//! Which of the two slots.

use crate::store::StoreError;
use crate::store::flash::FlashError;
use crate::store::flash::slot::Whole;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    First,
    Second,
}

impl Slot {
    pub(super) fn other(self) -> Self {
        match self {
            Self::First => Self::Second,
            Self::Second => Self::First,
        }
    }
}

pub(super) fn newest<E>(first: &Result<Whole, E>, second: &Result<Whole, E>) -> Option<(Slot, Whole)> {
    match (first, second) {
        (Ok(first), Ok(second)) if !second.is_newer_than(*first) => Some((Slot::First, *first)),
        (_, Ok(second)) => Some((Slot::Second, *second)),
        (Ok(first), Err(_)) => Some((Slot::First, *first)),
        (Err(_), Err(_)) => None,
    }
}

/// What is to be said where neither slot is whole: that it was never written only if both say so, and that it was damaged
/// only if there is nothing better to say.
pub(super) fn why_none<E>(first: Result<Whole, FlashError<E>>, second: Result<Whole, FlashError<E>>) -> FlashError<E> {
    use FlashError::{Empty, Flash, Store};
    use StoreError::{Damaged, NotStored, Version};
    match (first, second) {
        (Err(Flash(error)), _) | (_, Err(Flash(error))) => Flash(error),
        (Err(Store(NotStored)) | Ok(_), Err(Store(NotStored)) | Ok(_)) => Empty, // of whole ones, one is the newest
        (Err(Store(NotStored)) | Ok(_), Err(error)) | (Err(Store(Damaged)), Err(error @ Store(Version { .. }))) => {
            error
        }
        (Err(error), _) => error,
    }
}
