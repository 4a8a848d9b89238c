//! An optimizer and a schedule that are only known when the trace is read: they dispatch to the crate's.

use crate::reader::{Part, Trace};
use stackprop::{
    Adam, AdamW, Clipped, ClippedByValue, Moments, Momentum, Optimizer, Parameters, RmsProp, Setting, Sgd, Tensor,
    Values, WeightDecay, Zero, cosine, exponential, linear, one_cycle, step_decay, warm_up_cosine,
};

#[derive(Clone, Debug)]
pub(crate) enum AnyRule {
    Sgd(Sgd),
    Momentum(Momentum),
    RmsProp(RmsProp),
    RmsPropMomentum(RmsProp<Momentum>),
    Adam(Adam),
    AdamW(AdamW),
    WeightDecay(Box<WeightDecay<AnyRule>>),
    Clipped(Box<Clipped<AnyRule>>),
    ClippedByValue(Box<ClippedByValue<AnyRule>>),
}

/// The states of all of them, of which one is used.
#[derive(Clone, Debug)]
pub(crate) struct AnyState<G> {
    velocity: G,
    squares: (G, ()),
    squares_and_velocity: (G, G),
    moments: Moments<G>,
}

impl<G: Zero> Zero for AnyState<G> {
    const ZERO: Self = Self {
        velocity: G::ZERO,
        squares: (G::ZERO, ()),
        squares_and_velocity: (G::ZERO, G::ZERO),
        moments: Moments::ZERO,
    };
}

impl<G: Values> Values for AnyState<G> {
    const LEN: usize = 4 * G::LEN + Moments::<G>::LEN;
    const FINGERPRINT: u32 = Moments::<G>::FINGERPRINT;

    fn visit(&self, see: &mut impl FnMut(Tensor<&[f32]>)) {
        self.velocity.visit(see);
        self.squares.visit(see);
        self.squares_and_velocity.visit(see);
        self.moments.visit(see);
    }

    fn visit_mut(&mut self, change: &mut impl FnMut(Tensor<&mut [f32]>)) {
        self.velocity.visit_mut(change);
        self.squares.visit_mut(change);
        self.squares_and_velocity.visit_mut(change);
        self.moments.visit_mut(change);
    }
}

impl<N: Parameters> Optimizer<N> for AnyRule {
    type State = AnyState<N::Gradient>;

    fn step(&self, net: &mut N, gradient: &mut N::Gradient, state: &mut Self::State) {
        match self {
            Self::Sgd(rule) => rule.step(net, gradient, &mut ()),
            Self::Momentum(rule) => rule.step(net, gradient, &mut state.velocity),
            Self::RmsProp(rule) => rule.step(net, gradient, &mut state.squares),
            Self::RmsPropMomentum(rule) => rule.step(net, gradient, &mut state.squares_and_velocity),
            Self::Adam(rule) => rule.step(net, gradient, &mut state.moments),
            Self::AdamW(rule) => rule.step(net, gradient, &mut state.moments),
            Self::WeightDecay(rule) => rule.step(net, gradient, state),
            Self::Clipped(rule) => rule.step(net, gradient, state),
            Self::ClippedByValue(rule) => rule.step(net, gradient, state),
        }
    }

    fn check(&self, net: &N) -> Result<(), Setting> {
        match self {
            Self::Sgd(rule) => rule.check(net),
            Self::Momentum(rule) => rule.check(net),
            Self::RmsProp(rule) => rule.check(net),
            Self::RmsPropMomentum(rule) => rule.check(net),
            Self::Adam(rule) => rule.check(net),
            Self::AdamW(rule) => rule.check(net),
            Self::WeightDecay(rule) => rule.check(net),
            Self::Clipped(rule) => rule.check(net),
            Self::ClippedByValue(rule) => rule.check(net),
        }
    }
}

/// The rule of a step, counted from 0.
pub(crate) fn rule(trace: &Trace, step: u32) -> AnyRule {
    let part = &trace.optimizer;
    let or_0 = |key| part.number(key).unwrap_or(0.0);
    let (rate, momentum, weight_decay) = (rate(trace, step), or_0("momentum"), or_0("weight_decay"));
    let nesterov = or_0("nesterov") == 1.0;
    let adam = || {
        let betas = part.numbers("betas").unwrap().try_into().unwrap();
        Adam { rate, betas, epsilon: part.number("eps").unwrap() }
    };
    let (alpha, epsilon) = (or_0("alpha"), or_0("eps"));
    let rule = match part.name {
        "sgd" if momentum == 0.0 => AnyRule::Sgd(Sgd { rate }),
        "sgd" => AnyRule::Momentum(Momentum { rate, momentum, nesterov }),
        "rmsprop" if momentum == 0.0 => AnyRule::RmsProp(RmsProp { alpha, epsilon, rule: Sgd { rate } }),
        "rmsprop" => AnyRule::RmsPropMomentum(RmsProp { alpha, epsilon, rule: Momentum::new(rate, momentum) }),
        "adam" => AnyRule::Adam(adam()),
        "adamw" => AnyRule::AdamW(AdamW { adam: adam(), weight_decay }),
        name => panic!("no optimizer: {name}"),
    };
    let coupled = weight_decay > 0.0 && part.name != "adamw";
    let rule = if coupled { AnyRule::WeightDecay(Box::new(WeightDecay { weight_decay, rule })) } else { rule };
    match trace.clip.as_ref().map(|clip| (clip.name, clip.number("max").unwrap())) {
        None => rule,
        Some(("norm", norm)) => AnyRule::Clipped(Box::new(Clipped { norm, rule })),
        Some(("value", value)) => AnyRule::ClippedByValue(Box::new(ClippedByValue { value, rule })),
        Some((name, _)) => panic!("no clip: {name}"),
    }
}

/// The rate of a step, counted from 0.
pub(crate) fn rate(trace: &Trace, step: u32) -> f32 {
    let rate = trace.optimizer.number("lr").unwrap();
    let part = &trace.schedule;
    let number = |key| part.number(key).unwrap();
    match part.name {
        "constant" => rate,
        "step" => step_decay(rate, step, whole(part, "step_size"), number("gamma")),
        "exponential" => exponential(rate, step, number("gamma")),
        "cosine" => {
            let (steps, warm_up, floor) = (whole(part, "steps"), whole(part, "warmup"), number("eta_min"));
            let start = number("start_factor");
            if floor == 0.0 && start * warm_up as f32 == 1.0 {
                warm_up_cosine(rate, step, warm_up, steps)
            } else if step < warm_up {
                linear(start * rate, rate, step, warm_up)
            } else {
                floor + cosine(rate - floor, step - warm_up, steps - warm_up)
            }
        }
        "one_cycle" => {
            // the crate's are PyTorch's defaults
            assert_eq!(["pct_start", "div_factor", "final_div_factor"].map(number), [0.3, 25.0, 1e4]);
            one_cycle(number("max_lr"), step, whole(part, "steps"))
        }
        name => panic!("no schedule: {name}"),
    }
}

pub(crate) fn whole(part: &Part, key: &str) -> u32 {
    part.word(key).unwrap().parse().unwrap()
}
