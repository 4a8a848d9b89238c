//! Every activation under every loss by every optimizer: a hundred steps of training, f32 in lanes beside the f64 oracle.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;
mod reference;

use common::{Draw, values};
use reference::{Kind, KnownLoss, KnownRule, Memory, Named, Net, tolerance};
use stackprop::{
    Adam, Dense, Huber, Lanes, LeakyRelu, Linear, Loss, Momentum, Mse, Optimizer, Relu, Sgd, Sigmoid, Tanh, Trainer,
};

type Shape<A> = (Dense<2, 6, A>, [Dense<6, 6, A>; 2], Dense<6, 3>);

fn train<A: Named, L, O>(loss: &L, rule: &O)
where
    L: Loss<[f32; 3]> + KnownLoss,
    O: Optimizer<Shape<A>> + KnownRule,
{
    let mut draw = Draw::new(5);
    let mut net: Shape<A> = draw.net(0.8);
    let mut oracle = Net::of(&net, &[A::KIND, A::KIND, A::KIND, Kind::Linear]);
    let mut memory = vec![Memory::default(); values(&net).len()];
    let mut trainer = Trainer::<_, O, Lanes<4>>::new();
    let xs: Vec<[f32; 2]> = draw.arrays(11, 1.0); // two turns of the lanes, and three alone
    let targets: Vec<[f32; 3]> = draw.arrays(11, 1.0);
    let mut losses = Vec::new();
    for _ in 0..100 {
        losses.push(trainer.step(&mut net, &xs, &targets, loss, rule).unwrap());
        let traces: Vec<_> = xs.iter().zip(&targets).map(|(x, t)| oracle.trace(x, t, loss.known())).collect();
        let gradient = oracle.gradient(&traces, 1.0 / 11.0);
        for ((weight, slope), memory) in oracle.parameters().zip(&gradient).zip(&mut memory) {
            rule.known().step(weight, slope.value, memory);
        }
    }
    assert!(losses[99] < losses[0], "{:?}: from {} to {}", A::KIND, losses[0], losses[99]);
    let off = values(&net).into_iter().zip(oracle.parameters()).map(|(w, exact)| (f64::from(w) - *exact).abs());
    let worst = off.fold(0.0, f64::max);
    assert!(worst <= tolerance::TRAINED, "{:?} {:?} {:?}: off by {worst:e}", A::KIND, loss.known(), rule.known());
}

fn by_every_optimizer<A: Named>(loss: &(impl Loss<[f32; 3]> + KnownLoss)) {
    train::<A, _, _>(loss, &Sgd { rate: 0.05 });
    train::<A, _, _>(loss, &Momentum::new(0.02, 0.9));
    train::<A, _, _>(loss, &Momentum { rate: 0.02, momentum: 0.9, nesterov: true });
    train::<A, _, _>(loss, &Adam::new(0.01));
}

fn under_every_loss<A: Named>() {
    by_every_optimizer::<A>(&Mse);
    by_every_optimizer::<A>(&Huber { delta: 0.25 });
}

#[test]
fn all_of_them() {
    under_every_loss::<Linear>();
    under_every_loss::<Relu>();
    under_every_loss::<LeakyRelu>();
    under_every_loss::<Tanh>();
    under_every_loss::<Sigmoid>();
}
