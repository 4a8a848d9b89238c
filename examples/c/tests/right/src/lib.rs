//! One of two libraries with a net of the same size, to be linked into one program.
#![no_std]

use stackprop_c::c_net;
use stackprop_c::stackprop::{Adam, Dense, Mse, Tanh};

c_net!(prefix = "right", net = (Dense<1, 8, Tanh>, Dense<8, 1>), loss = Mse, optimizer = Adam);
