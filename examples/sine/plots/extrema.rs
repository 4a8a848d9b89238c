//! A close look at the two extrema, each with the error below it.

use super::canvas::{Area, Drawn, Picture};
use super::style::{ERROR, FAINT_INK, FIT, Pen, THICK, THIN, TRUTH, decimal, extent};
use crate::common::fit::error;
use crate::job::{Job, points};
use core::f64::consts::FRAC_PI_2;
use plotters::prelude::*;

pub(super) struct ExtremaPicture<'a>(pub(super) &'a Job);

/// How far to each side.
const REACH: f64 = 0.6;

impl Picture for ExtremaPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let job = self.0;
        let title = format!("The extrema of the {} network's sine", job.recipe.net.shape());
        let panels = pen.heading(area, &title, "the curve above, its error (network - sin x) below")?;
        pen.key(area, &[("sin(x)", pen.stroke(TRUTH, THICK)), ("the network", pen.stroke(FIT, THIN))])?;
        let (left, right) = panels.split_horizontally((50).percent_width());
        // One scale of the error for both, so that they can be compared.
        let largest = [-FRAC_PI_2, FRAC_PI_2]
            .iter()
            .flat_map(|center| errors(job, *center))
            .fold(1e-6, |largest, e| if e.1.abs() > largest { e.1.abs() } else { largest });
        for (half, center, name) in [(left, -FRAC_PI_2, "-π/2"), (right, FRAC_PI_2, "π/2")] {
            let (top, bottom) = half.split_vertically((60).percent_height());
            close_up(job, &top, pen, center)?;
            error_panel(job, &bottom, pen, center, (name, largest))?;
        }
        Ok(())
    }
}

fn errors(job: &Job, center: f64) -> Vec<(f64, f64)> {
    let net = &*job.trained.net;
    points(net, center - REACH, center + REACH).iter().map(|(x, _)| (*x, error(net, *x as f32))).collect()
}

fn close_up<D: DrawingBackend>(job: &Job, area: &Area<D>, pen: Pen, center: f64) -> Drawn<D> {
    let curve = points(&*job.trained.net, center - REACH, center + REACH);
    let truth: Vec<(f64, f64)> = curve.iter().map(|(x, _)| (*x, x.sin())).collect();
    let (low, high) = extent(curve.iter().chain(&truth));
    let margin = 0.12 * (high - low);
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(pen.width(22.0))
        .y_label_area_size(pen.width(66.0))
        .margin_right(pen.px(10.0))
        .build_cartesian_2d(center - REACH..center + REACH, low - margin..high + margin)?;
    pen.axes(&mut chart, ["", "y"], [&|x| format!("{x:.1}"), &|y| decimal(y, 2)])?;
    chart.draw_series(LineSeries::new(truth, pen.stroke(TRUTH, THICK)))?;
    chart.draw_series(LineSeries::new(curve, pen.stroke(FIT, THIN)))?;
    Ok(())
}

fn error_panel<D: DrawingBackend>(
    job: &Job,
    area: &Area<D>,
    pen: Pen,
    center: f64,
    (name, largest): (&str, f64),
) -> Drawn<D> {
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(pen.width(46.0))
        .y_label_area_size(pen.width(66.0))
        .margin_right(pen.px(10.0))
        .margin_top(pen.px(8.0))
        .build_cartesian_2d(center - REACH..center + REACH, -1.2 * largest..1.2 * largest)?;
    let decimals = (2.0 - largest.log10().floor()) as usize - 1;
    let x_name = format!("x, around {name}");
    pen.axes(&mut chart, [&x_name, "error"], [&|x| format!("{x:.1}"), &|y| decimal(y, decimals)])?;
    let zero = [(center - REACH, 0.0), (center + REACH, 0.0)];
    chart.draw_series(LineSeries::new(zero, pen.stroke(FAINT_INK, 1.0)))?;
    let (errors, shade) = (errors(job, center), ERROR.mix(0.18));
    chart.draw_series(AreaSeries::new(errors.iter().copied(), 0.0, shade))?;
    chart.draw_series(LineSeries::new(errors, pen.stroke(ERROR, 1.6)))?;
    Ok(())
}
