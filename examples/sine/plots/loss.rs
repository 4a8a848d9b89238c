//! The loss, step by step, from the fixed memory of the library's history.

use super::canvas::{Area, Drawn, Picture};
use super::style::{FAINT_INK, FIT, Pen, extent};
use crate::job::Job;
use plotters::prelude::*;

pub(super) struct LossPicture<'a>(pub(super) &'a Job);

impl Picture for LossPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let job = self.0;
        let stride = f64::from(job.history.stride());
        let middle = |k: usize| (k as f64 + 0.5) * stride;
        let losses = job.history.points().iter().enumerate();
        let curve: Vec<(f64, f64)> =
            losses.map(|(k, loss)| (middle(k), f64::from(*loss))).filter(|(_, loss)| *loss > 0.0).collect();
        let (low, high) = extent(curve.iter());
        // Whole powers of ten, at least one of them.
        let (bottom, top) =
            (10_f64.powf(low.log10().floor()), 10_f64.powf((low.log10().floor() + 1.0).max(high.log10().ceil())));
        let line = if job.trained.determined.is_some() {
            format!(
                "squared error on each sample before it was learnt, solved from those before it; a point is the mean of \
                 {stride}"
            )
        } else {
            format!(
                "mean squared error of the batches; a point is the mean of {stride} steps, a dashed line the end of an \
                 epoch"
            )
        };
        let area = pen.heading(area, &format!("The loss of the {} network", job.recipe.net.shape()), &line)?;
        let steps = f64::from(job.trained.steps);
        let mut chart = ChartBuilder::on(&area)
            .x_label_area_size(pen.width(46.0))
            .y_label_area_size(pen.width(66.0))
            .build_cartesian_2d(0.0..steps, (bottom..top).log_scale())?;
        pen.axes(&mut chart, [job.unit().0, "loss"], [&|x| format!("{x:.0}"), &|y| format!("{y:.0e}")])?;
        let epoch = steps / f64::from(job.recipe.epochs);
        if job.recipe.epochs <= 20 {
            for k in 1..job.recipe.epochs {
                let x = f64::from(k) * epoch;
                let ends = [(x, bottom), (x, top)];
                chart.draw_series(DashedLineSeries::new(
                    ends,
                    pen.width(4.0),
                    pen.width(4.0),
                    pen.stroke(FAINT_INK, 1.0),
                ))?;
            }
        }
        chart.draw_series(LineSeries::new(curve, pen.stroke(FIT, 1.6)))?;
        Ok(())
    }
}
