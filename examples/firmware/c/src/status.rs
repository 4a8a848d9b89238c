//! What a call comes to, in C.

use core::ffi::CStr;
use stackprop::{Quantity, Setting, TrainError};

/// 0, or why the call was refused; then nothing has changed.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NetStatus {
    Ok,
    /// A pointer is null.
    Null,
    /// A length is not the one that the net has.
    WrongSize,
    /// The net's memory is not aligned as floats are.
    Unaligned,
    /// Two pointers lead into the same memory.
    Overlap,
    /// A layer before the last is all zero: `net_start` or `net_load` comes first.
    NotStarted,
    /// The rate is not from 0 to 32768.
    Rate,
    /// A weight is not finite.
    Weight,
    /// A value of the input is not finite.
    Input,
    /// A value of the target is not finite, or not one that the last layer can give.
    Target,
    /// The output is not finite: the weights have grown too large.
    Output,
    /// The loss is not finite.
    Loss,
    /// A delta on the way back is not finite: the rate is likely too high.
    Delta,
    /// The gradient is too large: standardise the inputs, or lower the rate.
    Gradient,
    /// Something else.
    Refused,
}

impl From<TrainError> for NetStatus {
    fn from(error: TrainError) -> Self {
        match error {
            TrainError::NotStarted => Self::NotStarted,
            TrainError::Rule(Setting::Rate) => Self::Rate,
            TrainError::Refused { quantity, .. } => match quantity {
                Quantity::Input => Self::Input,
                Quantity::Target => Self::Target,
                Quantity::Output => Self::Output,
                Quantity::Loss => Self::Loss,
                Quantity::Delta => Self::Delta,
                Quantity::Gradient => Self::Gradient,
                _ => Self::Refused,
            },
            _ => Self::Refused,
        }
    }
}

impl From<Result<(), NetStatus>> for NetStatus {
    fn from(result: Result<(), NetStatus>) -> Self {
        result.err().unwrap_or(Self::Ok)
    }
}

/// In words; a number, since C may hand in any.
pub(crate) fn name(status: u32) -> &'static CStr {
    const NAMES: [(NetStatus, &CStr); 14] = [
        (NetStatus::Ok, c"ok"),
        (NetStatus::Null, c"a pointer is null"),
        (NetStatus::WrongSize, c"a length is not the net's"),
        (NetStatus::Unaligned, c"the net's memory is not aligned"),
        (NetStatus::Overlap, c"two pointers lead into the same memory"),
        (NetStatus::NotStarted, c"a layer is all zero: start the net first"),
        (NetStatus::Rate, c"the rate is not from 0 to 32768"),
        (NetStatus::Weight, c"a weight is not finite"),
        (NetStatus::Input, c"the input is not finite"),
        (NetStatus::Target, c"the target is not finite, or not one that the net can give"),
        (NetStatus::Output, c"the output is not finite"),
        (NetStatus::Loss, c"the loss is not finite"),
        (NetStatus::Delta, c"a delta on the way back is not finite"),
        (NetStatus::Gradient, c"the gradient is too large: standardise the inputs"),
    ];
    NAMES.iter().find(|(named, _)| *named as u32 == status).map_or(c"refused", |(_, name)| name)
}
