//! The pictures that the net misreads, the surest mistakes first.

use super::style::{ERROR, INK, Pen};
use super::{Area, Drawn, Picture, between, pixels};
use crate::job::{Job, Misread};
use plotters::prelude::*;

pub(super) struct MisreadPicture<'a>(pub(super) &'a Job);

/// In CSS pixels: the side of a picture's pixel, and the room for a picture with its two lines of text.
const SIDE: f64 = 12.0;
const CELL: [f64; 2] = [142.0, 156.0];
const COLUMNS: usize = 6;
/// At most so many are shown.
const SHOWN: usize = 18;

/// As tall as the pictures need.
pub(super) fn size(job: &Job) -> [u32; 2] {
    let rows = job.misread.len().clamp(1, SHOWN).div_ceil(COLUMNS);
    [900, 90 + (CELL[1] * rows as f64) as u32]
}

impl Picture for MisreadPicture<'_> {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D> {
        let misread = &self.0.misread;
        let line = match misread.len() {
            0 => "none".to_string(),
            all => format!("{} of {all}, the surest mistakes first, and how sure the net was", all.min(SHOWN)),
        };
        pen.heading(area, "Digits that the net misreads", &line)?;
        for (place, one) in misread.iter().take(SHOWN).enumerate() {
            let (column, row) = (place % COLUMNS, place / COLUMNS);
            let corner = (24.0 + CELL[0] * column as f64, 84.0 + CELL[1] * row as f64);
            cell(area, pen, corner, one)?;
        }
        Ok(())
    }
}

fn cell<D: DrawingBackend>(area: &Area<D>, pen: Pen, (left, top): (f64, f64), one: &Misread) -> Drawn<D> {
    let side = pen.px(SIDE);
    let ink = |pixel: f32| between(RGBColor(236, 238, 243), INK, pixel / 16.0);
    pixels(area, (pen.px(left), pen.px(top)), side, &one.picture, ink)?;
    let below = top + 8.0 * SIDE;
    area.draw_text(&format!("a {}", one.class), &pen.font(13.0, INK), (pen.px(left), pen.px(below + 6.0)))?;
    let said = format!("read as {}, {:.0} %", one.said, 100.0 * one.probability);
    area.draw_text(&said, &pen.font(13.0, ERROR), (pen.px(left), pen.px(below + 23.0)))
}
