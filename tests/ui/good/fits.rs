//! The one that compiles: what is wrong with the others is their shapes alone.
use stackprop::{Dense, Footprint, Layer, Parameters, Relu, Sgd, Trainer, footprint};

type Net = (Dense<1, 16, Relu>, [Dense<16, 16, Relu>; 2], (Dense<16, 8>, Dense<8, 1>));
const COST: Footprint = footprint::<Net>();

fn main() {
    let net = Net::ZERO;
    let _trainer = Trainer::<Net, Sgd>::new();
    assert_eq!(net.predict(&[0.5]), [0.0]);
    assert_eq!(COST.params, 32 + 2 * 272 + 136 + 9);
}
