//! A batch's way through a net and back, pass by pass, one sample at a time or some side by side, its shape forgotten.

use crate::common::{bits, side_by_side, values};
use crate::reference::{KnownLoss, Target};
use stackprop::{
    Huber, Layer, Linear, Loss, Mse, Optimizer, Parameters, Real, Sample, TrainError, Trainer, Wide, Zero,
};

/// "Moves" the net onto the gradient, to look at it.
struct Show;

impl<N: Parameters<Gradient = N>> Optimizer<N> for Show {
    type State = ();

    fn step(&self, net: &mut N, gradient: &mut N, (): &mut ()) {
        net.zip([gradient], &mut |w, [g]| w.copy_from_slice(g));
    }
}

/// Either loss.
#[derive(Clone, Copy)]
pub(crate) struct Either(pub(crate) Option<Huber>);

impl<const N: usize> Loss<[f32; N]> for Either {
    fn of(&self, y: &[f32; N], target: &[f32; N]) -> (f32, [f32; N]) {
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
    /// Of each sample's gradient, as `backward` and `deltas` find it.
    pub(crate) squared_norms: Vec<f32>,
    /// The mean gradient, pass by pass.
    pub(crate) gradient: Vec<f32>,
    /// The gradient and the mean loss, as the trainer comes to them.
    pub(crate) mean: Option<Result<(Vec<f32>, f32), TrainError>>,
}

impl Outcome {
    /// Every bit of it; a NaN's sign and payload are nobody's business.
    pub(crate) fn bits(&self) -> Vec<u32> {
        let by_trainer = self.mean.iter().flatten().flat_map(|(gradient, loss)| gradient.iter().chain([loss]));
        let samples = self.predictions.iter().chain(&self.outputs).chain(&self.dxs).flatten().chain(&self.losses);
        let sums = self.squared_norms.iter().chain(&self.gradient).chain(by_trainer);
        samples.chain(sums).map(|v| if v.is_nan() { f32::NAN } else { *v }.to_bits()).collect()
    }

    /// There and back, `R::LANES` samples side by side; what is left over, one by one.
    fn pass<R: Real, N, const I: usize, const O: usize>(
        &mut self,
        net: &N,
        gradient: &mut N::Gradient,
        (xs, targets): (&[[f32; I]], &[[f32; O]]),
        (loss, scale): (Either, f32),
    ) where
        N: Layer<Input = [f32; I], Output = [f32; O]>,
    {
        let (mut tape, mut short) = (N::Tape::<R>::ZERO, N::Tape::<R>::ZERO);
        let whole = xs.len() - xs.len() % R::LANES;
        for (xs, targets) in xs.chunks_exact(R::LANES).zip(targets.chunks_exact(R::LANES)) {
            let x = side_by_side::<[f32; I], R>(xs);
            net.forward::<R>(&x, &mut tape);
            let output = *N::output::<R>(&tape);
            let mut dy = Wide::<[f32; O], R>::ZERO;
            for (lane, (x, target)) in xs.iter().zip(targets).enumerate() {
                let y = <[f32; O]>::lane::<R>(&output, lane);
                let (value, slope) = loss.of(&y, target);
                <[f32; O]>::set_lane::<R>(&mut dy, lane, &slope);
                self.predictions.push(net.predict(x).to_vec());
                self.outputs.push(y.to_vec());
                self.losses.push(value);
            }
            N::record::<R>(&dy, &mut tape);
            let mut dx = Wide::<[f32; I], R>::ZERO;
            let squared_norm = net.backward::<R, Linear>(&x, &mut tape, &mut dx, R::ZERO);
            (0..R::LANES).for_each(|lane| self.dxs.push(<[f32; I]>::lane::<R>(&dx, lane).to_vec()));
            self.squared_norms.extend(squared_norm.lanes());
            N::accumulate::<R>(gradient, &x, &tape, scale);

            net.forward::<R>(&x, &mut short);
            N::record::<R>(&dy, &mut short);
            let same = |(a, b): (&f32, &f32)| a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan();
            let of_deltas = net.deltas::<R>(&x, &mut short, R::ZERO);
            assert!(squared_norm.lanes().iter().zip(of_deltas.lanes()).all(same), "two ways to one norm");
            assert_eq!(N::deltas_are_finite::<R>(&mut tape), N::deltas_are_finite::<R>(&mut short));
        }
        if whole < xs.len() {
            self.pass::<f32, N, I, O>(net, gradient, (&xs[whole..], &targets[whole..]), (loss, scale));
        }
    }
}

/// A batch's way, pass by pass and by a trainer.
pub(crate) fn run<R: Real, N, const I: usize, const O: usize>(batch: &Batch) -> Outcome
where
    N: Layer<Input = [f32; I], Output = [f32; O], Gradient = N>,
{
    let mut net = N::ZERO;
    let mut parameters = batch.parameters.iter();
    net.visit_mut(&mut |tensor| tensor.values.iter_mut().zip(&mut parameters).for_each(|(to, from)| *to = *from));
    let xs: Vec<[f32; I]> = batch.xs.iter().map(|x| x.as_slice().try_into().unwrap()).collect();
    let targets: Vec<[f32; O]> = batch.targets.iter().map(|target| target.as_slice().try_into().unwrap()).collect();
    let (mut outcome, mut gradient) = (Outcome::default(), N::ZERO);
    outcome.pass::<R, N, I, O>(&net, &mut gradient, (&xs, &targets), (batch.loss, 1.0 / xs.len() as f32));
    outcome.gradient = values(&gradient);
    let before = bits(&net);
    let mean = Trainer::<N, Show, R>::new().step(&mut net, &xs, &targets, &batch.loss, &Show);
    assert!(mean.is_ok() || bits(&net) == before, "a refused batch changes nothing");
    outcome.mean = Some(mean.map(|loss| (values(&net), loss)));
    outcome
}
