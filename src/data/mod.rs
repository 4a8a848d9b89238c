//! What a net learns from, and how well.

mod confusion;
mod drift;
mod halves;
#[cfg(feature = "libm")]
mod health;
#[cfg(feature = "heapless")]
mod history;
mod regression;
mod replay;
#[cfg(feature = "libm")]
mod standardizer;

pub use confusion::Confusion;
pub use drift::PageHinkley;
#[cfg(feature = "libm")]
pub use health::{Finding, Findings, Health, LayerHealth, health, health_against};
#[cfg(feature = "heapless")]
pub use history::History;
pub use regression::Regression;
pub use replay::Replay;
#[cfg(feature = "libm")]
pub use standardizer::{ScaleError, Standardizer};
