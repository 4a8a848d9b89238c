//! Every optimizer, schedule and loss that the jobs leave out: what losses, weights and the optimizer's memory hash to.

use crate::jobs::hash;
use core::array::from_fn;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Adam, AdamW, BinaryCrossEntropy, Clipped, ClippedByValue, Dense, Huber, Lanes, Loss, Momentum, Mse, Optimizer,
    Real, RmsProp, Scaled, Sgd, Sigmoid, SoftmaxCrossEntropy, Tanh, Target, Trainer, WeightDecay, Weighted,
    WeightedBinaryCrossEntropy, WeightedCrossEntropy, Zero, constant, exponential, init, learn, linear, one_cycle,
    step_decay, warm_up_cosine,
};

type Net = (Dense<2, 6, Tanh>, Dense<6, 5, Sigmoid>, Dense<5, 3>);
const STEPS: u32 = 300; // past the step at which Adam clears subnormals

fn start() -> (Net, [[f32; 2]; 11]) {
    let mut net = Net::ZERO;
    init::glorot_uniform(&mut net, &mut XorShiftRng::seed_from_u64(6));
    (net, from_fn(|k| [k as f32 / 8.0 - 0.6, (k * k % 11) as f32 / 11.0 - 0.4]))
}

/// Within 0..=1, as every loss will have it.
fn rows() -> [[f32; 3]; 11] {
    from_fn(|k| from_fn(|o| ((k * 5 + o * 4) % 11) as f32 / 10.0))
}

fn classes() -> [u8; 11] {
    [0, 1, 2, 2, 0, 1, 1, 1, 0, 2, 0]
}

fn weighted<T: Copy>(targets: [T; 11]) -> [(T, f32); 11] {
    from_fn(|k| (targets[k], (k * 7 % 11) as f32 / 11.0))
}

fn trained<T: Target, O: Optimizer<Net>>(targets: &[T], loss: &impl Loss<[f32; 3], T>, rule: impl Fn(u32) -> O) -> u32 {
    fn by<R: Real, T: Target, O: Optimizer<Net>>(
        targets: &[T],
        loss: &impl Loss<[f32; 3], T>,
        rule: impl Fn(u32) -> O,
    ) -> u32 {
        let ((mut net, xs), mut trainer, mut losses) = (start(), Trainer::<Net, O, R>::new(), 0_u32);
        for step in 0..STEPS {
            let loss = trainer.step(&mut net, &xs, targets, loss, &rule(step)).unwrap();
            losses = (losses ^ loss.to_bits()).wrapping_mul(0x0100_0193);
        }
        losses ^ hash(&net).rotate_left(10) ^ hash(&trainer).rotate_left(20)
    }
    let found = by::<f32, T, O>(targets, loss, &rule);
    assert_eq!(found, by::<Lanes<4>, T, O>(targets, loss, &rule));
    found
}

/// Pairs of what was expected and what was found.
fn holds<const N: usize>(pairs: [(u32, u32); N]) {
    let found = pairs.map(|(_, found)| found);
    assert_eq!(found, pairs.map(|(expected, _)| expected), "{found:#010x?}");
}

#[test]
fn optimizers_and_schedules() {
    holds([
        (0xf4f8_281e, trained(&rows(), &Mse, |step| Sgd { rate: linear(0.5, 0.1, step, 200) })),
        (
            0xabd4_67bc,
            trained(&rows(), &Mse, |step| Momentum {
                nesterov: true,
                ..Momentum::new(step_decay(0.1, step, 90, 0.7), 0.9)
            }),
        ),
        (0x2ba5_2704, trained(&rows(), &Mse, |step| RmsProp::new(exponential(0.01, step, 0.99)))),
        (
            0xe347_aa7b,
            trained(&rows(), &Mse, |step| RmsProp {
                alpha: 0.9,
                epsilon: 1e-3,
                rule: Momentum::new(constant(0.003, step, STEPS), 0.5),
            }),
        ),
        (0xbbb8_43f3, trained(&rows(), &Mse, |step| Adam::new(warm_up_cosine(0.03, step, 20, STEPS)))),
        (
            0x0f7c_6855,
            trained(&rows(), &Mse, |step| AdamW { weight_decay: 0.3, ..AdamW::new(one_cycle(0.03, step, STEPS)) }),
        ),
        (0x92b2_f54b, trained(&rows(), &Mse, |_| WeightDecay { weight_decay: 0.007, rule: Momentum::new(0.1, 0.9) })),
        (0xf9ac_d4ab, trained(&rows(), &Mse, |_| Clipped { norm: 0.1, rule: AdamW::new(0.01) })),
        (0x61d1_8646, trained(&rows(), &Mse, |_| ClippedByValue { value: 0.02, rule: Sgd { rate: 0.3 } })),
    ]);
}

#[test]
fn losses() {
    let rule = |_| Sgd { rate: 0.3 };
    let of_classes = WeightedCrossEntropy { weights: [0.7, 2.0, 1.3] };
    holds([
        (0x27a4_2cfb, trained(&classes(), &SoftmaxCrossEntropy, rule)),
        (0xcb56_cc98, trained(&rows(), &SoftmaxCrossEntropy, rule)),
        (0x8889_3fe9, trained(&classes(), &of_classes, rule)),
        (0x1fde_197a, trained(&rows(), &of_classes, rule)),
        (0xb04d_fc66, trained(&rows(), &BinaryCrossEntropy, rule)),
        (0x2baf_982e, trained(&rows(), &WeightedBinaryCrossEntropy { positive_weights: [0.7, 3.0, 1.3] }, rule)),
        (0x56a7_b117, trained(&rows(), &Huber { delta: 0.3 }, rule)),
        (0x9c57_18de, trained(&weighted(rows()), &Scaled(Mse), rule)),
        (0x17dc_bf65, trained(&weighted(classes()), &Weighted(of_classes), rule)),
    ]);
}

#[test]
fn learn_by_clipped_steps() {
    let (mut net, xs) = start();
    for k in 0..STEPS as usize {
        let target = weighted(classes())[k % 11];
        learn(&mut net, &xs[k % 11], &target, &Weighted(SoftmaxCrossEntropy), Clipped { norm: 0.3, rule: 0.2 })
            .unwrap();
    }
    holds([(0x42bb_264b, hash(&net))]);
}
