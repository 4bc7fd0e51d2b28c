//! Scrambled Sobol points: uniform numbers that fill the cube more evenly than independent ones.
//!
//! Each dimension is a digital sequence in base 2 (direction numbers of Joe and Kuo), scrambled by hashing after Owen
//! (B. Burley, "Practical hash-based Owen scrambling", J. Computer Graphics Techniques 9(4), 2020) by the crate
//! `sobol_burley`. A point is a function of index, dimension and seed alone. Seeds give independent scrambles, so that
//! the scatter of their means tells how far a mean is off, which the scatter of the points of one scramble does not.

use crate::error::{Error, Result};
use sobol_burley::{sample, NUM_DIMENSIONS};

/// Points of one scramble, a limit of the crate: longer sequences would repeat.
pub const POINTS: u32 = 1 << 16;

/// Dimensions of one scramble, a limit of the crate; more are had by another seed.
pub const DIMENSIONS: u32 = NUM_DIMENSIONS;

// The crate gives multiples of 2^-23 from 0 on. The middle of each cell lies in the open interval (0, 1).
const HALF_CELL: f64 = 1.0 / (1_u32 << 24) as f64;

/// Coordinate `dimension` of point `index` of the scramble `seed`, in the open interval (0, 1).
///
/// Among the points from `k 2^m` to `(k + 1) 2^m - 1`, each of the `2^m` equal parts of the interval holds one.
///
/// # Errors
///
/// [`Error::InvalidParameter`] if the index is above 65,535 or the dimension above 255, the limits of the crate.
pub fn sobol(index: u64, dimension: u64, seed: u32) -> Result<f64> {
    let (index, dimension) = check(index, dimension)?;
    Ok(f64::from(sample(index, dimension, seed)) + HALF_CELL)
}

/// Checks that there is such a point and such a dimension.
///
/// # Errors
///
/// As [`sobol`].
pub fn check(index: u64, dimension: u64) -> Result<(u32, u32)> {
    Ok((below("index", index, POINTS)?, below("dimension", dimension, DIMENSIONS)?))
}

fn below(parameter: &str, value: u64, limit: u32) -> Result<u32> {
    u32::try_from(value)
        .ok()
        .filter(|&v| v < limit)
        .ok_or_else(|| Error::invalid(parameter, value, &format!("a whole number from 0 to {}", limit - 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(indices: std::ops::Range<u64>, dimension: u64, seed: u32) -> Vec<f64> {
        indices.map(|i| sobol(i, dimension, seed).unwrap()).collect()
    }

    // The law of a (0, 1)-sequence in base 2, which scrambling keeps.
    #[test]
    fn each_block_of_a_power_of_two_fills_every_part_once() {
        for (dimension, seed) in [(0, 0), (1, 7), (63, 7), (200, 4_000_000_000), (255, 1)] {
            for m in 0..10 {
                let size = 1_u64 << m;
                for first in [0, size, 37 * size] {
                    let mut parts: Vec<u64> = column(first..first + size, dimension, seed)
                        .iter()
                        .map(|u| {
                            #[allow(
                                clippy::cast_possible_truncation,
                                clippy::cast_sign_loss,
                                clippy::cast_precision_loss
                            )]
                            let part = (u * size as f64) as u64;
                            part
                        })
                        .collect();
                    parts.sort_unstable();
                    assert!(parts.into_iter().eq(0..size), "dimension {dimension}, seed {seed}, {size} from {first}");
                }
            }
        }
    }

    // Two dimensions together: of 2^(2k) points, each of the 2^k by 2^k squares holds one (a (0, 2)-sequence).
    #[test]
    fn the_first_two_dimensions_fill_every_square_once() {
        let (x, y) = (column(0..256, 0, 9), column(0..256, 1, 9));
        let mut held = [0_u32; 256];
        for (x, y) in x.iter().zip(&y) {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let square = (x * 16.0) as usize * 16 + (y * 16.0) as usize;
            held[square] += 1;
        }
        assert!(held.iter().all(|&n| n == 1));
    }

    // The points of a published result are those of every later version.
    #[test]
    fn known_points() {
        for ((index, dimension, seed), known) in [
            ((0, 0, 0), 0.262_153_685_092_926),
            ((1, 0, 0), 0.971_313_774_585_723_9),
            ((5, 3, 42), 0.316_452_085_971_832_3),
            ((65_535, 255, u32::MAX), 0.004_995_405_673_980_713),
        ] {
            assert!((sobol(index, dimension, seed).unwrap() - known).abs() <= 0.0);
        }
    }

    // Independent seeds: the product of deviations of two scrambles averages to 1/12 only where they are the same.
    #[test]
    fn seeds_are_independent() {
        let centred = |seed| column(0..1024, 2, seed).into_iter().map(|u| u - 0.5).collect::<Vec<f64>>();
        let one = centred(1);
        let mut largest = 0.0_f64;
        for seed in 2..42 {
            let product: f64 = one.iter().zip(centred(seed)).map(|(a, b)| a * b).sum::<f64>() / 1024.0;
            largest = largest.max((12.0 * product).abs());
        }
        // Independent columns of 1,024 have a correlation within 4 / sqrt(1,024).
        assert!(largest < 0.125, "{largest}");
    }

    #[test]
    fn the_mean_of_scrambles_is_a_half() {
        let mean: f64 = (0..4096).map(|seed| sobol(0, 0, seed).unwrap()).sum::<f64>() / 4096.0;
        // Four standard errors of 4,096 uniforms, sqrt(1/12) / 64 each.
        assert!((mean - 0.5).abs() < 0.018, "{mean}");
    }

    #[test]
    fn limits_are_named() {
        let said = |index, dimension| sobol(index, dimension, 0).unwrap_err().to_string();
        assert_eq!(said(65_536, 0), "index = 65536 is not allowed: must be a whole number from 0 to 65535");
        assert_eq!(said(0, 256), "dimension = 256 is not allowed: must be a whole number from 0 to 255");
    }
}
