//! Memory that overlaps is refused before a reference to it is made: Miri would see one that is not.

#![allow(
    clippy::undocumented_unsafe_blocks,
    reason = "every pointer is that of a local value, of which nothing else is in use"
)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

use stackprop_c::c_net;
use stackprop_c::stackprop::{Dense, Momentum, Mse, Relu};
use std::ptr::null_mut;

c_net!(prefix = "small", net = (Dense<1, 2, Relu>, Dense<2, 1>), loss = Mse, optimizer = Momentum);
use small::*;

/// A net, a trainer and more, in one piece of memory.
#[repr(C, align(8))]
struct All([f32; 64]);

fn place(all: *mut All, float: usize) -> *mut f32 {
    all.cast::<f32>().wrapping_add(float)
}

/// Every function, with its arguments at every distance from each other: refused if they overlap where one is written,
/// else not.
#[test]
fn every_overlap_is_refused() {
    let mut all = All([0.0; 64]);
    let all = &raw mut all;
    let (net, trainer) = (7, 14); // floats
    let (overlap, ok) = (small_status::SMALL_OVERLAP as u32, small_status::SMALL_OK as u32);
    let apart = |a: usize, a_len: usize, b: usize, b_len: usize| a + a_len <= b || b + b_len <= a;
    let expected = |fine: bool| if fine { ok } else { overlap };
    for at in 0..40 {
        let start = || assert_eq!(unsafe { small_start(place(all, 20).cast(), 7) } as u32, ok);
        start();
        let (n, other) = (place(all, 20), place(all, at));
        let status = unsafe {
            other.write(0.5);
            start();
            small_predict(n.cast(), place(all, 60), other) as u32
        };
        assert_eq!(status, expected(apart(20, net, at, 1)), "predict {at}");
        start();
        let status = unsafe { small_learn(n.cast(), other, place(all, 61), 0.0, null_mut()) } as u32;
        assert_eq!(status, expected(apart(20, net, at, 1)), "learn {at}");
        start();
        let status = unsafe { small_learn(n.cast(), place(all, 60), place(all, 61), 0.0, other) } as u32;
        assert_eq!(status, expected(apart(20, net, at, 1)), "learn, loss {at}");
        start();
        let status = unsafe {
            for float in 0..trainer {
                if apart(20, net, at + float, 1) {
                    place(all, at + float).write(0.0);
                }
            }
            let (x, t) = (place(all, 60), place(all, 61));
            small_step(n.cast(), other.cast(), x, t, 1, 0.0, null_mut(), null_mut()) as u32
        };
        assert_eq!(status, expected(apart(20, net, at, trainer)), "step {at}");
        start();
        let status = unsafe { small_to_floats(n.cast(), other) } as u32;
        assert_eq!(status, expected(apart(20, net, at, net)), "to floats {at}");
    }
}

/// A saved net within itself, or within its bytes.
#[test]
fn saving_onto_itself_is_refused() {
    let mut all = All([0.0; 64]);
    let all = &raw mut all;
    let room = SMALL_SIZES.stored[0];
    unsafe {
        assert_eq!(small_start(all.cast(), 7) as u32, 0);
        for byte in 0..28 {
            let bytes = all.cast::<u8>().wrapping_add(byte);
            assert_eq!(small_save(all.cast(), bytes, room) as u32, small_status::SMALL_OVERLAP as u32);
            assert_eq!(small_load(all.cast(), bytes, room) as u32, small_status::SMALL_OVERLAP as u32);
        }
        let bytes = all.cast::<u8>().wrapping_add(28);
        assert_eq!(small_save(all.cast(), bytes, room) as u32, 0);
        assert_eq!(small_load(all.cast(), bytes, room) as u32, 0);
    }
}

/// The room for a result may hold nothing yet.
#[test]
fn results_go_into_memory_that_holds_nothing() {
    let (mut net, mut output) =
        (core::mem::MaybeUninit::<small_net>::zeroed(), core::mem::MaybeUninit::<f32>::uninit());
    let x = 0.5_f32;
    unsafe {
        assert_eq!(small_start(net.as_mut_ptr(), 7) as u32, 0);
        assert_eq!(small_predict(net.as_ptr(), &raw const x, output.as_mut_ptr()) as u32, 0);
        assert!(output.assume_init().is_finite());
        let mut loss = core::mem::MaybeUninit::<f32>::uninit();
        assert_eq!(small_learn(net.as_mut_ptr(), &raw const x, &raw const x, 0.1, loss.as_mut_ptr()) as u32, 0);
        assert!(loss.assume_init() >= 0.0);
        let mut report = core::mem::MaybeUninit::<small_report>::uninit();
        let status = small_health(net.as_ptr(), &raw const x, &raw const x, 1, report.as_mut_ptr());
        assert_eq!(status as u32, 0);
        assert_eq!(report.assume_init().samples, 1);
        let mut text = [1; 60];
        let status = small_health_text(net.as_ptr(), &raw const x, &raw const x, 1, text.as_mut_ptr(), text.len());
        assert_eq!(status as u32, 0);
        assert!(text.contains(&0));
    }
}
