//! Shuffling without a heap: a permutation that is drawn into 64 bytes, or computed place by place.

/// Up to this length the order is drawn and stored; above, it is computed.
const STORED: usize = 64;

/// What moves the bits of a longer permutation: six rounds leave no departure from uniform orders that 4 · 10⁵ seeds
/// could show in the places of values and the distances of neighbours; four rounds do.
const ROUNDS: usize = 6;

/// A pseudorandom permutation of 0..len, in 72 bytes for any length (68 where a pointer has four). The same on every target.
///
/// Up to 64 places it is drawn by a Fisher-Yates shuffle (Durstenfeld, Communications of the ACM 7, 1964) with unbiased
/// draws. Longer ones are computed: a bijection of the next power of two is applied until the result is below len
/// (Kensler, Correlated Multi-Jittered Sampling, 2013). All orders up to 64 places are equally likely, and longer ones
/// could not be told from that by the tests; it is no cipher. No heap, no division.
///
/// ```
/// use stackprop::Permutation;
///
/// let order = Permutation::new(5, 7, 0);
/// let mut seen = [false; 5];
/// for k in 0..5 {
///     seen[order.at(k)] = true;
/// }
/// assert_eq!(seen, [true; 5]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permutation {
    order: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    /// The value at every place; from the length on, the place itself.
    Stored([u8; STORED]),
    /// `mask` + 1 is the next power of two from `len` on, `shift` half its bits. A round adds the first of its keys
    /// and multiplies by the second, an odd number.
    Computed { len: usize, mask: usize, shift: u32, keys: [[u32; 2]; ROUNDS] },
}

impl Permutation {
    /// The permutation of 0..`len` that belongs to `epoch` of a run with `seed`.
    ///
    /// Every pair of seed and epoch gives an order of its own, unrelated to the others': epoch 1 of seed 7 is not
    /// epoch 0 of seed 8.
    ///
    /// ```
    /// # use stackprop::Permutation;
    /// assert_ne!(Permutation::new(1000, 7, 1), Permutation::new(1000, 8, 0));
    /// assert_ne!(Permutation::new(1000, 7, 1).at(0), Permutation::new(1000, 8, 0).at(0));
    /// ```
    #[must_use]
    pub fn new(len: usize, seed: u32, epoch: u32) -> Self {
        let mut draws = Draws::new(seed, epoch);
        let order = if len <= STORED {
            Order::Stored(draws.shuffled(len))
        } else {
            let zeros = len.saturating_sub(1).leading_zeros();
            Order::Computed {
                len,
                mask: usize::MAX.wrapping_shr(zeros),
                shift: usize::BITS.wrapping_sub(zeros).div_ceil(2),
                keys: [(); ROUNDS].map(|()| [draws.next(), draws.next() | 1]),
            }
        };
        Self { order }
    }

    /// The value at place `k`, below the length; `k` itself from the length on.
    ///
    /// ```
    /// # use stackprop::Permutation;
    /// assert_eq!(Permutation::new(1, 7, 0).at(0), 0);
    /// assert_eq!(Permutation::new(3, 7, 0).at(3), 3);
    /// ```
    #[must_use]
    pub fn at(&self, k: usize) -> usize {
        match &self.order {
            Order::Stored(table) => table.get(k).map_or(k, |value| usize::from(*value)),
            Order::Computed { len, .. } if k >= *len => k,
            Order::Computed { len, mask, shift, keys } => {
                let mut value = k;
                loop {
                    // Each of these steps can be undone, so their chain is a bijection of 0..=mask. The first makes
                    // places that differ in the highest bit alone, which no product carries down, differ in more.
                    value ^= value.wrapping_shr(*shift);
                    for [add, multiply] in keys {
                        // Keys cut to 16 bits where usize has no more: the mask is no wider.
                        value = value.wrapping_mul(*multiply as usize).wrapping_add(*add as usize) & mask;
                        value ^= value.wrapping_shr(*shift);
                    }
                    // A bijection's cycle through k returns to k, so the loop ends; less than two turns on average.
                    if value < *len {
                        return value;
                    }
                }
            }
        }
    }
}

/// Random numbers by xoroshiro64** (Blackman and Vigna, ACM Transactions on Mathematical Software 47, 2021): 32-bit
/// operations only, period 2⁶⁴ - 1.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Draws {
    pub(crate) state: [u32; 2],
}

impl Draws {
    /// Four Feistel rounds are a bijection of the pair in which every bit of either reaches every bit of the state
    /// (Luby and Rackoff, SIAM Journal on Computing 17, 1988).
    pub(crate) fn new(seed: u32, epoch: u32) -> Self {
        let [mut left, mut right] = [seed, epoch];
        for round in 1..=4_u32 {
            (left, right) = (right, left ^ mix(right.wrapping_add(round.wrapping_mul(0x9e37_79b9))));
        }
        // The generator would stay at 0.
        Self { state: if left | right == 0 { [1, 0] } else { [left, right] } }
    }

    /// Uniform below `end`: as many bits as needed, drawn again until they are in range, so unbiased and without a
    /// division. 0 if `end` is 0.
    pub(crate) fn below(&mut self, end: u32) -> u32 {
        let Some(last) = end.checked_sub(1) else { return 0 };
        let mask = u32::MAX.checked_shr(last.leading_zeros()).unwrap_or(0);
        loop {
            let drawn = self.next() & mask;
            if drawn <= last {
                return drawn;
            }
        }
    }

    pub(crate) fn next(&mut self) -> u32 {
        let [first, second] = self.state;
        let mixed = first ^ second;
        self.state = [first.rotate_left(26) ^ mixed ^ (mixed << 9), mixed.rotate_left(13)];
        first.wrapping_mul(0x9e37_79bb).rotate_left(5).wrapping_mul(5)
    }

    /// 0..`len` in random order, then the rest in its own.
    fn shuffled(&mut self, len: usize) -> [u8; STORED] {
        let mut table = [0; STORED];
        for (value, place) in (0..).zip(&mut table) {
            *place = value;
        }
        let mut left = table.get_mut(..len).unwrap_or_default();
        // The first of those left changes places with one of them: with itself where there is no other.
        while let Some((first, others)) = left.split_first_mut() {
            let mask = usize::MAX.checked_shr(others.len().leading_zeros()).unwrap_or(0);
            // As many bits as needed, drawn again until they are in range: unbiased, with no division.
            let drawn = loop {
                let drawn = self.next() as usize & mask;
                if drawn <= others.len() {
                    break drawn;
                }
            };
            if let Some(other) = drawn.checked_sub(1).and_then(|drawn| others.get_mut(drawn)) {
                core::mem::swap(first, other);
            }
            left = others;
        }
        table
    }
}

/// The finaliser of `MurmurHash3` (Appleby, 2008): every bit reaches every bit.
fn mix(mut bits: u32) -> u32 {
    bits = (bits ^ (bits >> 16)).wrapping_mul(0x85eb_ca6b);
    bits = (bits ^ (bits >> 13)).wrapping_mul(0xc2b2_ae35);
    bits ^ (bits >> 16)
}
