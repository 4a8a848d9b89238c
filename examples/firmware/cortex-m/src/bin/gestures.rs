//! Gestures, learnt on the device, then personalised to another hand.
#![no_std]
#![no_main]

use cortex_m_firmware::{Console, finish, is_ieee};
use cortex_m_rt::entry;
use job::Part::{Fixed, Text};
use job::gestures::{Learner, Outcome, run};
use job::{Failure, line};

#[entry]
fn main() -> ! {
    static mut LEARNER: Learner = Learner::new(); // .bss
    let outcome = run(2016, LEARNER, &mut |_| ()).map_err(Failure::Refused).and_then(tell);
    finish(if is_ieee() { outcome } else { Err(Failure::NotIeee) })
}

/// Accuracy over fresh windows, before the head was personalised to the second hand and after.
fn tell(Outcome { first, second }: Outcome) -> Result<(), Failure> {
    let mut out = Console::open();
    for (hand, [before, after]) in [("first hand ", first), ("second hand", second)] {
        line(&mut out, &[Text(hand), Text("  before"), Fixed(before), Text("  after"), Fixed(after)])?;
    }
    let [first, _] = first;
    let [before, after] = second;
    if first > 0.95 && after > 0.9 && after > before { Ok(()) } else { Err(Failure::Unlearned) }
}
