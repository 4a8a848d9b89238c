//! What a call comes to.

use core::ffi::CStr;
use stackprop::store::StoreError;
use stackprop::{Quantity, ScaleError, Setting, TrainError};

/// Calls a macro with every status: its name here, and what it means.
#[doc(hidden)]
#[macro_export]
macro_rules! statuses {
    ($callback:path { $($arguments:tt)* }) => {
        $callback! { $($arguments)*
            Ok "ok",
            Null "a pointer is NULL",
            Unaligned "a pointer is not aligned as its type must be",
            Overlap "memory that is written overlaps with other memory of the call",
            TooMany "more samples or bytes than memory can hold",
            NoSample "there is no sample to learn from",
            NotStarted "a layer before the last is all zero: start the net, or load it",
            BadRate "the learning rate must be from 0 to 32768",
            BadSetting "a setting of the optimizer or of the loss is out of range",
            BadInput "a value of the input is not finite, or beyond 2^62 (4.6e18) for a standardizer",
            BadTarget "the target is not finite, or not one that the last layer or the loss allows",
            BadOutput "the output is not finite: load an older net, lower the rate or clip",
            BadLoss "the loss is not finite: standardise the targets",
            BadDelta "a delta of the backward pass is not finite: lower the rate or clip",
            BadGradient "the gradient is too large: standardise the inputs, lower the rate or clip",
            Fold "a weight or a bias would not be finite: go on without folding",
            TooShort "too few bytes, to save in or to load from",
            NotStored "nothing was stored here",
            OtherVersion "stored in another version of the format",
            Damaged "damaged: the checksum is not that of the bytes",
            OtherNet "stored from another net or optimizer",
            BadValue "a weight or another value to save or to load is not finite",
            Refused "refused for another reason",
        }
    };
}

macro_rules! status {
    ($($name:ident $meaning:literal,)*) => {
        /// 0, or why a call was refused.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Status { $(#[doc = $meaning] $name,)* }

        impl Status {
            /// In words; a number, since C may hand in any.
            #[must_use]
            pub fn name(number: u32) -> &'static CStr {
                const NAMES: &[(Status, &str)] = &[$((Status::$name, concat!($meaning, "\0")),)*];
                let name = NAMES.iter().find(|(status, _)| *status as u32 == number).map_or("no status\0", |(_, name)| name);
                CStr::from_bytes_with_nul(name.as_bytes()).unwrap_or(c"")
            }
        }
    };
}
statuses!(status {});

impl From<Quantity> for Status {
    fn from(quantity: Quantity) -> Self {
        match quantity {
            Quantity::Input => Self::BadInput,
            Quantity::Target => Self::BadTarget,
            Quantity::Output => Self::BadOutput,
            Quantity::Loss => Self::BadLoss,
            Quantity::Delta => Self::BadDelta,
            Quantity::Gradient => Self::BadGradient,
            _ => Self::Refused,
        }
    }
}

impl From<TrainError> for Status {
    fn from(error: TrainError) -> Self {
        match error {
            TrainError::EmptyBatch => Self::NoSample,
            TrainError::NotStarted => Self::NotStarted,
            TrainError::Rule(Setting::Rate) => Self::BadRate,
            TrainError::Rule(_) => Self::BadSetting,
            TrainError::Refused { quantity, .. } => quantity.into(),
            _ => Self::Refused,
        }
    }
}

impl From<ScaleError> for Status {
    fn from(error: ScaleError) -> Self {
        match error {
            ScaleError::Sample { .. } => Self::BadInput,
            ScaleError::Fold => Self::Fold,
            _ => Self::Refused,
        }
    }
}

impl From<StoreError> for Status {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::TooShort { .. } => Self::TooShort,
            StoreError::NotStored => Self::NotStored,
            StoreError::Version { .. } => Self::OtherVersion,
            StoreError::Damaged => Self::Damaged,
            StoreError::OtherLayer { .. } | StoreError::OtherDepth { .. } => Self::OtherNet,
            StoreError::NotFinite { .. } => Self::BadValue,
            _ => Self::Refused,
        }
    }
}

impl From<Result<(), Self>> for Status {
    fn from(result: Result<(), Self>) -> Self {
        result.err().unwrap_or(Self::Ok)
    }
}
