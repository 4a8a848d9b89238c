//! Writes the header to standard output.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let nets = [sensors::GESTURE_SIZES, sensors::CURVE_SIZES];
    stackprop_c::header::write(env!("CARGO_MANIFEST_DIR"), env!("CARGO_PKG_NAME"), &nets)
}
