//! Writes the header: the functions by cbindgen, the sizes by the net.

use std::{env, error::Error};

fn main() -> Result<(), Box<dyn Error>> {
    let mut config = cbindgen::Config {
        language: cbindgen::Language::C,
        cpp_compat: true,
        include_guard: Some("NET_H".into()),
        header: Some("/* Made by `make net.h` from src/lib.rs. Change that. */".into()),
        sys_includes: vec!["stddef.h".into(), "stdint.h".into()],
        no_includes: true,
        usize_is_size_t: true,
        after_includes: Some(format!(
            "\n#define NET_INPUTS {}\n#define NET_OUTPUTS {}\n#define NET_PARAMETERS {} /* floats of the net's memory */",
            net::INPUTS,
            net::OUTPUTS,
            net::PARAMETERS
        )),
        ..cbindgen::Config::default()
    };
    config.enumeration.prefix_with_name = true;
    config.enumeration.rename_variants = cbindgen::RenameRule::ScreamingSnakeCase;
    config.parse.expand.crates = vec!["net-for-c".into()]; // the functions come out of a macro
    config.export.exclude = ["INPUTS", "OUTPUTS", "PARAMETERS"].map(Into::into).into();
    cbindgen::Builder::new()
        .with_config(config)
        .with_crate(env!("CARGO_MANIFEST_DIR"))
        .generate()?
        .write(std::io::stdout());
    Ok(())
}
