//! A net as source: it compiles, to the same bits.

use crate::common::{Draw, bits};
use crate::{Deep, golden, saved};
use stackprop::{Activation, Dense, Predict, Standardizer, Values, Zero, export};
use std::fs;

// What `export::rust` wrote of `deep()`.
include!("golden/deep.rs");

/// Among its weights the extremes.
fn deep() -> Deep {
    let mut net: Deep = Draw::new(20).net(2.0);
    let extremes = [f32::MAX, f32::MIN, f32::MIN_POSITIVE, 1e-45, -1e-45, -0.0, 0.0, 1.0, -1.0, 1e-38];
    let mut extremes = extremes.iter();
    net.visit_mut(&mut |tensor| {
        if let Some(extreme) = extremes.next() {
            tensor.values[0] = *extreme;
        }
    });
    net
}

fn rust<V: Values>(name: &str, net: &V) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    export::rust(name, net, &mut text).map(|()| text)
}

fn c<V: Values>(name: &str, net: &V) -> Result<String, std::fmt::Error> {
    let mut text = String::new();
    export::c(name, net, &mut text).map(|()| text)
}

#[test]
fn it_compiles_to_the_same_bits() {
    assert_eq!(rust("DEEP", &deep()).unwrap(), fs::read_to_string(golden("deep.rs")).unwrap());
    assert!(saved(&DEEP) == saved(&deep()));
    for x in Draw::new(21).arrays::<3>(100, 1.0) {
        assert_eq!(DEEP.predict(&x).map(f32::to_bits), deep().predict(&x).map(f32::to_bits));
    }
}

/// After a change of the text: `cargo test --test store write_source -- --ignored`
#[test]
#[ignore = "writes the file that the test above reads"]
fn write_source() {
    fs::write(golden("deep.rs"), rust("DEEP", &deep()).unwrap()).unwrap();
}

/// The value of a hexadecimal float of C, by its definition: digits times a power of two, exact in f64.
fn value(text: &str) -> f32 {
    let (sign, rest) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let rest = rest.strip_suffix('f').unwrap();
    if rest == "0.0" {
        return sign * 0.0;
    }
    let (digits, power) = rest.strip_prefix("0x").unwrap().split_once('p').unwrap();
    let (whole, fraction) = digits.split_once('.').unwrap();
    let mantissa = f64::from(whole.parse::<u32>().unwrap())
        + f64::from(u32::from_str_radix(fraction, 16).unwrap()) / f64::from(1 << (4 * fraction.len()));
    let value = mantissa * 2_f64.powi(power.parse().unwrap());
    #[allow(clippy::cast_possible_truncation, reason = "the next line shows that it is exact")]
    let single = value as f32;
    assert_eq!(f64::from(single).to_bits(), value.to_bits(), "{text} is no f32");
    sign * single
}

#[test]
fn c_holds_every_bit() {
    type Net = (Dense<20, 30, stackprop::Relu>, Dense<30, 2>);
    let mut draw = Draw::new(22);
    for _ in 0..20 {
        let mut net = Net::ZERO;
        net.visit_mut(&mut |tensor| tensor.values.fill_with(|| draw.any_finite()));
        let text = c("net", &net).unwrap();
        let start =
            "/* A net of stackprop: 20 - 30 Relu - 2 Identity. */\nstatic const float net[692] = {\n  /* 0.weight */\n";
        assert!(text.starts_with(start), "{text}");
        let mut without_comments = String::new();
        for part in text.split("/*") {
            without_comments.push_str(part.split_once("*/").map_or(part, |(_, rest)| rest));
        }
        let (_, values) = without_comments.split_once('{').unwrap();
        let values: Vec<u32> = (values.strip_suffix("};\n").unwrap().split(',').map(str::trim))
            .filter(|value| !value.is_empty())
            .map(|text| value(text).to_bits())
            .collect();
        assert_eq!(values, bits(&net));
    }
}

#[test]
fn sizes_are_written_in_full() {
    let text = c("net", &Dense::<1000, 1>::ZERO).unwrap();
    assert!(text.starts_with("/* A net of stackprop: 1000 - 1 Identity. */\nstatic const float net[1001] = {\n"));
    assert!(
        rust("N", &Dense::<10, 100>::ZERO)
            .unwrap()
            .contains("pub static N: stackprop::Dense<10, 100, stackprop::Linear> = {")
    );
}

#[derive(Debug)]
struct Square;

impl Activation for Square {
    const NAME: &'static str = "Square";
    fn value(z: f32) -> f32 {
        z * z
    }
    fn slope(y: f32) -> f32 {
        y
    }
}

#[test]
fn other_activations_and_other_layers() {
    assert!(
        rust("N", &Dense::<1, 1, Square>::ZERO).unwrap().contains("pub static N: stackprop::Dense<1, 1, Square> = {")
    );
    let mut text = String::from("nothing else");
    assert!(export::rust("N", &Standardizer::<2>::new(), &mut text).is_err());
    assert!(export::c("N", &Standardizer::<2>::new(), &mut text).is_err());
    for name in ["", "1st", "a-b", "a b", "größe", "x;"] {
        assert!(export::rust(name, &deep(), &mut text).is_err(), "{name}");
        assert!(export::c(name, &deep(), &mut text).is_err(), "{name}");
    }
    assert_eq!(text, "nothing else");
}

/// A line that fails after some characters.
struct Full(usize);

impl std::fmt::Write for Full {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0 = self.0.checked_sub(text.len()).ok_or(std::fmt::Error)?;
        Ok(())
    }
}

#[test]
fn a_line_that_fails_is_told() {
    let (net, rust, c) = (deep(), rust("N", &deep()).unwrap().len(), c("N", &deep()).unwrap().len());
    for room in 0..rust {
        assert!(export::rust("N", &net, &mut Full(room)).is_err(), "{room}");
    }
    assert!(export::rust("N", &net, &mut Full(rust)).is_ok());
    for room in 0..c {
        assert!(export::c("N", &net, &mut Full(room)).is_err(), "{room}");
    }
    assert!(export::c("N", &net, &mut Full(c)).is_ok());
}
