use stackprop::{Dense, Footprint, Relu, footprint};

type Net = (Dense<1, 64, Relu>, Dense<64, 64, Relu>, Dense<64, 1>);
const COST: Footprint = footprint::<Net>();
const _: () = assert!(2 * COST.net + COST.tape <= 20 * 1024, "net, gradient and tape must fit 20 KiB");

fn main() {}
