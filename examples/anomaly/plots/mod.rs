//! The pictures: what the net reproduces, and how well its error tells.

#[path = "../../common/canvas.rs"]
mod canvas;
mod roc;
#[path = "../../sine/plots/style.rs"]
#[allow(dead_code, reason = "made for more pictures than these")]
mod style;
mod windows;

use crate::job::Job;
use canvas::{Area, Drawn, Picture};
use std::path::{Path, PathBuf};

/// Draws both; tells which files it wrote.
pub(crate) fn draw_all(directory: &Path, job: &Job) -> Result<Vec<PathBuf>, String> {
    canvas::prepare(directory)?;
    let mut written = Vec::new();
    written.extend(canvas::save(directory, "roc", [640, 640], &roc::RocPicture(job))?);
    written.extend(canvas::save(directory, "windows", [900, 420], &windows::WindowsPicture(job))?);
    Ok(written)
}
