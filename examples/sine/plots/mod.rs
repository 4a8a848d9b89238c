//! The pictures: each is drawn once, for any backend, and saved as SVG and as PNG.

mod extrema;
mod fit;
mod loss;
mod steps;
mod style;

use crate::job::Job;
use plotters::coord::Shift;
use plotters::prelude::*;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use style::Pen;

type Area<D> = DrawingArea<D, Shift>;
type Drawn<D> = Result<(), DrawingAreaErrorKind<<D as DrawingBackend>::ErrorType>>;

/// What can be drawn on any backend.
trait Picture {
    fn draw<D: DrawingBackend>(&self, job: &Job, area: &Area<D>, pen: Pen) -> Drawn<D>;
}

/// The size in CSS pixels; a PNG has twice as many each way.
const SIZE: [u32; 2] = [860, 540];
const DENSITY: u32 = 2;
/// Drawn so many times larger; a bitmap is then averaged down: its backend does not smooth thick lines.
const OVERSAMPLING: u32 = 2;

/// Makes the directory and the font ready, before any time is spent on training.
pub(crate) fn prepare(directory: &Path) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(directory).map_err(|error| format!("cannot write to {}: {error}", directory.display()))?;
    plotters::style::register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular())
        .map_err(|_| "the font of the crate dejavu is not a font".into())
}

/// Draws all four; tells which files it wrote.
pub(crate) fn draw_all(directory: &Path, job: &Job) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut written = Vec::new();
    written.extend(save(directory, "fit", job, &fit::FitPicture)?);
    written.extend(save(directory, "steps", job, &steps::StepsPicture)?);
    written.extend(save(directory, "extrema", job, &extrema::ExtremaPicture)?);
    written.extend(save(directory, "loss", job, &loss::LossPicture)?);
    Ok(written)
}

fn save(directory: &Path, name: &str, job: &Job, picture: &impl Picture) -> Result<[PathBuf; 2], Box<dyn Error>> {
    let (svg, png) = (directory.join(name).with_extension("svg"), directory.join(name).with_extension("png"));
    let unwritable = |path: &Path, error: &dyn Error| format!("cannot write {}: {error}", path.display());
    let [width, height] = SIZE;
    let scale = DENSITY * OVERSAMPLING;
    let fine_size = (width * scale, height * scale);
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, fine_size).into_drawing_area();
        picture.draw(job, &area, Pen::new(scale))?;
        area.present()?;
    }
    // The backend writes whole numbers: a fine canvas, shown small, keeps its curves smooth.
    let [was, is] = [fine_size, (width, height)].map(|(width, height)| format!(r#"width="{width}" height="{height}""#));
    fs::write(&svg, text.replacen(&was, &is, 1)).map_err(|error| unwritable(&svg, &error))?;

    let mut fine = vec![0; 3 * fine_size.0 as usize * fine_size.1 as usize];
    {
        let area = BitMapBackend::with_buffer(&mut fine, fine_size).into_drawing_area();
        picture.draw(job, &area, Pen::new(scale))?;
        area.present()?;
    }
    let size = (width * DENSITY, height * DENSITY);
    {
        let mut bitmap = BitMapBackend::new(&png, size);
        bitmap.blit_bitmap((0, 0), size, &averaged(&fine, fine_size.0 as usize, OVERSAMPLING as usize))?;
        bitmap.present().map_err(|error| unwritable(&png, &error))?;
    }
    Ok([svg, png])
}

/// The mean of every square of `side` by `side` pixels of an RGB bitmap.
fn averaged(fine: &[u8], width: usize, side: usize) -> Vec<u8> {
    let coarse_width = width / side;
    let mut coarse = Vec::with_capacity(fine.len() / (side * side));
    for rows in fine.chunks_exact(3 * width * side) {
        let mut sums = vec![0_usize; 3 * coarse_width];
        for row in rows.chunks_exact(3 * width) {
            for (k, value) in row.iter().enumerate() {
                if let Some(sum) = sums.get_mut(k / (3 * side) * 3 + k % 3) {
                    *sum += usize::from(*value);
                }
            }
        }
        coarse.extend(sums.iter().map(|sum| u8::try_from(sum / (side * side)).unwrap_or(u8::MAX)));
    }
    coarse
}
