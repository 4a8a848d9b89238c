//! By Embassy: an interrupt puts samples into a channel, and a task that owns the net learns them. Nothing is shared.
#![no_std]
#![no_main]

use cortex_m_rt::exception;
use embassy_executor::Spawner;
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, channel::Channel};
use sharing::{Learner, SAMPLES, finish, sensor, start};

/// What came and is not yet learnt. A sample that finds it full is lost, and the interrupt is never kept waiting.
static SAMPLES_TO_LEARN: Channel<CriticalSectionRawMutex, f32, 8> = Channel::new();

#[embassy_executor::main]
async fn main(_spawner: Spawner) {
    let mut learner = Learner::NEW; // in the task's own memory, which is a `static`
    learner.start();
    if let Some(mut peripherals) = cortex_m::Peripherals::take() {
        start(&mut peripherals.SYST);
    }
    for _ in 0..SAMPLES {
        let x = SAMPLES_TO_LEARN.receive().await;
        let _ = learner.learn(x); // every interrupt may come in between
    }
    finish(|x| learner.predict(x))
}

#[exception]
fn SysTick() {
    static mut SAMPLE: u32 = 0;
    let _ = SAMPLES_TO_LEARN.try_send(sensor(*SAMPLE));
    *SAMPLE += 1;
}
