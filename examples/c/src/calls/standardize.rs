//! Inputs at unit scale.

use super::all_finite;
use crate::memory::Call;
use crate::{First, Plain, Status};
use stackprop::Standardizer;

/// Takes one more input into the statistics.
pub unsafe fn push<const N: usize>(standardizer: *mut Standardizer<N>, input: *const [f32; N]) -> Result<(), Status> {
    let mut call = Call::new();
    // SAFETY: see the module.
    let (standardizer, input) = unsafe { (call.change(standardizer)?, call.read(input)?) };
    Ok(standardizer.push(input)?)
}

/// An input at unit scale.
pub unsafe fn apply<const N: usize>(
    standardizer: *const Standardizer<N>,
    input: *const [f32; N],
    output: *mut [f32; N],
) -> Result<(), Status> {
    let mut call = Call::new();
    // SAFETY: see the module.
    unsafe {
        let standardizer = call.read(standardizer)?;
        call.map(input, output, |input| {
            let output = standardizer.apply(input);
            if all_finite(&output) { Ok(output) } else { Err(Status::BadInput) }
        })
    }
}

/// Makes the net's first layer do what the standardizer did.
pub unsafe fn fold<const N: usize, Net: First<N> + Plain>(
    standardizer: *const Standardizer<N>,
    net: *mut Net,
) -> Result<(), Status> {
    let mut call = Call::new();
    // SAFETY: see the module.
    let (standardizer, net) = unsafe { (call.read(standardizer)?, call.change(net)?) };
    Ok(net.fold(standardizer)?)
}
