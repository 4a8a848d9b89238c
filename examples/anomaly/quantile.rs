//! A quantile of a stream in one number, without keeping the stream.

/// The value that a share `level` of a stream of positive numbers stays below.
///
/// Every number moves the estimate: a larger one up by `level` of a step, a smaller one down by 1 - `level` of it. That
/// evens out where a share `level` is smaller (stochastic approximation: Robbins and Monro, Annals of Mathematical
/// Statistics 22, 1951). A step is a share of the estimate, so that no scale has to be known, and that share falls to
/// `SLOWEST`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Quantile {
    level: f32,
    value: f32,
    seen: u32,
}

const SLOWEST: f32 = 0.02;

impl Quantile {
    pub(crate) const fn new(level: f32) -> Self {
        Self { level, value: 0.0, seen: 0 }
    }

    /// Takes the next number.
    pub(crate) fn push(&mut self, number: f32) {
        self.seen = self.seen.saturating_add(1);
        if self.seen == 1 {
            self.value = number;
            return;
        }
        let share = SLOWEST + 1.0 / self.seen as f32;
        let way = if number > self.value { self.level } else { self.level - 1.0 };
        self.value *= 1.0 + share * way;
    }

    pub(crate) fn value(&self) -> f32 {
        self.value
    }
}
