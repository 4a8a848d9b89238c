//! Learning-rate schedules: plain functions of the step, counted from 0. Those of PyTorch, in closed form.

/// The same rate at every step; it takes what [`cosine`] takes, so that they are interchangeable.
///
/// ```
/// assert_eq!(stackprop::constant(0.01, 500, 1000), 0.01);
/// ```
#[must_use]
pub fn constant(rate: f32, _step: u32, _steps: u32) -> f32 {
    rate
}

/// rate · factorⁿ, n = step / every rounded down: PyTorch's `StepLR`. Constant if `every` is 0.
///
/// ```
/// assert_eq!(stackprop::step_decay(0.8, 250, 100, 0.5), 0.2);
/// ```
#[must_use]
pub fn step_decay(rate: f32, step: u32, every: u32, factor: f32) -> f32 {
    rate * power(factor, step.checked_div(every).unwrap_or(0))
}

/// rate · factorˢᵗᵉᵖ: PyTorch's `ExponentialLR`.
///
/// ```
/// assert_eq!(stackprop::exponential(0.8, 2, 0.5), 0.2);
/// ```
#[must_use]
pub fn exponential(rate: f32, step: u32, factor: f32) -> f32 {
    rate * power(factor, step)
}

/// From `from` at step 0 to `to` at step `steps` in equal steps, and `to` from there on: PyTorch's `LinearLR`, for a
/// warm-up.
///
/// ```
/// use stackprop::linear;
///
/// assert_eq!([0, 1, 2, 3].map(|step| linear(0.25, 0.75, step, 2)), [0.25, 0.5, 0.75, 0.75]);
/// ```
#[must_use]
pub fn linear(from: f32, to: f32, step: u32, steps: u32) -> f32 {
    if step >= steps { to } else { from + (to - from) * (step as f32 / steps as f32) }
}

/// From `peak` at step 0 to 0 at step `steps` along half a cosine (Loshchilov and Hutter 2017):
/// peak · (1 + cos(π · step / steps)) / 2: PyTorch's `CosineAnnealingLR`. Past the end it stays 0.
///
/// ```
/// use stackprop::cosine;
///
/// assert_eq!(cosine(0.5, 0, 1000), 0.5);
/// assert!((cosine(0.5, 500, 1000) - 0.25).abs() < 1e-7);
/// assert_eq!(cosine(0.5, 1000, 1000), 0.0);
/// ```
#[cfg(feature = "libm")]
#[must_use]
pub fn cosine(peak: f32, step: u32, steps: u32) -> f32 {
    if step >= steps {
        return 0.0;
    }
    let way = step as f32 / steps as f32;
    0.5 * peak * (1.0 + libm::cosf(core::f32::consts::PI * way))
}

/// [`cosine`] after a warm-up: from peak / `warm_up` in equal steps to `peak` at step `warm_up`, then down to 0 at step
/// `steps`. For Adam, whose first steps are the wildest.
///
/// ```
/// use stackprop::warm_up_cosine;
///
/// assert_eq!(warm_up_cosine(0.8, 0, 4, 100), 0.2);
/// assert_eq!(warm_up_cosine(0.8, 4, 4, 100), 0.8);
/// assert_eq!(warm_up_cosine(0.8, 100, 4, 100), 0.0);
/// ```
#[cfg(feature = "libm")]
#[must_use]
pub fn warm_up_cosine(peak: f32, step: u32, warm_up: u32, steps: u32) -> f32 {
    if step < warm_up {
        return linear(peak / warm_up as f32, peak, step, warm_up);
    }
    cosine(peak, step.saturating_sub(warm_up), steps.saturating_sub(warm_up))
}

/// One cycle (Smith and Topin 2018), as PyTorch's `OneCycleLR` by default: along half a cosine from peak / 25 up to `peak`
/// at three tenths of the way, then along another down to peak / 250 000 at the last step, steps - 1.
///
/// ```
/// use stackprop::one_cycle;
///
/// assert!((one_cycle(1.0, 0, 100) - 0.04).abs() < 1e-7);
/// assert_eq!(one_cycle(1.0, 29, 100), 1.0);
/// assert!(one_cycle(1.0, 99, 100) < 1e-5);
/// ```
#[cfg(feature = "libm")]
#[must_use]
pub fn one_cycle(peak: f32, step: u32, steps: u32) -> f32 {
    let (start, end) = (peak / 25.0, peak / 25.0 / 1e4);
    let (top, last) = (0.3 * steps as f32 - 1.0, steps as f32 - 1.0);
    let step = step as f32;
    let between =
        |from: f32, to: f32, way: f32| from + (to - from) * 0.5 * (1.0 - libm::cosf(core::f32::consts::PI * way));
    if step >= last {
        end
    } else if step <= top {
        between(start, peak, step / top)
    } else {
        between(peak, end, (step - top) / (last - top))
    }
}

/// baseⁿ by repeated squaring, lowest bit of n first.
fn power(mut base: f32, mut n: u32) -> f32 {
    let mut result = 1.0;
    while n > 0 {
        if n & 1 == 1 {
            result *= base;
        }
        base *= base;
        n >>= 1;
    }
    result
}
