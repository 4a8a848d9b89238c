//! Linked for the Arduino Uno's ATmega328P.

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-link-arg-bins=-mmcu=atmega328p");
}
