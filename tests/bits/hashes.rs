//! What each job's weights hash to: in debug and release, at any `-C target-cpu`, in any lanes, on any target.

pub(crate) const HELLO_BY_ADAM: u32 = 0x2de4_d20d;
pub(crate) const HELLO_BY_SGD: u32 = 0x19e9_36fe;
pub(crate) const HELLO_BY_LEARN: u32 = 0xbbaf_9527;
pub(crate) const TANH_BY_SGD: u32 = 0x1e4f_2934;
pub(crate) const ODD_BY_MOMENTUM: u32 = 0x5426_13b1;
pub(crate) const DIGITS_BY_ADAM: u32 = 0xcc33_5c40;
