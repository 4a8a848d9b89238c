//! `c_net!`, and what it consists of.

mod c_net;
mod functions;
mod targets;
mod types;
