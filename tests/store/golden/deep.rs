/// A net of stackprop; its 143 weights and biases are given by their bits.
#[rustfmt::skip]
#[allow(unreachable_pub, clippy::type_complexity, clippy::unreadable_literal)]
pub static DEEP: (stackprop::Dense<3, 4, stackprop::Relu>, stackprop::Dense<4, 4, stackprop::Tanh>, stackprop::Dense<4, 4, stackprop::Tanh>, stackprop::Dense<4, 4, stackprop::Tanh>, stackprop::Dense<4, 2, stackprop::LeakyRelu>, (stackprop::Dense<2, 5, stackprop::Sigmoid>, stackprop::Dense<5, 5, stackprop::Relu>, stackprop::Dense<5, 2, stackprop::Linear>)) = {
    const fn w(bits: u32) -> f32 {
        f32::from_bits(bits)
    }
    (stackprop::Dense::new(
        [
            [w(0x7f7fffff), w(0xbe0b14b0), w(0xbfee8298)],
            [w(0x3ef5e488), w(0xbf159d30), w(0x3e9ad9b0)],
            [w(0x3e376860), w(0x3ef8b7f8), w(0xbd847f40)],
            [w(0x3fc3df7a), w(0x3f8d8f04), w(0x3f7f7ff0)],
        ],
        [w(0xff7fffff), w(0x3dc3ebe0), w(0xbf840f72), w(0x3f75368c)],
    ), stackprop::Dense::new(
        [
            [w(0x00800000), w(0xbebd45e0), w(0xbf6f6f8c), w(0xbf2d2a44)],
            [w(0xbf108bf0), w(0xbe1cfad0), w(0x3fab5ec2), w(0x3e0ce660)],
            [w(0xbfb12374), w(0xbe6f2d80), w(0x3fadc81a), w(0x3fb68d1c)],
            [w(0xbf348024), w(0xbfc20114), w(0x3f96865c), w(0x3fc058ee)],
        ],
        [w(0x00000001), w(0x3ff8262a), w(0xbfaf3bbc), w(0x3fa8ec38)],
    ), stackprop::Dense::new(
        [
            [w(0x80000001), w(0x3f571b34), w(0x3f55800c), w(0x3ff1818a)],
            [w(0x3fd21fe2), w(0x3f848b3e), w(0x3f98406a), w(0x3fc3f0ba)],
            [w(0xbe014c70), w(0x3f499d50), w(0x3f4da924), w(0xbfa32da8)],
            [w(0x3fd24fce), w(0x3ffae6f0), w(0x3fd9a4ec), w(0xbee42d78)],
        ],
        [w(0x00000000), w(0x3ed50910), w(0xbe8d7a40), w(0xbeb62f20)],
    ), stackprop::Dense::new(
        [
            [w(0x00000000), w(0xbca15900), w(0x3f7d9b0c), w(0xbe333f60)],
            [w(0xbfcdc500), w(0xbf96a3d0), w(0x3fcc5776), w(0x3ec41a20)],
            [w(0x3fa131fc), w(0x3f952fe2), w(0xbeed4758), w(0xbf52bb7c)],
            [w(0x3fa45c8a), w(0xbbe98600), w(0x3d873a60), w(0xbe781110)],
        ],
        [w(0x3f800000), w(0xbd6d70c0), w(0x3fa2c3da), w(0xbf11312c)],
    ), stackprop::Dense::new(
        [
            [w(0xbf800000), w(0xbefe10f0), w(0xbede0e30), w(0xbf1889f0)],
            [w(0xbf5c75dc), w(0x3f6d2b50), w(0xbf7ba660), w(0xbd1b3d00)],
        ],
        [w(0x006ce3ee), w(0xbfd6fc96)],
    ), (stackprop::Dense::new(
        [
            [w(0xbf668738), w(0x3feac96c)],
            [w(0x3f0cf4cc), w(0x3e7e7410)],
            [w(0xbdd501c0), w(0xbfdcfee6)],
            [w(0xbee1de78), w(0xbf47ce44)],
            [w(0x3ffbfc6e), w(0xbed45858)],
        ],
        [w(0x3d8f78c0), w(0xbf193fd8), w(0xbfd4d6e4), w(0xbf47ce08), w(0x3eba45f0)],
    ), stackprop::Dense::new(
        [
            [w(0xbe9b5d10), w(0x3fd8413e), w(0x3fb2015c), w(0x3fdc0ff0), w(0xbff016d4)],
            [w(0x3ec7e9d8), w(0x3fde0312), w(0xbfefe8b8), w(0x3fbf9278), w(0xbfcf6114)],
            [w(0xbfe9fdd4), w(0x3f7a7c94), w(0xbe308f80), w(0xbfc5412e), w(0x3f29cba8)],
            [w(0xbf0a529c), w(0x3d14ecc0), w(0x3f52e3e4), w(0x3f721124), w(0x3f685fcc)],
            [w(0x3fd0ba92), w(0xbf696b00), w(0xbf76e504), w(0xbee95b90), w(0xbfac8e1c)],
        ],
        [w(0xbfc3f4da), w(0xbeb03290), w(0xbdde80c0), w(0xbf1cbaf0), w(0x3ebbf1d0)],
    ), stackprop::Dense::new(
        [
            [w(0xbf823618), w(0xbf65a4f0), w(0xbfc06608), w(0x3fd2ba92), w(0xbe9c99a0)],
            [w(0x3eb19d78), w(0xbfba1e4c), w(0xbfee42ae), w(0x3f551348), w(0x3ff0179c)],
        ],
        [w(0xbe946fb0), w(0x3fb2fa76)],
    )))
};
