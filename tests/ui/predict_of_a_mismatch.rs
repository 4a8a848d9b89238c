use stackprop::{Dense, Layer, Parameters, Relu};

type Net = (Dense<1, 16, Relu>, Dense<8, 16, Relu>, Dense<16, 1>);

fn main() {
    let net = Net::ZERO;
    net.predict(&[0.5]);
}
