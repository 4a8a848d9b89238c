//! What a net costs, known before it runs, as the guide's table: `cargo run --example footprint`.

use stackprop::{Adam, Dense, Layer, Momentum, Relu, Sgd, footprint, trainer_footprint};
use std::io::{self, Write};

type Blog = (Dense<1, 5, Relu>, [Dense<5, 5, Relu>; 3], Dense<5, 1>);
type Hello = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);
type Wide = (Dense<1, 64, Relu>, Dense<64, 1>);
type Digits = (Dense<64, 32, Relu>, Dense<32, 10>);

fn main() -> io::Result<()> {
    table(&mut io::stdout().lock())
}

/// The same function as in `tests/footprint_table.rs`, which holds the guide to it.
pub(crate) fn table(out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "| net | parameters | multiply-adds | net | + tape: `learn` | + trainer: `Sgd` | `Momentum` | `Adam` |"
    )?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|--:|--:|")?;
    row::<Blog>(out, "1-5-5-5-5-1")?;
    row::<Hello>(out, "1-16-16-1")?;
    row::<Wide>(out, "1-64-1")?;
    row::<Digits>(out, "64-32-10")
}

fn row<N: Layer>(out: &mut impl Write, name: &str) -> io::Result<()> {
    let cost = footprint::<N>();
    let trainers = [trainer_footprint::<N, Sgd>(), trainer_footprint::<N, Momentum>(), trainer_footprint::<N, Adam>()];
    let [sgd, momentum, adam] = trainers.map(|bytes| format!("{bytes} B"));
    let (params, macs, net, tape) = (cost.params, cost.macs, cost.net, cost.tape);
    writeln!(out, "| {name} | {params} | {macs} | {net} B | {tape} B | {sgd} | {momentum} | {adam} |")
}
