use stackprop::{Dense, Zero};

type Net = (Dense<4, 4>,);

fn main() {
    let _ = Net::ZERO;
}
