//! The macro that a library for C is made with.

/// The C functions and types of one net, whose names begin with `prefix`, in a module of that name.
///
/// - `net`: a dense layer, or a tuple or array of them.
/// - `loss`: `Mse`, `Huber { delta: 1.0 }`, `BinaryCrossEntropy`, `SoftmaxCrossEntropy`,
///   `WeightedCrossEntropy { weights: [..] }` or one of yours; with the last two but one, targets are classes (a `uint8_t`)
///   and there are `.._classify` and `.._probabilities`.
/// - `optimizer`: `Sgd`, `Momentum`, `RmsProp`, `Adam` or `AdamW`, with its usual settings and the learning rate of each
///   call; or with settings of your own but for the rate, `Momentum { momentum: 0.95, nesterov: true }`.
/// - `clip`, if you like: the longest gradient; a longer one is shortened to it.
///
/// The names that stand in it (`Dense`, `Adam`, ..) must be in scope.
#[macro_export]
macro_rules! c_net {
    (
        prefix = $prefix:literal,
        net = $net:ty,
        loss = $loss:ident $({ $($loss_setting:tt)* })?,
        optimizer = $optimizer:ident $({ $($setting:tt)* })?
        $(, clip = $clip:expr)? $(,)?
    ) => {
        $crate::paste! {
            pub use [<$prefix>]::[<$prefix:upper _SIZES>];

            #[allow(missing_docs, missing_debug_implementations, clippy::missing_safety_doc, reason = "for C")]
            #[allow(non_camel_case_types, clippy::wildcard_imports, reason = "as C names them, and from the caller's scope")]
            mod [<$prefix>] {
                use super::*;

                /// cbindgen:ignore
                type Net = $net;
                /// cbindgen:ignore
                type Trainer = $crate::stackprop::Trainer<Net, Rule>;
                /// cbindgen:ignore
                type Rule = $crate::rule!(type $optimizer, $($clip)?);

                fn rule(rate: f32) -> Rule {
                    $crate::rule!(rate, $optimizer $({ $($setting)* })?, $($clip)?)
                }

                $crate::types!($prefix);
                $crate::start!($prefix);
                $crate::targets!(
                    $loss $prefix, &$loss $({ $($loss_setting)* })?, rate, $crate::rule!(rate, $($clip)?)
                );
                $crate::functions!($prefix);
            }
        }
    };
}

/// The optimizer's type, its value at a rate, and the rate of a single sample; clipped or not.
#[doc(hidden)]
#[macro_export]
macro_rules! rule {
    (type $optimizer:ident,) => { $optimizer };
    (type $optimizer:ident, $clip:expr) => { $crate::stackprop::Clipped<$optimizer> };
    ($rate:ident, $optimizer:ident,) => { <$optimizer as $crate::WithRate>::with_rate($rate) };
    ($rate:ident, $optimizer:ident { $($setting:tt)* },) => { $optimizer { rate: $rate, $($setting)* } };
    ($rate:ident, $optimizer:ident $({ $($setting:tt)* })?, $clip:expr) => {
        $crate::stackprop::Clipped { norm: $clip, rule: $crate::rule!($rate, $optimizer $({ $($setting)* })?,) }
    };
    ($rate:ident,) => { $rate };
    ($rate:ident, $clip:expr) => { $crate::stackprop::Clipped { norm: $clip, rule: $rate } };
}
