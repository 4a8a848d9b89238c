use stackprop::{Dense, Zero};

type D = Dense<4, 4>;
type Net = (D, D, D, D, D, D, D);

fn main() {
    let _ = Net::ZERO;
}
