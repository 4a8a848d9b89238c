//! Instructions of what is around a net: losses, optimizers, a head solved for, scales, metrics; on the mean over samples,
//! one line a call. A firmware of its own, so that what else is linked does not move the counts of predict and learn.
#![no_std]
#![no_main]

use cortex_m_firmware::{Clock, Console, finish};
use cortex_m_rt::entry;
use job::Failure;
use job::counts::{Nested, tools};
use stackprop::Zero;

#[entry]
fn main() -> ! {
    static mut NESTED: Nested = Nested::ZERO;
    let Some(mut clock) = Clock::start() else { finish(Err(Failure::NoClock)) };
    let mut out = Console::open();
    let told = tools(&mut clock, &mut out, NESTED);
    #[cfg(target_abi = "eabihf")] // an FPU, which has a root
    let told = told.and_then(|()| job::counts::by_root::<cortex_m_firmware::Vsqrt>(&mut clock, &mut out, NESTED));
    #[cfg(not(small_ram))]
    let told = told.and_then(|()| {
        use job::counts::{Learner, Wide, classes, wide_head};
        static mut WIDE: Learner<Wide> = (Wide::ZERO, stackprop::Trainer::new());
        // SAFETY: this runs once, and nobody else knows it.
        classes(&mut clock, &mut out, unsafe { &mut *(&raw mut WIDE) })?;
        wide_head(&mut clock, &mut out)
    });
    finish(told)
}
