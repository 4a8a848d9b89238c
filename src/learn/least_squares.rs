//! The last layer in closed form: least squares, one sample at a time, by rotations of a triangle.

mod report;
mod rows;
mod saved;
mod settings;
mod solve;

pub use report::{Determined, LeastSquaresError};
pub use settings::{Recursion, huber_weight};

use core::{fmt, slice};
use rows::{Rotation, Rows, Split};

/// Recursive least squares for a last layer `Dense<H, OUT>`: the weights and biases that minimise
///
/// Σ forget^age · weight · |W features + b - target|² + ridge · |W|²
///
/// over all samples so far, without keeping one of them. Features are what the layers before the last one give.
///
/// The samples are held as the triangle R of a QR decomposition of the rows (features, 1), and the targets rotated like
/// them (the square-root information form). A sample is one more row, which Givens rotations turn into the triangle
/// (Golub and Van Loan, Matrix Computations, 4th ed., 5.1.8 and 6.5). The normal equations, `XᵀX`, would square the condition
/// number, which an f32 cannot afford; a rotation changes no length, so nothing in the triangle can outgrow the data.
///
/// (H+1)(H+2)/2 + (H+1)·OUT + 4 floats, all zero bits at the start: a `static` of it lies in `.bss`. A call to
/// [`learn`](Self::learn) costs 2H² multiplications, half of that where half of the features are 0 and nothing is
/// forgotten.
///
/// ```
/// use stackprop::{Dense, LeastSquares, Predict, Recursion, Relu};
///
/// let mut net: (Dense<1, 2, Relu>, Dense<2, 1>) = // kinks at -1 and 0.5
///     (Dense::new([[1.0], [1.0]], [1.0, -0.5]), Dense::new([[0.0; 2]], [0.0]));
/// let mut fit = LeastSquares::<2, 1>::new();
/// for x in [-0.9, -0.3, 0.4, 0.6, 0.9] {
///     let target = if x < 0.5 { x } else { 0.5 };
///     fit.learn(&net.0.predict(&[x]), &[target], 1.0, &Recursion::default())?;
/// }
/// assert_eq!(fit.solve(&mut net.1)?.rank(), 3); // two weights and a bias
/// assert!((net.predict(&[-0.5])[0] + 0.5).abs() < 1e-5 && (net.predict(&[0.8])[0] - 0.5).abs() < 1e-5);
/// # Ok::<(), stackprop::LeastSquaresError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct LeastSquares<const H: usize, const OUT: usize> {
    /// R's diagonal, the bias's place apart.
    diagonal: [f32; H],
    /// R above the diagonal, row by row: H(H-1)/2 floats, each split in two halves, because stable Rust cannot write that
    /// length but can write this one. H halves are left over.
    above: [[u16; H]; H],
    /// The column of the bias fills what is left over in `above`, then this, then `odd`: H floats.
    bias_column: [u16; H],
    odd: [Split; 1],
    /// R's last place.
    bias_diagonal: f32,
    /// The targets, rotated like the rows.
    moments: [[f32; OUT]; H],
    bias_moments: [f32; OUT],
    /// Σ forget^age: how many samples are remembered.
    count: f32,
    /// The ridge of the last sample.
    ridge: f32,
    /// The feature whose ridge is looked after next.
    turn: u32,
}

/// Features and targets, times the root of their weight, may be as large as this: sums of squares stay finite.
const LARGEST: f32 = 1e15;

impl<const H: usize, const OUT: usize> LeastSquares<H, OUT> {
    /// No sample yet, all zero bits.
    ///
    /// ```
    /// use stackprop::LeastSquares;
    ///
    /// static FIT: std::sync::Mutex<LeastSquares<16, 1>> = std::sync::Mutex::new(LeastSquares::new()); // .bss
    /// assert_eq!(size_of::<LeastSquares<16, 1>>(), 4 * (17 * 18 / 2 + 17 + 4));
    /// ```
    #[must_use]
    pub const fn new() -> Self {
        Self {
            diagonal: [0.0; H],
            above: [[0; H]; H],
            bias_column: [0; H],
            odd: [[0; 2]; 1],
            bias_diagonal: 0.0,
            moments: [[0.0; OUT]; H],
            bias_moments: [0.0; OUT],
            count: 0.0,
            ridge: 0.0,
            turn: 0,
        }
    }

    /// One more sample. A `weight` of 4 counts as four samples, one of 0 only ages the others; see
    /// [`huber_weight`](crate::huber_weight) for one that outliers cannot abuse.
    ///
    /// # Errors
    /// A feature or target that is not finite or, times the root of the weight, beyond 10¹⁵; a weight that is negative or
    /// not finite; a setting out of its range. Nothing has changed then.
    ///
    /// ```
    /// use stackprop::{LeastSquares, LeastSquaresError, Recursion};
    ///
    /// let mut fit = LeastSquares::<2, 1>::new();
    /// fit.learn(&[0.5, 1.0], &[2.0], 1.0, &Recursion::default())?;
    /// let before = fit.clone();
    /// let error = fit.learn(&[0.5, f32::NAN], &[2.0], 1.0, &Recursion::default()).unwrap_err();
    /// assert_eq!(error, LeastSquaresError::Feature { index: 1 });
    /// assert!(fit == before);
    /// # Ok::<(), LeastSquaresError>(())
    /// ```
    pub fn learn(
        &mut self,
        features: &[f32; H],
        target: &[f32; OUT],
        weight: f32,
        settings: &Recursion,
    ) -> Result<(), LeastSquaresError> {
        let Recursion { forget, ridge } = *settings;
        if !(forget > 0.0 && forget <= 1.0) {
            return Err(LeastSquaresError::Forget);
        }
        if !(0.0..=LARGEST).contains(&ridge) {
            return Err(LeastSquaresError::Ridge);
        }
        if !(0.0..=LARGEST).contains(&weight) {
            return Err(LeastSquaresError::Weight);
        }
        let scale = libm::sqrtf(weight);
        let (mut row, mut rotated) = (features.map(|x| scale * x), target.map(|t| scale * t));
        if let Some(index) = beyond(&row) {
            return Err(LeastSquaresError::Feature { index });
        }
        if let Some(index) = beyond(&rotated) {
            return Err(LeastSquaresError::Target { index });
        }
        if self.count == 0.0 {
            self.diagonal = [libm::sqrtf(ridge); H];
        }
        // 1 - √forget, to all its bits.
        let fade = (1.0 - forget) / (1.0 + libm::sqrtf(forget));
        self.rotate_in(&mut row, scale, &mut rotated, fade);
        if forget < 1.0 {
            self.keep_ridge(ridge);
        }
        self.count = forget * self.count + 1.0;
        self.ridge = ridge;
        Ok(())
    }

    /// [`learn`](Self::learn) for a head with an output per class: target 1 for the sample's class, 0 for the others. The
    /// largest output of the head is the class it finds most likely.
    ///
    /// # Errors
    /// As [`learn`](Self::learn), and for a class that the head does not have.
    ///
    /// ```
    /// use stackprop::{Dense, LeastSquares, Predict, Recursion};
    ///
    /// let (mut fit, mut head) = (LeastSquares::<1, 2>::new(), Dense::<1, 2>::new([[0.0]; 2], [0.0; 2]));
    /// for (x, class) in [(-2.0, 0), (-1.0, 0), (1.0, 1), (2.0, 1)] {
    ///     fit.learn_class(&[x], class, 1.0, &Recursion::default())?;
    /// }
    /// fit.solve(&mut head)?;
    /// let [no, yes] = head.predict(&[1.5]);
    /// assert!(yes > no);
    /// # Ok::<(), stackprop::LeastSquaresError>(())
    /// ```
    pub fn learn_class(
        &mut self,
        features: &[f32; H],
        class: usize,
        weight: f32,
        settings: &Recursion,
    ) -> Result<(), LeastSquaresError> {
        let mut target = [0.0; OUT];
        *target.get_mut(class).ok_or(LeastSquaresError::Class { class, classes: OUT })? = 1.0;
        self.learn(features, &target, weight, settings)
    }

    /// Turns one more row into the triangle, which is first multiplied by 1 - `fade`.
    fn rotate_in(&mut self, x: &mut [f32; H], mut bias: f32, target: &mut [f32; OUT], fade: f32) {
        let mut rest = x.as_mut_slice();
        let mut rows = Rows::of(&mut self.above, &mut self.bias_column, &mut self.odd);
        for (diagonal, moments) in self.diagonal.iter_mut().zip(&mut self.moments) {
            let (Some(first), Some((row, row_bias))) = (rest.split_off_first_mut(), rows.next()) else { break };
            if *first != 0.0 {
                let rotation = Rotation::onto(diagonal, *first, fade);
                rotation.row(row, rest);
                rotation.split(row_bias, &mut bias);
                rotation.floats(moments, target);
            } else if fade > 0.0 {
                // A rotation by no angle, but the sample ages the row.
                *diagonal -= fade * *diagonal;
                rows::fade(row, fade);
                rows::fade(slice::from_mut(row_bias), fade);
                rows::fade_floats(moments, fade);
            }
        }
        if bias == 0.0 {
            self.bias_diagonal -= fade * self.bias_diagonal;
            rows::fade_floats(&mut self.bias_moments, fade);
        } else {
            Rotation::onto(&mut self.bias_diagonal, bias, fade).floats(&mut self.bias_moments, target);
        }
    }

    /// Where forgetting has taken a feature's diagonal below the ridge: one more row that says, this weight is 0.
    fn keep_ridge(&mut self, ridge: f32) {
        let turn = self.turn as usize;
        self.turn = if turn + 1 < H { self.turn + 1 } else { 0 };
        if let Some(diagonal) = self.diagonal.get(turn) {
            let missing = ridge - diagonal * diagonal;
            if missing > 0.0 {
                let mut row = [0.0; H];
                row.iter_mut().skip(turn).take(1).for_each(|x| *x = libm::sqrtf(missing));
                self.rotate_in(&mut row, 0.0, &mut [0.0; OUT], 0.0);
            }
        }
    }
}

/// The first value that is not finite or too large.
fn beyond(values: &[f32]) -> Option<usize> {
    values.iter().position(|value| value.is_nan() || value.abs() > LARGEST)
}

impl<const H: usize, const OUT: usize> Default for LeastSquares<H, OUT> {
    fn default() -> Self {
        Self::new()
    }
}

impl<const H: usize, const OUT: usize> fmt::Debug for LeastSquares<H, OUT> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut all = f.debug_struct("LeastSquares");
        all.field("features", &H).field("outputs", &OUT).field("count", &self.count).finish_non_exhaustive()
    }
}
