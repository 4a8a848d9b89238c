//! The fit against sin(x), with the kinks it is made of.

use super::canvas::{Area, Drawn, Picture};
use super::style::{FIT, Pen, THICK, THIN, TRUTH, in_pi, tall_enough, whole_range};
use crate::job::{Job, points};
use core::f64::consts::PI;
use plotters::prelude::*;

pub(super) struct FitPicture<'a>(pub(super) &'a Job);

impl Picture for FitPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let job = self.0;
        let net = &*job.trained.net;
        let curve = points(net, -PI, PI);
        let title = format!("A {} network has learnt sin(x)", job.recipe.net.shape());
        let (rmse, max, pieces) = (job.fit.rmse, job.fit.max, job.pieces.count());
        let line = format!("RMSE {rmse:.5}, largest error {max:.5}, {pieces} straight pieces");
        let area = pen.heading(area, &title, &line)?;
        let mut chart = ChartBuilder::on(&area)
            .x_label_area_size(pen.width(46.0))
            .y_label_area_size(pen.width(58.0))
            .build_cartesian_2d(whole_range(), tall_enough(curve.iter()))?;
        pen.axes(&mut chart, ["x", "y"], [&in_pi, &|y| format!("{y:.1}")])?;
        let truth = pen.stroke(TRUTH, THICK);
        chart
            .draw_series(LineSeries::new(curve.iter().map(|(x, _)| (*x, x.sin())), truth))?
            .label("sin(x)")
            .legend(move |at| pen.sample(at, truth));
        let fit = pen.stroke(FIT, THIN);
        chart.draw_series(LineSeries::new(curve, fit))?.label("the network").legend(move |at| pen.sample(at, fit));
        let dots = job.pieces.kinks.iter().map(|x| (*x, f64::from(net.at(*x as f32))));
        let dot = move |at: (f64, f64)| Circle::new(at, pen.px(3.4), FIT.filled());
        let hole = move |at: (f64, f64)| Circle::new(at, pen.px(1.9), WHITE.filled());
        chart.draw_series(dots.clone().map(dot))?;
        chart
            .draw_series(dots.map(hole))?
            .label("where its slope changes")
            .legend(move |(x, y)| Circle::new((x + pen.px(12.0), y), pen.px(3.0), pen.stroke(FIT, 1.5)));
        pen.legend(&mut chart)
    }
}
