//! What is to be learnt. Here stands a made-up sensor: put yours in its place.

/// What the sensor says, in its own units, and what is true meanwhile.
#[derive(Clone, Copy)]
pub struct Sample {
    /// Counts of a 12-bit converter.
    pub reading: f32,
    /// Centimetres.
    pub truth: f32,
}

/// A distance sensor whose voltage falls with the distance, with 4 counts of noise; something moves before it, from
/// 10 cm to 80 cm. On a device, `reading` comes from the converter and `truth` from a reference during calibration.
#[must_use]
pub fn sample(k: u32) -> Sample {
    let truth = 10.0 + (k.wrapping_mul(37) % 701) as f32 / 10.0;
    let noise = (k.wrapping_mul(0x9e37_79b9) >> 24) as f32 / 32.0 - 4.0;
    Sample { reading: curve(truth) + noise, truth }
}

/// The reading at a distance, without noise.
#[must_use]
pub fn curve(truth: f32) -> f32 {
    30_000.0 / (truth + 2.0)
}
