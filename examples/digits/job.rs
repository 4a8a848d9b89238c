//! The job: standardise, train until a validation set says stop, then test.

use crate::data::{Part, split};
use crate::options::Failed;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{
    Adam, Checkpoint, Confusion, Dense, EarlyStop, Epoch, Lanes, Plan, Predict, Relu, SoftmaxCrossEntropy,
    Standardizer, Trainer, Watch, Zero, argmax, fit, init, softmax,
};

/// 64 pixels in, a logit for each of ten digits out.
pub(crate) type Net = (Dense<64, 32, Relu>, Dense<32, 10>);

const EPOCHS: u32 = 100;
const BATCH: usize = 32;
const RATE: f32 = 0.002;
/// Stops after so many epochs without a lower validation loss.
const PATIENCE: u32 = 8;

/// A picture whose class the net got wrong.
pub(crate) struct Misread {
    pub(crate) picture: [f32; 64],
    pub(crate) class: u8,
    pub(crate) said: usize,
    /// How sure the net was of what it said.
    pub(crate) probability: f32,
}

/// What came of it.
pub(crate) struct Job {
    /// First-layer weights, a row per hidden unit, as trained: per standard deviation of a pixel.
    pub(crate) weights: [[f32; 64]; 32],
    /// How the net reads the test pictures.
    pub(crate) confusion: Confusion<10>,
    pub(crate) misread: Vec<Misread>,
    pub(crate) epochs: u32,
    pub(crate) validation_loss: f32,
    /// Bytes of all training targets.
    pub(crate) target_bytes: usize,
}

/// What the test asserts.
pub(crate) const FIGURES: [&str; 3] = ["test accuracy", "validation loss", "epochs"];

impl Job {
    pub(crate) fn figures(&self) -> [f64; 3] {
        [self.confusion.accuracy().into(), self.validation_loss.into(), self.epochs.into()]
    }
}

/// Trains and tests; `watch` sees every epoch with its validation loss.
pub(crate) fn run(seed: u32, mut watch: impl FnMut(Epoch, f32)) -> Result<Job, Failed> {
    let [training, validation, test] = split(seed)?;
    // Scaled by the training pictures alone: the test pictures are not known yet.
    let scale = Standardizer::of(&training.pictures)?;
    let scaled = |part: &Part| part.pictures.iter().map(|picture| scale.apply(picture)).collect::<Vec<_>>();
    let (inputs, validation_inputs) = (scaled(&training), scaled(&validation));

    let mut net = Net::ZERO;
    init::start(&mut net, &mut XorShiftRng::seed_from_u64(seed.into()));
    let mut best = Checkpoint::new();
    let loss = &SoftmaxCrossEntropy;
    let mut stop = EarlyStop::new(&mut best, &validation_inputs, &validation.classes, loss, PATIENCE, 0.0)?;
    let mut epochs = 0;
    let plan = Plan { epochs: EPOCHS, batch: BATCH, seed, rule: |_| Adam::new(RATE) };
    let mut trainer = Trainer::<Net, Adam, Lanes<8>>::new();
    fit(&mut net, &mut trainer, &inputs, &training.classes, loss, plan, |net, epoch| {
        epochs = epoch.epoch + 1;
        let flow = stop.after_epoch(net, epoch);
        watch(epoch, stop.last_loss());
        flow
    })?;
    let validation_loss = stop.best_loss();
    best.put_back(&mut net); // the best, not the last

    let weights = *net.0.weights();
    scale.fold_into(&mut net.0)?; // from here on the net takes pixels as they are
    let (confusion, misread) = read(&net, &test);
    let target_bytes = size_of_val(training.classes.as_slice());
    Ok(Job { weights, confusion, misread, epochs, validation_loss, target_bytes })
}

/// How the net reads pictures that it has never seen.
fn read(net: &Net, test: &Part) -> (Confusion<10>, Vec<Misread>) {
    let (mut confusion, mut misread) = (Confusion::new(), Vec::new());
    for (picture, class) in test.pictures.iter().zip(&test.classes) {
        let logits = net.predict(picture);
        let said = argmax(&logits);
        confusion.push(said, usize::from(*class));
        if said != usize::from(*class) {
            let probability = softmax(&logits).get(said).copied().unwrap_or_default();
            misread.push(Misread { picture: *picture, class: *class, said, probability });
        }
    }
    misread.sort_by(|a, b| b.probability.total_cmp(&a.probability)); // the surest mistakes first
    (confusion, misread)
}
