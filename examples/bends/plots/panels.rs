//! A column per curve: the curve and the net, where the kinks are on their way, and the errors.

use super::style::{ERROR, FAINT_INK, FIT, Pen, THICK, THIN, TRUTH};
use super::{Area, Drawn, Picture};
use crate::job::{Job, NAMES, answer};
use crate::kinks::kinks;
use plotters::prelude::*;

pub(super) struct PanelsPicture<'a>(pub(super) &'a [(&'static str, Job)]);

/// Of the nets, in the order of their names.
const COLORS: [RGBColor; 4] = [RGBColor(150, 158, 172), RGBColor(0, 150, 136), FIT, ERROR];
const POINTS: u32 = 800;
/// Errors are averaged over so many points: what counts is how large they are hereabouts.
const NEAR: usize = 20;

impl Picture for PanelsPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let line = "1-32-1: the curve, its kinks from net to net, and the errors";
        let below = pen.heading(area, "Curves whose bends nobody knows beforehand", line)?;
        let (width, _) = below.dim_in_pixel();
        let column = width / 3;
        let (left, rest) = below.split_horizontally(column);
        let (middle, right) = rest.split_horizontally(column);
        for (place, (area, (name, job))) in [left, middle, right].iter().zip(self.0).enumerate() {
            let area = area.margin(0, 0, 0, pen.px(16.0));
            area.draw_text(name, &pen.font(15.0, FAINT_INK), (pen.px(52.0), 0))?;
            let (_, height) = area.dim_in_pixel();
            let (above, errors) = area.margin(pen.px(24.0), 0, 0, 0).split_vertically(height * 56 / 100);
            let (curve, marks) = above.split_vertically(height * 40 / 100);
            fit(&curve, pen, job)?;
            places(&marks, pen, job, place == 0)?;
            sizes(&errors, pen, job)?;
        }
        let net = |place: usize| COLORS.get(place).map_or(pen.stroke(FIT, THIN), |color| pen.stroke(*color, THIN));
        let names = NAMES.iter().enumerate().map(|(place, name)| (*name, net(place)));
        let entries: Vec<(&str, ShapeStyle)> =
            [("the curve", pen.stroke(TRUTH, THICK))].into_iter().chain(names).collect();
        pen.key(area, &entries)
    }
}

/// Evenly over 0..1.
fn grid() -> impl Iterator<Item = f64> + Clone {
    (0..=POINTS).map(|k| f64::from(k) / f64::from(POINTS))
}

/// The curve and the net in the end.
fn fit<D: DrawingBackend>(area: &Area<D>, pen: Pen, job: &Job) -> Drawn<D> {
    let truth: Vec<(f64, f64)> = grid().map(|u| (u, (job.curve)(u))).collect();
    let (low, high) = super::style::extent(truth.iter());
    let gap = 0.06 * (high - low);
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(pen.width(24.0))
        .y_label_area_size(pen.width(52.0))
        .build_cartesian_2d(0.0..1.0, low - gap..high + gap)?;
    pen.axes(&mut chart, ["", ""], [&|x| format!("{x:.1}"), &|y| format!("{y:.1}")])?;
    chart.draw_series(LineSeries::new(truth, pen.stroke(TRUTH, THICK)))?;
    let [_, _, net, _] = &job.nets;
    chart.draw_series(LineSeries::new(grid().map(|u| (u, answer(net, u))), pen.stroke(FIT, THIN)))?;
    Ok(())
}

/// A row of marks per net, from the first to the last.
fn places<D: DrawingBackend>(area: &Area<D>, pen: Pen, job: &Job, is_named: bool) -> Drawn<D> {
    let mut chart = ChartBuilder::on(area).y_label_area_size(pen.width(52.0)).build_cartesian_2d(0.0..1.0, 4.0..0.0)?;
    if is_named {
        area.draw_text(
            "kinks",
            &pen.font(13.0, FAINT_INK),
            (pen.px(6.0), area.dim_in_pixel().1.cast_signed() / 2 - pen.px(7.0)),
        )?;
    }
    for ((row, net), color) in (0_u8..).zip(&job.nets).zip(COLORS) {
        let top = f64::from(row) + 0.15;
        let inside =
            kinks(net).into_iter().map(|kink| 0.5 + 0.5 * f64::from(kink.at)).filter(|u| (0.0..=1.0).contains(u));
        let mark = |u| PathElement::new(vec![(u, top), (u, top + 0.7)], pen.stroke(color, 1.4));
        chart.draw_series(inside.map(mark))?;
    }
    Ok(())
}

/// How large the errors are, from place to place.
fn sizes<D: DrawingBackend>(area: &Area<D>, pen: Pen, job: &Job) -> Drawn<D> {
    let mut chart = ChartBuilder::on(area)
        .x_label_area_size(pen.width(44.0))
        .y_label_area_size(pen.width(52.0))
        .build_cartesian_2d(0.0..1.0, (5e-6..2.0).log_scale())?;
    pen.axes(&mut chart, ["place on the curve", "error"], [&|x| format!("{x:.1}"), &|y| format!("{y:.0e}")])?;
    for (net, color) in job.nets.iter().zip(COLORS) {
        let squares: Vec<(f64, f64)> = grid().map(|u| (u, job.error(net, u).powi(2))).collect();
        let means = squares.windows(NEAR).map(|near| {
            let (places, sum) = near.iter().fold((0.0, 0.0), |(places, sum), (u, square)| (places + u, sum + square));
            (places / NEAR as f64, (sum / NEAR as f64).sqrt())
        });
        chart.draw_series(LineSeries::new(means, pen.stroke(color, 1.6)))?;
    }
    Ok(())
}
