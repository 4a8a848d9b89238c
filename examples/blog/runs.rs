//! The runs that the findings are judged by.

use crate::common::fit::{Fit, near_end, near_extremum, rmse};
use crate::common::nets::Curve;
use crate::common::recipe::{InitKind, NetKind, OptimizerKind, Recipe, ScheduleKind};
use crate::common::seeds::{in_parallel, largest, median};
use crate::common::train::{Failed, Moment, train};
use core::f32::consts::FRAC_PI_4;

/// One run and what was seen of it.
pub(crate) struct Run {
    pub(crate) fit: Fit,
    pub(crate) extrema: f64,
    pub(crate) ends: f64,
    pub(crate) elsewhere: f64,
    /// The error after each of `LOOKS` steps, ring by ring outward from 0.
    pub(crate) rings: Vec<[f64; 4]>,
    /// The step at which each ring's error was first seen below `ARRIVED`.
    pub(crate) arrivals: [Option<u32>; 4],
}

/// The same recipe, seed by seed. The same seeds in every group, so a run of one has its partner in another.
pub(crate) struct Group {
    pub(crate) name: &'static str,
    pub(crate) shown_on_the_way: bool,
    pub(crate) runs: Vec<Run>,
}

/// The steps whose errors are shown.
pub(crate) const LOOKS: [u32; 7] = [0, 100, 300, 1000, 3000, 6000, 15_625];
/// A ring has arrived when its RMSE is below this.
pub(crate) const ARRIVED: f64 = 0.1;
/// Arrivals are looked for so often.
const EVERY: u32 = 25;

/// Where each group stands in the table.
pub(crate) const DEEP_SGD: usize = 0;
pub(crate) const DEEP_MOMENTUM: usize = 1;
pub(crate) const DEEP_ADAM: usize = 2;
pub(crate) const DEEP_BEST: usize = 3;
pub(crate) const WIDE_SGD: usize = 4;
pub(crate) const WIDE_MOMENTUM: usize = 5;
pub(crate) const WIDE_ADAM: usize = 6;
pub(crate) const WIDE_KNOTS: usize = 7;
pub(crate) const WIDE_BEST: usize = 8;

/// Runs everything.
pub(crate) fn groups(seeds: u32) -> Result<Vec<Group>, Failed> {
    let deep = Recipe::of_2016();
    let wide = Recipe { net: NetKind::Shallow, ..deep };
    let with = |recipe, optimizer| Recipe { optimizer, ..recipe };
    let adam = |recipe| Recipe { schedule: ScheduleKind::Cosine, ..with(recipe, OptimizerKind::Adam) };
    let groups = [
        ("deep 1-5-5-5-5-1, SGD, as in 2016", true, deep),
        ("deep, momentum", false, with(deep, OptimizerKind::Momentum)),
        ("deep, Adam, cosine", false, adam(deep)),
        ("deep, our best: Adam, leaky ReLU", false, Recipe::best(NetKind::Blog)),
        ("wide 1-35-1, SGD", true, wide),
        ("wide, momentum", false, with(wide, OptimizerKind::Momentum)),
        ("wide, Adam, cosine", false, adam(wide)),
        ("wide, SGD, kinks spread at the start", true, Recipe { init: InitKind::EvenKnots, ..wide }),
        ("wide, our best: Adam, kinks spread", false, Recipe::best(NetKind::Shallow)),
    ];
    let jobs: Vec<(Recipe, u32)> = groups.iter().flat_map(|group| (0..seeds).map(|seed| (group.2, seed))).collect();
    let runs: Result<Vec<Run>, Failed> = in_parallel(&jobs, |(recipe, seed)| run(recipe, *seed)).into_iter().collect();
    let mut runs = runs?.into_iter();
    let group = |(name, shown_on_the_way, _)| {
        let runs = runs.by_ref().take(seeds as usize).collect();
        Group { name, shown_on_the_way, runs }
    };
    Ok(groups.map(group).into())
}

fn run(recipe: &Recipe, seed: u32) -> Result<Run, Failed> {
    let (mut looks, mut arrivals) = (Vec::new(), [None; 4]);
    let mut watch = |moment: Moment| {
        let (look, search) = (LOOKS.contains(&moment.steps), moment.steps.is_multiple_of(EVERY));
        if !look && (!search || arrivals.iter().all(Option::is_some)) {
            return;
        }
        let rings = rings(moment.net);
        for (arrival, error) in arrivals.iter_mut().zip(rings) {
            if error < ARRIVED && arrival.is_none() {
                *arrival = Some(moment.steps);
            }
        }
        if look {
            looks.push(rings);
        }
    };
    let trained = train(recipe, seed, &mut watch)?;
    let net = &*trained.net;
    let (extrema, ends) = (rmse(net, near_extremum), rmse(net, near_end));
    let elsewhere = rmse(net, |x| !near_extremum(x) && !near_end(x));
    Ok(Run { fit: Fit::of(net), extrema, ends, elsewhere, rings: looks, arrivals })
}

/// The error by |x|, a ring each quarter of π.
fn rings(net: &dyn Curve) -> [f64; 4] {
    let edges = [(0.0, 1.0), (1.0, 2.0), (2.0, 3.0), (3.0, f32::INFINITY)]; // π itself may round to more than 4 quarters
    edges.map(|(inner, outer)| rmse(net, |x| (inner..outer).contains(&(x.abs() / FRAC_PI_4))))
}

impl Group {
    pub(crate) fn median(&self, value: impl Fn(&Run) -> f64) -> f64 {
        median(self.runs.iter().map(value))
    }

    pub(crate) fn worst(&self) -> f64 {
        largest(self.runs.iter().map(|run| run.fit.rmse))
    }

    pub(crate) fn stuck(&self) -> usize {
        self.runs.iter().filter(|run| run.fit.stuck()).count()
    }
}
