//! safetensors files.
#![no_main]

use convert::Activation;
use convert::safetensors::{self, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut options = Options::default();
    let first = safetensors::read(bytes, &options);
    options.hidden = Some(Activation::Tanh);
    options.missing_bias = true;
    for read in [first, safetensors::read(bytes, &options)].into_iter().flatten() {
        let _ = read.model.predict(&vec![0.5; read.model.inputs()]);
        let again = safetensors::read(&safetensors::write(&read.model).unwrap(), &Options::default()).unwrap();
        assert_eq!(again.model, read.model);
    }
});
