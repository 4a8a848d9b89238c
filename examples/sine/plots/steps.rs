//! The fit on its way: one curve a step.

use super::canvas::{Area, Drawn, Picture};
use super::style::{Pen, THICK, TRUTH, in_pi, tall_enough, whole_range};
use crate::job::Job;
use plotters::prelude::*;

pub(super) struct StepsPicture<'a>(pub(super) &'a Job);

/// From pale to dark, the last curve the darkest.
const RAMP: [RGBColor; 8] = [
    RGBColor(168, 176, 188),
    RGBColor(150, 205, 80),
    RGBColor(40, 180, 170),
    RGBColor(70, 146, 232),
    RGBColor(240, 120, 72),
    RGBColor(208, 52, 120),
    RGBColor(122, 30, 170),
    RGBColor(16, 12, 96),
];

/// Curves closer than this, as a root of the mean square, would lie on each other.
const DISTINCT: f64 = 0.02;

/// The last curve, and of those before it, from the end backwards, each that can be told from the one kept after it.
fn distinct(job: &Job) -> Vec<&(u32, Vec<(f64, f64)>)> {
    let mut kept: Vec<&(u32, Vec<(f64, f64)>)> = Vec::new();
    for curve in job.on_the_way.iter().rev() {
        let apart = kept.last().is_none_or(|later| {
            let squares = curve.1.iter().zip(&later.1).map(|(a, b)| (a.1 - b.1).powi(2));
            (squares.sum::<f64>() / curve.1.len() as f64).sqrt() > DISTINCT
        });
        if apart && kept.len() < RAMP.len() {
            kept.push(curve);
        }
    }
    kept.reverse();
    kept
}

impl Picture for StepsPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let job = self.0;
        let title = format!("How the {} network got there", job.recipe.net.shape());
        let (steps, many) = (job.trained.steps, job.unit().1);
        let line = if job.trained.determined.is_some() {
            format!("its curve, solved from so many of the {steps} samples")
        } else {
            format!("its curve after some of the {steps} steps of {} samples each", job.recipe.batch)
        };
        let area = pen.heading(area, &title, &line)?;
        let all = job.on_the_way.iter().flat_map(|(_, points)| points);
        let mut chart = ChartBuilder::on(&area)
            .x_label_area_size(pen.width(46.0))
            .y_label_area_size(pen.width(58.0))
            .build_cartesian_2d(whole_range(), tall_enough(all.clone()))?;
        pen.axes(&mut chart, ["x", "y"], [&in_pi, &|y| format!("{y:.1}")])?;
        let truth = pen.stroke(TRUTH, THICK);
        let last = job.on_the_way.last().map(|(_, points)| points.as_slice()).unwrap_or_default();
        chart
            .draw_series(LineSeries::new(last.iter().map(|(x, _)| (*x, x.sin())), truth))?
            .label("sin(x)")
            .legend(move |at| pen.sample(at, truth));
        let curves = distinct(job);
        let colors = RAMP.iter().skip(RAMP.len() - curves.len());
        for ((steps, points), color) in curves.into_iter().zip(colors) {
            let style = pen.stroke(*color, 1.8);
            chart
                .draw_series(LineSeries::new(points.iter().copied(), style))?
                .label(if *steps == job.trained.steps {
                    format!("{steps} {many}: the end")
                } else {
                    format!("{steps} {many}")
                })
                .legend(move |at| pen.sample(at, style));
        }
        pen.legend(&mut chart)
    }
}
