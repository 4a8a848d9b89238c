//! One window of every gesture, axis by axis, in the units that the sensor gives.

use super::style::{ERROR, FIT, INK, Pen, THIN};
use super::{Area, Drawn, Picture};
use crate::job::on_device::{FIRST, GESTURES, Hand, SECOND, window};
use plotters::prelude::*;
use rand_core::SeedableRng;
use rand_xorshift::XorShiftRng;

pub(super) struct WindowsPicture {
    pub(super) seed: u32,
}

/// Name and unit, range, and decimals of an axis.
type Axis = (&'static str, [f64; 2], usize);
const AXES: [Axis; 3] =
    [("x, of full scale", [-0.022, 0.022], 2), ("y, m/s²", [-11.0, 11.0], 0), ("z, counts", [0.0, 4000.0], 0)];

impl Picture for WindowsPicture {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let line = "three axes, each in a unit of its own; gravity is on z";
        let below = pen.heading(area, "What the accelerometer reads", line)?;
        pen.key(area, &[("first hand", pen.stroke(FIT, THIN)), ("second hand", pen.stroke(ERROR, THIN))])?;
        let panels = below.split_evenly((3, 3));
        for (place, panel) in panels.iter().enumerate() {
            let (row, gesture) = (place / 3, place % 3);
            if let (Some(axis), Some(name)) = (AXES.get(row), GESTURES.get(gesture)) {
                self.panel(panel, pen, (row, *axis), (gesture as u8, name))?;
            }
        }
        Ok(())
    }
}

impl WindowsPicture {
    fn panel<D: DrawingBackend>(
        &self,
        panel: &Area<D>,
        pen: Pen,
        (row, (axis, [low, high], decimals)): (usize, Axis),
        (gesture, name): (u8, &str),
    ) -> Drawn<D> {
        // The names of the gestures stand above the first row, seconds below the last, and units beside the first column.
        let mut builder = ChartBuilder::on(panel);
        builder.margin_right(pen.px(14.0)).margin_top(pen.px(if row == 0 { 24.0 } else { 6.0 }));
        builder.x_label_area_size(pen.width(if row == 2 { 44.0 } else { 20.0 })).y_label_area_size(pen.width(66.0));
        let mut chart = builder.build_cartesian_2d(0.0..0.75, low..high)?;
        let names = [if row == 2 { "time, s" } else { "" }, if gesture == 0 { axis } else { "" }];
        pen.axes(&mut chart, names, [&|x| format!("{x:.1}"), &|y| format!("{y:.decimals$}")])?;
        if row == 0 {
            panel.draw_text(name, &pen.font(15.0, INK), (pen.px(70.0), pen.px(2.0)))?;
        }
        for (hand, color) in [(FIRST, FIT), (SECOND, ERROR)] {
            let readings = self.readings(gesture, hand, row);
            chart.draw_series(LineSeries::new(readings, pen.stroke(color, THIN)))?;
        }
        Ok(())
    }

    /// One axis of one window, sample by sample at 20 Hz.
    fn readings(&self, gesture: u8, hand: Hand, axis: usize) -> Vec<(f64, f64)> {
        let mut rng = XorShiftRng::seed_from_u64((self.seed ^ hand.turn.to_bits() ^ u32::from(gesture)).into());
        let window = window(&mut rng, gesture, hand);
        let reading = |sample: &[f32; 3]| sample.get(axis).copied().map_or(0.0, f64::from);
        window.iter().enumerate().map(|(k, sample)| (k as f64 / 20.0, reading(sample))).collect()
    }
}
