//! What a call comes to, in C.

use core::ffi::CStr;
use stackprop::{Quantity, TrainError};

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
    /// A weight is not finite.
    Weight,
    /// A value of the input is not finite.
    Input,
    /// A value of the target is not finite.
    Target,
    /// The output is not finite: the weights have grown too large.
    Output,
    /// The loss is not finite.
    Loss,
    /// A delta on the way back is not finite: the rate is likely too high.
    Delta,
    /// Something else.
    Refused,
}

impl From<TrainError> for NetStatus {
    fn from(error: TrainError) -> Self {
        match error {
            TrainError::NotFinite { quantity: Quantity::Input, .. } => Self::Input,
            TrainError::NotFinite { quantity: Quantity::Target, .. } => Self::Target,
            TrainError::NotFinite { quantity: Quantity::Output, .. } => Self::Output,
            TrainError::NotFinite { quantity: Quantity::Loss, .. } => Self::Loss,
            TrainError::NotFinite { quantity: Quantity::Delta, .. } => Self::Delta,
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
    const NAMES: [(NetStatus, &CStr); 10] = [
        (NetStatus::Ok, c"ok"),
        (NetStatus::Null, c"a pointer is null"),
        (NetStatus::WrongSize, c"a length is not the net's"),
        (NetStatus::Unaligned, c"the net's memory is not aligned"),
        (NetStatus::Weight, c"a weight is not finite"),
        (NetStatus::Input, c"the input is not finite"),
        (NetStatus::Target, c"the target is not finite"),
        (NetStatus::Output, c"the output is not finite"),
        (NetStatus::Loss, c"the loss is not finite"),
        (NetStatus::Delta, c"a delta on the way back is not finite"),
    ];
    NAMES.iter().find(|(named, _)| *named as u32 == status).map_or(c"refused", |(_, name)| name)
}
