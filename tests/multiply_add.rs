//! sum + a · b by integers, bit for bit what this processor makes of it: over all pairs of exponents, at every distance of the
//! sum from the product, at ties, and where the two cancel. The gate runs it with `--cfg stackprop_no_fpu`, and once more with
//! the product of an Armv6-M.
#![cfg(stackprop_no_fpu)]

mod common;

use common::bits_of;
use rand_core::{Rng, SeedableRng};
use rand_xorshift::XorShiftRng;
use stackprop::Real;

fn check(sum: u32, a: u32, b: u32) {
    let [of_sum, of_a, of_b] = [sum, a, b].map(f32::from_bits);
    let expected = bits_of(of_sum + of_a * of_b);
    assert_eq!(bits_of(of_sum.add_product(of_a, of_b)), expected, "{of_sum} + {of_a} · {of_b}: {sum:x} {a:x} {b:x}");
    assert_eq!(bits_of(of_sum.add_scaled(of_a, of_b)), expected);
}

/// Any 23 bits; or, as ties are made of them, few ones, few zeros, or zeros only in the lower half.
fn fraction(random: &mut XorShiftRng) -> u32 {
    let any = random.next_u32();
    let few = any & random.next_u32() & random.next_u32();
    let fraction = match random.next_u32() % 4 {
        0 => few,
        1 => !few,
        2 => any & !0xfff,
        _ => any,
    };
    fraction & 0x7f_ffff
}

const SIGN: u32 = 1 << 31;

#[test]
fn every_pair_of_exponents() {
    let mut random = XorShiftRng::seed_from_u64(1);
    for a in 0..256 {
        for b in 0..256 {
            for _ in 0..16 {
                let signs = random.next_u32();
                let a = signs & SIGN | a << 23 | fraction(&mut random);
                let b = signs << 1 & SIGN | b << 23 | fraction(&mut random);
                check(random.next_u32(), a, b);
                check(signs << 2 & SIGN, a, b);
            }
        }
    }
}

#[test]
fn every_distance_of_the_sum_from_the_product() {
    let mut random = XorShiftRng::seed_from_u64(2);
    for round in 0..40_000 {
        let a = 100 + random.next_u32() % 60;
        let b = match round % 4 {
            0 => 159 - a + random.next_u32() % 3, // a product that is left to the routines, or nearly so
            1 => (379 - a + random.next_u32() % 3).min(254), // one near the largest number
            _ => 100 + random.next_u32() % 60,
        };
        let signs = random.next_u32();
        let (a, b) = (signs & SIGN | a << 23 | fraction(&mut random), b << 23 | fraction(&mut random));
        let product = (f32::from_bits(a) * f32::from_bits(b)).to_bits();
        for distance in 0..64 {
            let exponent = (product >> 23 & 0xff) + distance;
            let sum = exponent.saturating_sub(32).min(255) << 23 | fraction(&mut random);
            check(sum, a, b);
            check(SIGN | sum, a, b);
        }
        for near in 0..64 {
            check((product ^ SIGN).wrapping_add(near).wrapping_sub(32), a, b);
        }
    }
}

#[test]
fn the_edges() {
    let edges: Vec<u32> = [0, 1, 0x7f_ffff, 0x80_0000, 0x80_0001, 0x7f7f_ffff, 0x7f80_0000, 0x7fc0_0000]
        .into_iter()
        .chain(
            [31_u32, 32, 127, 150, 151, 159, 160, 253, 254]
                .into_iter()
                .flat_map(|e| [e << 23, e << 23 | 1, ((e + 1) << 23) - 1]),
        )
        .flat_map(|edge| [edge, edge | SIGN])
        .collect();
    for sum in &edges {
        for a in &edges {
            for b in &edges {
                check(*sum, *a, *b);
            }
        }
    }
}
