#!/bin/bash
# Seconds that a crate of one's own takes to build in release, its dependencies built before: bash benches/compile.sh
set -euo pipefail
cd "$(dirname "$0")/.."
crate=$(mktemp -d)
trap 'rm -rf "$crate"' EXIT
mkdir "$crate/src"
cat >"$crate/Cargo.toml" <<END
[package]
name = "downstream"
edition = "2024"

[dependencies]
stackprop = { path = "$PWD" }

[workspace]
END
build() { # NAME NET: a program that starts a net, learns one sample at a time and in batches, and predicts
  cat >"$crate/src/main.rs" <<END
use stackprop::*;
type Net = $2;
fn main() -> Result<(), TrainError> {
    let (mut net, mut trainer) = (Net::ZERO, Trainer::<Net, Adam>::new());
    init::seeded(&mut net, 7);
    let x = [std::env::args().count() as f32];
    learn(&mut net, &x, &x, &Mse, 0.01)?;
    trainer.step(&mut net, &[x], &[x], &Mse, &Adam::new(0.001))?;
    println!("{:?}", net.predict(&x));
    Ok(())
}
END
  cargo build --quiet --release --manifest-path "$crate/Cargo.toml"
  touch "$crate/src/main.rs"
  local TIMEFORMAT="$1: %R s by the clock, %U s of processor time"
  time cargo build --quiet --release --manifest-path "$crate/Cargo.toml"
}
build '1-16-16-1' '(Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>)'
build 'eight layers, all of different sizes' '(
    (Dense<1, 16, Relu>, Dense<16, 15, Relu>, Dense<15, 14, Relu>, Dense<14, 13, Relu>),
    (Dense<13, 12, Relu>, Dense<12, 11, Relu>, Dense<11, 10, Relu>, Dense<10, 1>),
)'
