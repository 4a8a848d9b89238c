//! stackprop as `peer.h` wants it.
#![no_std]

use core::panic::PanicInfo;
use stackprop::{Dense, Mse, Predict, Relu, Zero, learn};

#[cfg(not(feature = "deep"))]
type Net = (Dense<9, 12, Relu>, Dense<12, 3>);
#[cfg(feature = "deep")]
type Net = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);

const RATE: f32 = 0.01;
static mut NET: Net = Net::ZERO;

/// The next layer, and what comes after it.
///
/// # Safety
/// As many parameters as it has must lie there.
unsafe fn layer<const IN: usize, const OUT: usize, A>(at: *const f32) -> (Dense<IN, OUT, A>, *const f32) {
    // SAFETY: they lie there, one after the other, as in an array.
    unsafe {
        let bias = at.add(IN * OUT);
        (Dense::new(at.cast::<[[f32; IN]; OUT]>().read(), bias.cast::<[f32; OUT]>().read()), bias.add(OUT))
    }
}

/// # Safety
/// `at` points to the parameters of the whole net.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peer_start(at: *const f32) {
    // SAFETY: the caller's, and there is one thread.
    unsafe {
        let (first, at) = layer(at);
        #[cfg(not(feature = "deep"))]
        let net = (first, layer(at).0);
        #[cfg(feature = "deep")]
        let net = {
            let (second, at) = layer(at);
            (first, second, layer(at).0)
        };
        NET = net;
    }
}

/// # Safety
/// Both point to as many numbers as the net has inputs and outputs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peer_train(input: *const f32, target: *const f32) {
    let net = &raw mut NET;
    // SAFETY: the caller's, and there is one thread. A refusal shows in the error that is left.
    let _ = unsafe { learn(&mut *net, &*input.cast(), &*target.cast(), &Mse, RATE) };
}

/// # Safety
/// Both point to as many numbers as the net has inputs and outputs.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn peer_infer(input: *const f32, output: *mut f32) {
    let net = &raw const NET;
    // SAFETY: the caller's, and there is one thread.
    unsafe { output.cast::<<Net as Predict>::Output>().write((*net).predict(&*input.cast())) }
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    loop {}
}
