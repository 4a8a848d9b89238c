//! The job of the firmware on the host, whose bits are the ones every target is held to.
//! `sine`, or `sine 8` with lanes; `polynomial`.

use core::fmt;
use job::{Curve, Failure, Hello, Small, polynomial, sine, start};
use stackprop::{Adam, Lanes, Parameters, Sgd, Trainer};
use std::io::Write;

struct Console(std::io::StdoutLock<'static>);

impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

fn main() -> Result<(), Failure> {
    let mut out = Console(std::io::stdout().lock());
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (mut hello, mut small) = (Hello::ZERO, Small::ZERO);
    start(&mut hello)?;
    job::Draw(7).start(&mut small);
    let (sine, polynomial): (Curve<Adam>, Curve<Sgd>) = (sine(), polynomial());
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] | ["sine"] => sine.run(&mut out, &mut hello, &mut Trainer::<_, _, f32>::new()),
        ["sine", "8"] => sine.run(&mut out, &mut hello, &mut Trainer::<_, _, Lanes<8>>::new()),
        ["sine", "16"] => sine.run(&mut out, &mut hello, &mut Trainer::<_, _, Lanes<16>>::new()),
        ["polynomial"] => polynomial.run(&mut out, &mut small, &mut Trainer::<_, _, f32>::new()),
        ["polynomial", "8"] => polynomial.run(&mut out, &mut small, &mut Trainer::<_, _, Lanes<8>>::new()),
        ["polynomial", "16"] => polynomial.run(&mut out, &mut small, &mut Trainer::<_, _, Lanes<16>>::new()),
        _ => {
            eprintln!("usage: host [sine|polynomial [8|16]]");
            std::process::exit(2)
        }
    }
}
