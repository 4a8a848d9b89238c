//! How long a sample takes, in ns: `cargo bench` in this folder, and
//! `RUSTFLAGS="-C target-cpu=x86-64-v3" cargo bench` for AVX2; with `--features std`, roots are instructions.
//!
//! Each net trains on over 20 000 samples in batches of 32, so that branch predictors meet real data rather than learn a
//! batch by heart; and it has been trained before the clock starts, since a dead net would pass for a fast one.
//! The clock is that of the thread, so that a busy machine disturbs less.

use core::hint::black_box;
use core::ops::ControlFlow;
use core::time::Duration;
use cpu_time::ThreadTime;
use criterion::{Criterion, Throughput};
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use stackprop::{
    Adam, AdamW, Dense, Lanes, Layer, Mse, Optimizer, Plan, Real, Relu, RmsProp, Sgd, Trainer, fit, init, learn,
};

type Blog = (Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>);
type Hello = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);
type Square = (Dense<1, 64, Relu>, Dense<64, 64, Relu>, Dense<64, 1>);
type Digits = (Dense<64, 32, Relu>, Dense<32, 10>);

const BATCH: usize = 32;
const SAMPLES: usize = 625 * BATCH;
const RULE: Sgd = Sgd { rate: 0.01 };

/// A net that has learnt its data to less than half the loss of any constant, and the data.
struct Job<N, X, Y> {
    name: &'static str,
    net: N,
    inputs: Vec<X>,
    targets: Vec<Y>,
}

impl<N, const IN: usize, const OUT: usize> Job<N, [f32; IN], [f32; OUT]>
where
    N: Layer<Input = [f32; IN], Output = [f32; OUT]> + Clone,
{
    /// `target` of inputs uniform in [-bound, bound), learnt for ten epochs.
    fn new(name: &'static str, bound: f32, target: impl Fn(&[f32; IN]) -> [f32; OUT]) -> Self {
        let mut rng = XorShiftRng::seed_from_u64(7);
        let mut draw = || bound * ((rng.next_u32() >> 8) as f32 / 8_388_608.0 - 1.0);
        let inputs: Vec<_> = (0..SAMPLES).map(|_| core::array::from_fn(|_| draw())).collect();
        let targets: Vec<_> = inputs.iter().map(target).collect();
        let mut net = N::ZERO;
        init::he_uniform(&mut net, &mut rng);

        let (mut trainer, mut last) = (Trainer::<N, Sgd>::new(), f32::NAN);
        let plan = Plan { epochs: 10, batch: BATCH, seed: 7, rule: |_| RULE };
        let done = fit(&mut net, &mut trainer, &inputs, &targets, &Mse, plan, |_, epoch| {
            last = epoch.loss;
            ControlFlow::Continue(())
        });
        let spread = variance(&targets);
        assert!(done.is_ok() && last < 0.5 * spread, "{name} has not learnt: loss {last}, variance {spread}");
        Self { name, net, inputs, targets }
    }

    /// ns a sample of a training step at batch 32.
    fn batches<R: Real>(&self, criterion: &mut Criterion) {
        let lanes = match R::LANES {
            1 => String::from("no lanes"),
            lanes => format!("{lanes} lanes"),
        };
        self.steps::<R, BATCH>(criterion, &format!("batch 32, {lanes}"), &RULE);
    }

    /// ns a sample of an optimizer's step, one sample at a time and at batch 32.
    fn optimizer(&self, criterion: &mut Criterion, name: &str, rule: &impl Optimizer<N>) {
        self.steps::<f32, 1>(criterion, &format!("{name}, batch 1"), rule);
        self.steps::<Lanes<8>, BATCH>(criterion, &format!("{name}, batch 32, 8 lanes"), rule);
    }

    /// ns a sample of a step of `rule` on batches of `SIZE`.
    fn steps<R: Real, const SIZE: usize>(&self, criterion: &mut Criterion, what: &str, rule: &impl Optimizer<N>) {
        let (mut net, mut trainer) = (self.net.clone(), Trainer::<N, _, R>::new());
        let mut batches = self.inputs.chunks(SIZE).zip(self.targets.chunks(SIZE)).cycle();
        self.a_sample(criterion, what, SIZE, || {
            if let Some((x, t)) = batches.next() {
                let loss = trainer.step(&mut net, black_box(x), black_box(t), &Mse, rule);
                black_box(&net);
                assert!(loss.is_ok());
            }
        });
    }

    /// ns a sample, one at a time: online SGD, and inference.
    fn singles(&self, criterion: &mut Criterion) {
        let mut net = self.net.clone();
        let mut samples = self.inputs.iter().zip(&self.targets).cycle();
        self.a_sample(criterion, "learn", 1, || {
            if let Some((x, t)) = samples.next() {
                let loss = learn(&mut net, black_box(x), black_box(t), &Mse, RULE.rate);
                black_box(&net);
                assert!(loss.is_ok());
            }
        });
        let mut inputs = self.inputs.iter().cycle();
        self.a_sample(criterion, "predict", 1, || {
            if let Some(x) = inputs.next() {
                black_box(black_box(&self.net).predict(black_box(x)));
            }
        });
    }

    /// Benches `step`, which goes through `samples` of them, so that criterion's time is that of one.
    fn a_sample(&self, criterion: &mut Criterion, what: &str, samples: usize, mut step: impl FnMut()) {
        let mut group = criterion.benchmark_group(self.name);
        group.throughput(Throughput::Elements(1));
        group.bench_function(what, |bencher| {
            bencher.iter_custom(|wanted| {
                let steps = wanted.div_ceil(samples as u64);
                let start = ThreadTime::now();
                for _ in 0..steps {
                    step();
                }
                let share = wanted as f64 / (steps * samples as u64) as f64;
                start.elapsed().mul_f64(share)
            });
        });
    }
}

/// The loss of the best constant.
fn variance<const OUT: usize>(targets: &[[f32; OUT]]) -> f32 {
    let mut means = [0.0; OUT];
    for target in targets {
        means.iter_mut().zip(target).for_each(|(mean, t)| *mean += t / targets.len() as f32);
    }
    let off_by = |target: &[f32; OUT]| target.iter().zip(means).map(|(t, mean)| (t - mean).powi(2)).sum::<f32>();
    targets.iter().map(off_by).sum::<f32>() / (targets.len() * OUT) as f32
}

/// Ten sums of six or seven inputs each, which take turns.
fn sums_by_turns(x: &[f32; 64]) -> [f32; 10] {
    core::array::from_fn(|first| x.iter().skip(first).step_by(10).sum())
}

fn main() {
    let mut criterion = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .configure_from_args();
    let sine = |x: &[f32; 1]| [x[0].sin()];
    let range = core::f32::consts::PI;

    let blog = Job::<Blog, _, _>::new("1-5-5-5-5-1", range, sine);
    blog.batches::<Lanes<8>>(&mut criterion);
    blog.batches::<Lanes<16>>(&mut criterion);
    blog.batches::<f32>(&mut criterion);
    blog.singles(&mut criterion);

    let hello = Job::<Hello, _, _>::new("1-16-16-1", range, sine);
    hello.batches::<Lanes<8>>(&mut criterion);
    hello.batches::<Lanes<16>>(&mut criterion);
    hello.batches::<f32>(&mut criterion);
    hello.singles(&mut criterion);
    hello.optimizer(&mut criterion, "Adam", &Adam::new(0.001));
    hello.optimizer(&mut criterion, "AdamW", &AdamW::new(0.001));
    hello.optimizer(&mut criterion, "RmsProp", &RmsProp::new(0.001));

    let square = Job::<Square, _, _>::new("1-64-64-1", range, sine);
    square.batches::<Lanes<8>>(&mut criterion);
    square.batches::<Lanes<16>>(&mut criterion);
    square.batches::<f32>(&mut criterion);

    let digits = Job::<Digits, _, _>::new("64-32-10", 1.0, sums_by_turns);
    digits.batches::<Lanes<8>>(&mut criterion);
    digits.batches::<Lanes<16>>(&mut criterion);
    digits.batches::<f32>(&mut criterion);

    criterion.final_summary();
}
