//! The models in `tests/models`, and how far two computations of a net may be apart.
#![allow(dead_code, clippy::unwrap_used, clippy::missing_panics_doc)]

use convert::{Activation, Format, Layer, Model, Read, read_file, safetensors::Options};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// What a framework computed.
#[derive(Debug)]
pub struct Case {
    pub name: String,
    pub made_by: String,
    pub files: Vec<PathBuf>,
    pub flags: Vec<String>,
    pub net: String,
    /// The function that the net does not have.
    pub dropped: Option<String>,
    pub inputs: Vec<Vec<f32>>,
    pub outputs: Vec<Vec<f32>>,
}

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/models")
}

/// Every NAME.json.
pub fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    paths.sort();
    paths.iter().map(|path| case(path)).collect()
}

fn case(path: &Path) -> Case {
    let json: Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
    let text = |key: &str| json[key].as_str().map(str::to_string);
    let texts = |key: &str| -> Vec<String> {
        json[key].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_string()).collect()
    };
    #[allow(clippy::cast_possible_truncation, reason = "written from f32")]
    let rows = |key: &str| -> Vec<Vec<f32>> {
        let row = |row: &Value| row.as_array().unwrap().iter().map(|x| x.as_f64().unwrap() as f32).collect();
        json[key].as_array().unwrap().iter().map(row).collect()
    };
    Case {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        made_by: text("made_by").unwrap(),
        files: texts("files").iter().map(|file| folder().join(file)).collect(),
        flags: texts("flags"),
        net: text("net").unwrap(),
        dropped: text("dropped"),
        inputs: rows("inputs"),
        outputs: rows("outputs"),
    }
}

/// The flags of a case, as the command line takes them.
pub fn options(flags: &[String]) -> Options {
    let value = |name: &str| {
        let place = flags.iter().position(|flag| flag == name)?;
        Some(<Activation as clap::ValueEnum>::from_str(&flags[place + 1], false).unwrap())
    };
    Options { hidden: value("--activation"), last: value("--output-activation"), ..Options::default() }
}

pub fn read(case: &Case, file: &Path) -> (Format, Read) {
    let is_safetensors = file.extension().is_some_and(|extension| extension == "safetensors");
    let options = if is_safetensors { options(&case.flags) } else { Options::default() };
    read_file(file, &options).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// Half of an f32's spacing at 1.
const U: f64 = 1.0 / (1 << 24) as f64;

/// How far two computations of a net in f32 can be apart, each with its sums in its own order and its weights rounded
/// once, by running error analysis (Higham, Accuracy and Stability of Numerical Algorithms, 3.3): every layer passes on
/// the error of its inputs and adds (n + 3) u of the sum of the absolute products; an activation, no steeper than 1, adds
/// 8 u of its range.
pub fn bound(model: &Model, x: &[f32]) -> f64 {
    let mut errors = vec![0.0; x.len()];
    let mut x: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
    for layer in model.layers() {
        let Layer { inputs, weights, bias, activation, .. } = layer;
        let rows = weights.chunks(*inputs).zip(bias);
        let (mut y, mut next) = (Vec::new(), Vec::new());
        for (row, bias) in rows {
            let bias = f64::from(*bias);
            let (mut sum, mut size, mut error) = (bias, bias.abs(), 0.0);
            for ((weight, x), before) in row.iter().zip(&x).zip(&errors) {
                let product = f64::from(*weight) * x;
                (sum, size, error) = (sum + product, size + product.abs(), error + f64::from(*weight).abs() * before);
            }
            next.push(error + (*inputs as f64 + 3.0) * U * size + 8.0 * U * size.min(1.0));
            y.push(value(*activation, sum));
        }
        (x, errors) = (y, next);
    }
    2.0 * errors.into_iter().fold(0.0, f64::max)
}

fn value(activation: Activation, z: f64) -> f64 {
    match activation {
        Activation::Identity => z,
        Activation::Relu => z.max(0.0),
        Activation::LeakyRelu => z.max(0.01 * z),
        Activation::Tanh => z.tanh(),
        Activation::Sigmoid => 1.0 / (1.0 + (-z).exp()),
    }
}

/// What the net leaves to others, done to its outputs.
pub fn finished(dropped: Option<&str>, logits: &[f32]) -> Vec<f64> {
    let logits: Vec<f64> = logits.iter().map(|x| f64::from(*x)).collect();
    let largest = logits.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = logits.iter().map(|x| (x - largest).exp()).sum();
    match dropped {
        None => logits,
        Some("Softmax") => logits.iter().map(|x| (x - largest).exp() / sum).collect(),
        Some("LogSoftmax") => logits.iter().map(|x| x - largest - sum.ln()).collect(),
        Some(other) => panic!("{other}"),
    }
}

/// Whether two nets are the same, to the bit.
pub fn bits(model: &Model) -> Vec<(usize, usize, Activation, Vec<u32>)> {
    let values = |layer: &Layer| layer.weights.iter().chain(&layer.bias).map(|value| value.to_bits()).collect();
    model.layers().iter().map(|layer| (layer.inputs, layer.outputs, layer.activation, values(layer))).collect()
}
