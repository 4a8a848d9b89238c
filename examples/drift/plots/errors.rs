//! The error of every net, day by day, and the alarms of the detector.

use super::canvas::legend;
use super::style::{ERROR, FAINT_INK, FIT, INK, Pen, TRUTH};
use super::{Area, Drawn, Picture};
use crate::job::Job;
use crate::learners::NAMES;
use crate::sensor::{AGES_FROM, DAYS};
use plotters::prelude::*;

pub(super) struct ErrorsPicture<'a>(pub(super) &'a Job);

const COLORS: [RGBColor; 5] = [INK, ERROR, TRUTH, RGBColor(0, 150, 136), FIT];
/// In ppm, on a scale of logarithms.
const RANGE: [f64; 2] = [2.0, 1000.0];

impl Picture for ErrorsPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let Job { days, alarms } = self.0;
        let line = "RMSE over the whole range of 400 to 2000 ppm, with the sensor as it is on that day";
        let area = pen.heading(area, "A CO2 sensor ages", line)?;
        let [low, high] = RANGE;
        let mut chart = ChartBuilder::on(&area)
            .x_label_area_size(pen.width(46.0))
            .y_label_area_size(pen.width(66.0))
            .margin_right(pen.px(12.0))
            .build_cartesian_2d(0.0..f64::from(DAYS), (low..high).log_scale())?;
        pen.axes(&mut chart, ["day", "error, ppm"], [&|x| format!("{x:.0}"), &|y| format!("{y:.0}")])?;
        let ages = [(f64::from(AGES_FROM), low), (f64::from(AGES_FROM), high)];
        let dashes = pen.stroke(FAINT_INK, 1.2);
        chart.draw_series(DashedLineSeries::new(ages, pen.width(4.0), pen.width(4.0), dashes))?;
        let (left, top) = chart.backend_coord(&(f64::from(AGES_FROM), high));
        let (origin_x, origin_y) = area.get_base_pixel();
        let beside = (left - origin_x + pen.px(8.0), top - origin_y + pen.px(8.0));
        area.draw_text("the lamp begins to fade", &pen.font(13.0, FAINT_INK), beside)?;
        for (place, (name, color)) in NAMES.into_iter().zip(COLORS).enumerate() {
            let error = |errors: &[f64; 5]| errors.get(place).copied().unwrap_or(f64::NAN);
            let curve = days.iter().enumerate().map(|(day, errors)| (day as f64, error(errors)));
            let style = pen.stroke(color, 1.8);
            chart.draw_series(LineSeries::new(curve, style))?.label(name).legend(move |at| pen.sample(at, style));
        }
        let triangle = move |day: &u32| TriangleMarker::new((f64::from(*day), low * 1.15), pen.px(6.0), INK.filled());
        chart
            .draw_series(alarms.iter().map(triangle))?
            .label("alarm of the detector")
            .legend(move |(x, y)| TriangleMarker::new((x + pen.px(12.0), y), pen.px(6.0), INK.filled()));
        legend(&mut chart, pen, SeriesLabelPosition::UpperLeft)
    }
}
