//! Curves whose bends nobody tells the net: two of a thermistor, and a chirp. Each over 0..1.

use core::f64::consts::PI;

pub(crate) type Curve = fn(f64) -> f64;

pub(crate) const CURVES: [(&str, Curve); 3] =
    [("thermistor's resistance", thermistor), ("divider's temperature", divider), ("chirp", chirp)];

/// 1 / T as a polynomial of ln R (Steinhart and Hart 1968), of a common NTC of 10 kΩ at 25 °C.
fn celsius(log_r: f64) -> f64 {
    1.0 / (1.129_241e-3 + 2.341_077e-4 * log_r + 8.775_468e-8 * log_r.powi(3)) - 273.15
}

/// ln R at a temperature, by bisection.
fn log_r(temperature: f64) -> f64 {
    let (mut low, mut high) = (0.0, 20.0);
    for _ in 0..80 {
        let middle = 0.5 * (low + high);
        if celsius(middle) > temperature { low = middle } else { high = middle }
    }
    low
}

/// Its resistance from -40 to 125 °C, in 100 kΩ.
fn thermistor(u: f64) -> f64 {
    log_r(165.0 * u - 40.0).exp() / 1e5
}

/// The temperature, -40 to 125 °C as 1 to -1, by what a divider with 10 kΩ shows.
fn divider(u: f64) -> f64 {
    let ratio = |temperature: f64| 1.0 / (1.0 + 1e4 / log_r(temperature).exp());
    let x = ratio(125.0) + u * (ratio(-40.0) - ratio(125.0));
    (celsius((1e4 * x / (1.0 - x)).ln()) - 42.5) / 82.5
}

/// A period in the unit of u at first, nine at the end.
fn chirp(u: f64) -> f64 {
    (2.0 * PI * (u + 4.0 * u * u)).sin()
}
