//! How many windows are read rightly, before the net learns from them, over the course of learning.

use super::canvas::legend;
use super::style::{ERROR, FAINT_INK, FIT, Pen, THIN};
use super::{Area, Drawn, Picture};
use crate::job::RUNS;
use crate::job::on_device::LEARNING;
use plotters::prelude::*;

/// Window by window, the share of runs that read it rightly: as it was, and without personalising.
pub(super) struct ProgressPicture<'a>(pub(super) &'a [[f64; 2]]);

/// So many windows make a point. The first hand's windows are a multiple of it.
const POINT: usize = 5;

impl Picture for ProgressPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let course = self.0;
        let line = format!(
            "share of windows read rightly, each before it was learnt from; {RUNS} runs, a point is {POINT} windows"
        );
        let area = pen.heading(area, "Learning a hand, then another", &line)?;
        let mut chart = ChartBuilder::on(&area)
            .x_label_area_size(pen.width(46.0))
            .y_label_area_size(pen.width(66.0))
            .margin_right(pen.px(12.0))
            .build_cartesian_2d(0.0..course.len() as f64, 0.2..1.02)?;
        let percent = |y: f64| format!("{:.0} %", 100.0 * y);
        pen.axes(&mut chart, ["windows seen", "accuracy"], [&|x| format!("{x:.0}"), &percent])?;
        let change = [(LEARNING as f64, 0.2), (LEARNING as f64, 1.02)];
        let dashes = pen.stroke(FAINT_INK, 1.2);
        chart.draw_series(DashedLineSeries::new(change, pen.width(4.0), pen.width(4.0), dashes))?;
        let (first, second) = course.split_at(LEARNING.min(course.len()));
        let lines = [
            (points(0, first, 0), FIT, "the first hand: body and head learn"),
            (
                points(LEARNING, second, 0),
                RGBColor(0, 150, 136),
                "the second hand: the head learns, the body is frozen",
            ),
            (points(LEARNING, second, 1), ERROR, "the second hand: nothing learns"),
        ];
        for (points, color, name) in lines {
            let style = pen.stroke(color, THIN);
            chart.draw_series(LineSeries::new(points, style))?.label(name).legend(move |at| pen.sample(at, style));
        }
        legend(&mut chart, pen, SeriesLabelPosition::LowerLeft)
    }
}

/// The means of a column, in the middle of the windows that each stands for.
fn points(from: usize, rows: &[[f64; 2]], column: usize) -> Vec<(f64, f64)> {
    let mean = |(k, rows): (usize, &[[f64; 2]])| {
        let sum: f64 = rows.iter().filter_map(|row| row.get(column)).sum();
        ((from + k * POINT) as f64 + 0.5 * POINT as f64, sum / rows.len() as f64)
    };
    rows.chunks(POINT).enumerate().map(mean).collect()
}
