//! Colours, sizes and axes that the pictures share.

use super::{Area, Drawn};
use core::f64::consts::{FRAC_PI_2, PI};
use core::ops::Range;
use plotters::coord::ranged1d::{DefaultFormatting, KeyPointHint, ValueFormatter};
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

pub(super) const INK: RGBColor = RGBColor(31, 35, 48);
pub(super) const FAINT_INK: RGBColor = RGBColor(106, 114, 130);
pub(super) const GRID: RGBColor = RGBColor(230, 233, 239);
/// sin(x).
pub(super) const TRUTH: RGBColor = RGBColor(255, 190, 92);
/// The net.
pub(super) const FIT: RGBColor = RGBColor(32, 74, 180);
pub(super) const ERROR: RGBColor = RGBColor(205, 52, 84);

/// The line drawn thick below, the net thin above it: both are seen where they agree.
pub(super) const THICK: f64 = 6.0;
pub(super) const THIN: f64 = 2.0;

/// How the number at a tick is written.
pub(super) type Tick<'a> = &'a dyn Fn(f64) -> String;

/// Turns sizes in CSS pixels into the backend's.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    scale: f64,
}

impl Pen {
    pub(super) fn new(scale: u32) -> Self {
        Self { scale: f64::from(scale) }
    }

    pub(super) fn px(self, size: f64) -> i32 {
        (size * self.scale).round() as i32
    }

    pub(super) fn width(self, size: f64) -> u32 {
        self.px(size).unsigned_abs()
    }

    pub(super) fn stroke(self, color: impl Color, size: f64) -> ShapeStyle {
        color.to_rgba().stroke_width(self.width(size))
    }

    pub(super) fn font<'a>(self, size: f64, color: RGBColor) -> TextStyle<'a> {
        ("sans-serif", self.px(size)).into_font().color(&color)
    }

    /// A title and a line below it; what is left of the area.
    pub(super) fn heading<D: DrawingBackend>(
        self,
        area: &Area<D>,
        title: &str,
        line: &str,
    ) -> Result<Area<D>, DrawingAreaErrorKind<D::ErrorType>> {
        area.fill(&WHITE)?;
        area.draw_text(title, &self.font(20.0, INK), (self.px(24.0), self.px(16.0)))?;
        area.draw_text(line, &self.font(13.0, FAINT_INK), (self.px(24.0), self.px(45.0)))?;
        Ok(area.margin(self.px(70.0), self.px(12.0), self.px(12.0), self.px(28.0)))
    }

    /// Names of lines in a row, right of the heading's second line, where no curve can run into them.
    pub(super) fn key<D: DrawingBackend>(self, area: &Area<D>, entries: &[(&str, ShapeStyle)]) -> Drawn<D> {
        let mut left = area.dim_in_pixel().0.cast_signed();
        for (name, style) in entries.iter().rev() {
            left -= self.px(130.0);
            area.draw(&self.sample((left, self.px(49.0)), *style))?;
            area.draw_text(name, &self.font(13.0, INK), (left + self.px(32.0), self.px(45.0)))?;
        }
        Ok(())
    }

    /// A legend's sample of a line.
    pub(super) fn sample(self, at: (i32, i32), style: ShapeStyle) -> PathElement<(i32, i32)> {
        PathElement::new(vec![at, (at.0 + self.px(24.0), at.1)], style)
    }

    /// Grid, ticks and the names of both axes; a [`Tick`] writes a number.
    pub(super) fn axes<D, X, Y>(
        self,
        chart: &mut ChartContext<'_, D, Cartesian2d<X, Y>>,
        [x_name, y_name]: [&str; 2],
        [x_tick, y_tick]: [Tick; 2],
    ) -> Drawn<D>
    where
        D: DrawingBackend,
        X: Ranged<ValueType = f64> + ValueFormatter<f64>,
        Y: Ranged<ValueType = f64> + ValueFormatter<f64>,
    {
        chart
            .configure_mesh()
            .light_line_style(TRANSPARENT)
            .bold_line_style(self.stroke(GRID, 1.0))
            .axis_style(self.stroke(FAINT_INK, 1.0))
            .set_all_tick_mark_size(self.px(4.0))
            .label_style(self.font(13.0, INK))
            .axis_desc_style(self.font(13.0, FAINT_INK))
            .y_labels(7)
            .x_desc(x_name)
            .y_desc(y_name)
            .x_label_formatter(&|x| x_tick(*x))
            .y_label_formatter(&|y| y_tick(*y))
            .draw()
    }

    /// The legend, in the upper left corner.
    pub(super) fn legend<'a, D, X, Y>(self, chart: &mut ChartContext<'a, D, Cartesian2d<X, Y>>) -> Drawn<D>
    where
        D: DrawingBackend + 'a,
        X: Ranged<ValueType = f64>,
        Y: Ranged<ValueType = f64>,
    {
        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::Coordinate(self.px(14.0), self.px(8.0)))
            .legend_area_size(self.px(32.0))
            .label_font(self.font(13.0, INK).pos(Pos::new(HPos::Left, VPos::Top)))
            .margin(self.px(8.0))
            .background_style(WHITE.mix(0.9))
            .draw()
    }
}

/// An axis with its ticks where we want them.
pub(super) struct Axis {
    range: RangedCoordf64,
    ticks: Vec<f64>,
}

impl Axis {
    fn new(range: Range<f64>, ticks: impl Iterator<Item = f64>) -> Self {
        Self { range: range.into(), ticks: ticks.collect() }
    }
}

impl Ranged for Axis {
    type FormatOption = DefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, limit: (i32, i32)) -> i32 {
        self.range.map(value, limit)
    }

    fn key_points<H: KeyPointHint>(&self, _: H) -> Vec<f64> {
        self.ticks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.range.range()
    }
}

/// [-π, π] with ticks at the quarters.
pub(super) fn whole_range() -> Axis {
    Axis::new(-PI..PI, (-2..=2).map(|k| f64::from(k) * FRAC_PI_2))
}

/// A range of y that holds [-1.15, 1.15] and every point, with ticks at the halves.
pub(super) fn tall_enough<'a>(points: impl Iterator<Item = &'a (f64, f64)>) -> Axis {
    let (low, high) = extent(points);
    let (low, high) = (if low < -1.1 { low } else { -1.1 } - 0.05, if high > 1.1 { high } else { 1.1 } + 0.05);
    let ticks = (low * 2.0).ceil() as i32..=(high * 2.0).floor() as i32;
    Axis::new(low..high, ticks.map(|k| f64::from(k) / 2.0))
}

/// The least and the largest y.
pub(super) fn extent<'a>(points: impl Iterator<Item = &'a (f64, f64)>) -> (f64, f64) {
    points.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (_, y)| {
        (if *y < low { *y } else { low }, if *y > high { *y } else { high })
    })
}

/// A number with so many decimals, and no sign at 0.
pub(super) fn decimal(value: f64, decimals: usize) -> String {
    let text = format!("{value:.decimals$}");
    let is_zero = !text.contains(|digit| ('1'..='9').contains(&digit));
    if is_zero { text.replace('-', "") } else { text }
}

/// Multiples of π/2.
pub(super) fn in_pi(x: f64) -> String {
    match (x / FRAC_PI_2).round() as i32 {
        -2 => "-π".to_string(),
        -1 => "-π/2".to_string(),
        0 => "0".to_string(),
        1 => "π/2".to_string(),
        _ => "π".to_string(),
    }
}
