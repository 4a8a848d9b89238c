use stackprop::{Dense, Mse, Relu, Zero, learn};

type Net = (Dense<1, 16, Relu>, Dense<16, 2>);

fn main() {
    let mut net = Net::ZERO;
    let _ = learn(&mut net, &[0.5], &[1.0], &Mse, 0.1);
}
