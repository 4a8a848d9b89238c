//! The functions that every net has.

/// The first one. All of them forward to [`crate::calls`], which says what they promise.
#[doc(hidden)]
#[macro_export]
macro_rules! start {
    ($prefix:literal) => {
        $crate::paste! {
            /// Draws first weights for inputs of unit scale, about -3 to 3; the same everywhere for the same seed.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _start>](net: *mut [<$prefix _net>], seed: u32) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::start::<Net>(net.cast(), seed) }.into()
            }
        }
    };
}

/// The others.
#[doc(hidden)]
#[macro_export]
macro_rules! functions {
    ($prefix:literal) => {
        $crate::paste! {
            /// The net's output for an input.
            #[doc = "cbindgen:ptrs-as-arrays=[[input; " $prefix:upper "_INPUTS], [output; " $prefix:upper "_OUTPUTS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _predict>](
                net: *const [<$prefix _net>],
                input: *const f32,
                output: *mut f32,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::predict::<_, _, Net>(net.cast(), input.cast(), output.cast()) }.into()
            }

            /// Takes an input into the mean and the standard deviation. Collect first, then train.
            #[doc = "cbindgen:ptrs-as-arrays=[[input; " $prefix:upper "_INPUTS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _standardizer_push>](
                standardizer: *mut [<$prefix _standardizer>],
                input: *const f32,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::push::<[<$prefix:upper _INPUTS>]>(standardizer.cast(), input.cast()) }.into()
            }

            /// (input - mean) / standard deviation: an input at unit scale.
            #[doc = "cbindgen:ptrs-as-arrays=[[input; " $prefix:upper "_INPUTS], [output; " $prefix:upper "_INPUTS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _standardizer_apply>](
                standardizer: *const [<$prefix _standardizer>],
                input: *const f32,
                output: *mut f32,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe {
                    $crate::calls::apply::<[<$prefix:upper _INPUTS>]>(standardizer.cast(), input.cast(), output.cast())
                }
                .into()
            }

            /// Makes the standardizer part of a trained net, which then takes inputs as they come. Once, and at the end.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _standardizer_fold>](
                standardizer: *const [<$prefix _standardizer>],
                net: *mut [<$prefix _net>],
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::fold::<_, Net>(standardizer.cast::<Standardizer>(), net.cast()) }.into()
            }

            #[doc = " Saves a net: `" $prefix:upper "_STORED_BYTES` bytes, with a header that names the layers, and a checksum."]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _save>](
                net: *const [<$prefix _net>],
                bytes: *mut u8,
                room: usize,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::save::<Net>(net.cast(), bytes, room) }.into()
            }

            /// Loads a net that was saved, on whatever device.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _load>](
                net: *mut [<$prefix _net>],
                bytes: *const u8,
                length: usize,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::load::<Net>(net.cast(), bytes, length) }.into()
            }

            #[doc = " Saves a trainer, `" $prefix:upper "_TRAINER_STORED_BYTES` bytes: so that training goes on as if never cut."]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _trainer_save>](
                trainer: *const [<$prefix _trainer>],
                bytes: *mut u8,
                room: usize,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::save::<Trainer>(trainer.cast(), bytes, room) }.into()
            }

            /// Loads a trainer that was saved.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _trainer_load>](
                trainer: *mut [<$prefix _trainer>],
                bytes: *const u8,
                length: usize,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::load::<Trainer>(trainer.cast(), bytes, length) }.into()
            }

            #[doc = " Saves a standardizer: `" $prefix:upper "_STANDARDIZER_STORED_BYTES` bytes."]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _standardizer_save>](
                standardizer: *const [<$prefix _standardizer>],
                bytes: *mut u8,
                room: usize,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::save::<Standardizer>(standardizer.cast(), bytes, room) }.into()
            }

            /// Loads a standardizer that was saved.
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _standardizer_load>](
                standardizer: *mut [<$prefix _standardizer>],
                bytes: *const u8,
                length: usize,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe { $crate::calls::load::<Standardizer>(standardizer.cast(), bytes, length) }.into()
            }

            /// Copies weights and biases out: layer by layer, first `weights[output][input]`, then biases, as in PyTorch.
            #[doc = "cbindgen:ptrs-as-arrays=[[floats; " $prefix:upper "_PARAMETERS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _to_floats>](
                net: *const [<$prefix _net>],
                floats: *mut f32,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe {
                    $crate::calls::floats_to::<Net, [<$prefix:upper _PARAMETERS>]>(net.cast(), floats.cast())
                }
                .into()
            }

            #[doc = " Copies weights and biases in, in the order of `" $prefix "_to_floats`."]
            #[doc = "cbindgen:ptrs-as-arrays=[[floats; " $prefix:upper "_PARAMETERS]]"]
            #[unsafe(no_mangle)]
            pub unsafe extern "C" fn [<$prefix _from_floats>](
                net: *mut [<$prefix _net>],
                floats: *const f32,
            ) -> [<$prefix _status>] {
                // SAFETY: the header asks for what `calls` asks for.
                unsafe {
                    $crate::calls::floats_from::<Net, [<$prefix:upper _PARAMETERS>]>(net.cast(), floats.cast())
                }
                .into()
            }

            /// A status in words.
            #[unsafe(no_mangle)]
            pub extern "C" fn [<$prefix _status_name>](status: u32) -> *const core::ffi::c_char {
                $crate::Status::name(status).as_ptr()
            }

            #[doc = " The library's `" $prefix:upper "_LAYOUT`: where it is another one, the header is not this library's."]
            #[unsafe(no_mangle)]
            pub extern "C" fn [<$prefix _layout>]() -> u32 {
                [<$prefix:upper _SIZES>].layout
            }

            #[doc = " The library's `" $prefix:upper "_VERSION`."]
            #[unsafe(no_mangle)]
            pub extern "C" fn [<$prefix _version>]() -> *const core::ffi::c_char {
                $crate::VERSION.as_ptr()
            }
        }
    };
}
