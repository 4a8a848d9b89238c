//! By Embassy: a timer interrupt takes samples, and a task that owns the net learns them.
#![no_std]
#![no_main]

use core::sync::atomic::{AtomicU32, Ordering};
use embassy_executor::Spawner;
use embassy_sync::{blocking_mutex::raw::CriticalSectionRawMutex, channel::Channel};
use firmware::learner::{Learner, SAMPLES};
use firmware::sensor::{Sample, sample};
use firmware::{board, every_tick};

/// What came and is not yet learnt. A sample that finds it full is lost, and the interrupt is never kept waiting.
static TO_LEARN: Channel<CriticalSectionRawMutex, Sample, 8> = Channel::new();

#[cfg_attr(target_arch = "arm", embassy_executor::main)]
#[cfg_attr(board = "esp32c3", embassy_executor::main(entry = "esp_hal::main"))]
async fn main(_spawner: Spawner) {
    let mut learner = Learner::new(); // in the task's own memory, which is a `static`
    every_tick!(board::init(), take_sample);
    for _ in 0..SAMPLES {
        learner.take(TO_LEARN.receive().await); // every interrupt may come in between
    }
    board::end(learner.report())
}

/// From the interrupt.
fn take_sample() {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let k = NEXT.load(Ordering::Relaxed); // a Cortex-M0+ can load and store atomically, and no more
    NEXT.store(k + 1, Ordering::Relaxed);
    let _ = TO_LEARN.try_send(sample(k));
}
