//! How well a score tells two kinds apart, whatever the threshold.

/// The receiver operating characteristic: for every threshold, which share of the normal windows raises an alarm (x), and
/// which share of the faulty ones (y).
pub(crate) fn curve(normal: &[f32], faulty: &[f32]) -> Vec<(f64, f64)> {
    let mut all: Vec<(f32, bool)> = normal.iter().map(|score| (*score, false)).collect();
    all.extend(faulty.iter().map(|score| (*score, true)));
    all.sort_by(|(a, _), (b, _)| b.total_cmp(a)); // from the strictest threshold down
    let (mut false_alarms, mut found) = (0, 0);
    let mut points = vec![(0.0, 0.0)];
    for (_, is_faulty) in all {
        if is_faulty {
            found += 1;
        } else {
            false_alarms += 1;
        }
        points.push((f64::from(false_alarms) / normal.len() as f64, f64::from(found) / faulty.len() as f64));
    }
    points
}

/// The area under it: the chance that a faulty window has a higher score than a normal one. 1 is perfect, 0.5 a guess.
pub(crate) fn area(curve: &[(f64, f64)]) -> f64 {
    let trapezoid = |(a, b): (&(f64, f64), &(f64, f64))| (b.0 - a.0) * 0.5 * (a.1 + b.1);
    curve.iter().zip(curve.iter().skip(1)).map(trapezoid).sum()
}

/// The share of scores above a threshold.
pub(crate) fn above(scores: &[f32], threshold: f32) -> f64 {
    scores.iter().filter(|score| **score > threshold).count() as f64 / scores.len() as f64
}
