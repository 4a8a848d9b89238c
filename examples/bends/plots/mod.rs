//! The picture: curves, kinks and errors.

#[path = "../../common/canvas.rs"]
#[allow(dead_code, reason = "made for pictures with a legend, too")]
mod canvas;
mod panels;
#[path = "../../sine/plots/style.rs"]
#[allow(dead_code, reason = "made for more pictures than these")]
mod style;

use crate::job::Job;
use canvas::{Area, Drawn, Picture};
use std::path::{Path, PathBuf};

/// Draws it; tells which files it wrote.
pub(crate) fn draw_all(directory: &Path, jobs: &[(&'static str, Job)]) -> Result<[PathBuf; 2], String> {
    canvas::prepare(directory)?;
    canvas::save(directory, "bends", [1100, 760], &panels::PanelsPicture(jobs))
}
