//! What the three programs have in common: a learner, and the ends of an emulation.
#![no_std]

use core::panic::PanicInfo;
use cortex_m::peripheral::{SYST, syst::SystClkSource};
use cortex_m_semihosting::debug;
use lm3s6965 as _; // the table of interrupts
use stackprop::{Clipped, Dense, Layer, Mse, Predict, Relu, TrainError, Zero, init, learn_on, tape};

type Net = (Dense<1, 16, Relu>, Dense<16, 1>);

/// A net with all that it needs to learn y = x² on -1..=1, in one value. All zero bytes: a `static` of it takes no flash.
pub struct Learner {
    net: Net,
    tape: <Net as Layer>::Tape<f32>,
}

impl Learner {
    pub const NEW: Self = Self { net: Net::ZERO, tape: tape::<Net>() };

    /// Draws the first weights.
    pub fn start(&mut self) {
        init::seeded(&mut self.net, 7);
    }

    /// One sample, straight into the weights; the loss before the step.
    pub fn learn(&mut self, x: f32) -> Result<f32, TrainError> {
        learn_on(&mut self.tape, &mut self.net, &[x], &[x * x], &Mse, Clipped { norm: 1.0, rule: 0.05 })
    }

    pub fn predict(&self, x: f32) -> f32 {
        let [y] = self.net.predict(&[x]);
        y
    }
}

impl Default for Learner {
    fn default() -> Self {
        Self::NEW
    }
}

/// The sensor's next value: all over -1..=1.
pub fn sensor(sample: u32) -> f32 {
    (sample * 37 % 201) as f32 / 100.0 - 1.0
}

/// How many samples it takes to learn the curve to a tenth.
pub const SAMPLES: u32 = 20_000;

/// Ticks the timer every 2500 clock cycles.
pub fn start(timer: &mut SYST) {
    timer.set_clock_source(SystClkSource::Core);
    timer.set_reload(2_499);
    timer.clear_current();
    timer.enable_counter();
    timer.enable_interrupt();
}

/// Ends the emulation: with status 0 if the whole curve has been learnt.
pub fn finish(predict: impl Fn(f32) -> f32) -> ! {
    let learnt = (-10..=10_i8).all(|k| {
        let x = f32::from(k) / 10.0;
        (predict(x) - x * x).abs() < 0.1
    });
    end(learnt)
}

fn end(well: bool) -> ! {
    debug::exit(if well { debug::EXIT_SUCCESS } else { debug::EXIT_FAILURE });
    loop {
        core::hint::spin_loop();
    }
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    end(false)
}
