//! Without a framework: a `static` in a mutex that holds the interrupts off for as long as it is borrowed.
#![no_std]
#![no_main]

use core::cell::RefCell;
use cortex_m_rt::{entry, exception};
use critical_section::Mutex;
use sharing::{Learner, SAMPLES, finish, sensor, start};

static LEARNER: Mutex<RefCell<Learner>> = Mutex::new(RefCell::new(Learner::NEW));

#[entry]
fn main() -> ! {
    critical_section::with(|token| LEARNER.borrow_ref_mut(token).start());
    if let Some(mut peripherals) = cortex_m::Peripherals::take() {
        start(&mut peripherals.SYST);
    }
    for _ in 0..SAMPLES {
        cortex_m::asm::wfi();
    }
    // Interrupts wait for one `predict` at a time.
    finish(|x| critical_section::with(|token| LEARNER.borrow_ref(token).predict(x)))
}

#[exception]
fn SysTick() {
    static mut SAMPLE: u32 = 0;
    let x = sensor(*SAMPLE);
    *SAMPLE += 1;
    // Nothing that may interrupt this handler uses the learner, but the mutex cannot know.
    critical_section::with(|token| {
        let _ = LEARNER.borrow_ref_mut(token).learn(x);
    });
}
