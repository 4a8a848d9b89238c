use stackprop::{Dense, Relu, Sgd, Trainer};

type Net = (Dense<1, 16, Relu>, Dense<8, 16, Relu>, Dense<16, 1>);

static TRAINER: Trainer<Net, Sgd> = Trainer::new();

fn main() {
    let _ = &TRAINER;
}
