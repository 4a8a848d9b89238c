//! What size is counted from: a firmware without a net.
#![no_std]
#![no_main]

#[path = "../port.rs"]
mod port;

use cortex_m_rt::entry;

#[entry]
fn main() -> ! {
    port::serve(|[x], [target]| x + target)
}
