//! The types that C sees.

/// A net's types and sizes.
#[doc(hidden)]
#[macro_export]
macro_rules! types {
    ($prefix:literal) => {
        $crate::paste! {
            /// cbindgen:ignore
            pub const [<$prefix:upper _SIZES>]: $crate::Sizes = $crate::Sizes::of::<_, _, Net, Rule>($prefix);
            /// cbindgen:ignore
            pub const [<$prefix:upper _INPUTS>]: usize = [<$prefix:upper _SIZES>].inputs;
            /// cbindgen:ignore
            pub const [<$prefix:upper _OUTPUTS>]: usize = [<$prefix:upper _SIZES>].outputs;
            /// cbindgen:ignore
            pub const [<$prefix:upper _PARAMETERS>]: usize = [<$prefix:upper _SIZES>].parameters;
            /// cbindgen:ignore
            pub const [<$prefix:upper _TRAINER_FLOATS>]: usize = [<$prefix:upper _SIZES>].trainer;
            /// cbindgen:ignore
            pub const [<$prefix:upper _STANDARDIZER_FLOATS>]: usize = [<$prefix:upper _SIZES>].standardizer;

            /// cbindgen:ignore
            type Input = [f32; [<$prefix:upper _INPUTS>]];
            /// cbindgen:ignore
            type Output = [f32; [<$prefix:upper _OUTPUTS>]];
            /// cbindgen:ignore
            type Standardizer = $crate::stackprop::Standardizer<[<$prefix:upper _INPUTS>]>;

            /// The weights and biases, in an order of their own.
            #[repr(C)]
            pub struct [<$prefix _net>] {
                opaque: [f32; [<$prefix:upper _PARAMETERS>]],
            }

            /// A gradient, and what the optimizer remembers. All zero before the first step.
            #[repr(C)]
            pub struct [<$prefix _trainer>] {
                opaque: [f32; [<$prefix:upper _TRAINER_FLOATS>]],
            }

            /// Mean and standard deviation of every input. All zero before the first one.
            #[repr(C)]
            pub struct [<$prefix _standardizer>] {
                opaque: [f32; [<$prefix:upper _STANDARDIZER_FLOATS>]],
            }

            $crate::report!([<$prefix _finding>] [<$prefix _report>]);
            $crate::statuses!($crate::c_status { $prefix });
            $crate::kinds!($crate::c_kind { $prefix });

            // So that a pointer to one is a pointer to the other.
            const _: () = assert!(size_of::<[<$prefix _net>]>() == size_of::<Net>());
            const _: () = assert!(size_of::<[<$prefix _trainer>]>() == size_of::<Trainer>());
            const _: () = assert!(size_of::<[<$prefix _standardizer>]>() == size_of::<Standardizer>());
            const _: () = assert!(align_of::<Net>() == 4 && align_of::<Trainer>() == 4 && align_of::<Standardizer>() == 4);
        }
    };
}

/// A status with a net's names.
#[doc(hidden)]
#[macro_export]
macro_rules! c_status {
    ($prefix:literal $($name:ident $meaning:literal,)*) => {
        $crate::paste! {
            /// 0, or why a call was refused; then nothing has changed. `.._status_name` has it in words.
            #[repr(C)]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum [<$prefix _status>] {
                $(#[doc = " " $meaning] [<$prefix:upper _ $name:snake:upper>],)*
            }

            impl From<Result<(), $crate::Status>> for [<$prefix _status>] {
                fn from(result: Result<(), $crate::Status>) -> Self {
                    match result.into() {
                        $($crate::Status::$name => Self::[<$prefix:upper _ $name:snake:upper>],)*
                    }
                }
            }
        }
    };
}

/// The kinds of findings with a net's names.
#[doc(hidden)]
#[macro_export]
macro_rules! c_kind {
    ($prefix:literal $($name:ident $meaning:literal,)*) => {
        $crate::paste! {
            /// What a finding is about.
            #[repr(C)]
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum [<$prefix _finding_kind>] {
                $(#[doc = " " $meaning] [<$prefix:upper _FINDING_ $name:snake:upper>],)*
            }
        }
    };
}
