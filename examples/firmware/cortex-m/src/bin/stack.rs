//! Bytes of stack that a call needs, beside what the net and its trainer take by their `footprint`.
#![no_std]
#![no_main]

use core::hint::black_box;
use cortex_m_firmware::{Console, finish, high_water};
use cortex_m_rt::entry;
use job::Part::{Text, Whole};
use job::{Draw, Failure, Hello, line};
use stackprop::{Adam, Footprint, Mse, Predict, Sgd, Trainer, Zero, footprint, learn, trainer_footprint};

const COST: Footprint = footprint::<Hello>();

#[entry]
fn main() -> ! {
    static mut NET: Hello = Hello::ZERO;
    static mut SGD: Trainer<Hello, Sgd> = Trainer::new();
    static mut ADAM: Trainer<Hello, Adam> = Trainer::new();
    Draw(7).start(NET);
    let (x, target) = (black_box([[0.5]; 8]), black_box([[0.25]; 8]));
    let numbers = [
        ("predict", high_water(&mut || _ = black_box(NET.predict(&x[0])))),
        ("learn", high_water(&mut || _ = black_box(learn(NET, &x[0], &target[0], &Mse, 0.01)))),
        ("sgd-step", high_water(&mut || _ = black_box(SGD.step(NET, &x, &target, &Mse, &Sgd { rate: 0.01 })))),
        ("adam-step", high_water(&mut || _ = black_box(ADAM.step(NET, &x, &target, &Mse, &Adam::new(0.01))))),
        ("net", COST.net),
        ("tape", COST.tape),
        ("sgd-trainer", trainer_footprint::<Hello, Sgd>()),
        ("adam-trainer", trainer_footprint::<Hello, Adam>()),
    ];
    let mut out = Console::open();
    let told = numbers.iter().try_for_each(|(what, bytes)| {
        line(&mut out, &[Text("1-16-16-1,"), Text(what), Text(","), Whole(*bytes as u32)]).map_err(Failure::from)
    });
    finish(told)
}
