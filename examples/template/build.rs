//! Gives the linker the memory map of the board, `boards/NAME.x`, as the `memory.x` that it looks for.

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let board = env::var("CARGO_CFG_BOARD").map_err(|_| {
        "no board: it comes by `include` in .cargo/config.toml, unless RUSTFLAGS is set or cargo is older than 1.94"
    })?;
    let map = format!("boards/{board}.x");
    println!("cargo:rerun-if-changed={map}");
    if Path::new(&map).exists() {
        let out = env::var("OUT_DIR")?;
        fs::copy(&map, Path::new(&out).join("memory.x"))?;
        println!("cargo:rustc-link-search={out}");
    }
    Ok(())
}
