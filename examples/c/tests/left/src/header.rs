//! Writes the header to standard output.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    stackprop_c::header::write(env!("CARGO_MANIFEST_DIR"), env!("CARGO_PKG_NAME"), &[left::LEFT_SIZES])
}
