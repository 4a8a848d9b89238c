//! Inputs and targets at unit scale: mean 0, standard deviation 1.

mod error;
mod fold;

use crate::data::halves::{halves, whole};
use crate::number::two_sum;
pub use error::ScaleError;

/// Mean and standard deviation of each of `N` channels, one sample at a time, and the map x → (x - mean) / std that
/// brings data to the scale that a net learns best at. For targets as well: [`undo`](Self::undo) is the way back.
///
/// Collect first, then train: a net that learns while the numbers still move is aimed at a moving target. When training
/// is over, [`fold_into`](Self::fold_into) and [`fold_out_of`](Self::fold_out_of) move the map into the net, so that
/// `predict` takes raw inputs, answers in raw units and costs no instruction more.
///
/// Mean and variance (that of the population, divided by the count) are moved by each sample's share (Welford,
/// Technometrics 4, 1962), and each keeps its rounding error in a second `f32` (Knuth's two-sum), so that they are right
/// for 2³² samples and for a spread of 1 around 10⁶. From 2³² - 1 samples on they are exponential moving averages.
///
/// A channel that was constant so far, as every channel is before the second sample, keeps its value: it is neither
/// shifted nor divided by 0.
///
/// As [`Values`](crate::Values) it can be saved like a net. `Standardizer::ZERO` and [`new`](Self::new) are all zero bytes.
///
/// ```
/// use stackprop::Standardizer;
///
/// let mut standardizer = Standardizer::new();
/// for celsius in [19.0, 21.0, 19.0, 21.0] {
///     standardizer.push(&[celsius, 1013.0])?; // the pressure never changes
/// }
/// assert_eq!((standardizer.mean(), standardizer.std()), ([20.0, 1013.0], [1.0, 1.0]));
/// assert_eq!(standardizer.apply(&[22.0, 1013.0]), [2.0, 1013.0]);
/// assert_eq!(standardizer.undo(&[2.0, 1013.0]), [22.0, 1013.0]);
/// # Ok::<(), stackprop::ScaleError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Standardizer<const N: usize> {
    mean: [f32; N],
    /// What rounding took from `mean`: the mean is their sum.
    mean_low: [f32; N],
    variance: [f32; N],
    /// What rounding took from `variance`.
    variance_low: [f32; N],
    /// The halves of the number of samples.
    count: [f32; 2],
}

/// The largest value that is taken, 2⁶²: no square of a distance exceeds 2¹²⁶, and none overflows.
const LARGEST: f32 = (1_u64 << 62) as f32;

impl<const N: usize> Standardizer<N> {
    /// Of no samples yet: all zero bytes.
    ///
    /// ```
    /// use stackprop::Standardizer;
    ///
    /// static mut SENSORS: Standardizer<3> = Standardizer::new(); // .bss
    /// assert_eq!(Standardizer::new().apply(&[5.0]), [5.0]);
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self { mean: [0.0; N], mean_low: [0.0; N], variance: [0.0; N], variance_low: [0.0; N], count: [0.0; 2] }
    }

    /// Of all samples of a slice, first sample first; the identity if there are none.
    ///
    /// # Errors
    /// [`ScaleError::Sample`], with its place in the slice.
    ///
    /// ```
    /// use stackprop::{ScaleError, Standardizer};
    ///
    /// assert_eq!(Standardizer::of(&[[1.0], [3.0]])?.mean(), [2.0]);
    /// let error = Standardizer::of(&[[1.0], [f32::NAN]]).unwrap_err();
    /// assert_eq!(error, ScaleError::Sample { sample: 1, channel: 0 });
    /// # Ok::<(), ScaleError>(())
    /// ```
    pub fn of(samples: &[[f32; N]]) -> Result<Self, ScaleError> {
        let mut all = Self::new();
        for (sample, x) in samples.iter().enumerate() {
            all.push_as(sample, x)?;
        }
        Ok(all)
    }

    /// Takes the next sample.
    ///
    /// # Errors
    /// [`ScaleError::Sample`] with sample 0 if a value is NaN, infinite or beyond ±2⁶²; nothing has changed.
    ///
    /// ```
    /// let mut standardizer = stackprop::Standardizer::new();
    /// assert!(standardizer.push(&[f32::MAX]).is_err());
    /// assert!(standardizer.push(&[1.0]).is_ok());
    /// assert_eq!((standardizer.count(), standardizer.mean()), (1, [1.0]));
    /// ```
    pub fn push(&mut self, x: &[f32; N]) -> Result<(), ScaleError> {
        self.push_as(0, x)
    }

    fn push_as(&mut self, sample: usize, x: &[f32; N]) -> Result<(), ScaleError> {
        // Put this way a NaN is found as well.
        if let Some(channel) = x.iter().position(|x| !(-LARGEST..=LARGEST).contains(x)) {
            return Err(ScaleError::Sample { sample, channel });
        }
        let count = self.count().saturating_add(1);
        self.count = halves(count);
        let share = 1.0 / count as f32;
        let means = self.mean.iter_mut().zip(&mut self.mean_low);
        let variances = self.variance.iter_mut().zip(&mut self.variance_low);
        for ((x, (mean, mean_low)), (variance, variance_low)) in x.iter().zip(means).zip(variances) {
            let before = (x - *mean) - *mean_low;
            add(mean, mean_low, share * before);
            let after = (x - *mean) - *mean_low;
            // The square of the distance, as Welford has it: one factor from before the mean moved and one from after.
            let square = before * after;
            add(variance, variance_low, share * ((square - *variance) - *variance_low));
        }
        Ok(())
    }

    /// (x - mean) / std, channel by channel. Before the first sample that is x.
    ///
    /// ```
    /// # use stackprop::{ScaleError, Standardizer};
    /// assert_eq!(Standardizer::of(&[[2.0], [6.0]])?.apply(&[8.0]), [2.0]);
    /// # Ok::<(), ScaleError>(())
    /// ```
    #[must_use]
    pub fn apply(&self, x: &[f32; N]) -> [f32; N] {
        let mut y = *x;
        for (y, Channel { mean, mean_low, std }) in y.iter_mut().zip(self.channels()) {
            *y = ((*y - mean) - mean_low) / std;
        }
        y
    }

    /// y · std + mean, channel by channel: from a net's answer back to raw units, if its targets were standardised.
    ///
    /// ```
    /// # use stackprop::{ScaleError, Standardizer};
    /// assert_eq!(Standardizer::of(&[[2.0], [6.0]])?.undo(&[2.0]), [8.0]);
    /// # Ok::<(), ScaleError>(())
    /// ```
    #[must_use]
    pub fn undo(&self, y: &[f32; N]) -> [f32; N] {
        let mut x = *y;
        for (x, Channel { mean, mean_low, std }) in x.iter_mut().zip(self.channels()) {
            *x = (*x * std + mean_low) + mean;
        }
        x
    }

    /// How many samples were taken, at most 2³² - 1.
    ///
    /// ```
    /// assert_eq!(stackprop::Standardizer::<2>::new().count(), 0);
    /// ```
    #[must_use]
    pub fn count(&self) -> u32 {
        whole(self.count)
    }

    /// The mean of every channel; 0 before the first sample.
    ///
    /// ```
    /// # use stackprop::{ScaleError, Standardizer};
    /// assert_eq!(Standardizer::of(&[[1.0, -1.0], [3.0, -1.0]])?.mean(), [2.0, -1.0]);
    /// # Ok::<(), ScaleError>(())
    /// ```
    #[must_use]
    pub fn mean(&self) -> [f32; N] {
        let mut mean = self.mean;
        mean.iter_mut().zip(&self.mean_low).for_each(|(mean, low)| *mean += low);
        mean
    }

    /// The standard deviation of every channel, of the population; 1 for a channel that was constant so far.
    ///
    /// ```
    /// # use stackprop::{ScaleError, Standardizer};
    /// assert_eq!(Standardizer::of(&[[1.0, -1.0], [5.0, -1.0]])?.std(), [2.0, 1.0]);
    /// # Ok::<(), ScaleError>(())
    /// ```
    #[must_use]
    pub fn std(&self) -> [f32; N] {
        let mut stds = [1.0; N];
        stds.iter_mut().zip(self.channels()).for_each(|(std, channel)| *std = channel.std);
        stds
    }

    /// What each channel is mapped by.
    fn channels(&self) -> impl Iterator<Item = Channel> {
        let means = self.mean.iter().zip(&self.mean_low);
        let variances = self.variance.iter().zip(&self.variance_low);
        means.zip(variances).map(|((mean, mean_low), (variance, variance_low))| {
            let variance = variance + variance_low;
            if variance > 0.0 {
                Channel { mean: *mean, mean_low: *mean_low, std: libm::sqrtf(variance) }
            } else {
                Channel { mean: 0.0, mean_low: 0.0, std: 1.0 }
            }
        })
    }
}

/// A channel's map, (x - mean) / std; the identity for a channel that was constant so far.
struct Channel {
    mean: f32,
    mean_low: f32,
    std: f32,
}

/// Adds to a number that is kept in two parts.
fn add(high: &mut f32, low: &mut f32, step: f32) {
    let (sum, error) = two_sum(*high, step);
    (*high, *low) = two_sum(sum, *low + error);
}
