//! What keeps a net from learning, in numbers and in words.

use core::fmt::{self, Write};
use stackprop::Finding as Found;

/// Calls a macro with every kind of finding: its name here, and its meaning.
#[doc(hidden)]
#[macro_export]
macro_rules! kinds {
    ($callback:path { $($arguments:tt)* }) => {
        $callback! { $($arguments)*
            NoSamples "No sample was looked at.",
            NotStarted "A layer before the last is all zero.",
            NotFinite "A weight of layer `place` is not finite.",
            Refused "`count` samples cannot be learnt from.",
            DeadUnits "`count` of the `of` units of layer `place` are 0 on every sample, with a gradient of 0.",
            SaturatedUnits "`count` of the `of` units of layer `place` hardly learn: their activation is at its limit.",
            ConstantOutput "Output `place` is always `value`, whatever the input.",
            FlatOutput "Output `place` has a standard deviation of `value`; its targets, of `target`.",
            NoGradient "Every gradient is 0, although there is a loss.",
            LargeGradient "The mean norm of the gradients is `value`.",
            LargeWeight "The largest weight of layer `place` has a size of `value`.",
            LargeInput "Input `place` has a mean size of `value`: standardise the inputs.",
            SmallInputs "No input has a mean size above `value`: standardise the inputs.",
            LargeTarget "The target of output `place` has a size of `value`: standardise the targets.",
            Other "Something else: the text says it.",
        }
    };
}

macro_rules! kind {
    ($($name:ident $meaning:literal,)*) => {
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u32)]
        enum Kind { $($name,)* }
    };
}
kinds!(kind {});

/// Defines the two structs, here and with each net's names.
#[doc(hidden)]
#[macro_export]
macro_rules! report {
    ($finding:ident $report:ident) => {
        /// What keeps a net from learning, or from learning well; the text says what to do about it.
        #[repr(C)]
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $finding {
            /// A `..._finding_kind`, which says what the rest means.
            pub kind: u32,
            /// Of which layer, input or output, from 0.
            pub place: u32,
            pub count: u32,
            pub of: u32,
            pub value: f32,
            pub target: f32,
        }

        /// The health of a net on some samples.
        #[repr(C)]
        #[derive(Clone, Copy, Debug, Default, PartialEq)]
        pub struct $report {
            /// How many samples were looked at.
            pub samples: u32,
            /// Whether the net cannot go on learning as it is: 1, or 0.
            pub stops_learning: u32,
            /// The mean norm of the gradients; 0 without targets.
            pub gradient_norm: f32,
            /// How many findings there are; the first 8 are below.
            pub found: u32,
            pub findings: [$finding; 8],
        }
    };
}
#[allow(missing_docs, reason = "the kind says what a number means")]
mod types {
    report!(Finding Report);
}
pub use types::{Finding, Report};

impl Report {
    /// Takes one more finding.
    pub(crate) fn push(&mut self, found: Found) {
        if let Some(place) = self.findings.get_mut(usize::try_from(self.found).unwrap_or(usize::MAX)) {
            *place = found.into();
        }
        self.found = self.found.saturating_add(1);
        self.stops_learning |= u32::from(found.stops_learning());
    }
}

impl From<Found> for Finding {
    fn from(found: Found) -> Self {
        let of = |kind: Kind| Self { kind: kind as u32, ..Self::default() };
        match found {
            Found::NoSamples => of(Kind::NoSamples),
            Found::NotStarted => of(Kind::NotStarted),
            Found::NotFinite { layer } => Self { place: small(layer), ..of(Kind::NotFinite) },
            Found::Refused { samples, .. } => Self { count: samples, ..of(Kind::Refused) },
            Found::DeadUnits { layer, dead, units } => {
                Self { place: small(layer), count: small(dead), of: small(units), ..of(Kind::DeadUnits) }
            }
            Found::SaturatedUnits { layer, saturated, units } => {
                Self { place: small(layer), count: small(saturated), of: small(units), ..of(Kind::SaturatedUnits) }
            }
            Found::ConstantOutput { output, value } => Self { place: small(output), value, ..of(Kind::ConstantOutput) },
            Found::FlatOutput { output, spread, of_targets } => {
                Self { place: small(output), value: spread, target: of_targets, ..of(Kind::FlatOutput) }
            }
            Found::NoGradient => of(Kind::NoGradient),
            Found::LargeGradient { norm } => Self { value: norm, ..of(Kind::LargeGradient) },
            Found::LargeWeight { layer, largest } => {
                Self { place: small(layer), value: largest, ..of(Kind::LargeWeight) }
            }
            Found::LargeInput { input, size } => Self { place: small(input), value: size, ..of(Kind::LargeInput) },
            Found::SmallInputs { size } => Self { value: size, ..of(Kind::SmallInputs) },
            Found::LargeTarget { output, size } => Self { place: small(output), value: size, ..of(Kind::LargeTarget) },
            _ => of(Kind::Other),
        }
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// A C string in a buffer, cut where there is no more room.
pub(crate) struct Text<'a> {
    rest: core::slice::IterMut<'a, u8>,
}

impl<'a> Text<'a> {
    /// The last byte is kept for the 0 at the end.
    pub(crate) fn new(room: &'a mut [u8]) -> Option<Self> {
        let (end, rest) = room.split_last_mut()?;
        *end = 0;
        Some(Self { rest: rest.iter_mut() })
    }

    pub(crate) fn line(&mut self, line: impl fmt::Display) {
        // It fails where there is no more room: then the text is cut.
        let _ = writeln!(self, "{line}");
    }

    pub(crate) fn end(mut self) {
        if let Some(end) = self.rest.next() {
            *end = 0;
        }
    }
}

impl Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            *self.rest.next().ok_or(fmt::Error)? = byte;
        }
        Ok(())
    }
}
