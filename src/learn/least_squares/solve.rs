//! From the triangle to the head: which weights the data determine, and back-substitution.

use super::rows::{Rows, halves, whole};
use super::{Determined, LeastSquares, LeastSquaresError};
use crate::net::Dense;
use crate::number::Real;

/// A diagonal below this has been forgotten: a little further down it would be subnormal, and its row's ratios noise.
const FORGOTTEN: f32 = 1e-30;

impl<const H: usize, const OUT: usize> LeastSquares<H, OUT> {
    /// Writes into `head` the weights and biases that fit the samples so far best. Learning may go on afterwards, and a
    /// head of which the samples do not determine every weight is solved too: weights that cannot be told from rounding
    /// are 0, those that the ridge decides rather than the data lie near 0, and both are reported.
    ///
    /// H² · OUT / 2 multiplications. The triangle changes only where one of its rows is no more than rounding: that row's
    /// diagonal becomes 0 and its other values are turned into the rows below.
    ///
    /// # Errors
    /// [`LeastSquaresError::NoSample`] before the first sample, [`LeastSquaresError::Overflow`] for a solution that an f32
    /// cannot hold. The head is as it was.
    ///
    /// ```
    /// use stackprop::{Dense, LeastSquares, Recursion};
    ///
    /// let (mut fit, mut head) = (LeastSquares::<2, 1>::new(), Dense::<2, 1>::new([[0.0; 2]], [0.0]));
    /// for x in [1.0, 2.0, 3.0] {
    ///     fit.learn(&[x, 0.0], &[2.0 * x + 1.0], 1.0, &Recursion::default())?; // the second feature is silent
    /// }
    /// let determined = fit.solve(&mut head)?;
    /// assert_eq!((determined.rank(), determined.features), (2, [true, false]));
    /// # Ok::<(), stackprop::LeastSquaresError>(())
    /// ```
    pub fn solve(&mut self, head: &mut Dense<H, OUT>) -> Result<Determined<H>, LeastSquaresError> {
        if self.count == 0.0 {
            return Err(LeastSquaresError::NoSample);
        }
        let determined = self.drop_noise();
        let (mut weights, mut bias) = ([[0.0; H]; OUT], [0.0; OUT]);
        if self.bias_diagonal != 0.0 {
            for (bias, moment) in bias.iter_mut().zip(&self.bias_moments) {
                *bias = moment / self.bias_diagonal;
            }
        }
        let mut rows = Rows::of(&mut self.above, &mut self.bias_column, &mut self.odd);
        for (place, (diagonal, moments)) in self.diagonal.iter().zip(&self.moments).enumerate().rev() {
            let Some((row, row_bias)) = rows.next_back() else { break };
            if *diagonal == 0.0 {
                continue;
            }
            for ((weights, bias), moment) in weights.iter_mut().zip(&bias).zip(moments) {
                let mut later = weights.iter_mut().skip(place);
                let Some(weight) = later.next() else { break };
                let start = moment - whole(*row_bias) * bias;
                *weight = row.iter().zip(later).fold(start, |sum, (r, w)| sum.add_product(-whole(*r), *w)) / diagonal;
            }
        }
        if !weights.as_flattened().iter().chain(&bias).all(|value| value.is_finite()) {
            return Err(LeastSquaresError::Overflow);
        }
        *head = Dense::new(weights, bias);
        Ok(determined)
    }

    /// Empties the rows whose diagonal is only rounding, from the first on, and tells which are left.
    fn drop_noise(&mut self) -> Determined<H> {
        // Rounding in R, as a share of a column's largest value: a random walk over the samples, wider with more columns.
        let share = NOISE * libm::sqrtf(self.count + H as f32);
        let mut determined = Determined { features: [false; H], bias: false };
        // The largest value of each column in the rows so far.
        let (mut largest, mut largest_bias) = ([0.0_f32; H], 0.0);
        for place in 0..H {
            let Some(diagonal) = self.diagonal.get_mut(place) else { break };
            let column = largest.get(place).copied().unwrap_or_default();
            let size = diagonal.abs();
            if size <= share * column || size < FORGOTTEN {
                if *diagonal != 0.0 {
                    *diagonal = 0.0;
                    self.turn_down(place);
                }
                continue;
            }
            if let Some(feature) = determined.features.get_mut(place) {
                *feature = size * size > DECIDES * self.ridge;
            }
            let rows = Rows::of(&mut self.above, &mut self.bias_column, &mut self.odd);
            let Some((row, row_bias)) = rows.nth(place) else { break };
            for (largest, r) in largest.iter_mut().skip(place + 1).zip(row) {
                raise(largest, whole(*r));
            }
            raise(&mut largest_bias, whole(*row_bias));
        }
        let size = self.bias_diagonal.abs();
        if size <= share * largest_bias || size < FORGOTTEN {
            self.bias_diagonal = 0.0; // there is no row below
        } else {
            determined.bias = size * size > DECIDES * self.ridge;
        }
        determined
    }

    /// Takes a row without a diagonal out and rotates what it holds into the rows below.
    fn turn_down(&mut self, place: usize) {
        let rows = Rows::of(&mut self.above, &mut self.bias_column, &mut self.odd);
        let (Some((row, row_bias)), Some(moments)) = (rows.nth(place), self.moments.get_mut(place)) else { return };
        let mut x = [0.0; H];
        for (x, r) in x.iter_mut().skip(place + 1).zip(row) {
            *x = whole(core::mem::replace(r, halves(0.0)));
        }
        let bias = whole(core::mem::replace(row_bias, halves(0.0)));
        let mut target = core::mem::replace(moments, [0.0; OUT]);
        self.rotate_in(&mut x, bias, &mut target, 0.0);
    }
}

/// How many times what the data say about a weight must exceed the ridge. A column that is a sum of others with factors a
/// has a diagonal of about ridge · (1 + Σ a²), squared.
const DECIDES: f32 = 100.0;

/// How far rounding drifts with every root of a sample, measured: see `tests/least_squares.rs`.
const NOISE: f32 = 4.0 * f32::EPSILON;

fn raise(largest: &mut f32, value: f32) {
    if value.abs() > *largest {
        *largest = value.abs();
    }
}
