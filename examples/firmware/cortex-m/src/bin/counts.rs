//! Instructions of predict, learn and a step of the trainer, on the mean over the samples, one line a net and call.
#![no_std]
#![no_main]

use cortex_m_firmware::{Clock, Console, finish};
use cortex_m_rt::entry;
use job::{Failure, Hello, counts};
use stackprop::{Dense, Parameters, Relu, Sgd, Trainer};

const SAMPLES: u16 = 1000;

type Blog = (Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>);
#[cfg(not(small_ram))]
type Wide = (Dense<64, 32, Relu>, Dense<32, 10>);

#[entry]
fn main() -> ! {
    static mut BLOG: (Blog, Trainer<Blog, Sgd>) = (Blog::ZERO, Trainer::new());
    static mut HELLO: (Hello, Trainer<Hello, Sgd>) = (Hello::ZERO, Trainer::new());
    #[cfg(not(small_ram))]
    static mut WIDE: (Wide, Trainer<Wide, Sgd>) = (Wide::ZERO, Trainer::new());

    let Some(mut clock) = Clock::start() else { finish(Err(Failure::NoClock)) };
    let mut out = Console::open();
    let (net, trainer) = BLOG;
    counts::start(net);
    let mut told = counts::tell(&mut clock, &mut out, "1-5-5-5-5-1", (net, trainer), SAMPLES, counts::sine);
    let (net, trainer) = HELLO;
    counts::start(net);
    told = told.and_then(|()| counts::tell(&mut clock, &mut out, "1-16-16-1", (net, trainer), SAMPLES, counts::sine));
    #[cfg(not(small_ram))]
    {
        let (net, trainer) = WIDE;
        counts::start(net);
        told =
            told.and_then(|()| counts::tell(&mut clock, &mut out, "64-32-10", (net, trainer), SAMPLES, counts::sines));
    }
    finish(told)
}
