//! The README's first program: a net learns sin x, one sample at a time. `cargo run --release --example hello`.

use core::f32::consts::PI;
use stackprop::{Dense, Mse, Predict, Regression, Relu, TrainError, Zero, init, learn};

type Net = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>);

fn main() -> Result<(), TrainError> {
    let mut net = Net::ZERO;
    init::seeded(&mut net, 7);
    for step in 0..20_000 {
        let x = (step * 37 % 629) as f32 / 100.0 - PI; // a sensor, say
        learn(&mut net, &[x], &[libm::sinf(x)], &Mse, 0.01)?; // straight into the weights
    }
    let mut errors = Regression::new();
    for x in (-314..=314_i16).map(|x| f32::from(x) / 100.0) {
        errors.push(&net.predict(&[x]), &[libm::sinf(x)]);
    }
    println!("sin(1) = {:.3}, RMSE {:.3} over the whole range", net.predict(&[1.0])[0], errors.rmse());
    assert!(errors.rmse() < 0.05);
    Ok(())
}
