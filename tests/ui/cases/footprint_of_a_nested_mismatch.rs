use stackprop::{Dense, Footprint, Relu, footprint};

type Net = (Dense<1, 16, Relu>, (Dense<8, 16, Relu>, Dense<16, 1>));
const COST: Footprint = footprint::<Net>();

fn main() {
    let _ = COST;
}
