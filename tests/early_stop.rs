//! Early stopping: the best is kept, not the last; patience and gain are what they say; bad settings are refused.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]
#![allow(clippy::float_cmp, reason = "where a test says equal, it means the bits")]

mod common;

use common::{Draw, bits};
use core::ops::ControlFlow;
use stackprop::{
    Checkpoint, Dense, EarlyStop, Epoch, Huber, Mse, Plan, Relu, Setting, Sgd, Trainer, Values, Watch, evaluate,
    fit_watched,
};

type One = Dense<1, 1>;

fn net(bias: f32) -> One {
    One::new([[0.0]], [bias])
}

/// Shows nets of these validation losses (a bias, squared); says after which it stops, what is best, and what is kept.
fn watched(losses: &[f32], patience: u32, least_gain: f32) -> (Option<usize>, f32, Option<f32>) {
    let mut best = Checkpoint::new();
    let mut stop = EarlyStop::new(&mut best, &[[1.0]], &[[0.0]], &Mse, patience, least_gain).unwrap();
    let epoch = Epoch::new(0, 1, 1.0);
    let stopped = losses.iter().position(|loss| {
        let goes_on = stop.after_epoch(&net(loss.sqrt()), epoch);
        let last = stop.last_loss();
        assert!(last == *loss || last.is_nan() && loss.is_nan(), "{last} for {loss}");
        goes_on.is_break()
    });
    let best_loss = stop.best_loss();
    let mut kept = net(77.0);
    let found = best.put_back(&mut kept).then(|| kept.bias()[0] * kept.bias()[0]);
    (stopped, best_loss, found)
}

#[test]
fn keeps_the_best_and_waits_as_told() {
    assert_eq!(watched(&[4.0, 1.0, 9.0, 16.0, 0.25], 2, 0.0), (Some(3), 1.0, Some(1.0)));
    assert_eq!(watched(&[4.0, 1.0, 9.0, 16.0, 0.25], 3, 0.0), (None, 0.25, Some(0.25)));
    assert_eq!(watched(&[4.0, 1.0, 9.0], 1, 0.0), (Some(2), 1.0, Some(1.0)));
    // As good is not better; patience starts anew after every gain.
    assert_eq!(watched(&[1.0, 1.0, 1.0], 2, 0.0), (Some(2), 1.0, Some(1.0)));
    assert_eq!(watched(&[9.0, 16.0, 4.0, 16.0, 1.0, 16.0], 2, 0.0), (None, 1.0, Some(1.0)));
    // A gain of no more than the least gain is none.
    assert_eq!(watched(&[9.0, 6.25, 6.25, 6.25], 2, 2.75), (Some(2), 9.0, Some(9.0)));
    assert_eq!(watched(&[9.0, 6.25, 3.0625], 1, 2.5), (None, 3.0625, Some(3.0625)));
    // What is not finite is no gain, not even the first.
    let [nan, infinity] = [f32::NAN, f32::INFINITY];
    assert_eq!(watched(&[nan, infinity], 2, 0.0), (Some(1), infinity, None));
    assert_eq!(watched(&[infinity, 4.0, nan, nan], 2, 0.0), (Some(3), 4.0, Some(4.0)));
    assert_eq!(watched(&[], 1, 0.0), (None, infinity, None));
}

#[test]
fn refuses_what_cannot_be() {
    let mut best = Checkpoint::<One>::new();
    let good: (&[[f32; 1]], &[[f32; 1]]) = (&[[1.0]], &[[1.0]]);
    for ((inputs, targets), delta, patience, gain, setting) in [
        (good, 1.0, 0, 0.0, Setting::Patience),
        ((&[], &[]), 1.0, 1, 0.0, Setting::Validation),
        ((&[[1.0], [2.0]], &[[1.0]]), 1.0, 1, 0.0, Setting::Validation),
        (good, 1.0, 1, -0.1, Setting::LeastGain),
        (good, 1.0, 1, f32::NAN, Setting::LeastGain),
        (good, 1.0, 1, f32::INFINITY, Setting::LeastGain),
        (good, -1.0, 1, 0.0, Setting::HuberDelta),
    ] {
        let error = EarlyStop::new(&mut best, inputs, targets, &Huber { delta }, patience, gain).map(|_| ());
        assert_eq!(error, Err(setting));
    }
    let mut untouched = net(3.0);
    assert!(!best.put_back(&mut untouched));
    assert_eq!(untouched, net(3.0));
}

type Net = (Dense<1, 16, Relu>, Dense<16, 1>);

/// Wherever a value is not finite, the copy stays what it was.
#[test]
fn only_a_finite_net_is_kept() {
    let good: Net = Draw::new(1).net(1.0);
    let mut best = Checkpoint::new();
    assert!(best.take(&good));
    for place in 0..Net::LEN {
        let (mut bad, mut seen) = (good.clone(), 0..);
        bad.visit_mut(&mut |tensor| {
            tensor.values.iter_mut().filter(|_| seen.next() == Some(place)).for_each(|value| *value = f32::NAN);
        });
        assert!(!best.take(&bad), "{place}");
        assert!(best.put_back(&mut bad));
        assert_eq!(bits(&bad), bits(&good), "{place}");
    }
}

/// Every validation loss as it was, and the nets.
struct Spy<'a, W> {
    inner: W,
    data: (&'a [[f32; 1]], &'a [[f32; 1]]),
    seen: Vec<(f32, Vec<u32>)>,
}

impl<W: Watch<Net>> Watch<Net> for Spy<'_, W> {
    fn after_epoch(&mut self, net: &Net, epoch: Epoch) -> ControlFlow<()> {
        self.seen.push((evaluate(net, self.data.0, self.data.1, &Mse), bits(net)));
        self.inner.after_epoch(net, epoch)
    }
}

/// Eight noisy samples that the net learns by heart, and a validation set that notices.
#[test]
fn during_fit() {
    let mut later = 0;
    for seed in 0..10 {
        let mut draw = Draw::new(u64::from(seed) + 1);
        let mut samples = |len: usize| -> (Vec<[f32; 1]>, Vec<[f32; 1]>) {
            let pairs = (0..len).map(|_| draw.within(1.0)).collect::<Vec<_>>();
            pairs.into_iter().map(|x| ([x], [x + draw.within(0.5)])).unzip()
        };
        let ((inputs, targets), validation) = (samples(8), samples(50));
        let mut net: Net = Draw::new(100 + u64::from(seed)).net(1.0);
        let mut best = Checkpoint::new();
        let inner = EarlyStop::new(&mut best, &validation.0, &validation.1, &Mse, 30, 0.0).unwrap();
        let mut spy = Spy { inner, data: (&validation.0, &validation.1), seen: Vec::new() };
        let plan = Plan { epochs: 3000, batch: 4, seed, rule: |_| Sgd { rate: 0.05 } };
        let mut trainer = Trainer::<Net, Sgd>::new();
        fit_watched(&mut net, &mut trainer, &inputs, &targets, &Mse, plan, &mut spy).unwrap();
        let (best_loss, seen) = (spy.inner.best_loss(), spy.seen);
        let lowest = (0..seen.len()).min_by(|a, b| seen[*a].0.total_cmp(&seen[*b].0)).unwrap();
        assert_eq!(best_loss, seen[lowest].0);
        assert!(seen.len() == 3000 || seen.len() == lowest + 31, "stopped after 30 epochs without a gain");
        let last = net.clone();
        assert!(best.put_back(&mut net));
        assert_eq!(bits(&net), seen[lowest].1);
        later += u32::from(bits(&last) != bits(&net));
    }
    assert_eq!(later, 10, "the best was the last");
}
