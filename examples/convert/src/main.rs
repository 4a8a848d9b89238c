//! Nets of PyTorch, Keras and scikit-learn into firmware, and back: `convert --help`.

use anyhow::{Context, Result, anyhow};
use clap::Parser;
use convert::{Activation, onnx, read_file, report, safetensors, source, stored};
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// Reads a dense net from safetensors (PyTorch), ONNX (PyTorch, Keras 3, scikit-learn) or stored bytes (`stackprop::store`);
/// says what it costs and what it predicts; writes it as Rust, C, stored bytes, safetensors or ONNX.
#[derive(Debug, Parser)]
#[command(version)]
struct Arguments {
    /// The net: .safetensors, .onnx, or bytes that `stackprop::store::save` wrote
    model: PathBuf,
    /// Write it as a `static` of Rust, as `stackprop::export::rust` does
    #[arg(long, value_name = "FILE")]
    rust: Option<PathBuf>,
    /// Write it as a C header, as `stackprop::export::c` does
    #[arg(long, value_name = "FILE")]
    c: Option<PathBuf>,
    /// Write the bytes that `stackprop::store::load` takes
    #[arg(long, value_name = "FILE")]
    bytes: Option<PathBuf>,
    /// Write what `nn.Sequential.load_state_dict` takes
    #[arg(long, value_name = "FILE")]
    safetensors: Option<PathBuf>,
    /// Write an ONNX model
    #[arg(long, value_name = "FILE")]
    onnx: Option<PathBuf>,
    /// The name of the `static` and of the array
    #[arg(long, default_value = "NET")]
    name: String,
    /// Of safetensors: the activation of the hidden layers
    #[arg(long, value_enum)]
    activation: Option<Activation>,
    /// Of safetensors: the activation of the last layer [default: identity]
    #[arg(long, value_enum)]
    output_activation: Option<Activation>,
    /// Of safetensors: the names of the layers in their order, as `encoder,head` for `encoder.weight` and `head.weight`
    #[arg(long, value_delimiter = ',')]
    order: Vec<String>,
    /// Of safetensors: a missing bias is all zeros
    #[arg(long)]
    missing_bias: bool,
    /// Print the outputs for this input, as `1,10`; can be repeated
    #[arg(long, value_name = "NUMBERS", value_parser = numbers, allow_hyphen_values = true)]
    input: Vec<Numbers>,
}

/// An input. (A type of its own: clap would take a bare `Vec` for a repeated flag.)
#[derive(Clone, Debug)]
struct Numbers(Vec<f32>);

fn numbers(text: &str) -> Result<Numbers, std::num::ParseFloatError> {
    text.split(',').map(|number| number.trim().parse()).collect::<Result<_, _>>().map(Numbers)
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments = Arguments::parse();
    let (path, name) = (&arguments.model, arguments.name.as_str());
    let options = safetensors::Options {
        hidden: arguments.activation,
        last: arguments.output_activation,
        order: arguments.order,
        missing_bias: arguments.missing_bias,
    };
    let (_, read) = read_file(path, &options).map_err(|error| anyhow!("{}: {error}", path.display()))?;
    let model = &read.model;
    let inputs: Vec<Vec<f32>> = arguments.input.into_iter().map(|Numbers(input)| input).collect();
    let report = report::report(&read, &inputs).map_err(|why| anyhow!("{}: {why}", path.display()))?;
    // All of them exist before the first is written.
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    if let Some(path) = arguments.rust {
        files.push((path, source::rust(name, model)?.into_bytes()));
    }
    if let Some(path) = arguments.c {
        files.push((path, source::c(name, model)?.into_bytes()));
    }
    if let Some(path) = arguments.bytes {
        files.push((path, stored::write(model)?));
    }
    if let Some(path) = arguments.safetensors {
        files.push((path, safetensors::write(model)?));
    }
    if let Some(path) = arguments.onnx {
        files.push((path, onnx::write(model)));
    }
    for (path, bytes) in &files {
        fs::write(path, bytes).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    match io::stdout().lock().write_all(report.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()), // a reader that has seen enough is no error
    }
}
