//! The picture: the error over time.

#[path = "../../common/canvas.rs"]
mod canvas;
mod errors;
#[path = "../../sine/plots/style.rs"]
#[allow(dead_code, reason = "made for more pictures than these")]
mod style;

use crate::job::Job;
use canvas::{Area, Drawn, Picture};
use std::path::{Path, PathBuf};

/// Draws it; tells which files it wrote.
pub(crate) fn draw_all(directory: &Path, job: &Job) -> Result<[PathBuf; 2], String> {
    canvas::prepare(directory)?;
    canvas::save(directory, "error", [900, 560], &errors::ErrorsPicture(job))
}
