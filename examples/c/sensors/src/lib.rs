//! The nets of a product in C. Change them, then `make`.
#![no_std]

use stackprop_c::c_net;
use stackprop_c::stackprop::{Adam, Dense, Momentum, Mse, Relu, SoftmaxCrossEntropy};

// Four readings of three axes, to one of three gestures.
c_net!(
    prefix = "gesture",
    net = (Dense<12, 16, Relu>, Dense<16, 3>),
    loss = SoftmaxCrossEntropy,
    optimizer = Adam,
);

// A sensor's curve, to be straightened.
c_net!(
    prefix = "curve",
    net = (Dense<1, 16, Relu>, Dense<16, 16, Relu>, Dense<16, 1>),
    loss = Mse,
    optimizer = Momentum { momentum: 0.9, nesterov: true },
    clip = 1.0,
);
