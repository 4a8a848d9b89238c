//! The pictures: each is drawn once, for any backend, and saved as SVG and as PNG.

#[path = "../../common/canvas.rs"]
#[allow(dead_code, reason = "made for pictures with a legend in any corner, too")]
mod canvas;
mod extrema;
mod fit;
mod loss;
mod steps;
mod style;

use crate::job::Job;
use canvas::{Area, Drawn};
use std::path::{Path, PathBuf};

/// In CSS pixels.
const SIZE: [u32; 2] = [860, 540];

/// Makes the directory and the font ready, before any time is spent on training.
pub(crate) fn prepare(directory: &Path) -> Result<(), String> {
    canvas::prepare(directory)
}

/// Draws all four; tells which files it wrote.
pub(crate) fn draw_all(directory: &Path, job: &Job) -> Result<Vec<PathBuf>, String> {
    let mut written = Vec::new();
    written.extend(canvas::save(directory, "fit", SIZE, &fit::FitPicture(job))?);
    written.extend(canvas::save(directory, "steps", SIZE, &steps::StepsPicture(job))?);
    written.extend(canvas::save(directory, "extrema", SIZE, &extrema::ExtremaPicture(job))?);
    written.extend(canvas::save(directory, "loss", SIZE, &loss::LossPicture(job))?);
    Ok(written)
}
