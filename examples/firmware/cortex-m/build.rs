//! Where the memories of the emulated boards lie. For a board of your own, write its two lines here.

use std::{env, error::Error, fs, path::PathBuf};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=LINK_ONLY");
    let memories = match env::var("TARGET")?.as_str() {
        // No board's: room for whatever is linked to see whether it links.
        _ if env::var_os("LINK_ONLY").is_some() => {
            "FLASH : ORIGIN = 0x00000000, LENGTH = 4M\nRAM : ORIGIN = 0x20000000, LENGTH = 4M"
        }
        // BBC micro:bit, nRF51822
        "thumbv6m-none-eabi" => "FLASH : ORIGIN = 0x00000000, LENGTH = 256K\nRAM : ORIGIN = 0x20000000, LENGTH = 16K",
        // Arm MPS2+ with AN505: secure flash and RAM
        "thumbv8m.main-none-eabihf" => {
            "FLASH : ORIGIN = 0x10000000, LENGTH = 4M\nRAM : ORIGIN = 0x38000000, LENGTH = 2M"
        }
        // What Arm MPS2 with AN385, AN386, AN500 (4M and 4M) and an STM32F405 have in common
        _ => "FLASH : ORIGIN = 0x00000000, LENGTH = 1M\nRAM : ORIGIN = 0x20000000, LENGTH = 128K",
    };
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("memory.x"), format!("MEMORY {{\n{memories}\n}}\n"))?;
    println!("cargo:rustc-check-cfg=cfg(small_ram)");
    if env::var("TARGET")? == "thumbv6m-none-eabi" {
        println!("cargo:rustc-cfg=small_ram"); // no room for the widest net
    }
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-search={}", out.display());
    println!("cargo:rustc-link-arg-bins=-Tlink.x");
    println!("cargo:rustc-link-arg-bins=--nmagic"); // no page between flash and RAM
    Ok(())
}
