//! What the post said, each statement with the number that decides it.

use crate::runs::{
    DEEP_ADAM, DEEP_BEST, DEEP_MOMENTUM, DEEP_SGD, Group, Run, WIDE_ADAM, WIDE_BEST, WIDE_KNOTS, WIDE_MOMENTUM,
    WIDE_SGD,
};

pub(crate) struct Finding {
    pub(crate) verdict: &'static str,
    pub(crate) claim: &'static str,
    pub(crate) numbers: String,
}

const CONFIRMED: &str = "confirmed";
const REFUTED: &str = "refuted";
const OPEN: &str = "open";

/// How often one thing beat another, a seed a trial.
struct Tally {
    won: usize,
    lost: usize,
}

impl Tally {
    fn of(wins: impl Iterator<Item = bool>) -> Self {
        let (won, lost): (Vec<bool>, Vec<bool>) = wins.partition(|won| *won);
        Self { won: won.len(), lost: lost.len() }
    }

    /// Seeds on which the runs of one group have the smaller error.
    fn better(one: &Group, other: &Group) -> Self {
        Self::of(one.runs.iter().zip(&other.runs).map(|(one, other)| one.fit.rmse < other.fit.rmse))
    }

    /// The sign test at 5 %: if a coin decided, so many wins, or so many losses, would come in less than 2.5 % of cases.
    fn verdict(&self) -> &'static str {
        match (chance(self.won, self.lost) < 0.025, chance(self.lost, self.won) < 0.025) {
            (true, _) => CONFIRMED,
            (_, true) => REFUTED,
            _ => OPEN,
        }
    }

    fn words(&self) -> String {
        format!("{} of {} seeds", self.won, self.won + self.lost)
    }
}

/// The chance of at least `won` heads in `won + lost` throws.
fn chance(won: usize, lost: usize) -> f64 {
    let throws = won + lost;
    // ln C(n, k) - n ln 2, so that no power overflows.
    let ln_factorial = |n: usize| (1..=n).map(|k| (k as f64).ln()).sum::<f64>();
    let ln_term = |k: usize| {
        ln_factorial(throws) - ln_factorial(k) - ln_factorial(throws - k) - throws as f64 * core::f64::consts::LN_2
    };
    (won..=throws).map(|k| ln_term(k).exp()).sum()
}

fn judge(holds: bool) -> &'static str {
    if holds { CONFIRMED } else { REFUTED }
}

pub(crate) fn all(groups: &[Group]) -> Vec<Finding> {
    let group = |place: usize| groups.get(place);
    let found = || {
        let (deep, wide) = (group(DEEP_SGD)?, group(WIDE_SGD)?);
        Some(vec![
            works(deep),
            not_well(deep, group(DEEP_BEST)?),
            hung_up("deep nets get hung up (at least one run in ten ends with RMSE over 0.1)", deep),
            hung_up("wide nets get hung up as well", wide),
            compared("a wide net does better than a deep one of as many parameters (SGD)", wide, deep),
            compared("... and under Adam too", group(WIDE_ADAM)?, group(DEEP_ADAM)?),
            compared("... and when each has its best settings", group(WIDE_BEST)?, group(DEEP_BEST)?),
            compared("a better optimizer helps the deep net: Adam over SGD", group(DEEP_ADAM)?, deep),
            compared("a better optimizer helps the wide net: Adam over SGD", group(WIDE_ADAM)?, wide),
            compared("momentum over SGD, deep", group(DEEP_MOMENTUM)?, deep),
            compared("momentum over SGD, wide", group(WIDE_MOMENTUM)?, wide),
            hung_up("Adam alone leaves deep nets hung up", group(DEEP_ADAM)?),
            extrema("the extrema stay bad (worse than the rest, the ends left out): deep", deep, |run| run.elsewhere),
            extrema("... wide", wide, |run| run.elsewhere),
            extrema("the extrema are worse than the ends of the range: deep", deep, |run| run.ends),
            extrema("... wide", wide, |run| run.ends),
            outward("the fit propagates outward from 0: deep", deep),
            outward("... wide", wide),
            outward("... wide, with the kinks spread over the range at the start", group(WIDE_KNOTS)?),
        ])
    };
    found().unwrap_or_default()
}

fn works(deep: &Group) -> Finding {
    let (rmse, works) = (deep.median(|run| run.fit.rmse), deep.runs.len() - deep.stuck());
    Finding {
        verdict: judge(rmse < 0.1),
        claim: "it works (median RMSE below 0.1; sin(x) itself has 0.707)",
        numbers: format!("RMSE {rmse:.4}; {works} of {} runs below 0.1", deep.runs.len()),
    }
}

fn not_well(deep: &Group, best: &Group) -> Finding {
    let (rmse, reached) = (deep.median(|run| run.fit.rmse), best.median(|run| run.fit.rmse));
    Finding {
        verdict: judge(rmse > 3.0 * reached),
        claim: "... just not well (more than 3 times the error that the same net reaches)",
        numbers: format!("RMSE {rmse:.4} against {reached:.4} with our best settings: {:.1} times", rmse / reached),
    }
}

fn hung_up(claim: &'static str, group: &Group) -> Finding {
    let (stuck, runs) = (group.stuck(), group.runs.len());
    Finding { verdict: judge(10 * stuck >= runs), claim, numbers: format!("{stuck} of {runs} runs stuck") }
}

fn compared(claim: &'static str, one: &Group, other: &Group) -> Finding {
    let (tally, [a, b]) = (Tally::better(one, other), [one, other].map(|group| group.median(|run| run.fit.rmse)));
    Finding {
        verdict: tally.verdict(),
        claim,
        numbers: format!("RMSE {a:.4} against {b:.4}; better on {}", tally.words()),
    }
}

fn extrema(claim: &'static str, group: &Group, other: impl Fn(&Run) -> f64) -> Finding {
    let tally = Tally::of(group.runs.iter().map(|run| run.extrema > other(run)));
    let (here, there) = (group.median(|run| run.extrema), group.median(&other));
    Finding {
        verdict: tally.verdict(),
        claim,
        numbers: format!("RMSE {here:.4} against {there:.4}; worse on {}", tally.words()),
    }
}

/// Each ring reaches RMSE 0.1 no earlier than the one inside it, and the outermost later than the innermost; a ring that
/// never does comes last.
fn outward(claim: &'static str, group: &Group) -> Finding {
    let when = |run: &Run, ring: usize| run.arrivals.get(ring).copied().flatten().map_or(f64::INFINITY, f64::from);
    let in_order = |run: &Run| {
        let [a, b, c, d] = [0, 1, 2, 3].map(|ring| when(run, ring));
        a <= b && b <= c && c <= d && a < d
    };
    let tally = Tally::of(group.runs.iter().map(in_order));
    let medians = [0, 1, 2, 3].map(|ring| group.median(|run| when(run, ring)));
    let steps = medians.map(|steps| if steps.is_finite() { format!("{steps:.0}") } else { "never".to_string() });
    Finding {
        verdict: tally.verdict(),
        claim,
        numbers: format!("rings reach RMSE 0.1 at step {} (medians); in order on {}", steps.join(", "), tally.words()),
    }
}
