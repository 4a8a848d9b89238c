//! Means and sums of long runs of `f32`, without an `f64`: a second `f32` holds what rounding would lose.

/// The mean of the values pushed so far, in 12 bytes, for as long as a device runs.
///
/// A sum of `f32` stops growing once it is 2²⁴ times as large as what is added to it. Here the mean itself is kept and
/// moved, by (value - mean) / count (Welford, Technometrics 4, 1962), and every step's rounding error is kept in a
/// second `f32` (the two-sum of Knuth, The Art of Computer Programming 2, 4.2.2). After 5 · 10⁸ values that are equal
/// or vary slowly it is off by less than 10⁻⁶ of their size.
///
/// It is infinite or NaN only if a value was: values near `f32::MAX` of both signs do not overflow it.
/// The order of the operations is fixed, so every target gives the same bits.
///
/// The count ends at 2³² - 1. From there on a value moves the mean by 2⁻³² of its distance, so that it goes on as an
/// exponential moving average, in which older values slowly lose their weight.
///
/// ```
/// use stackprop::Mean;
///
/// let mut mean = Mean::new();
/// for value in [1.0, 2.0, 6.0] {
///     mean.push(value);
/// }
/// assert_eq!((mean.value(), mean.count()), (3.0, 3));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Mean {
    high: f32,
    /// What rounding took from `high`: the mean is their sum.
    low: f32,
    count: u32,
}

impl Mean {
    /// Of no values yet.
    ///
    /// ```
    /// use stackprop::Mean;
    ///
    /// static LOSS: Mean = Mean::new();
    /// assert_eq!(LOSS.value(), 0.0);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { high: 0.0, low: 0.0, count: 0 }
    }

    /// Takes the next value.
    ///
    /// ```
    /// let mut mean = stackprop::Mean::new();
    /// mean.push(f32::MAX);
    /// mean.push(f32::MAX);
    /// assert_eq!(mean.value(), f32::MAX);
    /// ```
    pub fn push(&mut self, value: f32) {
        self.push_many(value, 1);
    }

    /// Takes `n` values at once, of which only the mean is known: the mean loss of a batch, say. Does nothing if `n`
    /// is 0.
    ///
    /// ```
    /// let mut mean = stackprop::Mean::new();
    /// mean.push_many(2.0, 3);
    /// mean.push(6.0);
    /// assert_eq!((mean.value(), mean.count()), (3.0, 4));
    /// ```
    pub fn push_many(&mut self, mean_of_n: f32, n: u32) {
        if n == 0 {
            return;
        }
        self.count = self.count.saturating_add(n);
        let weight = n as f32 / self.count as f32;
        let distance = mean_of_n - self.high;
        if distance.is_finite() {
            self.add(weight * (distance - self.low));
        } else if mean_of_n.is_finite() && self.high.is_finite() {
            // The distance of two finite numbers overflows: half of it, twice.
            let half = weight * (0.5 * mean_of_n - 0.5 * self.high);
            self.add(half);
            self.add(half);
        } else {
            // As in a sum, an infinity stays, and becomes NaN when it meets one of the other sign.
            (self.high, self.low) = (self.high + mean_of_n, 0.0);
        }
    }

    /// The mean; 0 before the first value.
    ///
    /// ```
    /// assert_eq!(stackprop::Mean::new().value(), 0.0);
    /// ```
    #[must_use]
    pub const fn value(&self) -> f32 {
        self.high + self.low
    }

    /// How many values were pushed, at most 2³² - 1.
    ///
    /// ```
    /// let mut mean = stackprop::Mean::new();
    /// mean.push_many(1.0, u32::MAX);
    /// mean.push(1.0);
    /// assert_eq!(mean.count(), u32::MAX);
    /// ```
    #[must_use]
    pub const fn count(&self) -> u32 {
        self.count
    }

    /// value - mean, with all that the mean keeps: right for a spread of 1 around 10⁶.
    pub(crate) const fn distance_to(&self, value: f32) -> f32 {
        (value - self.high) - self.low
    }

    /// The mean plus `step`, rounded to two numbers again.
    fn add(&mut self, step: f32) {
        let (high, error) = two_sum(self.high, step);
        (self.high, self.low) = two_sum(high, self.low + error);
    }
}

/// a + b, rounded, and what the rounding lost, exactly (Knuth), whichever of the two is larger.
pub(crate) fn two_sum(a: f32, b: f32) -> (f32, f32) {
    let sum = a + b;
    let of_b = sum - a;
    let of_a = sum - of_b;
    (sum, (a - of_a) + (b - of_b))
}

/// A compensated sum (Kahan, Communications of the ACM 8, 1965): what each addition loses is added to the next value.
/// Off by two roundings whatever the number of terms, where they have the same sign.
///
/// It costs three operations a term more than `+=`, in this order: y = value - lost, sum' = sum + y,
/// lost' = (sum' - sum) - y. A sum beyond `f32::MAX` is infinite or NaN.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sum {
    sum: f32,
    lost: f32,
}

impl Sum {
    /// Of nothing yet.
    pub(crate) const ZERO: Self = Self { sum: 0.0, lost: 0.0 };

    /// Adds the next term.
    #[inline]
    pub(crate) fn add(&mut self, value: f32) {
        let y = value - self.lost;
        let sum = self.sum + y;
        self.lost = (sum - self.sum) - y;
        self.sum = sum;
    }

    /// The sum; what is still lost is less than half a unit in its last place.
    #[inline]
    pub(crate) const fn value(self) -> f32 {
        self.sum
    }

    /// The sum of terms of a mean, each finite: rounding up beyond `f32::MAX` is undone.
    #[inline]
    pub(crate) const fn mean(self) -> f32 {
        if self.sum.is_finite() { self.sum } else { f32::MAX }
    }
}
