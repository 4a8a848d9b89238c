//! A timer interrupt that learns: SysTick takes a sample and learns it, while the main loop sleeps.
#![no_std]
#![no_main]

use core::f32::consts::PI;
use core::fmt::Write;
use core::sync::atomic::{AtomicU32, Ordering};
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_firmware::{Console, finish};
use cortex_m_rt::{entry, exception};
use job::{Draw, Failure, Hello};
use stackprop::{DenseTape, Mse, Zero, learn_on, tape};

type Tape = (DenseTape<16, f32>, DenseTape<16, f32>, DenseTape<1, f32>);

/// Samples learnt, and the mean loss of late, as the bits of an f32: atomics are all that is shared.
static LEARNT: AtomicU32 = AtomicU32::new(0);
static LOSS: AtomicU32 = AtomicU32::new(0);

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
    while told < 4000 {
        cortex_m::asm::wfi();
        let learnt = LEARNT.load(Ordering::Relaxed);
        if learnt >= told + 1000 {
            told += 1000;
            let loss = f32::from_bits(LOSS.load(Ordering::Relaxed));
            if writeln!(console, "sample {told}  loss {loss:.4}").is_err() {
                finish(Err(Failure::Unwritten));
            }
        }
    }
    let loss = f32::from_bits(LOSS.load(Ordering::Relaxed));
    finish(if loss < 0.01 { Ok(()) } else { Err(Failure::Unlearned) })
}

#[exception]
fn SysTick() {
    // The macro hands them out as `&mut`: nobody else knows them, and the handler does not interrupt itself.
    static mut NET: Hello = Hello::ZERO;
    static mut TAPE: Tape = tape::<Hello>();
    static mut DRAW: Draw = Draw(2016);
    if LEARNT.load(Ordering::Relaxed) == 0 {
        DRAW.start(NET);
    }
    let x = PI * DRAW.uniform(); // a sensor, say
    if let Ok(loss) = learn_on(TAPE, NET, &[x], &[libm::sinf(x)], &Mse, 0.02) {
        let late = f32::from_bits(LOSS.load(Ordering::Relaxed));
        LOSS.store((late + 0.01 * (loss - late)).to_bits(), Ordering::Relaxed);
    }
    LEARNT.fetch_add(1, Ordering::Relaxed);
}
