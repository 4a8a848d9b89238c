//! How time grows with a net: ns per multiply-add of a training step, batch 32, from small nets to large ones.
//!
//! `cargo bench --bench growth`; in a debug build, which is where lanes cost most, `cargo bench --bench growth --profile
//! dev`. A training step has about three multiply-adds for each of `predict`, which are what is counted here. Each figure
//! is the least of several runs by the thread's own clock, since a busy machine only ever adds.

use core::time::Duration;
use cpu_time::ThreadTime;
use stackprop::{Dense, Lanes, Layer, Mse, Real, Relu, Sgd, Trainer, init};

type Net<const IN: usize, const A: usize, const OUT: usize> = (Dense<IN, A, Relu>, Dense<A, OUT>);
type Deep<const IN: usize, const A: usize, const OUT: usize> = (Dense<IN, A, Relu>, Dense<A, A, Relu>, Dense<A, OUT>);

const BATCH: usize = 32;
const RUNS: usize = 7;
const RULE: Sgd = Sgd { rate: 0.001 };

/// ns a sample.
fn sample<N, R: Real, const IN: usize, const OUT: usize>() -> f64
where
    N: Layer<Input = [f32; IN], Output = [f32; OUT]> + 'static,
{
    let (mut net, mut trainer) = (Box::new(N::ZERO), Box::new(Trainer::<N, Sgd, R>::new()));
    init::seeded(&mut *net, 7);
    let (mut inputs, mut targets) = ([[0.0; IN]; BATCH], [[0.0; OUT]; BATCH]);
    for (k, (x, t)) in inputs.iter_mut().zip(&mut targets).enumerate() {
        x.iter_mut().enumerate().for_each(|(i, x)| *x = ((7 * k + 3 * i) % 13) as f32 / 6.5 - 1.0);
        t.iter_mut().enumerate().for_each(|(o, t)| *t = x.iter().skip(o).step_by(OUT).sum::<f32>() / IN as f32);
    }
    let multiply_adds = N::MACS * BATCH;
    let steps = if cfg!(debug_assertions) { 1 + 500_000 / multiply_adds } else { 1 + 50_000_000 / multiply_adds };
    let mut least = Duration::MAX;
    for _ in 0..RUNS {
        let start = ThreadTime::now();
        for _ in 0..steps {
            let loss = trainer.step(&mut net, &inputs, &targets, &Mse, &RULE);
            assert!(loss.is_ok_and(|loss| loss < 1.0));
        }
        least = least.min(start.elapsed());
    }
    least.as_secs_f64() * 1e9 / (steps * BATCH) as f64
}

/// Prints a net's row; returns ns per multiply-add with eight lanes.
fn row<N, const IN: usize, const OUT: usize>(name: &str) -> f64
where
    N: Layer<Input = [f32; IN], Output = [f32; OUT]> + 'static,
{
    let times = [sample::<N, f32, _, _>(), sample::<N, Lanes<8>, _, _>(), sample::<N, Lanes<16>, _, _>()];
    let [none, eight, sixteen] = times.map(|time| time / N::MACS as f64);
    let over = eight / none;
    println!("{name:>12} {:>8} {none:>10.3} {eight:>10.3} {sixteen:>10.3} {over:>8.2}", N::MACS);
    eight
}

fn main() {
    println!("ns per multiply-add of `predict`, of a training step at batch {BATCH}");
    println!("         net     MACs    no lanes    8 lanes   16 lanes  8 over none");
    let rows = [
        row::<Deep<1, 16, 1>, _, _>("1-16-16-1"),
        row::<Net<64, 32, 10>, _, _>("64-32-10"),
        row::<Deep<1, 64, 1>, _, _>("1-64-64-1"),
        row::<Net<128, 64, 10>, _, _>("128-64-10"),
        row::<Net<256, 256, 10>, _, _>("256-256-10"),
        row::<Net<784, 128, 10>, _, _>("784-128-10"),
    ];
    let (least, most) =
        rows.into_iter().fold((f64::MAX, 0.0_f64), |(least, most), row| (least.min(row), most.max(row)));
    println!("8 lanes, from the least to the most: {:.2} times", most / least);
}
