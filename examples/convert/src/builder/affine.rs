//! y = scale · x + shift, number by number.

/// One scale and one shift for all numbers, or one for each.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Affine {
    scale: Vec<f64>,
    shift: Vec<f64>,
}

impl Affine {
    /// Of scales and shifts, each one or as many as there are numbers.
    pub(crate) fn new(scale: Vec<f64>, shift: Vec<f64>) -> Self {
        Self { scale, shift }
    }

    /// How many numbers it is for; `None` if it does not matter.
    pub(crate) fn len(&self) -> Option<usize> {
        [self.scale.len(), self.shift.len()].into_iter().find(|len| *len != 1)
    }

    pub(crate) fn is_finite(&self) -> bool {
        self.scale.iter().chain(&self.shift).all(|value| value.is_finite())
    }

    /// Whether it is no more than a bias.
    pub(crate) fn is_plain_shift(&self) -> bool {
        self.scale.iter().all(|scale| scale.to_bits() == 1.0_f64.to_bits())
    }

    fn at(values: &[f64], place: usize) -> f64 {
        values.get(place).or(values.first()).copied().unwrap_or(0.0)
    }

    /// First this one, then another.
    pub(crate) fn then(&self, next: &Self) -> Self {
        let count = |a: &Vec<f64>, b: &Vec<f64>| a.len().max(b.len());
        let scales = 0..count(&self.scale, &next.scale);
        let shifts = 0..count(&self.shift, &next.shift).max(next.scale.len());
        Self {
            scale: scales.map(|i| Self::at(&self.scale, i) * Self::at(&next.scale, i)).collect(),
            shift: shifts
                .map(|i| Self::at(&self.shift, i) * Self::at(&next.scale, i) + Self::at(&next.shift, i))
                .collect(),
        }
    }

    /// Into a layer whose inputs it makes: W(sx + t) + b = (Ws)x + (Wt + b).
    pub(crate) fn fold_into(&self, inputs: usize, weights: &mut [f64], bias: &mut [f64]) {
        for (row, bias) in weights.chunks_mut(inputs.max(1)).zip(bias) {
            for (i, weight) in row.iter_mut().enumerate() {
                *bias += *weight * Self::at(&self.shift, i);
                *weight *= Self::at(&self.scale, i);
            }
        }
    }

    /// Into a layer whose outputs it takes: s(Wx + b) + t = (sW)x + (sb + t).
    pub(crate) fn fold_out_of(&self, inputs: usize, weights: &mut [f64], bias: &mut [f64]) {
        for (o, (row, bias)) in weights.chunks_mut(inputs.max(1)).zip(bias).enumerate() {
            for weight in row {
                *weight *= Self::at(&self.scale, o);
            }
            *bias = *bias * Self::at(&self.scale, o) + Self::at(&self.shift, o);
        }
    }
}
