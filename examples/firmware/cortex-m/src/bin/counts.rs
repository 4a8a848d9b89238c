//! Instructions of predict, learn and a step of the trainer, on the mean over the samples, one line a net and call.
#![no_std]
#![no_main]

use cortex_m_firmware::{Clock, Console, finish};
use cortex_m_rt::entry;
use job::counts::{self, WithAdam};
use job::{Failure, Hello};
use stackprop::{Trainer, Zero};

#[entry]
fn main() -> ! {
    static mut HELLO: WithAdam<Hello> = ((Hello::ZERO, Trainer::new()), Trainer::new());
    let Some(mut clock) = Clock::start() else { finish(Err(Failure::NoClock)) };
    let mut out = Console::open();
    let told = counts::hello(&mut clock, &mut out, HELLO);
    #[cfg(not(small_ram))]
    let told = told.and_then(|()| {
        use counts::{Blog, Wide};
        static mut BLOG: WithAdam<Blog> = ((Blog::ZERO, Trainer::new()), Trainer::new());
        static mut WIDE: WithAdam<Wide> = ((Wide::ZERO, Trainer::new()), Trainer::new());
        // SAFETY: this runs once, and nobody else knows the two.
        let (blog, wide) = unsafe { (&mut *(&raw mut BLOG), &mut *(&raw mut WIDE)) };
        counts::blog(&mut clock, &mut out, blog)?;
        counts::wide(&mut clock, &mut out, wide)
    });
    finish(told)
}
