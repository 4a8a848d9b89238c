//! A batch's way through a net and back, one sample at a time or some side by side, its shape forgotten.

use crate::common::{side_by_side, values};
use crate::reference::{KnownLoss, Target};
use stackprop::{Huber, Layer, Loss, Mse, Optimizer, Parameters, Real, TrainError, Trainer};

/// "Moves" the net onto the gradient, to look at it.
struct Show;

impl<N: Parameters> Optimizer<N> for Show {
    type State = ();
    const START: () = ();

    fn step(&self, net: &mut N, gradient: &mut N, (): &mut ()) {
        net.zip([gradient], &mut |w, [g]| {
            w.copy_from_slice(g);
            g.fill(0.0);
        });
    }
}

/// Either loss.
#[derive(Clone, Copy)]
pub(crate) struct Either(pub(crate) Option<Huber>);

impl<R: Real, const N: usize> Loss<[R; N]> for Either {
    fn of(&self, y: &[R; N], target: &[R; N]) -> (R, [R; N]) {
        match self.0 {
            None => Mse.of(y, target),
            Some(huber) => huber.of(y, target),
        }
    }
}

impl KnownLoss for Either {
    fn known(&self) -> Target {
        self.0.map_or(Target::Mse, |huber| huber.known())
    }
}

/// A batch on its way through a net, its shape forgotten.
pub(crate) struct Batch {
    pub(crate) parameters: Vec<f32>,
    pub(crate) xs: Vec<Vec<f32>>,
    pub(crate) targets: Vec<Vec<f32>>,
    pub(crate) loss: Either,
}

/// What became of it.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) predictions: Vec<Vec<f32>>,
    pub(crate) outputs: Vec<Vec<f32>>,
    pub(crate) losses: Vec<f32>,
    pub(crate) dxs: Vec<Vec<f32>>,
    /// The gradient and the mean loss, as the trainer comes to them.
    pub(crate) mean: Option<Result<(Vec<f32>, f32), TrainError>>,
}

impl Outcome {
    /// Every bit of it; a NaN's sign and payload are nobody's business.
    pub(crate) fn bits(&self) -> Vec<u32> {
        let gradient = self.mean.iter().flatten().flat_map(|(gradient, loss)| gradient.iter().chain([loss]));
        let samples = self.predictions.iter().chain(&self.outputs).chain(&self.dxs).flatten().chain(&self.losses);
        samples.chain(gradient).map(|v| if v.is_nan() { f32::NAN } else { *v }.to_bits()).collect()
    }
}

/// There and back, `R::LANES` samples at a time.
pub(crate) fn run<R: Real, N, const I: usize, const O: usize>(batch: &Batch) -> Outcome
where
    N: Layer<f32, Input = [f32; I], Output = [f32; O]> + Layer<R, Input = [R; I], Output = [R; O]>,
{
    let mut net = N::ZERO;
    let mut parameters = batch.parameters.iter();
    net.zip([], &mut |slice, []| slice.iter_mut().zip(&mut parameters).for_each(|(to, from)| *to = *from));
    let xs: Vec<[f32; I]> = batch.xs.iter().map(|x| x.as_slice().try_into().unwrap()).collect();
    let targets: Vec<[f32; O]> = batch.targets.iter().map(|target| target.as_slice().try_into().unwrap()).collect();
    let mut tape = <N as Layer<R>>::BLANK;
    let mut outcome = Outcome::default();
    for (xs, targets) in xs.chunks(R::LANES).zip(targets.chunks(R::LANES)) {
        let x: [R; I] = side_by_side(xs);
        let predicted = Layer::<R>::predict(&net, &x);
        Layer::<R>::forward(&net, &x, &mut tape);
        let output = *<N as Layer<R>>::output(&tape);
        let (value, dy) = batch.loss.of(&output, &side_by_side(targets));
        let dx = Layer::<R>::backward(&net, &dy, &mut tape);
        for lane in 0..xs.len() {
            outcome.predictions.push(predicted.iter().map(|y| y.lanes()[lane]).collect());
            outcome.outputs.push(output.iter().map(|y| y.lanes()[lane]).collect());
            outcome.losses.push(value.lanes()[lane]);
            outcome.dxs.push(dx.iter().map(|dx| dx.lanes()[lane]).collect());
        }
    }
    let mean = Trainer::<N, Show, R>::new().step(&mut net, &xs, &targets, &batch.loss, &Show);
    outcome.mean = Some(mean.map(|loss| (values(&net), loss)));
    outcome
}
