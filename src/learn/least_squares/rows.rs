//! The triangle's rows, and the rotation that takes a sample into one of them.

use crate::number::Real;

/// An f32 in two halves, the low bits first.
pub(super) type Split = [u16; 2];

/// Walks the rows above the diagonal, each with its element of the bias's column; backwards too.
pub(super) struct Rows<'a, B> {
    above: &'a mut [Split],
    bias: B,
    /// Rows not yet given, and the length of the longest of them.
    left: usize,
    next_len: usize,
}

impl<'a> Rows<'a, ()> {
    pub(super) fn of<const H: usize>(
        above: &'a mut [[u16; H]; H],
        bias_column: &'a mut [u16; H],
        odd: &'a mut [Split; 1],
    ) -> Rows<'a, impl DoubleEndedIterator<Item = &'a mut Split>> {
        let mut left_over = above.as_flattened_mut().as_chunks_mut().0;
        let above = take_first(&mut left_over, const { H * H.saturating_sub(1) / 2 }).unwrap_or_default();
        let odd = odd.iter_mut().take(H % 2);
        let bias = left_over.iter_mut().chain(bias_column.as_chunks_mut().0).chain(odd);
        Rows { above, bias, left: H, next_len: H.saturating_sub(1) }
    }
}

impl<'a, B: DoubleEndedIterator<Item = &'a mut Split>> Rows<'a, B> {
    pub(super) fn next(&mut self) -> Option<(&'a mut [Split], &'a mut Split)> {
        let row = take_first(&mut self.above, self.next_len)?;
        self.left = self.left.checked_sub(1)?;
        self.next_len = self.next_len.saturating_sub(1);
        Some((row, self.bias.next()?))
    }

    pub(super) fn nth(mut self, place: usize) -> Option<(&'a mut [Split], &'a mut Split)> {
        if let Some(last) = place.checked_sub(1) {
            // The lengths of the rows before it, which fall by one from row to row.
            let floats = place * (2 * self.next_len + 1).saturating_sub(place) / 2;
            let _ = (take_first(&mut self.above, floats)?, self.bias.nth(last)?);
            self.left = self.left.checked_sub(place)?;
            self.next_len = self.next_len.saturating_sub(place);
        }
        self.next()
    }

    /// The last row first.
    pub(super) fn next_back(&mut self) -> Option<(&'a mut [Split], &'a mut Split)> {
        let len = (self.next_len + 1).checked_sub(self.left)?;
        self.left = self.left.checked_sub(1)?;
        let first = self.above.len().checked_sub(len)?;
        let (rest, row) = core::mem::take(&mut self.above).split_at_mut_checked(first)?;
        self.above = rest;
        Some((row, self.bias.next_back()?))
    }
}

/// The first `len` of a slice, which keeps the rest. `split_off_mut` would leave a check that can panic at `-Oz`.
#[allow(clippy::mut_mut, reason = "the slice is the caller's to shorten")]
fn take_first<'a, T>(slice: &mut &'a mut [T], len: usize) -> Option<&'a mut [T]> {
    let (first, rest) = core::mem::take(slice).split_at_mut_checked(len)?;
    *slice = rest;
    Some(first)
}

pub(super) fn whole([low, high]: Split) -> f32 {
    f32::from_bits(u32::from(high) << 16 | u32::from(low))
}

pub(super) fn halves(value: f32) -> Split {
    let bits = value.to_bits();
    [(bits & 0xffff) as u16, (bits >> 16) as u16]
}

/// r ← r - fade · r.
pub(super) fn fade(row: &mut [Split], fade: f32) {
    for split in row {
        let r = whole(*split);
        *split = halves(r - fade * r);
    }
}

pub(super) fn fade_floats(row: &mut [f32], fade: f32) {
    for r in row {
        *r -= fade * *r;
    }
}

/// A rotation of ((1 - fade) · r, x) by an angle whose cosine is c and whose sine is s:
///
/// r ← c · (1 - fade) · r + s · x and x ← c · x - s · (1 - fade) · r.
///
/// After a million samples c is 1 but for its last bits, and rounding c would shift every product c · r the same way. So
/// r ← keep · r + (s · x - shrink · r): where x is the smaller, keep is 1 and shrink is 1 - c · (1 - fade), known to all its
/// bits (after Rutishauser 1966); where x is the larger, keep is 0 and shrink is -c · (1 - fade).
pub(super) struct Rotation {
    keep: f32,
    shrink: f32,
    cosine: f32,
    sine: f32,
    old_sine: f32,
}

impl Rotation {
    /// The rotation that takes x, not 0, into the diagonal. By the ratio of the smaller to the larger: no square of either
    /// is taken, so none overflows or vanishes.
    #[inline]
    pub(super) fn onto(diagonal: &mut f32, x: f32, fade: f32) -> Self {
        let kept = 1.0 - fade;
        let old = kept * *diagonal;
        if x.abs() > old.abs() {
            let ratio = old / x;
            let root = libm::sqrtf(1.0 + ratio * ratio);
            let sine = 1.0 / root;
            let cosine = sine * ratio;
            *diagonal = x * root;
            Self { keep: 0.0, shrink: -cosine * kept, cosine, sine, old_sine: sine * kept }
        } else {
            let ratio = x / old;
            let root = libm::sqrtf(1.0 + ratio * ratio);
            let cosine = 1.0 / root;
            let sine = cosine * ratio;
            let growth = ratio * ratio / (1.0 + root); // root - 1, and times c it is 1 - c
            *diagonal += old * growth - fade * *diagonal;
            Self { keep: 1.0, shrink: (growth + fade) * cosine, cosine, sine, old_sine: sine * kept }
        }
    }

    /// (the triangle's, what is left of the sample's).
    #[inline(always)]
    fn turned(&self, r: f32, x: f32) -> (f32, f32) {
        let turned = (self.sine * x).add_product(-self.shrink, r).add_product(self.keep, r);
        (turned, (self.cosine * x).add_product(-self.old_sine, r))
    }

    #[inline]
    pub(super) fn split(&self, r: &mut Split, x: &mut f32) {
        let turned = self.turned(whole(*r), *x);
        (*r, *x) = (halves(turned.0), turned.1);
    }

    #[inline]
    pub(super) fn row(&self, row: &mut [Split], xs: &mut [f32]) {
        for (r, x) in row.iter_mut().zip(xs) {
            self.split(r, x);
        }
    }

    #[inline]
    pub(super) fn floats(&self, row: &mut [f32], xs: &mut [f32]) {
        for (r, x) in row.iter_mut().zip(xs) {
            (*r, *x) = self.turned(*r, *x);
        }
    }
}
