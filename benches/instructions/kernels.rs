//! How many instructions a training step takes on a host, by Callgrind: `cargo bench`, in this folder, with Valgrind and
//! `cargo install gungraun-runner --version 0.20.0`. It fails where a count exceeds that of `limits.csv` by 3 %.
//!
//! Counts do not depend on how busy a machine is, only on the compiler; so they show what a change to a kernel does, where
//! a clock shows noise. After a change for the better, put the counts that are printed into the table.

use gungraun::{Callgrind, EventKind, LibraryBenchmarkConfig, library_benchmark, library_benchmark_group, main};
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use stackprop::{
    Adam, Dense, Lanes, Layer, Loss, Mse, Optimizer, Predict, Real, Relu, Root, Sgd, SoftmaxCrossEntropy, Target,
    Trainer, WithRoot, init, learn,
};
use std::hint::black_box;

type Blog = (Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>);
type Hello = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);
type Wide = (Dense<1, 64, Relu>, Dense<64, 1>);
type Square = (Dense<1, 64, Relu>, Dense<64, 64, Relu>, Dense<64, 1>);
type Digits = (Dense<64, 32, Relu>, Dense<32, 10>);
type Large = (Dense<256, 256, Relu>, Dense<256, 10>);

/// A batch, and how many of them are counted.
const BATCH: usize = 32;
const BATCHES: usize = 4;

/// The standard library's square root, which is an instruction here.
#[derive(Clone, Copy)]
struct Std;

impl Root for Std {
    fn root(x: f32) -> f32 {
        x.sqrt()
    }
}

/// A net that has begun to learn, so that about as many units are active as in earnest, and what it learns from.
struct Job<N: Predict> {
    net: N,
    inputs: Vec<N::Input>,
    targets: Vec<N::Output>,
    classes: Vec<u8>,
}

fn job<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>() -> Job<N> {
    let mut rng = XorShiftRng::seed_from_u64(7);
    let mut net = N::ZERO;
    init::start(&mut net, &mut rng);
    let mut draw = || 3.0 * ((rng.next_u32() >> 8) as f32 / 8_388_608.0 - 1.0);
    let inputs: Vec<_> = (0..BATCH * BATCHES).map(|_| core::array::from_fn(|_| draw())).collect();
    let targets: Vec<[f32; OUT]> =
        inputs.iter().map(|x: &[f32; IN]| core::array::from_fn(|k| x[k % IN].sin())).collect();
    let classes = targets.iter().map(|target| (stackprop::argmax(target) % OUT) as u8).collect();
    for _ in 0..50 {
        for (x, target) in inputs.iter().zip(&targets) {
            learn(&mut net, x, target, &Mse, 0.003).expect("a sane job");
        }
    }
    Job { net, inputs, targets, classes }
}

fn batches<N: Layer<Output: Target>, O: Optimizer<N>, R: Real>(mut job: Job<N>, rule: &O) -> N
where
    Mse: Loss<N::Output>,
{
    let mut trainer = Trainer::<N, O, R>::new();
    for (x, target) in job.inputs.chunks(BATCH).zip(job.targets.chunks(BATCH)) {
        black_box(trainer.step(&mut job.net, black_box(x), black_box(target), &Mse, rule)).expect("a sane job");
    }
    job.net
}

/// The count of the table and 3 % more.
fn at_most(name: &str) -> LibraryBenchmarkConfig {
    let mut rows = include_str!("limits.csv").lines().filter_map(|row| row.split_once(','));
    let (_, count) = rows.find(|(row, _)| *row == name).expect("a row of limits.csv");
    let limit = count.parse::<u64>().expect("a count") * 103 / 100;
    let mut config = LibraryBenchmarkConfig::default();
    config.tool(Callgrind::default().hard_limits([(EventKind::Ir, limit)]));
    config
}

#[library_benchmark]
#[bench::blog(args = (job::<1, 1, Blog>()), config = at_most("eight_lanes blog"))]
#[bench::hello(args = (job::<1, 1, Hello>()), config = at_most("eight_lanes hello"))]
#[bench::wide(args = (job::<1, 1, Wide>()), config = at_most("eight_lanes wide"))]
#[bench::square(args = (job::<1, 1, Square>()), config = at_most("eight_lanes square"))]
#[bench::digits(args = (job::<64, 10, Digits>()), config = at_most("eight_lanes digits"))]
#[bench::large(args = (job::<256, 10, Large>()), config = at_most("eight_lanes large"))]
fn eight_lanes<N: Layer<Output: Target>>(job: Job<N>) -> N
where
    Mse: Loss<N::Output>,
{
    batches::<N, Sgd, Lanes<8>>(job, &Sgd { rate: 0.01 })
}

#[library_benchmark]
#[bench::hello(args = (job::<1, 1, Hello>()), config = at_most("sixteen_lanes hello"))]
#[bench::digits(args = (job::<64, 10, Digits>()), config = at_most("sixteen_lanes digits"))]
fn sixteen_lanes<N: Layer<Output: Target>>(job: Job<N>) -> N
where
    Mse: Loss<N::Output>,
{
    batches::<N, Sgd, Lanes<16>>(job, &Sgd { rate: 0.01 })
}

#[library_benchmark]
#[bench::hello(args = (job::<1, 1, Hello>()), config = at_most("no_lanes hello"))]
#[bench::digits(args = (job::<64, 10, Digits>()), config = at_most("no_lanes digits"))]
fn no_lanes<N: Layer<Output: Target>>(job: Job<N>) -> N
where
    Mse: Loss<N::Output>,
{
    batches::<N, Sgd, f32>(job, &Sgd { rate: 0.01 })
}

#[library_benchmark]
#[bench::hello(args = (job::<1, 1, Hello>()), config = at_most("adam hello"))]
#[bench::digits(args = (job::<64, 10, Digits>()), config = at_most("adam digits"))]
fn adam<N: Layer<Output: Target>>(job: Job<N>) -> N
where
    Mse: Loss<N::Output>,
{
    batches::<N, Adam, Lanes<8>>(job, &Adam::new(0.001))
}

#[library_benchmark]
#[bench::hello(args = (job::<1, 1, Hello>()), config = at_most("adam_with_root hello"))]
#[bench::digits(args = (job::<64, 10, Digits>()), config = at_most("adam_with_root digits"))]
fn adam_with_root<N: Layer<Output: Target>>(job: Job<N>) -> N
where
    Mse: Loss<N::Output>,
{
    batches::<N, WithRoot<Std, Adam>, Lanes<8>>(job, &WithRoot::new(Adam::new(0.001)))
}

#[library_benchmark]
#[bench::digits(args = (job::<64, 10, Digits>()), config = at_most("cross_entropy digits"))]
fn cross_entropy(mut job: Job<Digits>) -> Digits {
    let (mut trainer, rule) = (Trainer::<Digits, Sgd, Lanes<8>>::new(), Sgd { rate: 0.01 });
    for (x, class) in job.inputs.chunks(BATCH).zip(job.classes.chunks(BATCH)) {
        black_box(trainer.step(&mut job.net, black_box(x), black_box(class), &SoftmaxCrossEntropy, &rule))
            .expect("a sane job");
    }
    job.net
}

#[library_benchmark]
#[bench::hello(args = (job::<1, 1, Hello>()), config = at_most("single hello"))]
#[bench::square(args = (job::<1, 1, Square>()), config = at_most("single square"))]
#[bench::digits(args = (job::<64, 10, Digits>()), config = at_most("single digits"))]
fn single<N: Layer<Output: Target>>(mut job: Job<N>) -> N
where
    Mse: Loss<N::Output>,
{
    for (x, target) in job.inputs.iter().zip(&job.targets) {
        black_box(learn(&mut job.net, black_box(x), black_box(target), &Mse, 0.01)).expect("a sane job");
    }
    job.net
}

#[library_benchmark]
#[bench::hello(args = (job::<1, 1, Hello>()), config = at_most("predict hello"))]
#[bench::square(args = (job::<1, 1, Square>()), config = at_most("predict square"))]
#[bench::digits(args = (job::<64, 10, Digits>()), config = at_most("predict digits"))]
fn predict<N: Layer>(job: Job<N>) -> N {
    for x in &job.inputs {
        black_box(black_box(&job.net).predict(black_box(x)));
    }
    job.net
}

library_benchmark_group!(
    name = kernels,
    benchmarks = [eight_lanes, sixteen_lanes, no_lanes, adam, adam_with_root, cross_entropy, single, predict]
);

main!(library_benchmark_groups = kernels);
