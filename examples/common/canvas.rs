//! Saves pictures: each is drawn once, for any backend, as SVG and as PNG. A child of an example's `plots`, beside
//! `style`.

use super::style::{INK, Pen};
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) type Area<D> = DrawingArea<D, Shift>;
pub(super) type Drawn<D> = Result<(), DrawingAreaErrorKind<<D as DrawingBackend>::ErrorType>>;

/// What can be drawn on any backend.
pub(super) trait Picture {
    fn draw<D: DrawingBackend>(&self, area: &Area<D>, pen: Pen) -> Drawn<D>;
}

/// A PNG has so many pixels per CSS pixel, each way.
const DENSITY: u32 = 2;
/// Drawn so many times larger; a bitmap is then averaged down: its backend does not smooth thick lines.
const OVERSAMPLING: u32 = 2;

/// The legend, in a corner where no curve runs.
pub(super) fn legend<'a, D, X, Y>(
    chart: &mut ChartContext<'a, D, Cartesian2d<X, Y>>,
    pen: Pen,
    corner: SeriesLabelPosition,
) -> Drawn<D>
where
    D: DrawingBackend + 'a,
    X: Ranged<ValueType = f64>,
    Y: Ranged<ValueType = f64>,
{
    chart
        .configure_series_labels()
        .position(corner)
        .legend_area_size(pen.px(32.0))
        .label_font(pen.font(13.0, INK).pos(Pos::new(HPos::Left, VPos::Top)))
        .margin(pen.px(12.0))
        .background_style(WHITE.mix(0.9))
        .draw()
}

/// Makes the directory and the font ready.
pub(super) fn prepare(directory: &Path) -> Result<(), String> {
    fs::create_dir_all(directory).map_err(|error| unwritable(directory, &error))?;
    plotters::style::register_font("sans-serif", FontStyle::Normal, dejavu::sans::regular())
        .map_err(|_| "the font of the crate dejavu is not a font".to_string())
}

/// Draws a picture of a size in CSS pixels; which files it wrote.
pub(super) fn save(
    directory: &Path,
    name: &str,
    [width, height]: [u32; 2],
    picture: &impl Picture,
) -> Result<[PathBuf; 2], String> {
    let (svg, png) = (directory.join(name).with_extension("svg"), directory.join(name).with_extension("png"));
    let scale = DENSITY * OVERSAMPLING;
    let fine_size = (width * scale, height * scale);
    let mut text = String::new();
    let area = SVGBackend::with_string(&mut text, fine_size).into_drawing_area();
    picture.draw(&area, Pen::new(scale)).and_then(|()| area.present()).map_err(|error| unwritable(&svg, &error))?;
    drop(area);
    // The backend writes whole numbers: a fine canvas, shown small, keeps its curves smooth.
    let [was, is] = [fine_size, (width, height)].map(|(width, height)| format!(r#"width="{width}" height="{height}""#));
    fs::write(&svg, text.replacen(&was, &is, 1)).map_err(|error| unwritable(&svg, &error))?;

    let mut fine = vec![0; 3 * fine_size.0 as usize * fine_size.1 as usize];
    let area = BitMapBackend::with_buffer(&mut fine, fine_size).into_drawing_area();
    picture.draw(&area, Pen::new(scale)).and_then(|()| area.present()).map_err(|error| unwritable(&png, &error))?;
    drop(area);
    let coarse = averaged(&fine, fine_size.0 as usize, OVERSAMPLING as usize);
    write_png(&png, [width * DENSITY, height * DENSITY], &coarse).map_err(|error| unwritable(&png, &error))?;
    Ok([svg, png])
}

/// Writes an RGB bitmap.
fn write_png(path: &Path, [width, height]: [u32; 2], bitmap: &[u8]) -> Result<(), png::EncodingError> {
    let mut encoder = png::Encoder::new(fs::File::create(path)?, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(bitmap)?;
    writer.finish()
}

fn unwritable(path: &Path, error: &dyn Error) -> String {
    format!("cannot write {}: {error}", path.display())
}

/// The mean of every square of `side` by `side` pixels of an RGB bitmap.
fn averaged(fine: &[u8], width: usize, side: usize) -> Vec<u8> {
    let mut coarse = Vec::with_capacity(fine.len() / (side * side));
    for rows in fine.chunks_exact(3 * width * side) {
        let mut sums = vec![0_usize; 3 * (width / side)];
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
