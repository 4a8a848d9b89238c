//! The pictures: what is misread, and what the hidden units look for.

#[path = "../../common/canvas.rs"]
#[allow(dead_code, reason = "these have no legend")]
mod canvas;
mod misread;
#[path = "../../sine/plots/style.rs"]
#[allow(dead_code, reason = "made for more pictures than these")]
mod style;
mod weights;

use crate::job::Job;
use canvas::{Area, Drawn, Picture};
use plotters::prelude::*;
use std::path::{Path, PathBuf};

/// Draws both; tells which files it wrote.
pub(crate) fn draw_all(directory: &Path, job: &Job) -> Result<Vec<PathBuf>, String> {
    canvas::prepare(directory)?;
    let mut written = Vec::new();
    written.extend(canvas::save(directory, "misread", misread::size(job), &misread::MisreadPicture(job))?);
    written.extend(canvas::save(directory, "weights", weights::SIZE, &weights::WeightsPicture(job))?);
    Ok(written)
}

/// 8 by 8 pixels, each a square of `side`, below and right of a corner.
fn pixels<D: DrawingBackend>(
    area: &Area<D>,
    (left, top): (i32, i32),
    side: i32,
    values: &[f32; 64],
    color: impl Fn(f32) -> RGBColor,
) -> Drawn<D> {
    for (row, values) in (0..).zip(values.chunks_exact(8)) {
        for (column, value) in (0..).zip(values) {
            let corner = (left + column * side, top + row * side);
            let square = [corner, (corner.0 + side, corner.1 + side)];
            area.draw(&Rectangle::new(square, color(*value).filled()))?;
        }
    }
    Ok(())
}

/// From one colour to another, `share` of the way.
fn between(from: RGBColor, to: RGBColor, share: f32) -> RGBColor {
    let mix = |from: u8, to: u8| (f32::from(from) + share * (f32::from(to) - f32::from(from))).round() as u8;
    RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}
