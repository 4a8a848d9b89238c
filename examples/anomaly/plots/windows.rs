//! A window of each kind, and what the net makes of it.

use super::style::{FIT, Pen, THICK, THIN, TRUTH};
use super::{Area, Drawn, Picture};
use crate::job::Job;
use crate::signal::Window;
use plotters::prelude::*;

pub(super) struct WindowsPicture<'a>(pub(super) &'a Job);

impl Picture for WindowsPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let below = pen.heading(
            area,
            "Sixteen samples through four numbers and back",
            "left: healthy; right: a damaged bearing",
        )?;
        pen.key(area, &[("vibration", pen.stroke(TRUTH, THICK)), ("autoencoder", pen.stroke(FIT, THIN))])?;
        let (left, right) = below.split_horizontally((50).percent_width());
        for (half, windows) in [left, right].iter().zip(&self.0.examples) {
            panel(half, pen, windows)?;
        }
        Ok(())
    }
}

fn panel<D: DrawingBackend>(area: &Area<D>, pen: Pen, [window, reproduced]: &[Window; 2]) -> Drawn<D> {
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(pen.width(46.0))
        .y_label_area_size(pen.width(58.0))
        .margin_right(pen.px(14.0))
        .build_cartesian_2d(0.0..15.0, -5.0..5.0)?;
    pen.axes(&mut chart, ["time, ms", "acceleration, m/s²"], [&|x| format!("{x:.0}"), &|y| format!("{y:.0}")])?;
    chart.draw_series(LineSeries::new(points(window), pen.stroke(TRUTH, THICK)))?;
    chart.draw_series(LineSeries::new(points(reproduced), pen.stroke(FIT, THIN)))?;
    Ok(())
}

/// A sample per millisecond.
fn points(window: &Window) -> impl Iterator<Item = (f64, f64)> {
    window.iter().enumerate().map(|(k, value)| (k as f64, f64::from(*value)))
}
