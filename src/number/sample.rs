//! What flows between layers: one sample, or one per lane.

use crate::number::{FPU, Real, Zero};

/// A layer's input or output for one sample: `[f32; N]`, or `[[f32; N]; M]`.
///
/// ```
/// use stackprop::{Lanes, Sample, Wide};
///
/// let mut pair: Wide<[f32; 3], Lanes<2>> = [Lanes([0.0; 2]); 3];
/// <[f32; 3]>::set_lane::<Lanes<2>>(&mut pair, 0, &[1.0, 2.0, 3.0]);
/// <[f32; 3]>::set_lane::<Lanes<2>>(&mut pair, 1, &[4.0, 5.0, 6.0]);
/// assert_eq!(pair, [Lanes([1.0, 4.0]), Lanes([2.0, 5.0]), Lanes([3.0, 6.0])]);
/// assert_eq!(<[f32; 3]>::lane::<Lanes<2>>(&pair, 1), [4.0, 5.0, 6.0]);
/// assert!(<[f32; 3]>::is_finite::<Lanes<2>>(&pair));
/// ```
pub trait Sample: Copy + 'static {
    /// The same with a sample in every lane: `[R; N]`.
    type Wide<R: Real>: Copy + Zero;

    /// The sample in a lane; 0 if there is no such lane.
    fn lane<R: Real>(wide: &Self::Wide<R>, lane: usize) -> Self;

    /// Puts a sample into a lane; does nothing if there is no such lane.
    fn set_lane<R: Real>(wide: &mut Self::Wide<R>, lane: usize, sample: &Self);

    /// Folds over the values, first value first.
    fn fold<R: Real>(wide: &Self::Wide<R>, start: R, f: impl Fn(R, R) -> R + Copy) -> R;

    /// Sets every value to f(a, b), lane by lane.
    fn zip_into<R: Real>(
        wide: &mut Self::Wide<R>,
        a: &Self::Wide<R>,
        b: &Self::Wide<R>,
        f: impl Fn(f32, f32) -> f32 + Copy,
    );

    /// The sum of the squares, per lane, first value first: infinite or NaN if a value is, or if one exceeds 2⁶⁴.
    #[must_use]
    #[inline]
    fn squares<R: Real>(wide: &Self::Wide<R>) -> R {
        let add = |sum: R, value: R| if !FPU && value.is_skipped() { sum } else { sum.add_product(value, value) };
        Self::fold(wide, R::ZERO, add)
    }

    /// Whether it holds neither a NaN nor an infinity: 0 times one of these is NaN, and NaN survives every sum.
    #[must_use]
    #[inline]
    fn is_finite<R: Real>(wide: &Self::Wide<R>) -> bool {
        let sum = Self::fold(wide, R::ZERO, |sum, value| sum.add_scaled(0.0, value));
        #[allow(clippy::needless_bitwise_bool, reason = "no branch per lane")]
        sum.lanes().iter().fold(true, |fine, lane| fine & (*lane == 0.0))
    }
}

/// A sample in every lane of `R`.
///
/// ```
/// let three: stackprop::Wide<[f32; 3], f32> = [1.0, 2.0, 3.0]; // one sample is itself
/// ```
pub type Wide<S, R> = <S as Sample>::Wide<R>;

impl Sample for f32 {
    type Wide<R: Real> = R;

    #[inline]
    fn lane<R: Real>(wide: &R, lane: usize) -> Self {
        wide.lanes().get(lane).copied().unwrap_or(0.0)
    }

    #[inline]
    fn set_lane<R: Real>(wide: &mut R, lane: usize, sample: &Self) {
        if let Some(slot) = wide.lanes_mut().get_mut(lane) {
            *slot = *sample;
        }
    }

    #[inline(always)]
    fn fold<R: Real>(wide: &R, start: R, f: impl Fn(R, R) -> R + Copy) -> R {
        f(start, *wide)
    }

    #[inline(always)]
    fn zip_into<R: Real>(wide: &mut R, a: &R, b: &R, f: impl Fn(f32, f32) -> f32 + Copy) {
        *wide = a.zip_map(*b, f);
    }
}

impl<S: Sample, const N: usize> Sample for [S; N] {
    type Wide<R: Real> = [S::Wide<R>; N];

    #[inline]
    fn lane<R: Real>(wide: &[S::Wide<R>; N], lane: usize) -> Self {
        wide.each_ref().map(|value| S::lane::<R>(value, lane))
    }

    #[inline]
    fn set_lane<R: Real>(wide: &mut [S::Wide<R>; N], lane: usize, sample: &Self) {
        for (wide, sample) in wide.iter_mut().zip(sample) {
            S::set_lane::<R>(wide, lane, sample);
        }
    }

    #[inline]
    fn fold<R: Real>(wide: &[S::Wide<R>; N], start: R, f: impl Fn(R, R) -> R + Copy) -> R {
        let (fours, ones) = wide.as_chunks();
        let sum = fours.iter().fold(start, |sum, [a, b, c, d]| {
            S::fold::<R>(d, S::fold::<R>(c, S::fold::<R>(b, S::fold::<R>(a, sum, f), f), f), f)
        });
        ones.iter().fold(sum, |sum, value| S::fold::<R>(value, sum, f))
    }

    #[inline]
    fn zip_into<R: Real>(
        wide: &mut [S::Wide<R>; N],
        a: &[S::Wide<R>; N],
        b: &[S::Wide<R>; N],
        f: impl Fn(f32, f32) -> f32 + Copy,
    ) {
        for ((wide, a), b) in wide.iter_mut().zip(a).zip(b) {
            S::zip_into::<R>(wide, a, b, f);
        }
    }
}
