//! What the tour leaves out: classes, further optimizers, memories, scales, health, a head solved for.

use crate::{Draw, Failure, Given, hash};
use core::fmt::{self, Write};
use stackprop::{
    AdamW, Batches, BinaryCrossEntropy, Checkpoint, Clipped, ClippedByValue, Confusion, Dense, EarlyStop, Frozen,
    LeastSquares, Loss, Mean, Momentum, Mse, Optimizer, PageHinkley, Plan, Predict, Recursion, Regression, Relu,
    Replay, RmsProp, Sgd, SoftmaxCrossEntropy, Standardizer, Tanh, Target, TrainError, Trainer, WeightDecay, Weighted,
    WeightedBinaryCrossEntropy, WeightedCrossEntropy, Zero, argmax, exponential, fit_watched, health, health_against,
    huber_weight, init, linear, one_cycle, sigmoid, softmax, step_decay, warm_up_cosine,
};

type Net = (Dense<3, 7, Relu>, Dense<7, 5, Tanh>, Dense<5, 3>);
type Body = (Dense<3, 7, Relu>, Dense<7, 5, Tanh>);

/// Every byte of a message, and every number, counts.
struct Sum(u64);

impl Sum {
    fn add(&mut self, value: f32) {
        self.0 = self.0.rotate_left(7) ^ u64::from(value.to_bits());
    }
}

impl Write for Sum {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 = text.bytes().fold(self.0, |sum, byte| sum.rotate_left(5) ^ u64::from(byte));
        Ok(())
    }
}

/// Everything given, as samples of three channels; how many of them is not known either.
struct Samples {
    inputs: [[f32; 3]; 8],
    classes: [u8; 8],
    len: usize,
}

/// Learns classes and judges what came of it; the hash of all that.
///
/// # Errors
/// [`Failure`]: what was given is refused.
#[inline(never)]
pub fn rest(given: &Given) -> Result<u64, Failure> {
    let mut samples = Samples { inputs: [[0.0; 3]; 8], classes: [0; 8], len: given.lengths[0] / 3 };
    let places = samples.inputs.as_flattened_mut().iter_mut();
    places.zip(given.inputs.as_flattened()).for_each(|(place, value)| *place = *value);
    for (class, x) in samples.classes.iter_mut().zip(&samples.inputs) {
        *class = argmax(x) as u8;
    }
    let mut sum = Sum(0);
    let mut net = Net::ZERO;
    init::start(&mut net, &mut Draw(given.seed));
    data(&mut net, given, &samples, &mut sum)?;
    rules(&mut net, given, &samples, &mut sum)?;
    classes(&mut net, given, &samples, &mut sum)?;
    head(&net, given, &samples, &mut sum)?;
    Ok(sum.0 ^ hash(&net))
}

impl Samples {
    fn inputs(&self) -> &[[f32; 3]] {
        self.inputs.get(..self.len).unwrap_or_default()
    }

    fn classes(&self) -> &[u8] {
        self.classes.get(..self.len).unwrap_or_default()
    }
}

/// What a net learns from, and how well.
#[inline(never)]
fn data(net: &mut Net, given: &Given, samples: &Samples, sum: &mut Sum) -> Result<(), Failure> {
    let (mut replay, mut latest) = (Replay::<[f32; 3], u8, 3>::new(given.seed), Replay::<_, _, 3>::new(given.seed));
    let (mut scale, mut mean) = (Standardizer::<3>::new(), Mean::new());
    for (x, class) in samples.inputs().iter().zip(samples.classes()) {
        replay.push(x, class)?;
        latest.push_latest(x, class)?;
        if let Err(error) = scale.push(x) {
            write!(sum, "{error}")?;
        }
        mean.push(x[0]);
    }
    let mut kept = Checkpoint::<Net>::new();
    sum.0 ^= u64::from(kept.take(net)) | u64::from(kept.put_back(net)) << 1;
    if let Some((x, class)) = replay.draw() {
        sum.add(scale.undo(&scale.apply(x)).iter().sum::<f32>() + f32::from(*class));
    }
    latest.iter().for_each(|(x, class)| sum.add(x[1] + f32::from(*class)));
    let mut scaled = net.clone();
    sum.0 ^= u64::from(scale.fold_into(&mut scaled.0).is_err());
    sum.0 ^= u64::from(scale.fold_out_of(&mut scaled.2).is_err());
    sum.add(scaled.predict(&[given.rate; 3])[0] + mean.value());

    let (mut errors, mut drift, mut table) =
        (Regression::new(), PageHinkley::new(0.0, given.delta), Confusion::<3>::new());
    for (x, class) in samples.inputs().iter().zip(samples.classes()) {
        let y = net.predict(x);
        errors.push(&y, x);
        table.push(argmax(&y), usize::from(*class));
        sum.0 ^= u64::from(drift.push(y[0]));
    }
    [errors.rmse(), errors.mae(), errors.largest(), errors.r2()].iter().for_each(|value| sum.add(*value));
    [table.accuracy(), table.precision(1), table.recall(2)].iter().for_each(|value| sum.add(*value));
    write!(sum, "{table}")?;

    let mut all = health(net, samples.inputs());
    sum.0 ^= u64::from(all.samples());
    all.each_layer(net, &mut |layer| sum.add(layer.norm + layer.largest + (layer.dead + layer.saturated) as f32));
    let mut all = health_against(net, samples.inputs(), samples.classes(), &SoftmaxCrossEntropy);
    sum.add(all.gradient_norm());
    for finding in all.findings(net) {
        sum.0 ^= u64::from(finding.stops_learning());
    }
    Ok(())
}

/// The optimizers and schedules.
#[inline(never)]
fn rules(net: &mut Net, given: &Given, samples: &Samples, sum: &mut Sum) -> Result<(), Failure> {
    let &Given { rate, delta, epochs, .. } = given;
    let momentum = Momentum { rate, momentum: 0.5, nesterov: true };
    step(net, samples, &WeightDecay { weight_decay: rate, rule: momentum })?;
    step(net, samples, &Clipped { norm: delta, rule: AdamW { weight_decay: rate, ..AdamW::new(rate) } })?;
    step(net, samples, &ClippedByValue { value: delta, rule: RmsProp::new(rate) })?;
    let rates = [
        step_decay(rate, epochs, 3, delta),
        exponential(rate, epochs, delta),
        linear(rate, delta, epochs, given.seed),
        warm_up_cosine(rate, epochs, 5, given.seed),
        one_cycle(rate, epochs, given.seed),
        huber_weight(&[rate], &[delta], delta),
    ];
    rates.iter().for_each(|rate| sum.add(*rate));
    Ok(())
}

fn step<O: Optimizer<Net>>(net: &mut Net, samples: &Samples, rule: &O) -> Result<f32, TrainError> {
    let mut trainer = Trainer::<Net, O>::new();
    trainer.step(net, samples.inputs(), samples.classes(), &SoftmaxCrossEntropy, rule)
}

/// Losses of classes, with weights and without, and an early stop.
#[inline(never)]
fn classes(net: &mut Net, given: &Given, samples: &Samples, sum: &mut Sum) -> Result<(), Failure> {
    let &Given { rate, delta, epochs, batch, seed, .. } = given;
    let (inputs, classes) = (samples.inputs(), samples.classes());
    let mut best = Checkpoint::new();
    let loss = WeightedCrossEntropy { weights: [1.0, delta, rate] };
    let mut stop = EarlyStop::new(&mut best, inputs, classes, &loss, 2, rate).map_err(TrainError::from)?;
    let plan = Plan { epochs, batch: batch / 3, seed, rule: |_| Sgd { rate } };
    fit_watched(net, &mut Trainer::<_, Sgd>::new(), inputs, classes, &loss, plan, &mut stop)?;
    sum.add(stop.best_loss());
    best.put_back(net);

    let (mut weighted, mut likely) = ([(0_u8, 0.0); 8], [[0.0; 3]; 8]);
    for ((weighted, likely), (x, class)) in weighted.iter_mut().zip(&mut likely).zip(inputs.iter().zip(classes)) {
        *weighted = (*class, delta);
        *likely = softmax(x);
        sum.add(sigmoid(x[0]));
    }
    let weighted = weighted.get(..samples.len).unwrap_or_default();
    let likely = likely.get(..samples.len).unwrap_or_default();
    by_loss(net, given, inputs, weighted, &Weighted(SoftmaxCrossEntropy))?;
    by_loss(net, given, inputs, likely, &SoftmaxCrossEntropy)?;
    by_loss(net, given, inputs, likely, &BinaryCrossEntropy)?;
    by_loss(net, given, inputs, likely, &WeightedBinaryCrossEntropy { positive_weights: [delta; 3] })
}

fn by_loss<T: Target, L: Loss<[f32; 3], T>>(
    net: &mut Net,
    given: &Given,
    inputs: &[[f32; 3]],
    targets: &[T],
    loss: &L,
) -> Result<(), Failure> {
    let mut trainer = Trainer::<Net, Sgd>::new();
    for batch in Batches::new(inputs, targets, given.batch / 2, given.seed, given.epochs) {
        trainer.step_over(net, batch, loss, &Sgd { rate: given.rate })?;
    }
    Ok(())
}

/// A head solved for by least squares, on a body that stays.
#[inline(never)]
fn head(net: &Net, given: &Given, samples: &Samples, sum: &mut Sum) -> Result<(), Failure> {
    let body: Frozen<Body> = Frozen((net.0.clone(), net.1.clone()));
    let (mut squares, mut head) = (LeastSquares::<5, 3>::new(), Dense::<5, 3>::ZERO);
    let settings = Recursion { forget: 1.0 - given.rate, ridge: given.delta };
    for (x, class) in samples.inputs().iter().zip(samples.classes()) {
        let learnt = squares.learn_class(&body.predict(x), usize::from(*class), 1.0, &settings);
        if let Err(error) = learnt.and_then(|()| squares.learn(&body.predict(x), x, given.delta, &settings)) {
            write!(sum, "{error}")?;
        }
    }
    match squares.solve(&mut head) {
        Ok(determined) => sum.0 ^= determined.rank() as u64,
        Err(error) => write!(sum, "{error}")?,
    }
    sum.0 ^= hash(&head);
    let mut trainer = Trainer::<_, Sgd>::new();
    let mut net = (body, head);
    trainer.step(&mut net, samples.inputs(), samples.inputs(), &Mse, &Sgd { rate: given.rate })?;
    sum.0 ^= hash(&net);
    Ok(())
}
