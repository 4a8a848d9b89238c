//! The pictures: what the sensor reads, and how the net gets better at it.

#[path = "../../common/canvas.rs"]
mod canvas;
mod progress;
#[path = "../../sine/plots/style.rs"]
#[allow(dead_code, reason = "made for more pictures than these")]
mod style;
mod windows;

use canvas::{Area, Drawn, Picture};
use std::path::{Path, PathBuf};

/// Draws both; tells which files it wrote.
pub(crate) fn draw_all(directory: &Path, seed: u32, course: &[[f64; 2]]) -> Result<Vec<PathBuf>, String> {
    canvas::prepare(directory)?;
    let mut written = Vec::new();
    written.extend(canvas::save(directory, "windows", [900, 640], &windows::WindowsPicture { seed })?);
    written.extend(canvas::save(directory, "accuracy", [860, 480], &progress::ProgressPicture(course))?);
    Ok(written)
}
