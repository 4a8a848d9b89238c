//! Lanes are really used: a sample is looked at once, as many side by side as there are lanes, and only a batch with a
//! bad sample is gone through a second time.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod common;

use common::bits;
use core::cell::{Cell, RefCell};
use stackprop::{
    Activation, Dense, Lanes, Layer, LeakyRelu, Loss, Mse, Parameters, Predict, Quantity, Real, Relu, Sgd, Tensor,
    TrainError, Trainer, Values, Zero,
};

thread_local! {
    /// `R::LANES` of every forward pass through a `Witness`.
    static SEEN: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// A dense layer that notes how many samples come at once.
#[derive(Clone, Debug)]
struct Witness(Dense<2, 3, Relu>);

impl Zero for Witness {
    const ZERO: Self = Self(Dense::ZERO);
}

impl Values for Witness {
    const LEN: usize = Dense::<2, 3, Relu>::LEN;
    const FINGERPRINT: u32 = Dense::<2, 3, Relu>::FINGERPRINT;

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        self.0.visit(see);
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        self.0.visit_mut(change);
    }
}

impl Parameters for Witness {
    type Gradient = Dense<2, 3, Relu>;

    fn zip<const K: usize>(
        &mut self,
        others: [&mut Self::Gradient; K],
        change: &mut impl FnMut(&mut [f32], [&mut [f32]; K]),
    ) {
        self.0.zip(others, change);
    }
}

impl Predict for Witness {
    type Input = [f32; 2];
    type Output = [f32; 3];
    const MACS: usize = 6;

    fn predict(&self, x: &[f32; 2]) -> [f32; 3] {
        self.0.predict(x)
    }
}

impl Layer for Witness {
    type Tape<R: Real> = <Dense<2, 3, Relu> as Layer>::Tape<R>;
    type Last = Relu;

    fn forward<R: Real>(&self, x: &[R; 2], tape: &mut Self::Tape<R>) {
        SEEN.with_borrow_mut(|seen| seen.push(R::LANES));
        self.0.forward::<R>(x, tape);
    }

    fn output_and_delta<R: Real>(tape: &mut Self::Tape<R>) -> (&[R; 3], &mut [R; 3]) {
        Dense::<2, 3, Relu>::output_and_delta::<R>(tape)
    }

    fn output<R: Real>(tape: &Self::Tape<R>) -> &[R; 3] {
        Dense::<2, 3, Relu>::output::<R>(tape)
    }

    fn backward<R: Real, Before: Activation>(
        &self,
        x: &[R; 2],
        tape: &mut Self::Tape<R>,
        delta: &mut [R; 2],
        squared_norm: R,
    ) -> R {
        self.0.backward::<R, Before>(x, tape, delta, squared_norm)
    }

    fn accumulate<R: Real>(gradient: &mut Self::Gradient, x: &[R; 2], tape: &Self::Tape<R>, scale: f32) {
        Dense::accumulate::<R>(gradient, x, tape, scale);
    }

    fn descend<R: Real>(&mut self, x: &[R; 2], tape: &Self::Tape<R>, scale: f32) {
        self.0.descend::<R>(x, tape, scale);
    }
}

/// Mean squared error that counts how often it is asked, and once, or never, has no answer.
struct Counting {
    calls: Cell<usize>,
    without_answer: usize,
}

impl Loss<[f32; 1]> for Counting {
    fn of(&self, y: &[f32; 1], target: &[f32; 1]) -> (f32, [f32; 1]) {
        self.calls.set(self.calls.get() + 1);
        if self.calls.get() == self.without_answer { (f32::NAN, *y) } else { Mse.of(y, target) }
    }
}

type Net = (Witness, [Dense<3, 3, LeakyRelu>; 2], Dense<3, 1>);

fn net() -> Net {
    let hidden = Dense::new([[0.5, -0.25, 1.0]; 3], [0.125; 3]);
    let first = Witness(Dense::new([[1.0, -1.0], [-0.5, 0.5], [1.0, 1.0]], [0.0; 3]));
    (first, [hidden.clone(), hidden], Dense::new([[1.0, 0.5, -1.0]], [0.0]))
}

/// One step over a batch: what it came to, how often the loss was asked, and the passes' widths.
fn step<R: Real>(
    net: &mut Net,
    inputs: &[[f32; 2]],
    without_answer: usize,
) -> (Result<f32, TrainError>, usize, Vec<usize>) {
    let (loss, targets) = (Counting { calls: Cell::new(0), without_answer }, vec![[0.5]; inputs.len()]);
    SEEN.take();
    let told = Trainer::<_, Sgd, R>::new().step(net, inputs, &targets, &loss, &Sgd { rate: 0.1 });
    (told, loss.calls.get(), SEEN.take())
}

fn inputs(len: u8) -> Vec<[f32; 2]> {
    (0..len).map(|k| [f32::from(k) / 8.0 - 1.0, 1.0 - f32::from(k % 5) / 2.0]).collect()
}

fn is_looked_at_once<R: Real>(len: u8) {
    let (told, calls, seen) = step::<R>(&mut net(), &inputs(len), 0);
    let len = usize::from(len);
    assert!(told.is_ok(), "{told:?}");
    assert_eq!(calls, len);
    let expected = [vec![R::LANES; len / R::LANES], vec![1; len % R::LANES]].concat();
    assert_eq!(seen, expected, "{len} samples in {} lanes", R::LANES);
}

#[test]
fn every_sample_is_looked_at_once() {
    for len in 1..40 {
        is_looked_at_once::<f32>(len);
        is_looked_at_once::<Lanes<1>>(len);
        is_looked_at_once::<Lanes<2>>(len);
        is_looked_at_once::<Lanes<3>>(len);
        is_looked_at_once::<Lanes<8>>(len);
        is_looked_at_once::<Lanes<16>>(len);
    }
}

/// Only then is it gone through one by one, and only up to the bad sample.
#[test]
fn a_bad_sample_is_looked_for_one_by_one() {
    for bad in 0..11 {
        let mut inputs = inputs(11);
        inputs[bad][1] = f32::NAN;
        let (told, calls, seen) = step::<Lanes<4>>(&mut net(), &inputs, 0);
        assert_eq!(told, Err(TrainError::Refused { sample: bad, quantity: Quantity::Input }));
        let blocks = bad / 4 + 1;
        let first = if blocks <= 2 { vec![4; blocks] } else { [vec![4; 2], vec![1; bad - 7]].concat() };
        let asked = if blocks <= 2 { 4 * blocks } else { bad + 1 };
        assert_eq!(calls, asked + bad + 1, "{bad}");
        assert_eq!(seen, [first, vec![1; bad + 1]].concat(), "{bad}");
        let (told_alone, calls, seen) = step::<f32>(&mut net(), &inputs, 0);
        assert_eq!((told_alone, calls, seen), (told, bad + 1, vec![1; bad + 1]), "without lanes, once");
    }
}

/// Something is wrong in lanes only: the second time starts from a clean gradient, as if it were the first.
#[test]
fn nothing_is_left_of_a_first_time() {
    let (mut once, mut twice) = (net(), net());
    let whole = step::<Lanes<4>>(&mut once, &inputs(11), 0).0;
    let (told, calls, seen) = step::<Lanes<4>>(&mut twice, &inputs(11), 6);
    assert_eq!((told, calls, seen), (whole, 8 + 11, [vec![4; 2], vec![1; 11]].concat()));
    assert_eq!(bits(&twice), bits(&once));
}
