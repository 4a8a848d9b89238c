use stackprop::{Dense, Footprint, Relu, footprint};

type Net = (Dense<1, 5, Relu>, [Dense<5, 6, Relu>; 3], Dense<6, 1>);
const COST: Footprint = footprint::<Net>();

fn main() {
    let _ = COST;
}
