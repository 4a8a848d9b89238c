//! The job of the firmware on the host, whose bits are the ones every target is held to: `host [sine|polynomial] [LANES]`.

use core::fmt;
use job::{Failure, Hello, Small, more, polynomial, sine};
use stackprop::{Lanes, Real, Trainer, Zero};
use std::io::Write;

struct Console(std::io::StdoutLock<'static>);

impl fmt::Write for Console {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write_all(text.as_bytes()).map_err(|_| fmt::Error)
    }
}

fn run<R: Real>(job: &str) -> Result<(), Failure> {
    let mut out = Console(std::io::stdout().lock());
    let (mut hello, mut small) = (Hello::ZERO, Small::ZERO);
    match job {
        "sine" => sine(&mut out, &mut hello, &mut Trainer::<_, _, R>::new()).and_then(|()| more(&mut out)),
        "polynomial" => polynomial(&mut out, &mut small, &mut Trainer::<_, _, R>::new()),
        _ => usage(),
    }
}

fn usage() -> ! {
    eprintln!("usage: host [sine|polynomial] [1|8|16]");
    std::process::exit(2)
}

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [] => run::<f32>("sine"),
        [job] | [job, "1"] => run::<f32>(job),
        [job, "8"] => run::<Lanes<8>>(job),
        [job, "16"] => run::<Lanes<16>>(job),
        _ => usage(),
    }
}
