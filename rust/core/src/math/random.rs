//! Counter-based random numbers.
//!
//! Philox 4x64-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC11, 2011):
//! a number is a function of what it is for, not of what was drawn before it. One thread or many, one
//! replication or a range of them, a raid with more rounds or fewer: each draw gives the same number.

/// What a random number decides. The numbers are part of every published result: never reuse or renumber one.
/// 0, 1, 2, 4 and 5 were those of earlier versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// Whether one unit is available.
    UnitAvailable = 3,
    /// Whether and when one threat fails or is jammed.
    Flight = 6,
    /// Whether all shots of one unit class at one threat fail together.
    CommonCause = 7,
    /// The draws of one round fired at one threat: whether it kills, and how long the engagement that it begins is assessed.
    Shot = 8,
    /// Whether one sensor is available.
    SensorAvailable = 9,
    /// Whether one threat is a decoy, and is recognised.
    Decoy = 10,
    /// By how much the times of one threat are moved.
    Jitter = 11,
    /// Whether one threat that is jammed crashes or drifts.
    Drift = 12,
}

/// One replication: `luck` given the vector `unknown` of what is not known, of a seeded run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replication {
    /// Seed of the run.
    pub seed: u64,
    /// Number of the vector.
    pub unknown: u64,
    /// Number of the replication with that vector.
    pub luck: u64,
}

/// The random numbers of one object for one purpose in one replication. Stateless: any draw, in any order.
#[derive(Debug, Clone, Copy)]
pub struct Stream {
    key: [u64; 2],
    replication: [u64; 2],
    object: u64,
}

impl Stream {
    /// The stream of `object` (the hashed name of a threat, unit or sensor) for `purpose`.
    #[inline]
    pub fn new(replication: Replication, object: u64, purpose: Purpose) -> Self {
        let Replication { seed, unknown, luck } = replication;
        Self { key: [seed, purpose as u64], replication: [unknown, luck], object }
    }

    /// Number `draw` of the stream, uniform in the open interval (0, 1).
    #[inline]
    pub fn uniform(&self, draw: u64) -> f64 {
        open_unit(self.block(draw)[0])
    }

    /// The four independent numbers of block `draw`; the first of them is [`Stream::uniform`].
    #[inline]
    pub fn uniforms(&self, draw: u64) -> [f64; 4] {
        let [a, b, c, d] = self.block(draw);
        [open_unit(a), open_unit(b), open_unit(c), open_unit(d)]
    }

    #[inline]
    fn block(&self, draw: u64) -> [u64; 4] {
        let [unknown, luck] = self.replication;
        philox4x64_10([unknown, self.object, draw, luck], self.key)
    }
}

// An odd multiple of 2^-53: the midpoints of 2^52 equal cells, exact in 53 bits, so that neither 0 nor 1 can
// come out and u and 1 - u are equally likely.
#[inline]
#[allow(clippy::cast_precision_loss)] // At most 53 significant bits.
fn open_unit(bits: u64) -> f64 {
    ((bits >> 11) | 1) as f64 / (1_u64 << 53) as f64
}

/// One block of Philox 4x64 with ten rounds (SC11, section 3.3).
#[inline]
pub fn philox4x64_10(counter: [u64; 4], key: [u64; 2]) -> [u64; 4] {
    // Multipliers and Weyl increments of the paper's reference implementation, Random123.
    const MULTIPLIER: [u64; 2] = [0xD2E7_470E_E14C_6C93, 0xCA5A_8263_9512_1157];
    const WEYL: [u64; 2] = [0x9E37_79B9_7F4A_7C15, 0xBB67_AE85_84CA_A73B];
    let (mut c, mut k) = (counter, key);
    for _ in 0..10 {
        let (high_0, low_0) = wide_product(MULTIPLIER[0], c[0]);
        let (high_1, low_1) = wide_product(MULTIPLIER[1], c[2]);
        c = [high_1 ^ c[1] ^ k[0], low_1, high_0 ^ c[3] ^ k[1], low_0];
        k = [k[0].wrapping_add(WEYL[0]), k[1].wrapping_add(WEYL[1])];
    }
    c
}

#[inline]
#[allow(clippy::cast_possible_truncation)] // The halves are wanted.
fn wide_product(a: u64, b: u64) -> (u64, u64) {
    let product = u128::from(a) * u128::from(b);
    ((product >> 64) as u64, product as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    // Random123, tests/kat_vectors, the three lines "philox4x64 10".
    #[test]
    fn known_answers_of_random123() {
        let all = u64::MAX;
        assert_eq!(
            philox4x64_10([0; 4], [0; 2]),
            [0x1655_4d9e_ca36_314c, 0xdb20_fe9d_672d_0fdc, 0xd7e7_72ce_e186_176b, 0x7e68_b68a_ec7b_a23b]
        );
        assert_eq!(
            philox4x64_10([all; 4], [all; 2]),
            [0x87b0_92c3_013f_e90b, 0x438c_3c67_be8d_0224, 0x9cc7_d7c6_9cd7_77b6, 0xa09c_aebf_594f_0ba0]
        );
        assert_eq!(
            philox4x64_10(
                [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344, 0xa409_3822_299f_31d0, 0x082e_fa98_ec4e_6c89],
                [0x4528_21e6_38d0_1377, 0xbe54_66cf_34e9_0c6c]
            ),
            [0xa528_f454_03e6_1d95, 0x38c7_2dbd_566e_9788, 0xa5a1_610e_72fd_18b5, 0x57bd_43b5_e52b_7fe6]
        );
    }

    // numpy 2.4.6: Philox(counter=c, key=k).random_raw(4) with c = 7 + 11 * 2**64 + 13 * 2**128 - 1 and
    // k = 2025 + 3 * 2**64. numpy adds one to the counter before its first block, hence the -1.
    // Generator(...).random() of the same gives the last figure; it keeps 53 bits where ours are odd.
    #[test]
    fn numpy_agrees() {
        let block = philox4x64_10([7, 11, 13, 0], [2025, 3]);
        assert_eq!(block, [0xceb1_962a_e5a2_6163, 0x7614_9465_d942_dfb2, 0x2d94_e1ef_238b_052e, 0xc72d_538c_55ca_c312]);
        let replication = Replication { seed: 2025, unknown: 7, luck: 0 };
        let stream = Stream::new(replication, 11, Purpose::UnitAvailable);
        assert!((stream.uniform(13) - 0.807_397_256_348_517).abs() < 1e-15);
    }

    #[test]
    fn never_zero_never_one() {
        assert!(open_unit(0) > 0.0 && open_unit(u64::MAX) < 1.0);
        assert!((open_unit(0) - (1.0 - open_unit(u64::MAX))).abs() <= 0.0);
    }

    #[test]
    fn purposes_keep_their_numbers() {
        use Purpose::{CommonCause, Decoy, Drift, Flight, Jitter, SensorAvailable, Shot, UnitAvailable};
        let kept = [(UnitAvailable, 3), (Flight, 6), (CommonCause, 7), (Shot, 8), (SensorAvailable, 9)];
        let kept = kept.into_iter().chain([(Decoy, 10), (Jitter, 11), (Drift, 12)]);
        assert!(kept.into_iter().all(|(purpose, number)| purpose as u64 == number));
    }
}
