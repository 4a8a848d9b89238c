//! The digits: 1 797 pictures of 8 by 8 pixels, each from 0 (paper) to 16 (ink), with their classes.

use crate::options::Failed;
use stackprop::Permutation;

const FILE: &str = include_str!("../data/digits.csv");

/// How many of the pictures train, and how many validate; the remaining 300 test.
const TRAINING: usize = 1347;
const VALIDATION: usize = 150;

/// Pictures and what they show. A class is one byte.
pub(crate) struct Part {
    pub(crate) pictures: Vec<[f32; 64]>,
    pub(crate) classes: Vec<u8>,
}

/// Training, validation and test data; another split for every seed.
pub(crate) fn split(seed: u32) -> Result<[Part; 3], Failed> {
    let rows = FILE.lines().skip(1).map(parse).collect::<Result<Vec<_>, _>>()?;
    let order = Permutation::new(rows.len(), seed, 0);
    let part = |places: core::ops::Range<usize>| {
        let (pictures, classes) = places.filter_map(|k| rows.get(order.at(k)).copied()).unzip();
        Part { pictures, classes }
    };
    Ok([part(0..TRAINING), part(TRAINING..TRAINING + VALIDATION), part(TRAINING + VALIDATION..rows.len())])
}

/// One row of the file: 64 pixels, then the class.
fn parse(row: &str) -> Result<([f32; 64], u8), Failed> {
    let numbers = row.split(',').map(str::parse).collect::<Result<Vec<u8>, _>>()?;
    let [pixels @ .., class] = numbers.as_slice() else { return Err("an empty row".into()) };
    let pixels: [u8; 64] = pixels.try_into()?;
    Ok((pixels.map(f32::from), *class))
}
