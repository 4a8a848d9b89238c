use stackprop::{Dense, Predict, Relu, Zero};

type Net = (Dense<1, 16, Relu>, Dense<8, 16, Relu>, Dense<16, 1>);

fn main() {
    let net = Net::ZERO;
    net.predict(&[0.5]);
}
