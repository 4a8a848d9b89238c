//! The fit on its way: one curve a step.

use super::style::{Pen, THICK, TRUTH, in_pi, tall_enough, whole_range};
use super::{Area, Drawn, Picture};
use crate::job::Job;
use plotters::prelude::*;

pub(super) struct StepsPicture;

/// From pale to dark along matplotlib's "plasma": late steps stand out.
const RAMP: [RGBColor; 6] = [
    RGBColor(160, 168, 180),
    RGBColor(240, 136, 62),
    RGBColor(222, 84, 104),
    RGBColor(178, 42, 144),
    RGBColor(106, 0, 168),
    RGBColor(16, 12, 110),
];

impl Picture for StepsPicture {
    fn draw<D: DrawingBackend>(&self, job: &Job, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let title = format!("How the {} network got there", job.recipe.net.shape());
        let line = format!("its curve after some of the {} steps of {} samples", job.trained.steps, job.recipe.batch);
        let area = pen.heading(area, &title, &line)?;
        let all = job.on_the_way.iter().flat_map(|(_, points)| points);
        let mut chart = ChartBuilder::on(&area)
            .x_label_area_size(pen.width(46.0))
            .y_label_area_size(pen.width(58.0))
            .build_cartesian_2d(whole_range(), tall_enough(all.clone()))?;
        pen.axes(&mut chart, ["x", "y"], (&in_pi, &|y| format!("{y:.1}")))?;
        let truth = pen.stroke(TRUTH, THICK);
        let last = job.on_the_way.last().map(|(_, points)| points.as_slice()).unwrap_or_default();
        chart
            .draw_series(LineSeries::new(last.iter().map(|(x, _)| (*x, x.sin())), truth))?
            .label("sin(x)")
            .legend(move |at| pen.sample(at, truth));
        // A short run has fewer curves: the last is always the darkest.
        let colors = RAMP.iter().skip(RAMP.len().saturating_sub(job.on_the_way.len()));
        for ((steps, points), color) in job.on_the_way.iter().zip(colors) {
            let style = pen.stroke(*color, 1.8);
            chart
                .draw_series(LineSeries::new(points.iter().copied(), style))?
                .label(if *steps == job.trained.steps { format!("{steps}: the end") } else { steps.to_string() })
                .legend(move |at| pen.sample(at, style));
        }
        pen.legend(&mut chart)
    }
}
