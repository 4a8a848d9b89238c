//! One of two libraries with a net of the same size, to be linked into one program.
#![no_std]

use stackprop_c::c_net;
use stackprop_c::stackprop::{Dense, Mse, Relu, Sgd};

c_net!(prefix = "left", net = (Dense<1, 8, Relu>, Dense<8, 1>), loss = Mse, optimizer = Sgd);
