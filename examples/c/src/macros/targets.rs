//! The functions that depend on what a net's targets are: values or classes.

/// `targets!(Loss "prefix", its value, the name of the rate, the rate of a single sample)`.
#[doc(hidden)]
#[macro_export]
macro_rules! targets {
    (SoftmaxCrossEntropy $prefix:literal, $($rest:tt)*) => {
        $crate::classes!($prefix, $($rest)*);
        $crate::probabilities!($prefix, |output| $crate::stackprop::softmax(&output));
    };
    (WeightedCrossEntropy $prefix:literal, $($rest:tt)*) => {
        $crate::classes!($prefix, $($rest)*);
        $crate::probabilities!($prefix, |output| $crate::stackprop::softmax(&output));
    };
    (BinaryCrossEntropy $prefix:literal, $($rest:tt)*) => {
        $crate::values!($prefix, $($rest)*);
        $crate::probabilities!($prefix, |output| output.map($crate::stackprop::sigmoid));
    };
    ($other:ident $prefix:literal, $($rest:tt)*) => {
        $crate::values!($prefix, $($rest)*);
    };
}

/// Learning from values.
#[doc(hidden)]
#[macro_export]
macro_rules! values {
    ($prefix:literal, $loss:expr, $rate:ident, $single:expr) => {
        $crate::paste! {
            /// One step down the loss of one sample. `loss`, unless NULL, is what it was before.
            #[doc = "cbindgen:ptrs-as-arrays=[[input; " $prefix:upper "_INPUTS], [target; " $prefix:upper "_OUTPUTS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _learn>](
                net: *mut [<$prefix _net>],
                input: *const f32,
                target: *const f32,
                $rate: f32,
                loss: *mut f32,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe {
                    $crate::calls::learn::<Net, Output, _>(net.cast(), input.cast(), target.cast(), $loss, $single, loss)
                }
                .into()
            }
        }
        $crate::batches!($prefix, $loss, f32, Output);
    };
}

/// Learning from classes.
#[doc(hidden)]
#[macro_export]
macro_rules! classes {
    ($prefix:literal, $loss:expr, $rate:ident, $single:expr) => {
        $crate::paste! {
            /// One step down the loss of one sample, whose class counts from 0. `loss`, unless NULL, is what it was before.
            #[doc = "cbindgen:ptrs-as-arrays=[[input; " $prefix:upper "_INPUTS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _learn>](
                net: *mut [<$prefix _net>],
                input: *const f32,
                label: u8,
                $rate: f32,
                loss: *mut f32,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe {
                    $crate::calls::learn::<Net, u8, _>(net.cast(), input.cast(), &raw const label, $loss, $single, loss)
                }
                .into()
            }
        }
        $crate::batches!($prefix, $loss, u8, u8);
        $crate::paste! {
            /// The class that the net says, from 0.
            #[doc = "cbindgen:ptrs-as-arrays=[[input; " $prefix:upper "_INPUTS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _classify>](
                net: *const [<$prefix _net>],
                input: *const f32,
                label: *mut u8,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::classify::<_, _, Net>(net.cast(), input.cast(), label) }.into()
            }
        }
    };
}

/// What takes several samples; a target is a `$target`, in C `$c_target`s.
#[doc(hidden)]
#[macro_export]
macro_rules! batches {
    ($prefix:literal, $loss:expr, $c_target:ty, $target:ty) => {
        $crate::paste! {
            /// One step of the optimizer down the mean loss of a batch: all inputs one behind the other, and all targets.
            /// `loss`, unless NULL, is what it was before; `refused`, unless NULL, which sample it is, from 0, that a
            /// status is about.
            /// cbindgen:ptrs-as-arrays=[[inputs;], [targets;]]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _step>](
                net: *mut [<$prefix _net>],
                trainer: *mut [<$prefix _trainer>],
                inputs: *const f32,
                targets: *const $c_target,
                samples: usize,
                rate: f32,
                loss: *mut f32,
                refused: *mut usize,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe {
                    $crate::calls::step::<Net, $target, _, Rule>(
                        net.cast(),
                        trainer.cast(),
                        inputs.cast(),
                        targets.cast::<$target>(),
                        samples,
                        ($loss, &rule(rate)),
                        loss,
                        refused,
                    )
                }
                .into()
            }

            /// What keeps the net from learning these samples, if anything, in numbers. `targets` may be NULL.
            /// cbindgen:ptrs-as-arrays=[[inputs;], [targets;]]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _health>](
                net: *const [<$prefix _net>],
                inputs: *const f32,
                targets: *const $c_target,
                samples: usize,
                report: *mut [<$prefix _report>],
            ) -> [<$prefix _status>] {
                let data = (inputs.cast(), targets.cast::<$target>());
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::health::<Net, _, _>(net.cast(), data, samples, $loss, report.cast()) }.into()
            }

            /// The same in English, one finding a line, cut where there is no more room. It brings Rust's formatting of
            /// floats: 8 to 16 KB of code.
            /// cbindgen:ptrs-as-arrays=[[inputs;], [targets;]]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _health_text>](
                net: *const [<$prefix _net>],
                inputs: *const f32,
                targets: *const $c_target,
                samples: usize,
                text: *mut core::ffi::c_char,
                room: usize,
            ) -> [<$prefix _status>] {
                let data = (inputs.cast(), targets.cast::<$target>());
                // SAFETY: the header asks for what `calls` asks for.
                unsafe {
                    $crate::calls::health_text::<Net, _, _>(net.cast(), data, samples, $loss, (text.cast(), room))
                }
                .into()
            }
        }
    };
}

/// For nets whose outputs stand for probabilities.
#[doc(hidden)]
#[macro_export]
macro_rules! probabilities {
    ($prefix:literal, $of:expr) => {
        $crate::paste! {
            /// The probability of every output.
            #[doc = "cbindgen:ptrs-as-arrays=[[input; " $prefix:upper "_INPUTS], [output; " $prefix:upper "_OUTPUTS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _probabilities>](
                net: *const [<$prefix _net>],
                input: *const f32,
                output: *mut f32,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe {
                    $crate::calls::probabilities::<_, _, Net>(net.cast(), input.cast(), output.cast(), $of)
                }
                .into()
            }
        }
    };
}
