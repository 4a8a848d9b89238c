//! The last layer in closed form: one pass over the samples, and no step of a gradient.

use super::checkup::Checkup;
use super::nets::Net;
use super::recipe::Recipe;
use super::train::{Failed, Moment, Trained, sample, start};
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;
use stackprop::{Activation, Dense, LeastSquares, LeastSquaresError, Predict, Recursion, Zero, footprint};
use std::time::{Duration, Instant};

/// Learns the samples one by one, in the order in which they are drawn; the hidden layer stays as it starts.
///
/// `watch` sees the net solved from the samples so far; its loss is the squared error on a sample before that one is
/// learnt. Looking costs a solution per sample, of a copy: the run itself solves once, and its time is that of the run.
pub(crate) fn run<A: Activation + 'static, const H: usize>(
    recipe: &Recipe,
    seed: u32,
    watch: &mut dyn FnMut(Moment),
) -> Result<Trained, Failed>
where
    (Dense<1, H, A>, Dense<H, 1>): Net,
{
    let mut rng = XorShiftRng::seed_from_u64(u64::from(seed));
    let mut net = Box::new(<(Dense<1, H, A>, Dense<H, 1>)>::ZERO);
    start(&mut *net, recipe.init, &mut rng);
    let mut fit = LeastSquares::<H, 1>::new();
    let mut spent = Duration::ZERO;
    watch(Moment { steps: 0, loss: None, net: &*net });
    for seen in 1..=recipe.samples {
        let ([x], [target]) = sample(&mut rng);
        let [answer] = net.predict(&[x]);
        let began = Instant::now();
        fit.learn(&net.0.predict(&[x]), &[target], 1.0, &Recursion::default())?;
        spent += began.elapsed();
        fit.clone().solve(&mut net.1)?;
        let error = answer - target;
        watch(Moment { steps: seen, loss: Some(error * error), net: &*net });
    }
    let began = Instant::now();
    let determined = fit.solve(&mut net.1)?;
    spent += began.elapsed();
    Ok(Trained {
        health: Checkup::of(&*net),
        net,
        cost: footprint::<(Dense<1, H, A>, Dense<H, 1>)>(),
        trainer: size_of::<LeastSquares<H, 1>>(),
        steps: recipe.samples,
        shown: u64::from(recipe.samples),
        seconds: spent.as_secs_f64(),
        determined: Some([determined.rank(), H + 1]),
    })
}

impl From<LeastSquaresError> for Failed {
    fn from(error: LeastSquaresError) -> Self {
        Self::Unsolved(error)
    }
}
