//! Instructions of predict, learn and a step of the trainer, on the mean over the samples, one line a net and call.
#![no_std]
#![no_main]

use core::f32::consts::PI;
use core::fmt::Write;
use cortex_m_firmware::{Clock, Console, finish};
use cortex_m_rt::entry;
use job::{Counts, Draw, Failure, Hello};
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Dense, Layer, Parameters, Relu, Sgd, Trainer, init};

const SAMPLES: u16 = 1000;

type Blog = (Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>);
type Wide = (Dense<64, 32, Relu>, Dense<32, 10>);

fn tell<const IN: usize, const OUT: usize, N: Layer<Input = [f32; IN], Output = [f32; OUT]>>(
    clock: &mut Clock,
    name: &str,
    net: &mut N,
    trainer: &mut Trainer<N, Sgd>,
    sample: fn(&mut Draw) -> ([f32; IN], [f32; OUT]),
) -> Result<(), Failure> {
    init::he_uniform(net, &mut XorShiftRng::seed_from_u64(7));
    let sums = Counts::of(clock, SAMPLES, net, trainer, &Sgd { rate: 0.01 }, sample);
    let mut out = Console::open();
    for (call, ticks) in [("predict", sums.predict), ("learn", sums.learn), ("step", sums.step)] {
        writeln!(out, "{name},{call},{}", Clock::instructions(ticks) / u64::from(SAMPLES))?;
    }
    Ok(())
}

fn sine(draw: &mut Draw) -> ([f32; 1], [f32; 1]) {
    let x = PI * draw.next();
    ([x], [libm::sinf(x)])
}

/// A wide net sees noise, and is to give the sines of its first inputs.
fn sines(draw: &mut Draw) -> ([f32; 64], [f32; 10]) {
    let x = [(); 64].map(|()| draw.next());
    (x, core::array::from_fn(|k| libm::sinf(PI * x[k])))
}

#[entry]
fn main() -> ! {
    static mut HELLO: Hello = Hello::ZERO;
    static mut HELLO_TRAINER: Trainer<Hello, Sgd> = Trainer::new();
    static mut BLOG: Blog = Blog::ZERO;
    static mut BLOG_TRAINER: Trainer<Blog, Sgd> = Trainer::new();
    #[cfg(not(small_ram))]
    static mut WIDE: Wide = Wide::ZERO;
    #[cfg(not(small_ram))]
    static mut WIDE_TRAINER: Trainer<Wide, Sgd> = Trainer::new();
    let Some(mut clock) = Clock::start() else { finish(Err(Failure::NoClock)) };
    let told = tell(&mut clock, "1-5-5-5-5-1", BLOG, BLOG_TRAINER, sine)
        .and_then(|()| tell(&mut clock, "1-16-16-1", HELLO, HELLO_TRAINER, sine));
    #[cfg(not(small_ram))]
    let told = told.and_then(|()| tell(&mut clock, "64-32-10", WIDE, WIDE_TRAINER, sines));
    finish(told)
}
