//! The guide: one page for each question of the first weeks, in reading order.
//!
//! 1. [Choosing a net](choosing): sizes, depth, activation, bytes and stack.
//! 2. [Scaling inputs and targets](scaling): why raw data are not learnt, and what to do.
//! 3. [Starting, and choosing a rate](starting): first weights, learning rate, optimizer, clip.
//! 4. [When it does not learn](not_learning): every finding and every refusal, and what to do.
//! 5. [Classes](classes): one of several, yes or no, and classes that are rare.
//! 6. [Streams, replay and drift](streams): a slow sensor, forgetting, and a world that changes.
//! 7. [Saving, power cuts, updates](keeping): bytes, flash, and the firmware after this one.
//! 8. [Fine-tuning](fine_tuning): a head in RAM over a body in flash.
//! 9. [From PyTorch, Keras, ONNX and back](other_tools).
//! 10. [Sharing a net](sharing) between an interrupt and the main loop.
//! 11. [Using it from C](from_c).
//! 12. [What it costs, and what it reaches](costs): all tables.
//! 13. [Your own layer, loss, optimizer](your_own).
//! 14. [Large nets](large).
//! 15. [Glossary](glossary).
//!
//! Every piece of code in it is run by `cargo test --doc guide`. Figures over many seeds are printed by
//! `cargo run --release --example sweep` unless another command is named.

#[doc = include_str!("choosing.md")]
pub mod choosing {}

#[doc = include_str!("scaling.md")]
pub mod scaling {}

#[doc = include_str!("starting.md")]
pub mod starting {}

#[doc = include_str!("not_learning.md")]
pub mod not_learning {}

#[doc = include_str!("classes.md")]
pub mod classes {}

#[doc = include_str!("streams.md")]
pub mod streams {}

#[doc = include_str!("keeping.md")]
pub mod keeping {}

#[doc = include_str!("fine_tuning.md")]
pub mod fine_tuning {}

#[doc = include_str!("other_tools.md")]
pub mod other_tools {}

#[doc = include_str!("sharing.md")]
pub mod sharing {}

#[doc = include_str!("from_c.md")]
pub mod from_c {}

#[doc = include_str!("costs.md")]
pub mod costs {}

#[doc = include_str!("your_own.md")]
pub mod your_own {}

#[doc = include_str!("large.md")]
pub mod large {}

#[doc = include_str!("glossary.md")]
pub mod glossary {}
