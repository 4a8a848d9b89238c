//! Makes the C header: the functions by cbindgen, the sizes by the nets.

use crate::Sizes;
use cbindgen::{Builder, Config, Language};
use std::boxed::Box;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::string::String;
use std::{env, format, fs};

/// Writes the header of a library to standard output. `folder` is that of its Cargo.toml, `package` its name.
///
/// # Errors
/// Whatever cargo or cbindgen could not do.
pub fn write(folder: &str, package: &str, nets: &[Sizes]) -> Result<(), Box<dyn Error>> {
    let expanded = env::temp_dir().join(format!("{package}-{}.rs", std::process::id()));
    fs::write(&expanded, expand(folder, package)?)?;
    let bindings = Builder::new().with_config(config(nets)).with_src(&expanded).generate();
    fs::remove_file(&expanded)?;
    bindings?.write(std::io::stdout());
    Ok(())
}

/// The library with its macros expanded. The compiler calls that unstable, and does it if asked to.
fn expand(folder: &str, package: &str) -> Result<std::vec::Vec<u8>, Box<dyn Error>> {
    let output = Command::new(env::var_os("CARGO").unwrap_or("cargo".into()))
        .args(["rustc", "--quiet", "--lib", "--profile=check", "--package", package, "--manifest-path"])
        .arg(Path::new(folder).join("Cargo.toml"))
        .args(["--", "-Zunpretty=expanded"])
        .env("RUSTC_BOOTSTRAP", "1")
        .stderr(std::process::Stdio::inherit())
        .output()?;
    if output.status.success() { Ok(output.stdout) } else { Err("the library does not compile".into()) }
}

fn config(nets: &[Sizes]) -> Config {
    // Of the nets, not of the package: there may be two of its name, as this folder is copied.
    let guard = nets.iter().map(|net| net.prefix.to_uppercase() + "_").collect::<String>() + "H";
    let mut config = Config {
        language: Language::C,
        cpp_compat: true,
        style: cbindgen::Style::Type,
        include_guard: Some(guard),
        header: Some(COMMENT.into()),
        sys_includes: ["stddef.h", "stdint.h"].map(Into::into).into(),
        no_includes: true,
        usize_is_size_t: true,
        line_length: 120,
        tab_width: 4,
        documentation_style: cbindgen::DocumentationStyle::C99,
        after_includes: Some(nets.iter().map(macros).collect()),
        ..Config::default()
    };
    config.function.args = cbindgen::Layout::Auto;
    // No function takes one: a finding has its number.
    config.export.include = nets.iter().map(|net| format!("{}_finding_kind", net.prefix)).collect();
    config
}

/// What holds for every function.
const COMMENT: &str = "\
/* Nets that learn. Made by cbindgen from src/lib.rs: change that, and make this anew.
 *
 * All memory is yours. Nothing is allocated, and nothing is kept between calls: calls on different memory may run at the
 * same time. Nets, trainers and standardizers are all zero bytes before their first use (`static`, or `= {0}`).
 *
 * A call that returns anything but .._OK has changed nothing. Every pointer is checked, and the call refused if
 *   - it is NULL, where that is not allowed (.._NULL),
 *   - it is not aligned as its type must be (.._UNALIGNED),
 *   - memory that is written shares a byte with other memory of the same call (.._OVERLAP); but an `output` may lie where
 *     the `input` does.
 * What cannot be checked is yours to see to: that there is as much memory as the type says, or the count beside it. */";

fn macros(sizes: &Sizes) -> String {
    let Sizes { prefix, inputs, outputs, parameters, trainer, standardizer, stored, layout } = sizes;
    let [net_bytes, trainer_bytes, standardizer_bytes] = stored;
    let mut lines = String::from("\n");
    for (name, value, comment) in [
        ("INPUTS", inputs, ""),
        ("OUTPUTS", outputs, ""),
        ("PARAMETERS", parameters, " // floats of a net"),
        ("TRAINER_FLOATS", trainer, ""),
        ("STANDARDIZER_FLOATS", standardizer, ""),
        ("NET_BYTES", &(4 * parameters), " // sizeof, for #if"),
        ("TRAINER_BYTES", &(4 * trainer), ""),
        ("STANDARDIZER_BYTES", &(4 * standardizer), ""),
        ("STORED_BYTES", net_bytes, " // saved"),
        ("TRAINER_STORED_BYTES", trainer_bytes, ""),
        ("STANDARDIZER_STORED_BYTES", standardizer_bytes, ""),
    ] {
        // Writing to a string does not fail.
        let _ = writeln!(lines, "#define {}_{name} {value}{comment}", prefix.to_uppercase());
    }
    let prefix = prefix.to_uppercase();
    let _ = writeln!(lines, "#define {prefix}_LAYOUT {layout:#010x}u");
    let _ = write!(lines, "#define {prefix}_VERSION \"{}\"", env!("CARGO_PKG_VERSION"));
    lines
}
