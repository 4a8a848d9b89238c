use stackprop::{Dense, Footprint, footprint};

type D = Dense<4, 4>;
const COST: Footprint = footprint::<(D, D, D, D, D, D, D)>();

fn main() {
    let _ = COST;
}
