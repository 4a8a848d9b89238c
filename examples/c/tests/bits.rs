//! The C functions give the bits that stackprop gives, for every kind of loss and optimizer; so also under Miri.

#![allow(
    clippy::undocumented_unsafe_blocks,
    reason = "every pointer is that of a local value, of which nothing else is in use"
)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::float_cmp,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a test"
)]

use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop_c::c_net;
use stackprop_c::stackprop::{
    Adam, AdamW, BinaryCrossEntropy, Clipped, Dense, Huber, Momentum, Mse, Predict, Relu, RmsProp, Sgd,
    SoftmaxCrossEntropy, Standardizer, Tanh, Trainer, Values, WeightedCrossEntropy, Zero, argmax, init, learn, sigmoid,
    softmax, store,
};
use std::ptr::null_mut;

type Body = (Dense<3, 6, Relu>, Dense<6, 2>);
c_net!(prefix = "softmax_adam", net = Body, loss = SoftmaxCrossEntropy, optimizer = Adam);
c_net!(
    prefix = "weighted_momentum",
    net = (Dense<3, 6, Relu>, Dense<6, 2>),
    loss = WeightedCrossEntropy { weights: [1.0, 3.0] },
    optimizer = Momentum { momentum: 0.5, nesterov: true },
    clip = 0.5,
);
c_net!(prefix = "binary_rms", net = Body, loss = BinaryCrossEntropy, optimizer = RmsProp, clip = 1.0);
c_net!(prefix = "huber_sgd", net = Body, loss = Huber { delta: 0.5 }, optimizer = Sgd);
c_net!(prefix = "mse_adam_w", net = ([Dense<3, 3, Tanh>; 2], Dense<3, 2>), loss = Mse, optimizer = AdamW);
c_net!(prefix = "mse_momentum", net = Body, loss = Mse, optimizer = Momentum);

const SEEDS: u64 = if cfg!(miri) { 1 } else { 20 };

/// Four inputs, scattered by a seed.
fn inputs(seed: u64) -> [[f32; 3]; 4] {
    let mut inputs = [[0.0; 3]; 4];
    for (k, value) in inputs.as_flattened_mut().iter_mut().enumerate() {
        *value = ((seed as usize * 7 + k * 13) % 31) as f32 / 8.0 - 2.0;
    }
    inputs
}

fn bits<V: Values>(values: &V) -> Vec<u32> {
    let mut bits = Vec::new();
    values.visit(&mut |tensor| bits.extend(tensor.values.iter().map(|value| value.to_bits())));
    bits
}

/// `same!(prefix, net, loss, rule at a rate, rate of one sample, targets, how C takes one)`
macro_rules! same {
    ($prefix:ident, $net:ty, $loss:expr, $optimizer:ty, $rule:expr, $single:expr, $targets:expr, $one:expr) => {
        stackprop_c::paste! {
            #[test]
            fn [<$prefix _is_stackprop>]() {
                for seed in 0..SEEDS {
                    let (mut net, mut trainer) = (<$net>::ZERO, Trainer::<$net, $optimizer>::new());
                    let (mut c_net, mut c_trainer) = (<$net>::ZERO, Trainer::<$net, $optimizer>::new());
                    let (c, c_state) = (&raw mut c_net, &raw mut c_trainer);
                    let (x, targets) = (inputs(seed), $targets);
                    let (mut before, mut refused) = (0.0_f32, 0_usize);

                    init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed));
                    assert_eq!(unsafe { $prefix::[<$prefix _start>](c.cast(), seed as u32) } as u32, 0);
                    assert_eq!(bits(&net), bits(&unsafe { c.read() }));

                    for step in 0..5_usize {
                        let wanted = learn(&mut net, &x[step % 4], &targets[step % 4], &$loss, ($single)(0.03)).unwrap();
                        let status = unsafe {
                            $prefix::[<$prefix _learn>](c.cast(), x[step % 4].as_ptr(), ($one)(&targets[step % 4]), 0.03, &raw mut before)
                        };
                        assert_eq!((status as u32, before.to_bits()), (0, wanted.to_bits()));

                        let wanted = trainer.step(&mut net, &x, &targets, &$loss, &($rule)(0.02)).unwrap();
                        let status = unsafe {
                            $prefix::[<$prefix _step>](
                                c.cast(), c_state.cast(), x.as_ptr().cast(), targets.as_ptr().cast(), 4, 0.02,
                                &raw mut before, &raw mut refused,
                            )
                        };
                        assert_eq!((status as u32, before.to_bits()), (0, wanted.to_bits()));
                        assert_eq!(bits(&net), bits(&unsafe { c.read() }));
                        assert_eq!(bits(&trainer), bits(&unsafe { c_state.read() }));
                    }

                    let mut y = [0.0_f32; 2];
                    assert_eq!(unsafe { $prefix::[<$prefix _predict>](c.cast(), x[1].as_ptr(), y.as_mut_ptr()) } as u32, 0);
                    assert_eq!(y.map(f32::to_bits), net.predict(&x[1]).map(f32::to_bits));

                    let (mut kept, mut c_kept) = (vec![0; store::bytes::<$net>()], vec![0; store::bytes::<$net>()]);
                    store::save(&net, &mut kept).unwrap();
                    assert_eq!(unsafe { $prefix::[<$prefix _save>](c.cast(), c_kept.as_mut_ptr(), c_kept.len()) } as u32, 0);
                    assert_eq!(kept, c_kept);
                    let mut again = <$net>::ZERO;
                    let status = unsafe { $prefix::[<$prefix _load>]((&raw mut again).cast(), kept.as_ptr(), kept.len()) };
                    assert_eq!((status as u32, bits(&again)), (0, bits(&net)));

                    let mut floats = [0.0_f32; <$net>::LEN];
                    assert_eq!(unsafe { $prefix::[<$prefix _to_floats>](c.cast(), floats.as_mut_ptr()) } as u32, 0);
                    assert_eq!(floats.map(f32::to_bits).to_vec(), bits(&net));
                    let mut again = <$net>::ZERO;
                    let status = unsafe { $prefix::[<$prefix _from_floats>]((&raw mut again).cast(), floats.as_ptr()) };
                    assert_eq!((status as u32, bits(&again)), (0, bits(&net)));
                }
            }
        }
    };
}

same!(softmax_adam, Body, SoftmaxCrossEntropy, Adam, Adam::new, |rate: f32| rate, [0_u8, 1, 1, 0], |label: &u8| *label);
same!(
    weighted_momentum,
    Body,
    WeightedCrossEntropy { weights: [1.0, 3.0] },
    Clipped<Momentum>,
    |rate| Clipped { norm: 0.5, rule: Momentum { rate, momentum: 0.5, nesterov: true } },
    |rate: f32| Clipped { norm: 0.5, rule: rate },
    [0_u8, 1, 1, 0],
    |label: &u8| *label
);
const PAIRS: [[f32; 2]; 4] = [[0.0, 1.0], [1.0, 1.0], [0.5, 0.25], [1.0, 0.0]];
same!(
    binary_rms,
    Body,
    BinaryCrossEntropy,
    Clipped<RmsProp>,
    |rate| Clipped { norm: 1.0, rule: RmsProp::new(rate) },
    |rate: f32| Clipped { norm: 1.0, rule: rate },
    PAIRS,
    |pair: &[f32; 2]| pair.as_ptr()
);
same!(huber_sgd, Body, Huber { delta: 0.5 }, Sgd, |rate| Sgd { rate }, |rate: f32| rate, PAIRS, |pair: &[f32; 2]| pair
    .as_ptr());
same!(
    mse_adam_w,
    ([Dense<3, 3, Tanh>; 2], Dense<3, 2>),
    Mse,
    AdamW,
    AdamW::new,
    |rate: f32| rate,
    PAIRS,
    |pair: &[f32; 2]| pair.as_ptr()
);
same!(
    mse_momentum,
    Body,
    Mse,
    Momentum,
    |rate| Momentum::new(rate, 0.9),
    |rate: f32| rate,
    PAIRS,
    |pair: &[f32; 2]| pair.as_ptr()
);

#[test]
fn probabilities_and_classes_are_stackprops() {
    for seed in 0..SEEDS {
        let mut net = Body::ZERO;
        init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed));
        for x in inputs(seed) {
            let (n, mut y, mut label) = (&raw const net, [0.0_f32; 2], 9_u8);
            let status = unsafe { softmax_adam::softmax_adam_probabilities(n.cast(), x.as_ptr(), y.as_mut_ptr()) };
            assert_eq!((status as u32, y), (0, softmax(&net.predict(&x))));
            let status = unsafe { binary_rms::binary_rms_probabilities(n.cast(), x.as_ptr(), y.as_mut_ptr()) };
            assert_eq!((status as u32, y), (0, net.predict(&x).map(sigmoid)));
            let status = unsafe { softmax_adam::softmax_adam_classify(n.cast(), x.as_ptr(), &raw mut label) };
            assert_eq!((status as u32, usize::from(label)), (0, argmax(&net.predict(&x))));
        }
    }
}

#[test]
fn a_standardizer_is_stackprops() {
    for seed in 0..SEEDS {
        let (mut mine, mut c) = (Standardizer::<3>::new(), Standardizer::<3>::new());
        let s = &raw mut c;
        for x in inputs(seed) {
            mine.push(&x).unwrap();
            assert_eq!(unsafe { huber_sgd::huber_sgd_standardizer_push(s.cast(), x.as_ptr()) } as u32, 0);
        }
        assert_eq!(bits(&mine), bits(&unsafe { s.read() }));
        let mut x = inputs(seed)[2];
        let place = x.as_mut_ptr(); // in its place
        assert_eq!(unsafe { huber_sgd::huber_sgd_standardizer_apply(s.cast(), place, place) } as u32, 0);
        assert_eq!(x, mine.apply(&inputs(seed)[2]));

        let mut net = Body::ZERO;
        init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed));
        let mut c_net = net.clone();
        mine.fold_into(&mut net.0).unwrap();
        assert_eq!(unsafe { huber_sgd::huber_sgd_standardizer_fold(s.cast(), (&raw mut c_net).cast()) } as u32, 0);
        assert_eq!(net, c_net);

        let mut kept = [0; store::bytes::<Standardizer<3>>()];
        let mut again = Standardizer::<3>::new();
        let status = unsafe { huber_sgd::huber_sgd_standardizer_save(s.cast(), kept.as_mut_ptr(), kept.len()) };
        assert_eq!(status as u32, 0);
        let status =
            unsafe { huber_sgd::huber_sgd_standardizer_load((&raw mut again).cast(), kept.as_ptr(), kept.len()) };
        assert_eq!((status as u32, again), (0, mine));
    }
}

/// Training that was interrupted, after each step, gives the bits of training that was not.
#[test]
fn training_goes_on() {
    let (x, labels) = (inputs(3), [1_u8, 0, 0, 1]);
    let mut whole = (Body::ZERO, Trainer::<Body, Adam>::new());
    let mut cut = (Body::ZERO, Trainer::<Body, Adam>::new());
    let step = |(net, trainer): &mut (Body, Trainer<Body, Adam>)| {
        let (net, trainer) = ((&raw mut *net).cast(), (&raw mut *trainer).cast());
        let (x, labels) = (x.as_ptr().cast(), labels.as_ptr());
        unsafe { softmax_adam::softmax_adam_step(net, trainer, x, labels, 4, 0.01, null_mut(), null_mut()) }
    };
    for (net, _) in [&mut whole, &mut cut] {
        assert_eq!(unsafe { softmax_adam::softmax_adam_start((&raw mut *net).cast(), 5) } as u32, 0);
    }
    for _ in 0..6 {
        assert_eq!((step(&mut whole) as u32, step(&mut cut) as u32), (0, 0));
        let mut kept = [0; store::bytes::<Trainer<Body, Adam>>()];
        let (place, room) = (kept.as_mut_ptr(), kept.len());
        let status = unsafe { softmax_adam::softmax_adam_trainer_save((&raw const cut.1).cast(), place, room) };
        assert_eq!(status as u32, 0);
        cut.1 = Trainer::new();
        let status = unsafe { softmax_adam::softmax_adam_trainer_load((&raw mut cut.1).cast(), place, room) };
        assert_eq!(status as u32, 0);
        assert_eq!(bits(&whole.0), bits(&cut.0));
    }
}
