use stackprop::{Dense, Predict, Relu, Zero};

type Net = (Dense<2, 16, Relu>, Dense<16, 1>);

fn main() {
    let net = Net::ZERO;
    net.predict(&[0.5]);
}
