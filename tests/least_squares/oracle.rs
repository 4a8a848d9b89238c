//! Weighted ridge least squares in f64, by Householder's reflections over all rows at once: another way to the same place.

/// Rows of (features, 1) and their targets, by age, oldest first; solved for one output.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    rows: Vec<(Vec<f64>, f64)>,
}

impl Rows {
    pub(crate) fn push(&mut self, features: &[f32], target: f32, weight: f64) {
        let root = weight.sqrt();
        let row = features.iter().map(|x| root * f64::from(*x)).chain([root]).collect();
        self.rows.push((row, root * f64::from(target)));
    }

    /// Every row so far is worth so much less.
    pub(crate) fn age(&mut self, forget: f64) {
        for (row, target) in &mut self.rows {
            row.iter_mut().chain([target]).for_each(|value| *value *= forget.sqrt());
        }
    }

    /// A row per feature that pulls its weight to 0.
    pub(crate) fn ridge(&mut self, ridge: f64, features: usize) {
        for feature in 0..features {
            let mut row = vec![0.0; features + 1];
            row[feature] = ridge.sqrt();
            self.rows.push((row, 0.0));
        }
    }

    /// √(Σ weight · error²) of weights with the bias last.
    pub(crate) fn residual(&self, weights: &[f64]) -> f64 {
        let error = |(row, target): &(Vec<f64>, f64)| row.iter().zip(weights).map(|(x, w)| x * w).sum::<f64>() - target;
        self.rows.iter().map(|row| error(row).powi(2)).sum::<f64>().sqrt()
    }

    /// The weights, the bias last. A column that depends on those before it gets weight 0.
    pub(crate) fn solve(&self) -> Vec<f64> {
        let columns = self.rows[0].0.len();
        let mut rows = self.rows.clone();
        let norms: Vec<f64> =
            (0..columns).map(|j| rows.iter().map(|(row, _)| row[j] * row[j]).sum::<f64>().sqrt()).collect();
        let (mut top, mut pivots) = (0, Vec::new());
        for j in 0..columns {
            let norm = rows[top..].iter().map(|(row, _)| row[j] * row[j]).sum::<f64>().sqrt();
            if norm <= 1e-11 * norms[j] || norm == 0.0 {
                continue;
            }
            let mut v: Vec<f64> = rows[top..].iter().map(|(row, _)| row[j]).collect();
            v[0] += if v[0] < 0.0 { -norm } else { norm };
            let square: f64 = v.iter().map(|v| v * v).sum();
            for k in j..=columns {
                let at = |row: &(Vec<f64>, f64)| if k < columns { row.0[k] } else { row.1 };
                let dot: f64 = v.iter().zip(&rows[top..]).map(|(v, row)| v * at(row)).sum();
                for (v, row) in v.iter().zip(&mut rows[top..]) {
                    let place = if k < columns { &mut row.0[k] } else { &mut row.1 };
                    *place -= 2.0 * v * dot / square;
                }
            }
            pivots.push(j);
            top += 1;
            if top == rows.len() {
                break;
            }
        }
        let mut weights = vec![0.0; columns];
        for (row, j) in pivots.iter().enumerate().rev() {
            let (row, target) = &rows[row];
            let later: f64 = (j + 1..columns).map(|k| row[k] * weights[k]).sum();
            weights[*j] = (target - later) / row[*j];
        }
        weights
    }
}
