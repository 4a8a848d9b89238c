//! Optimizers that C gives a learning rate and nothing else.

use stackprop::{Adam, AdamW, Momentum, RmsProp, Sgd};

/// An optimizer with its usual settings.
pub trait WithRate {
    /// At a learning rate.
    fn with_rate(rate: f32) -> Self;
}

impl WithRate for Sgd {
    fn with_rate(rate: f32) -> Self {
        Self { rate }
    }
}

/// Momentum 0.9, without Nesterov's look ahead.
impl WithRate for Momentum {
    fn with_rate(rate: f32) -> Self {
        Self::new(rate, 0.9)
    }
}

impl WithRate for RmsProp {
    fn with_rate(rate: f32) -> Self {
        Self::new(rate)
    }
}

impl WithRate for Adam {
    fn with_rate(rate: f32) -> Self {
        Self::new(rate)
    }
}

impl WithRate for AdamW {
    fn with_rate(rate: f32) -> Self {
        Self::new(rate)
    }
}
