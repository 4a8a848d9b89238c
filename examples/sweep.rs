//! What nets and rates reach on sin x, 20 seeds each: the figures of the guide's chapters on choosing a net and a rate.
//! `cargo run --release --example sweep` (half a minute).

use core::f32::consts::PI;
use stackprop::{Clipped, Dense, Layer, LeakyRelu, Mse, Rate, Regression, Relu, Sigmoid, Tanh, init, learn};
use std::io::{self, Write};

const SEEDS: u32 = 20;

type Hello = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    nets(&mut out)?;
    writeln!(out)?;
    rates(&mut out)
}

/// The table of src/guide/choosing.md; `tests/sweep_tables.rs` holds it to this.
pub(crate) fn nets(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "| net | 20 000 samples | 200 000 samples |\n|---|--:|--:|")?;
    net::<(Dense<1, 8, Relu>, Dense<8, 1>)>(out, "1-8-1, ReLU")?;
    net::<(Dense<1, 16, Relu>, Dense<16, 1>)>(out, "1-16-1, ReLU")?;
    net::<(Dense<1, 64, Relu>, Dense<64, 1>)>(out, "1-64-1, ReLU")?;
    net::<Hello>(out, "1-16-16-1, ReLU")?;
    net::<(Dense<1, 16, LeakyRelu>, Dense<16, 16, LeakyRelu>, Dense<16, 1>)>(out, "1-16-16-1, leaky ReLU")?;
    net::<(Dense<1, 8, Tanh>, Dense<8, 1>)>(out, "1-8-1, tanh")?;
    net::<(Dense<1, 16, Tanh>, Dense<16, 16, Tanh>, Dense<16, 1>)>(out, "1-16-16-1, tanh")?;
    net::<(Dense<1, 16, Sigmoid>, Dense<16, 16, Sigmoid>, Dense<16, 1>)>(out, "1-16-16-1, sigmoid")?;
    net::<(Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>)>(out, "1-5-5-5-5-1, ReLU")?;
    net::<(Dense<1, 5, LeakyRelu>, [Dense<5, 5, LeakyRelu>; 3], Dense<5, 1>)>(out, "1-5-5-5-5-1, leaky ReLU")
}

fn net<N: Layer<Input = [f32; 1], Output = [f32; 1]>>(out: &mut impl Write, name: &str) -> io::Result<()> {
    writeln!(out, "| {name} | {} | {} |", reached::<N>(20_000, 0.01), reached::<N>(200_000, 0.01))
}

/// The table of src/guide/starting.md.
pub(crate) fn rates(out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "| rate | `rate` | `Clipped {{ norm: 1.0, rule: rate }}` |\n|--:|--:|--:|")?;
    for rate in [0.001, 0.003, 0.01, 0.03, 0.1, 0.3] {
        let clipped = Clipped { norm: 1.0, rule: rate };
        writeln!(out, "| {rate} | {} | {} |", reached::<Hello>(20_000, rate), reached::<Hello>(20_000, clipped))?;
    }
    Ok(())
}

/// The median RMSE of all seeds, the worst, and how many have not learnt.
fn reached<N: Layer<Input = [f32; 1], Output = [f32; 1]>>(samples: u32, rate: impl Rate + Copy) -> String {
    let mut errors: Vec<f32> = (0..SEEDS).map(|seed| rmse::<N>(seed, samples, rate)).collect();
    errors.sort_by(f32::total_cmp);
    let failed = errors.iter().filter(|error| **error > 0.1).count();
    match (errors.get(9), errors.get(10), errors.last()) {
        (Some(a), Some(b), Some(worst)) if worst.is_infinite() => {
            format!("{:.4} (refused), {failed} of 20 fail", 0.5 * (a + b))
        }
        (Some(a), Some(b), Some(worst)) if failed == 0 => format!("{:.4} ({worst:.4})", 0.5 * (a + b)),
        (Some(a), Some(b), Some(worst)) => format!("{:.4} ({worst:.4}), {failed} of 20 fail", 0.5 * (a + b)),
        _ => String::new(),
    }
}

/// Over the whole range; infinite where a sample was refused.
fn rmse<N: Layer<Input = [f32; 1], Output = [f32; 1]>>(seed: u32, samples: u32, rate: impl Rate + Copy) -> f32 {
    let mut net = N::ZERO;
    init::seeded(&mut net, seed);
    for sample in 0..samples {
        let x = (sample * 37 % 629) as f32 / 100.0 - PI;
        if learn(&mut net, &[x], &[libm::sinf(x)], &Mse, rate).is_err() {
            return f32::INFINITY;
        }
    }
    let mut errors = Regression::new();
    for x in (-314..=314_i16).map(|x| f32::from(x) / 100.0) {
        errors.push(&net.predict(&[x]), &[libm::sinf(x)]);
    }
    errors.rmse()
}
