//! The receiver operating characteristic by damage, and where the learnt threshold lies on it.

use super::canvas::legend;
use super::style::{ERROR, FAINT_INK, FIT, Pen, THIN, TRUTH};
use super::{Area, Drawn, Picture};
use crate::job::{DAMAGES, Job};
use plotters::prelude::*;

pub(super) struct RocPicture<'a>(pub(super) &'a Job);

const COLORS: [RGBColor; 3] = [TRUTH, ERROR, FIT];

impl Picture for RocPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let job = self.0;
        let line = "every threshold is a point of a curve; a dot is the one learnt from the stream";
        let area = pen.heading(area, "Healthy or damaged, by the autoencoder's error", line)?;
        let mut chart = ChartBuilder::on(&area)
            .x_label_area_size(pen.width(46.0))
            .y_label_area_size(pen.width(66.0))
            .margin_right(pen.px(12.0))
            .build_cartesian_2d(-0.02..1.0, 0.0..1.02)?;
        let percent = |share: f64| format!("{:.0} %", 100.0 * share);
        pen.axes(&mut chart, ["healthy windows with an alarm", "damaged windows with an alarm"], [&percent, &percent])?;
        let guess = pen.stroke(FAINT_INK, 1.2);
        chart.draw_series(DashedLineSeries::new([(0.0, 0.0), (1.0, 1.0)], pen.width(4.0), pen.width(4.0), guess))?;
        let names: Vec<String> = (DAMAGES.iter().zip(job.areas()))
            .map(|(damage, area)| format!("impacts of {damage:.1} m/s²: area {area:.3}"))
            .collect();
        for (((curve, found), name), color) in job.curves().into_iter().zip(job.found()).zip(&names).zip(COLORS) {
            let style = pen.stroke(color, THIN);
            chart.draw_series(LineSeries::new(curve, style))?.label(name).legend(move |at| pen.sample(at, style));
            let at = (job.false_alarms(), found);
            chart.draw_series([Circle::new(at, pen.px(5.0), color.filled())])?;
        }
        legend(&mut chart, pen, SeriesLabelPosition::LowerRight)
    }
}
