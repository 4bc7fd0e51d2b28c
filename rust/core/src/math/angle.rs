//! Sine and cosine for packs of numbers.

use super::real::Real;

/// Sine and cosine of an angle (rad) within 7 rad either way, to 1e-14 there.
///
/// Of an eighth of the angle by the series of Taylor, doubled three times:
///   sin 2x = 2 sin x cos x,   cos 2x = 1 - 2 sin^2 x.
#[inline(always)]
pub fn sin_cos<R: Real>(angle: R) -> (R, R) {
    let x = angle * 0.125;
    let y = x * x;
    let one = x.splat(1.0);
    let mut sine = x.splat(-1.0 / 1_307_674_368_000.0);
    let mut cosine = x.splat(1.0 / 20_922_789_888_000.0);
    for n in [6_227_020_800.0, -39_916_800.0, 362_880.0, -5_040.0, 120.0, -6.0, 1.0] {
        sine = sine.mul_add(y, x.splat(1.0 / n));
    }
    for n in [-87_178_291_200.0, 479_001_600.0, -3_628_800.0, 40_320.0, -720.0, 24.0, -2.0, 1.0] {
        cosine = cosine.mul_add(y, x.splat(1.0 / n));
    }
    let mut sine = sine * x;
    for _ in 0..3 {
        let twice = sine * 2.0;
        (sine, cosine) = (twice * cosine, (-twice).mul_add(sine, one));
    }
    (sine, cosine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_agrees_with_the_library() {
        for i in -700..=700 {
            let angle = f64::from(i) * 0.01;
            let (sine, cosine) = sin_cos(angle);
            assert!((sine - angle.sin()).abs() < 1e-14 && (cosine - angle.cos()).abs() < 1e-14, "{angle}");
        }
    }
}
