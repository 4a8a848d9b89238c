//! The ESP32-C3's own part: the start and a timer, by esp-hal.

use core::cell::RefCell;
use critical_section::Mutex;
use esp_backtrace as _;
pub use esp_hal::main as entry;
use esp_hal::timer::{PeriodicTimer, systimer::SystemTimer};
use esp_hal::{Blocking, interrupt::InterruptHandler, time::Duration};

esp_bootloader_esp_idf::esp_app_desc!();

pub type Timer = PeriodicTimer<'static, Blocking>;

/// Needed by the handler as well, which must say that it has seen the tick.
static TICKING: Mutex<RefCell<Option<Timer>>> = Mutex::new(RefCell::new(None));

/// Switches the watchdogs off, and hands out the timer.
#[must_use]
pub fn init() -> Timer {
    let peripherals = esp_hal::init(esp_hal::Config::default());
    PeriodicTimer::new(SystemTimer::new(peripherals.SYSTIMER).alarm0)
}

/// Ticks every millisecond.
pub fn start_timer(mut timer: Timer, handler: InterruptHandler) {
    timer.set_interrupt_handler(handler);
    timer.listen();
    timer.start(Duration::from_millis(1)).expect("a millisecond is in the timer's range");
    critical_section::with(|token| TICKING.replace(token, Some(timer)));
}

pub fn seen() {
    critical_section::with(|token| {
        if let Some(timer) = TICKING.borrow_ref_mut(token).as_mut() {
            timer.clear_interrupt();
        }
    });
}

/// Calls a function from an interrupt, at every tick of the timer.
#[macro_export]
macro_rules! every_tick {
    ($timer:expr, $call:path) => {{
        #[esp_hal::handler]
        fn tick() {
            $crate::board::seen();
            $call();
        }
        $crate::board::start_timer($timer, tick);
    }};
}
