//! Orders of samples: each is a permutation, all are equally likely, and no two seeds or epochs share theirs.
#![allow(clippy::indexing_slicing, clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

use stackprop::Permutation;

/// How many orders are counted: enough that a hundred places get each value 200 times.
const ORDERS: u32 = 20_000;

/// Lengths at and above powers of two, up to the last that is stored; the rest in the sweep at the end.
const SOME: [usize; 8] = [2, 3, 5, 8, 9, 17, 33, 64];

/// The seed and the epoch of the k-th order.
type Path = fn(u32) -> (u32, u32);

/// Ways to go through seeds and epochs that a caller may choose.
const PATHS: [(&str, Path); 5] = [
    ("seeds", |k| (k, 0)),
    ("epochs of one seed", |k| (7, k)),
    ("seed = epoch", |k| (k, k)),
    ("seed + epoch constant", |k| (k, 20_000 - k)),
    ("seeds far apart", |k| (k << 16, u32::MAX - k)),
];

fn order(len: usize, (seed, epoch): (u32, u32)) -> Vec<usize> {
    let order = Permutation::new(len, seed, epoch);
    (0..len).map(|k| order.at(k)).collect()
}

/// How many standard deviations χ² lies from what it is where the expected counts are right.
fn z(counts: &[u32], expected: f64, scale: f64, freedom: f64) -> f64 {
    let chi_square: f64 = counts.iter().map(|count| (f64::from(*count) - expected).powi(2) / expected).sum();
    (chi_square * scale - freedom) / (2.0 * freedom).sqrt()
}

/// Every place gets every value equally often. Rows and columns of the counts add up to as many as there are orders,
/// which leaves (len - 1)² degrees of freedom and scales χ² by (len - 1) / len.
fn places(len: usize, path: Path) -> f64 {
    let mut counts = vec![0; len * len];
    for k in 0..ORDERS {
        let (seed, epoch) = path(k);
        let order = Permutation::new(len, seed, epoch);
        for (place, row) in counts.chunks_exact_mut(len).enumerate() {
            row[order.at(place)] += 1;
        }
    }
    let others = (len - 1) as f64;
    z(&counts, f64::from(ORDERS) / len as f64, others / len as f64, others * others)
}

/// Each of the len! orders comes equally often.
fn whole_orders(len: usize, path: Path) -> f64 {
    let factorial: usize = (1..=len).product();
    let mut counts = vec![0; factorial];
    for k in 0..ORDERS {
        let order = order(len, path(k));
        // Lehmer's code: how many of the later values are smaller, in the factorial number system.
        let smaller = |k: usize| order[k..].iter().filter(|value| **value < order[k]).count();
        counts[(0..len).fold(0, |code, k| code * (len - k) + smaller(k))] += 1;
    }
    let orders = factorial as f64;
    z(&counts, f64::from(ORDERS) / orders, 1.0, orders - 1.0)
}

/// The distance, modulo len, of two values `lag` places apart is each of 1..len equally often, over all places.
fn distances(len: usize, lag: usize, orders: u32) -> f64 {
    let mut counts = vec![0; len];
    for seed in 0..orders {
        let order = order(len, (seed, 3));
        for (earlier, later) in order.iter().zip(&order[lag..]) {
            counts[(later + len - earlier) % len] += 1;
        }
    }
    let others = (len - 1) as f64;
    assert_eq!(counts[0], 0);
    z(&counts[1..], f64::from(orders) * (len - lag) as f64 / others, 1.0, others - 1.0)
}

/// Five standard deviations above (χ² of few degrees is skew: P(z > 5) is 0.002 at one degree, 10⁻⁶ at a hundred)
/// and four below, where it would be too even to be random.
fn assert_fair(z: f64, what: &str) {
    assert!((-4.0..5.0).contains(&z), "{what}: {z:.1} standard deviations off");
}

#[test]
fn it_is_a_permutation() {
    for len in (0..=300).chain([511, 512, 513, 1000, 1024, 1025]) {
        for (seed, epoch) in [(0, 0), (7, 1), (0x8000_0000, 2), (u32::MAX, u32::MAX)] {
            let order = Permutation::new(len, seed, epoch);
            let mut seen = vec![false; len];
            for k in 0..len {
                assert!(!core::mem::replace(&mut seen[order.at(k)], true), "twice: len {len}, seed {seed}");
            }
            assert_eq!((order.at(len), order.at(len + 1), order.at(usize::MAX)), (len, len + 1, usize::MAX));
        }
    }
}

/// The longest that a device or a host can count: only some of the places, but each of them inside and none twice.
#[test]
fn it_holds_at_any_length() {
    for len in [65_535, 65_536, 65_537, 1 << 20, (1 << 24) + 1, usize::MAX / 2 + 2, usize::MAX] {
        let order = Permutation::new(len, 7, 0);
        let mut values: Vec<usize> = (0..1000).map(|k| order.at(k)).chain([order.at(len - 1)]).collect();
        assert!(values.iter().all(|value| *value < len));
        values.sort_unstable();
        values.dedup();
        assert_eq!(values.len(), 1001, "len {len}");
        assert_eq!(order.at(len), len);
    }
}

/// The same on every target, release after release: a run that is repeated sees the samples in the same order.
#[test]
fn the_orders_are_these() {
    assert_eq!(order(8, (7, 0)), [1, 7, 0, 6, 3, 4, 5, 2]);
    assert_eq!(order(8, (0, 0)), [3, 1, 7, 2, 6, 0, 5, 4]);
    // the last that is stored, and the first that is computed
    assert_eq!(order(64, (7, 0))[..8], [1, 55, 31, 30, 54, 50, 32, 6]);
    assert_eq!(order(65, (7, 0))[..8], [60, 2, 31, 6, 45, 18, 27, 51]);
    assert_eq!(order(100, (7, 0))[..8], [73, 2, 31, 74, 45, 18, 27, 51]);
    assert_eq!(order(1000, (7, 1))[..8], [660, 892, 863, 249, 691, 639, 425, 373]);
}

/// The one pair of seed and epoch that would start the generator at 0, where it would stay: the four rounds undone.
#[test]
fn the_pair_that_leads_to_zero() {
    for len in [20, 64, 65, 1000] {
        let order = order(len, (0xad3e_a2dd, 0x36d0_6332));
        let in_place = order.iter().enumerate().filter(|(k, value)| k == *value).count();
        let one_on = order.windows(2).filter(|pair| pair[1] == pair[0] + 1).count();
        assert!(in_place < 10 && one_on < 10, "len {len}: {order:?}"); // about one of each, as in any order
    }
}

/// No two of 100 seeds with 100 epochs each share an order; in particular not epoch e of seed s and e - 1 of s + 1.
#[test]
fn seeds_and_epochs_share_no_order() {
    for len in [20, 100] {
        let pairs = (0..100).flat_map(|seed| (0..100).map(move |epoch| (seed, epoch)));
        let mut orders: Vec<_> = pairs.map(|pair| order(len, pair)).collect();
        orders.sort_unstable();
        orders.dedup();
        assert_eq!(orders.len(), 10_000, "len {len}");
    }
}

/// Epoch e of seed s against epochs and seeds nearby: the value at a place says nothing about theirs.
#[test]
fn neighbouring_seeds_and_epochs_are_unrelated() {
    for (len, place) in [(16, 3), (70, 69)] {
        for (seeds, epochs) in [(1, 0), (0, 1), (1, u32::MAX), (1, 1), (2, 0), (1 << 16, 0)] {
            let mut counts = vec![0; len * len];
            for k in 0..ORDERS {
                let (seed, epoch) = (k / 100, k % 100);
                let near = Permutation::new(len, seed.wrapping_add(seeds), epoch.wrapping_add(epochs));
                counts[Permutation::new(len, seed, epoch).at(place) * len + near.at(place)] += 1;
            }
            let cells = (len * len) as f64;
            assert_fair(
                z(&counts, f64::from(ORDERS) / cells, 1.0, cells - 1.0),
                &format!("{len}: +{seeds}, +{epochs}"),
            );
        }
    }
}

#[test]
fn whole_orders_are_equally_likely() {
    for (name, path) in PATHS {
        for len in 2..=5 {
            assert_fair(whole_orders(len, path), &format!("orders of {len}, {name}"));
        }
    }
}

#[test]
fn every_place_gets_every_value_over_seeds() {
    for len in SOME {
        assert_fair(places(len, PATHS[0].1), &format!("{len}"));
    }
}

#[test]
fn every_place_gets_every_value_over_epochs() {
    for len in [4, 10, 33, 64] {
        assert_fair(places(len, PATHS[1].1), &format!("{len}"));
    }
}

#[test]
fn every_place_of_a_hundred_gets_every_value() {
    assert_fair(places(100, PATHS[0].1), "100");
}

#[test]
fn neighbours_keep_no_distance() {
    for (len, orders) in [(20, 5000), (64, 3000), (65, 3000), (128, 2000)] {
        for lag in [1, len / 2] {
            assert_fair(distances(len, lag, orders), &format!("{len}, {lag} apart"));
        }
    }
}

/// The whole sweep: every length from 2 to 300, and longer ones, by every path. Minutes in release.
#[test]
#[ignore = "for a release build: cargo test --release --test shuffle -- --ignored"]
fn every_length_is_fair() {
    let mut largest = 0.0_f64;
    for (name, path) in PATHS {
        for len in (2..=128).chain([129, 200, 255, 256, 257, 300]) {
            let z = places(len, path);
            largest = largest.max(if len > 10 { z.abs() } else { 0.0 });
            assert_fair(z, &format!("{len}, {name}"));
        }
        println!("{name}: |z| up to {largest:.2} from length 11 on");
    }
    for len in (65..=300).chain([1000, 10_007]) {
        for lag in [1, 2, len / 2] {
            assert_fair(distances(len, lag, if len < 1000 { ORDERS } else { 2000 }), &format!("{len}, {lag} apart"));
        }
    }
    for len in [1000, 10_007] {
        assert_fair(sixteenths(len), &format!("sixteenths of {len}"));
    }
}

/// A long permutation in 16 by 16 cells, one place a sixteenth.
fn sixteenths(len: usize) -> f64 {
    let (mut counts, mut sizes) = (vec![0_u32; 256], [0_u32; 16]);
    (0..len).for_each(|value| sizes[value * 16 / len] += 1);
    for seed in 0..ORDERS {
        let order = Permutation::new(len, seed, 0);
        for sixteenth in 0..16 {
            counts[sixteenth * 16 + order.at(sixteenth * len / 16) * 16 / len] += 1;
        }
    }
    let chi_square: f64 = counts
        .iter()
        .enumerate()
        .map(|(cell, count)| {
            let expected = f64::from(ORDERS) * f64::from(sizes[cell % 16]) / len as f64;
            (f64::from(*count) - expected).powi(2) / expected
        })
        .sum();
    (chi_square - 240.0) / 480.0_f64.sqrt()
}
