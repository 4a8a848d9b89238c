//! Zeros with a sign, subnormals, and the bits that lanes, single samples and `learn` have in common in spite of them.
#![cfg(feature = "libm")]
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits, side_by_side, values};
use stackprop::{
    Activation, Adam, Dense, Frozen, Lanes, Layer, LeakyRelu, Linear, Momentum, Mse, Parameters, Relu, Sample, Sgd,
    Sigmoid, Tanh, Trainer, Values, Wide, Zero, learn,
};

type Net<A> = (Dense<5, 9, A>, [Dense<9, 9, A>; 2], Dense<9, 3, A>);

/// A bias of -0 becomes +0 wherever one is written; a weight of -0 stays.
#[test]
fn biases_are_never_negative_zero() {
    let check = |net: &Dense<1, 2>| {
        assert_eq!(net.bias().map(f32::to_bits), [0.0_f32.to_bits(), (-1.0_f32).to_bits()]);
        assert_eq!(net.weights()[0][0].to_bits(), (-0.0_f32).to_bits());
    };
    let all = [-0.0, -1.0];
    check(&Dense::new([[-0.0], [-1.0]], all));
    let mut net = Dense::<1, 2>::ZERO;
    net.zip([], &mut |slice, []| slice.copy_from_slice(&all));
    check(&net);
    let mut net = Dense::<1, 2>::ZERO;
    net.visit_mut(&mut |tensor| tensor.values.copy_from_slice(&all));
    check(&net);
    let mut nets = (Frozen(Dense::<1, 2>::ZERO), [Dense::<2, 2>::ZERO; 1]);
    nets.visit_mut(&mut |tensor| tensor.values.fill(-0.0));
    nets.zip([], &mut |slice, []| slice.fill(-0.0));
    assert_eq!(nets.0.0.bias().map(f32::to_bits), [0; 2]);
    assert_eq!(nets.1[0].bias().map(f32::to_bits), [0; 2]);
    // A gradient, which is another net, needs none: it starts at +0, and no sum of that becomes -0.
    let mut gradient = Dense::<1, 1>::ZERO;
    let mut tape = <Dense<1, 1> as Layer>::Tape::<f32>::ZERO;
    Dense::<1, 1>::record::<f32>(&[-0.0], &mut tape);
    Dense::<1, 1>::accumulate::<f32>(&mut gradient, &[1.0], &tape, 1.0);
    assert_eq!(bits(&gradient), [0; 2]);
}

/// Zeros of both signs, subnormals, numbers whose products are subnormal, and ordinary ones.
fn small(draw: &mut Draw) -> f32 {
    match draw.below(4) {
        0 => draw.one_of(&[0.0, -0.0, 1e-45, -1e-45, f32::MIN_POSITIVE, -f32::MIN_POSITIVE]),
        1 => draw.within(1e-38),
        2 => draw.within(1e-20),
        _ => draw.within(1.0),
    }
}

fn smalls<A: Activation>(seed: u64) -> (Net<A>, [[f32; 5]; 11], [[f32; 3]; 11]) {
    let mut draw = Draw::new(seed);
    let mut net = Net::<A>::ZERO;
    net.visit_mut(&mut |tensor| tensor.values.fill_with(|| small(&mut draw)));
    let target = |draw: &mut Draw| draw.one_of(&[0.0, -0.0, 0.5, 1.0, 1e-40]); // in every activation's range
    let targets = [(); 11].map(|()| [(); 3].map(|()| target(&mut draw)));
    (net, [(); 11].map(|()| [(); 5].map(|()| small(&mut draw))), targets)
}

/// Outputs, deltas and squared norms of four samples at once are those of four alone.
#[allow(clippy::similar_names, reason = "xs is many x")]
fn passes_agree<A: Activation>(seed: u64) {
    type R = Lanes<4>;
    let (net, xs, targets) = smalls::<A>(seed);
    let (mut tape, mut wide_dx) = (<Net<A> as Layer>::Tape::<R>::ZERO, [R::ZERO; 5]);
    let wide_x: Wide<[f32; 5], R> = side_by_side::<_, R>(&xs[..4]);
    net.forward::<R>(&wide_x, &mut tape);
    let outputs = *Net::<A>::output::<R>(&tape);
    Net::<A>::record::<R>(&side_by_side::<_, R>(&targets[..4]), &mut tape);
    let norms = net.backward::<R, Linear>(&wide_x, &mut tape, &mut wide_dx, R::ZERO);
    for lane in 0..4 {
        let (mut single, mut dx) = (<Net<A> as Layer>::Tape::<f32>::ZERO, [0.0; 5]);
        net.forward::<f32>(&xs[lane], &mut single);
        let y = *Net::<A>::output::<f32>(&single);
        assert_eq!(<[f32; 3]>::lane::<R>(&outputs, lane).map(f32::to_bits), y.map(f32::to_bits), "seed {seed}");
        Net::<A>::record::<f32>(&targets[lane], &mut single);
        let norm = net.backward::<f32, Linear>(&xs[lane], &mut single, &mut dx, 0.0);
        assert_eq!(<[f32; 5]>::lane::<R>(&wide_dx, lane).map(f32::to_bits), dx.map(f32::to_bits), "seed {seed}");
        assert_eq!(norms.0[lane].to_bits(), norm.to_bits(), "seed {seed}");
    }
}

/// And so are weights and losses after some steps.
fn steps_agree<A: Activation>(seed: u64) {
    let (mut single, xs, targets) = smalls::<A>(seed);
    let (mut wide, ..) = smalls::<A>(seed);
    let (mut adam, mut adam_wide) = (Trainer::<_, Adam>::new(), Trainer::<_, Adam, Lanes<4>>::new());
    let (mut momentum, mut momentum_wide) = (Trainer::<_, Momentum>::new(), Trainer::<_, Momentum, Lanes<3>>::new());
    for _ in 0..3 {
        let rule = Adam { epsilon: 1e-30, ..Adam::new(1e-20) };
        let loss = adam.step(&mut single, &xs, &targets, &Mse, &rule).unwrap();
        assert_eq!(adam_wide.step(&mut wide, &xs, &targets, &Mse, &rule).unwrap().to_bits(), loss.to_bits());
        let rule = Momentum::new(0.3, 0.9);
        let loss = momentum.step(&mut single, &xs, &targets, &Mse, &rule).unwrap();
        assert_eq!(momentum_wide.step(&mut wide, &xs, &targets, &Mse, &rule).unwrap().to_bits(), loss.to_bits());
        assert_eq!(bits(&single), bits(&wide), "seed {seed}");
        assert_eq!((bits(&adam), bits(&momentum)), (bits(&adam_wide), bits(&momentum_wide)), "seed {seed}");
    }
}

fn lanes_agree<A: Activation>() {
    for seed in 0..50 {
        passes_agree::<A>(seed);
        steps_agree::<A>(seed);
    }
}

#[test]
fn lanes_have_the_bits_of_single_samples() {
    lanes_agree::<Linear>();
    lanes_agree::<Relu>();
    lanes_agree::<LeakyRelu>();
    lanes_agree::<Tanh>();
    lanes_agree::<Sigmoid>();
    lanes_agree::<BySlope>();
}

/// `learn` and a batch of one at a rate that is a power of two, with zeros of both signs among inputs and biases, and no
/// product that is subnormal.
fn learns_as_a_batch_of_one<A: Activation>(rate: f32) {
    for seed in 0..50 {
        let mut draw = Draw::new(seed);
        let mut online: Net<A> = draw.net(0.5);
        let mut batch: Net<A> = Draw::new(seed).net(0.5);
        let mut trainer = Trainer::<_, Sgd>::new();
        for _ in 0..10 {
            let x = [(); 5].map(|()| if draw.below(2) == 0 { draw.one_of(&[0.0, -0.0]) } else { draw.within(1.0) });
            let target = [(); 3].map(|()| draw.one_of(&[0.0, 0.5, 1.0]));
            let loss = learn(&mut online, &x, &target, &Mse, rate).unwrap();
            assert_eq!(
                trainer.step(&mut batch, &[x], &[target], &Mse, &Sgd { rate }).unwrap().to_bits(),
                loss.to_bits()
            );
            assert!(values(&online).iter().all(|w| *w != 0.0 || w.is_sign_positive()));
            assert_eq!(bits(&online), bits(&batch), "seed {seed}, rate {rate}");
        }
    }
}

#[test]
fn learn_is_a_batch_of_one() {
    for rate in [0.5, 0.25, 0.015_625, 0.000_976_562_5] {
        learns_as_a_batch_of_one::<Linear>(rate / 8.0);
        learns_as_a_batch_of_one::<Relu>(rate / 8.0);
        learns_as_a_batch_of_one::<LeakyRelu>(rate);
        learns_as_a_batch_of_one::<Tanh>(rate);
        learns_as_a_batch_of_one::<Sigmoid>(rate);
    }
}

/// A rectifier by its slope alone: where it is inactive a negative dL/dy gives a delta of -0, unlike `Relu`.
struct BySlope;

impl Activation for BySlope {
    const NAME: &'static str = "BySlope";

    fn value(z: f32) -> f32 {
        Relu::value(z)
    }

    fn slope(y: f32) -> f32 {
        Relu::slope(y)
    }
}

/// A delta of -0 makes a weight of -0 +0, on every target; one of +0 does not.
#[test]
fn a_delta_of_negative_zero_is_no_zero() {
    fn weight<A: Activation>(target: f32) -> u32 {
        let mut net = (Dense::<1, 1, A>::new([[-0.0]], [-1.0]), Dense::<1, 1>::new([[1.0]], [0.0]));
        learn(&mut net, &[1.0], &[target], &Mse, 0.5).unwrap();
        net.0.weights()[0][0].to_bits()
    }
    let (plus, minus) = (0.0_f32.to_bits(), (-0.0_f32).to_bits());
    assert_eq!([weight::<BySlope>(1.0), weight::<BySlope>(-1.0)], [plus, minus]);
    assert_eq!([weight::<Relu>(1.0), weight::<Relu>(-1.0)], [minus, minus]);
}

/// The three exceptions that `learn`'s documentation names are some: otherwise they would not be worth a line.
#[test]
fn where_learn_is_no_batch_of_one() {
    let differs = |weight: f32, x: f32, target: f32, rate: f32| {
        let (mut online, mut batch) = (Dense::<1, 1>::new([[weight]], [0.0]), Dense::<1, 1>::new([[weight]], [0.0]));
        learn(&mut online, &[x], &[target], &Mse, rate).unwrap();
        Trainer::<_, Sgd>::new().step(&mut batch, &[[x]], &[[target]], &Mse, &Sgd { rate }).unwrap();
        bits(&online) != bits(&batch)
    };
    assert!((0..100_u8).any(|k| differs(0.0, 1.0 + f32::from(k) / 64.0, 0.3, 0.1)), "not a power of two");
    assert!((0..100_u8).any(|k| differs(0.0, 1e-39 * f32::from(k), 0.3, 0.5)), "subnormal products");
    assert!(differs(-0.0, 0.0, 0.3, 0.5), "a weight of -0");
}
