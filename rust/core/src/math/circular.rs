//! Sine, cosine and the angle of a vector for packs of numbers, to the last place: what frames are made of.
//!
//! To be used with fused multiply-add only ([`super::lanes::Lanes`], [`super::solo::Solo`]): it gives the lower parts of
//! products and quotients. The polynomials are those of fdlibm (Sun Microsystems, 1993).

use super::real::Real;
use std::f64::consts::{FRAC_2_PI, FRAC_PI_2, FRAC_PI_4, PI};

/// Angles (rad) up to this are turned back to within an eighth of a turn without a loss.
pub const ANGLE_MAX_RAD: f64 = 1e5;

// What pi/2 is beyond its double, and beyond that.
const FRAC_PI_2_LOWER: [f64; 2] = [6.123_233_995_736_766e-17, -1.497_384_904_859_17e-33];
// Added and subtracted it rounds to a whole number.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
const SINE: [f64; 6] = [
    -1.666_666_666_666_663_2e-1,
    8.333_333_333_322_49e-3,
    -1.984_126_982_985_795e-4,
    2.755_731_370_707_006_8e-6,
    -2.505_076_025_340_686_3e-8,
    1.589_690_995_211_55e-10,
];
const COSINE: [f64; 6] = [
    4.166_666_666_666_66e-2,
    -1.388_888_888_887_411e-3,
    2.480_158_728_947_673e-5,
    -2.755_731_435_139_066_3e-7,
    2.087_572_321_298_175e-9,
    -1.135_964_755_778_819_5e-11,
];
const ARC_TANGENT: [f64; 11] = [
    3.333_333_333_333_293e-1,
    -1.999_999_999_987_648_3e-1,
    1.428_571_427_250_346_6e-1,
    -1.111_111_040_546_235_6e-1,
    9.090_887_133_436_507e-2,
    -7.691_876_205_044_83e-2,
    6.661_073_137_387_531e-2,
    -5.833_570_133_790_573_5e-2,
    4.976_877_994_615_932_4e-2,
    -3.653_157_274_421_691_6e-2,
    1.628_582_011_536_578_2e-2,
];

// Sum of terms times powers of x, the first term alone at power zero.
#[inline(always)]
fn polynomial<R: Real>(terms: &[f64], x: R) -> R {
    let mut sum = x.splat(terms[terms.len() - 1]);
    for &term in terms[..terms.len() - 1].iter().rev() {
        sum = sum.mul_add(x, x.splat(term));
    }
    sum
}

#[inline(always)]
fn size<R: Real>(x: R) -> R {
    x.max(-x)
}

/// Sine and cosine of angles (rad) up to [`ANGLE_MAX_RAD`] either way.
#[inline(always)]
pub fn sin_cos<R: Real>(angle: R) -> (R, R) {
    // angle = n pi/2 + x + y, y the lower part of x.
    let n = ((angle * FRAC_2_PI) + ROUNDER) + -ROUNDER;
    let near = (-n).mul_add(angle.splat(FRAC_PI_2), angle);
    let x = (-n).mul_add(angle.splat(FRAC_PI_2_LOWER[0]), near);
    let y = (-n).mul_add(angle.splat(FRAC_PI_2_LOWER[0]), near - x);
    let y = (-n).mul_add(angle.splat(FRAC_PI_2_LOWER[1]), y);
    let z = x * x;
    let (zero, one) = (x.splat(0.0), x.splat(1.0));
    // sin = x + (x^3 P + y (1 - x^2/2))
    let v = z * x;
    let rest = polynomial(&SINE[1..], z);
    let sine = x - ((z * (y * 0.5 - v * rest) - y) - v * SINE[0]);
    // cos = 1 - z/2 + (z^2 P - x y), what is lost in 1 - z/2 added again
    let half = z * 0.5;
    let most = one - half;
    let cosine = most + (((one - most) - half) + (z * (z * polynomial(&COSINE, z)) - x * y));
    // Quarters of a turn, from -2 to 2.
    let quarter = n - (((n * 0.25) + ROUNDER) + -ROUNDER) * 4.0;
    let square = quarter * quarter;
    let odd = one.less(square * 2.0);
    let half_turn = (one * 2.0).less(square);
    // At 0: sin, cos; 1: cos, -sin; 2: -sin, -cos; 3 (or -1): -cos, sin.
    let (across, along) = (R::select(odd, cosine, sine), R::select(odd, sine, cosine));
    let (across, along) = (R::select(half_turn, sine, across), R::select(half_turn, cosine, along));
    let behind = quarter.less(zero);
    let across = R::select(half_turn, -across, R::select(behind, -across, across));
    let ahead = zero.less(quarter);
    let along = R::select(half_turn, -along, R::select(ahead, -along, along));
    (across, along)
}

// Angles of the nearest of three tangents, 0, 1/2 and 1, and of their mirror images in the lines at an eighth and at a
// quarter of a turn: the double, and what is beyond.
type Exact = (f64, f64);
const SAME: [Exact; 3] =
    [(0.0, 0.0), (0.463_647_609_000_806_1, 2.269_877_745_296_168_7e-17), (FRAC_PI_4, 3.061_616_997_868_383e-17)];
const STEEP: [Exact; 3] = [
    (FRAC_PI_2, 6.123_233_995_736_766e-17),
    (1.107_148_717_794_090_4, 9.404_471_373_566_38e-17),
    (FRAC_PI_4, 3.061_616_997_868_383e-17),
];
const BACK: [Exact; 3] = [
    (PI, 1.224_646_799_147_353_2e-16),
    (2.677_945_044_588_987, 1.552_770_536_930_314_7e-16),
    (2.356_194_490_192_345, 9.184_850_993_605_148e-17),
];
const STEEP_BACK: [Exact; 3] = [
    (FRAC_PI_2, 6.123_233_995_736_766e-17),
    (2.034_443_935_795_702_7, 2.841_996_617_907_152e-17),
    (2.356_194_490_192_345, 9.184_850_993_605_148e-17),
];

/// The angle (rad) of a vector from the first axis, -pi to pi. Neither component may be zero together with the other,
/// infinite, or so small or great that products of them are not numbers of full precision.
#[inline(always)]
pub fn angle<R: Real>(y: R, x: R) -> R {
    let (zero, one) = (x.splat(0.0), x.splat(1.0));
    let (up, across) = (size(y), size(x));
    let (low, high) = (up.min(across), up.max(across));
    let (steep, back) = (across.less(up), x.less(zero));
    // tan(a - b) = (low - c high)/(high + c low) with c = tan b: the difference is exact near b.
    let first = (low * 16.0).less(high * 7.0);
    let second = (low * 16.0).less(high * 11.0);
    let pick =
        |terms: [f64; 3]| R::select(first, x.splat(terms[0]), R::select(second, x.splat(terms[1]), x.splat(terms[2])));
    let c = pick([0.0, 0.5, 1.0]);
    let above = (-c).mul_add(high, low);
    let below = c.mul_add(low, high);
    let lost = c.mul_add(low, high - below);
    let t = above / below;
    // What the quotient was rounded by.
    let rounding = ((-t).mul_add(below, above) - t * lost) / below;
    let z = t * t;
    // atan(t + r) = t + (r/(1 + t^2) - t^3 P)
    let rest = rounding * (one - z) - t * (z * polynomial(&ARC_TANGENT, z));
    // The angle of b in its quarter, and whether a - b adds to it.
    let of = |all: [&[Exact; 3]; 4], part: fn(&Exact) -> f64| {
        let [same, steeply, backward, both] = all.map(|exact| pick([0, 1, 2].map(|k| part(&exact[k]))));
        R::select(back, R::select(steep, both, backward), R::select(steep, steeply, same))
    };
    let all = [&SAME, &STEEP, &BACK, &STEEP_BACK];
    let (base, beyond) = (of(all, |exact| exact.0), of(all, |exact| exact.1));
    let adds = R::select(back, R::select(steep, one, -one), R::select(steep, -one, one));
    let sum = adds.mul_add(t, base);
    let lost = adds.mul_add(t, base - sum);
    let angle = sum + (lost + adds.mul_add(rest, beyond));
    R::select(y.less(zero), -angle, angle)
}

#[cfg(test)]
mod tests {
    use super::super::solo::Solo;
    use super::*;
    use std::f64::consts::TAU;

    // Units in the last place of `want` by which a value is off; one for each in both libraries' roundings.
    fn off(got: f64, want: f64) -> f64 {
        let ulp = f64::from_bits(want.abs().to_bits() + 1) - want.abs();
        (got - want).abs() / ulp
    }

    fn angles() -> impl Iterator<Item = f64> {
        let near = (-40..=40).flat_map(|n| {
            let edge = f64::from(n) * FRAC_PI_2 / 2.0;
            [edge, edge + 1e-9, edge - 1e-9, edge + 1e-15, edge + 3e-3]
        });
        near.chain((0..200_000).map(|i| 20.0 * (f64::from(i) * 0.618_033_988_749_895).fract() - 10.0))
            .chain((0..20_000).map(|i| 1e5 * (f64::from(i) * 0.618_033_988_749_895).fract()))
    }

    #[test]
    fn sines_and_cosines_agree_with_the_library_to_the_last_place() {
        for angle in angles() {
            let (sine, cosine) = sin_cos(Solo(angle));
            let (want_sine, want_cosine) = angle.sin_cos();
            assert!(off(sine.0, want_sine) <= 1.0, "sin {angle:e}: {:e} {want_sine:e}", sine.0);
            assert!(off(cosine.0, want_cosine) <= 1.0, "cos {angle:e}: {:e} {want_cosine:e}", cosine.0);
        }
    }

    #[test]
    fn angles_of_vectors_agree_with_the_library_to_the_last_place() {
        for turn in angles().filter(|a| a.abs() < 10.0) {
            for length in [1.0, 6.378_137e6, 3e-5] {
                let (y, x) = (length * turn.sin(), length * turn.cos());
                let got = angle(Solo(y), Solo(x)).0;
                assert!(off(got, y.atan2(x)) <= 1.0, "{y:e} {x:e}: {got:e} {:e}", y.atan2(x));
            }
        }
        for (y, x, want) in [(1.0, 0.0, FRAC_PI_2), (-1.0, 0.0, -FRAC_PI_2), (0.0, 2.0, 0.0), (0.0, -2.0, PI)] {
            assert_eq!(angle(Solo(y), Solo(x)).0.to_bits(), f64::to_bits(want));
        }
        assert!((angle(Solo(-1e-9), Solo(-1.0)).0 + PI).abs() < 1.1e-9 && TAU > 6.0);
    }
}
