//! Nets, trainers and standardizers to and from bytes, and nets to and from floats.

use super::all_finite;
use crate::memory::Call;
use crate::{Plain, Status};
use stackprop::{Values, store};

/// Saves in the format of [`stackprop::store`].
pub unsafe fn save<V: Values + Plain>(values: *const V, bytes: *mut u8, room: usize) -> Result<(), Status> {
    let mut call = Call::new();
    // SAFETY: see the module.
    let (values, bytes) = unsafe { (call.read(values)?, call.change_bytes(bytes, room)?) };
    store::save(values, bytes)?;
    Ok(())
}

/// Loads what was saved.
pub unsafe fn load<V: Values + Plain>(values: *mut V, bytes: *const u8, length: usize) -> Result<(), Status> {
    let mut call = Call::new();
    // SAFETY: see the module.
    let (values, bytes) = unsafe { (call.change(values)?, call.read_all(bytes, length)?) };
    Ok(store::load(values, bytes)?)
}

/// The values as floats, in the order in which they are stored.
pub unsafe fn floats_to<V: Values + Plain, const LEN: usize>(
    values: *const V,
    floats: *mut [f32; LEN],
) -> Result<(), Status> {
    const { assert!(LEN == V::LEN) };
    let mut call = Call::new();
    // SAFETY: see the module.
    let (values, floats) = unsafe { (call.read(values)?, call.room(floats)?) };
    let floats = floats.write([0.0; LEN]);
    let mut rest = floats.iter_mut();
    values.visit(&mut |tensor| {
        for (from, to) in tensor.values.iter().zip(rest.by_ref()) {
            *to = *from;
        }
    });
    Ok(())
}

/// The values out of floats.
pub unsafe fn floats_from<V: Values + Plain, const LEN: usize>(
    values: *mut V,
    floats: *const [f32; LEN],
) -> Result<(), Status> {
    const { assert!(LEN == V::LEN) };
    let mut call = Call::new();
    // SAFETY: see the module.
    let (values, floats) = unsafe { (call.change(values)?, call.read(floats)?) };
    if !all_finite(floats) {
        return Err(Status::BadValue);
    }
    let mut rest = floats.iter();
    values.visit_mut(&mut |tensor| {
        for (to, from) in tensor.values.iter_mut().zip(rest.by_ref()) {
            *to = *from;
        }
    });
    Ok(())
}
