//! What the hidden units look for: the weights of each, as a picture.

use super::style::{ERROR, FAINT_INK, FIT, Pen};
use super::{Area, Drawn, Picture, between, pixels};
use crate::job::Job;
use plotters::prelude::*;

pub(super) struct WeightsPicture<'a>(pub(super) &'a Job);

/// In CSS pixels.
pub(super) const SIZE: [u32; 2] = [900, 560];
const SIDE: f64 = 11.0;
const CELL: [f64; 2] = [107.0, 107.0];
const COLUMNS: usize = 8;

impl Picture for WeightsPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let weights = &self.0.weights;
        pen.heading(area, "What the 32 hidden units look for", "first-layer weights, one picture per unit")?;
        let largest = weights.as_flattened().iter().fold(0.0, |top: f32, w| if w.abs() > top { w.abs() } else { top });
        let color = |weight: f32| between(WHITE, if weight < 0.0 { FIT } else { ERROR }, (weight / largest).abs());
        scale(area, pen, largest, color)?;
        for (unit, weights) in weights.iter().enumerate() {
            let (column, row) = (unit % COLUMNS, unit / COLUMNS);
            let (left, top) = (24.0 + CELL[0] * column as f64, 96.0 + CELL[1] * row as f64);
            let corner = (pen.px(left), pen.px(top));
            pixels(area, corner, pen.px(SIDE), weights, color)?;
            let end = (corner.0 + 8 * pen.px(SIDE), corner.1 + 8 * pen.px(SIDE));
            area.draw(&Rectangle::new([corner, end], pen.stroke(FAINT_INK, 0.5)))?;
        }
        Ok(())
    }
}

/// Which colour stands for which weight.
fn scale<D: DrawingBackend>(area: &Area<D>, pen: Pen, largest: f32, color: impl Fn(f32) -> RGBColor) -> Drawn<D> {
    let (left, top, width) = (600.0, 46.0, 200.0);
    for k in 0..50_u8 {
        let share = f32::from(k) / 49.0;
        let x = left + width * f64::from(k) / 50.0;
        let corners = [(pen.px(x), pen.px(top)), (pen.px(x + width / 50.0), pen.px(top + 14.0))];
        area.draw(&Rectangle::new(corners, color(largest * (2.0 * share - 1.0)).filled()))?;
    }
    let label = |text: &str, x: f64| area.draw_text(text, &pen.font(12.0, FAINT_INK), (pen.px(x), pen.px(top + 18.0)));
    label(&format!("-{largest:.1}: paper wanted"), left - 20.0)?;
    label(&format!("+{largest:.1}: ink wanted"), left + width - 70.0)
}
