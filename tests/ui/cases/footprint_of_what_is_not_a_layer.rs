use stackprop::{Dense, Footprint, Relu, footprint};

const COST: Footprint = footprint::<(Dense<1, 16>, Relu, Dense<16, 1>)>();

fn main() {
    let _ = COST;
}
