//! What a net costs, known before it runs, as the guide's table: `cargo run --example footprint`.

use stackprop::{Adam, AdamW, Dense, Layer, Momentum, Relu, RmsProp, Sgd, Values, footprint, store, trainer_footprint};
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
        "| net | parameters | multiply-adds | net | stored | + tape: `learn` | + trainer: `Sgd` | `Momentum` | \
         `RmsProp` | `Adam`, `AdamW` |"
    )?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")?;
    row::<Blog>(out, "1-5-5-5-5-1")?;
    row::<Hello>(out, "1-16-16-1")?;
    row::<Wide>(out, "1-64-1")?;
    row::<Digits>(out, "64-32-10")
}

fn row<N: Layer>(out: &mut impl Write, name: &str) -> io::Result<()>
where
    (N::Gradient, ()): Values, // RMSprop's memory: a square per weight, and nothing for plain SGD
{
    let (cost, stored) = (footprint::<N>(), store::bytes::<N>());
    let (params, macs, net, tape) = (cost.params, cost.macs, cost.net, cost.tape);
    write!(out, "| {name} | {params} | {macs} | {net} B | {stored} B | {tape} B |")?;
    const { assert!(trainer_footprint::<N, Adam>() == trainer_footprint::<N, AdamW>()) };
    let (sgd, momentum) = (trainer_footprint::<N, Sgd>(), trainer_footprint::<N, Momentum>());
    let (rms_prop, adam) = (trainer_footprint::<N, RmsProp>(), trainer_footprint::<N, Adam>());
    writeln!(out, " {sgd} B | {momentum} B | {rms_prop} B | {adam} B |")
}
