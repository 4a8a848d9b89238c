use stackprop::{Dense, Sgd, Trainer};

static TRAINER: Trainer<(Dense<4, 4>,), Sgd> = Trainer::new();

fn main() {
    let _ = &TRAINER;
}
