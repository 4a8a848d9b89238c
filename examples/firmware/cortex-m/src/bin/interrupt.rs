//! A timer interrupt that learns: SysTick takes a sample from a slow sensor and learns it and two it remembers, while
//! the main loop sleeps. One of the samples is broken, and the net gets over it.
#![no_std]
#![no_main]

use core::fmt::Write;
use core::sync::atomic::{AtomicU32, Ordering};
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_firmware::{Console, finish};
use cortex_m_rt::{entry, exception};
use job::{Failure, Stream};

const SAMPLES: u32 = 8000;

/// Samples that came, and, as the bits of an f32, the mean loss of late and the error over the whole range: atomics are
/// all that is shared.
static CAME: AtomicU32 = AtomicU32::new(0);
static LOSS: AtomicU32 = AtomicU32::new(0);
static RMSE: AtomicU32 = AtomicU32::new(0);

#[entry]
fn main() -> ! {
    let Some(peripherals) = cortex_m::Peripherals::take() else { finish(Err(Failure::NoClock)) };
    let mut timer = peripherals.SYST;
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(24_999); // at 25 MHz, every millisecond
    timer.clear_current();
    timer.enable_counter();
    timer.enable_interrupt();

    let mut console = Console::open();
    let mut told = 0;
    while told < SAMPLES {
        cortex_m::asm::wfi();
        if CAME.load(Ordering::Relaxed) >= told + 1000 {
            told += 1000;
            let [loss, rmse] = [&LOSS, &RMSE].map(|bits| f32::from_bits(bits.load(Ordering::Relaxed)));
            if writeln!(console, "sample {told}  loss {loss:.4}  error over the whole range {rmse:.4}").is_err() {
                finish(Err(Failure::Unwritten));
            }
        }
    }
    let rmse = f32::from_bits(RMSE.load(Ordering::Relaxed));
    finish(if rmse < 0.1 { Ok(()) } else { Err(Failure::Unlearned) })
}

#[exception]
fn SysTick() {
    // The macro hands it out as `&mut`: nobody else knows it, and the handler does not interrupt itself.
    static mut STREAM: Stream = Stream::new();
    if CAME.load(Ordering::Relaxed) == SAMPLES {
        return;
    }
    if let Ok(loss) = STREAM.tick(7) {
        LOSS.store(loss.to_bits(), Ordering::Relaxed);
    }
    if STREAM.samples().is_multiple_of(1000) {
        RMSE.store(STREAM.rmse().to_bits(), Ordering::Relaxed);
    }
    CAME.store(STREAM.samples(), Ordering::Relaxed);
}
