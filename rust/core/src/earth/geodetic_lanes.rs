//! Geodetic coordinates and ECEF positions for arrays: the equations of `ellipsoid.rs`, many rows abreast.
//!
//! Rows that the fast forms do not hold for (deep inside the Earth, beyond 10^10 m, on an axis, not numbers) are left
//! to the equations for one point.

use super::ellipsoid::{
    to_geodetic, Geodetic, DEEP_M, ECCENTRICITY_SQUARED, FLATTENING, SEMI_MAJOR_AXIS_M, SEMI_MINOR_AXIS_M,
};
use crate::math::arch::arch;
use crate::math::circular::{angle, sin_cos, ANGLE_MAX_RAD};
use crate::math::lanes::Lanes;
use crate::math::real::{Real, Row};
use crate::math::vec3::Vec3;
use pulp::{Simd, WithSimd};

// The way from a point of these to the axis is no rounding of zero, and its square no infinity.
const AXIS_M: f64 = 1e-3;
const FAR_M: f64 = 1e10;

/// Latitudes, longitudes (rad) and altitudes (m) of ECEF positions (m), three numbers a row.
pub fn to_geodetic_rows(positions: &[f64], mut places: [&mut [f64]; 3]) {
    let rows = places[0].len();
    let put = |i: usize, found: &[Row; 3], lanes: usize| {
        for (column, row) in places.iter_mut().zip(found) {
            column[i..i + lanes].copy_from_slice(&row.0[..lanes]);
        }
    };
    arch().dispatch(Chunks { input: Input::Positions(positions), rows, put });
}

/// ECEF positions (m), three numbers a row, of latitudes, longitudes (rad) and altitudes (m).
pub fn to_ecef_rows(places: [&[f64]; 3], positions: &mut [f64]) {
    let rows = places[0].len();
    let put = |i: usize, found: &[Row; 3], lanes: usize| {
        for (lane, to) in positions[3 * i..3 * (i + lanes)].chunks_exact_mut(3).enumerate() {
            to.copy_from_slice(&found.each_ref().map(|row| row.0[lane]));
        }
    };
    arch().dispatch(Chunks { input: Input::Places(places), rows, put });
}

enum Input<'a> {
    Positions(&'a [f64]),
    Places([&'a [f64]; 3]),
}

impl Input<'_> {
    fn row(&self, i: usize) -> [f64; 3] {
        match self {
            Self::Positions(v) => [v[3 * i], v[3 * i + 1], v[3 * i + 2]],
            Self::Places(columns) => columns.map(|column| column[i]),
        }
    }

    // The equations for one point, and whether the fast forms hold for a row.
    fn slow(&self, [a, b, c]: [f64; 3]) -> [f64; 3] {
        if matches!(self, Self::Positions(_)) {
            let place = to_geodetic(Vec3::new(a, b, c));
            return [place.latitude_rad, place.longitude_rad, place.altitude_m];
        }
        let position = Geodetic::new(a, b, c).to_ecef();
        [position.x, position.y, position.z]
    }

    fn plain(&self, [a, b, c]: [f64; 3]) -> bool {
        if matches!(self, Self::Positions(_)) {
            let across = a * a + b * b;
            let square = across + c * c;
            return b != 0.0 && across > AXIS_M * AXIS_M && square > DEEP_M * DEEP_M && square < FAR_M * FAR_M;
        }
        a.abs() < ANGLE_MAX_RAD && b.abs() < ANGLE_MAX_RAD
    }
}

struct Chunks<'a, P> {
    input: Input<'a>,
    rows: usize,
    put: P,
}

impl<P: FnMut(usize, &[Row; 3], usize)> WithSimd for Chunks<'_, P> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let z = Lanes::new(simd, 0.0);
        let Self { input, rows, mut put } = self;
        for first in (0..rows).step_by(S::F64_LANES) {
            let count = S::F64_LANES.min(rows - first);
            // Lanes beyond the last row do its work again.
            let mut given = [Row::default(); 3];
            for lane in 0..S::F64_LANES {
                let row = input.row(first + lane.min(count - 1));
                for (to, x) in given.iter_mut().zip(row) {
                    to.0[lane] = x;
                }
            }
            let [a, b, c] = given.each_ref().map(|row| z.load(&row.0));
            let found = match input {
                Input::Positions(_) => geodetic(a, b, c),
                Input::Places(_) => ecef(a, b, c),
            };
            let mut made = [Row::default(); 3];
            for (to, x) in made.iter_mut().zip(found) {
                x.store(&mut to.0);
            }
            for lane in 0..count {
                let row = given.each_ref().map(|row| row.0[lane]);
                if !input.plain(row) {
                    for (to, x) in made.iter_mut().zip(input.slow(row)) {
                        to.0[lane] = x;
                    }
                }
            }
            put(first, &made, count);
        }
    }
}

// See `ellipsoid::latitude` and `ellipsoid::height_exact`.
#[inline(always)]
fn geodetic<R: Real>(x: R, y: R, z: R) -> [R; 3] {
    let second_ecc2 = ECCENTRICITY_SQUARED / (1.0 - ECCENTRICITY_SQUARED);
    let one = x.splat(1.0);
    let p = x.mul_add(x, y * y).sqrt();
    let r = p.mul_add(p, z * z).sqrt();
    let unit = |sin: R, cos: R| {
        let inverse = one / sin.mul_add(sin, cos * cos).sqrt();
        (sin * inverse, cos * inverse)
    };
    let ratio = one / r * (second_ecc2 * SEMI_MINOR_AXIS_M) + 1.0;
    let (mut su, mut cu) = unit(z * ratio * SEMI_MINOR_AXIS_M, p * SEMI_MAJOR_AXIS_M);
    let mut tangent = (z, p);
    for _ in 0..3 {
        let above = (su * su * su).mul_add_const(second_ecc2 * SEMI_MINOR_AXIS_M, z);
        let below = (cu * cu * cu).mul_add_const(-ECCENTRICITY_SQUARED * SEMI_MAJOR_AXIS_M, p);
        tangent = (above, below);
        (su, cu) = unit(above * (1.0 - FLATTENING), below);
    }
    let (sin_lat, cos_lat) = unit(tangent.0, tangent.1);
    [angle(tangent.0, tangent.1), angle(y, x), height([x, y, z], p, sin_lat, cos_lat)]
}

#[inline(always)]
fn height<R: Real>([x, y, z]: [R; 3], p: R, sin_lat: R, cos_lat: R) -> R {
    let rounding = |v: R| v.mul_add(v, -(v * v));
    let size = |v: R| v.max(-v);
    // x^2 + y^2 - p^2, the larger square first: its difference from the third is exact.
    let (major, minor) = (size(x).max(size(y)), size(x).min(size(y)));
    let square_error = (major * major - p * p) + minor * minor + rounding(major) + rounding(minor) - rounding(p);
    let (larger, smaller) = (size(sin_lat).max(cos_lat), size(sin_lat).min(cos_lat));
    let excess = ((larger * larger + -1.0) + smaller * smaller + rounding(larger) + rounding(smaller)) * 0.5;
    let (n, polar) = beyond_semi_major_axis(sin_lat);
    let out = cos_lat.mul_add_const(-SEMI_MAJOR_AXIS_M, p) - n * cos_lat + square_error * 0.5 / p;
    let along = sin_lat.mul_add_const(-SEMI_MAJOR_AXIS_M, z) - polar * sin_lat;
    let height = out * cos_lat + along * sin_lat;
    height + (-height + SEMI_MAJOR_AXIS_M) * excess
}

#[inline(always)]
fn beyond_semi_major_axis<R: Real>(sin_lat: R) -> (R, R) {
    let share = sin_lat * sin_lat * ECCENTRICITY_SQUARED;
    let w = (-share + 1.0).sqrt();
    let n = share * SEMI_MAJOR_AXIS_M / (w * (w + 1.0));
    (n, n * (1.0 - ECCENTRICITY_SQUARED) + -SEMI_MAJOR_AXIS_M * ECCENTRICITY_SQUARED)
}

// See `Geodetic::to_ecef`.
#[inline(always)]
fn ecef<R: Real>(latitude: R, longitude: R, altitude: R) -> [R; 3] {
    let (sin_lat, cos_lat) = sin_cos(latitude);
    let (sin_lon, cos_lon) = sin_cos(longitude);
    let (n, polar) = beyond_semi_major_axis(sin_lat);
    let p = cos_lat.mul_add_const(SEMI_MAJOR_AXIS_M, (n + altitude) * cos_lat);
    let z = sin_lat.mul_add_const(SEMI_MAJOR_AXIS_M, (polar + altitude) * sin_lat);
    [p * cos_lon, p * sin_lon, z]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to_ecef(places: &[[f64; 3]]) -> Vec<[f64; 3]> {
        let columns: [Vec<f64>; 3] = [0, 1, 2].map(|k| places.iter().map(|place| place[k]).collect());
        let mut out = vec![[0.0; 3]; places.len()];
        to_ecef_rows(columns.each_ref().map(|column| &column[..]), out.as_flattened_mut());
        out
    }

    fn back(positions: &[[f64; 3]]) -> Vec<[f64; 3]> {
        let mut out = [0, 1, 2].map(|_| vec![0.0; positions.len()]);
        let [a, b, c] = &mut out;
        to_geodetic_rows(positions.as_flattened(), [a, b, c]);
        (0..positions.len()).map(|i| [out[0][i], out[1][i], out[2][i]]).collect()
    }

    // Places everywhere, also where the fast forms do not hold.
    fn places() -> Vec<[f64; 3]> {
        let mut places = Vec::new();
        for latitude in [-90.0, -89.999_999, -45.0, -1e-9, 0.0, 12.3, 60.0, 89.9, 90.0_f64] {
            for longitude in [-180.0, -135.0, -90.0, -1e-7, 0.0, 12.5, 45.0, 133.0, 179.999_f64] {
                for altitude in [-6.3e6, -5_000.0, 0.0, 100.0, 86_000.0, 2_000_000.0, 1e12] {
                    places.push([latitude.to_radians(), longitude.to_radians(), altitude]);
                }
            }
        }
        places
    }

    #[test]
    fn rows_are_what_the_equations_for_one_point_say() {
        let places = places();
        let positions = to_ecef(&places);
        for ((place, position), back) in places.iter().zip(&positions).zip(back(&positions)) {
            let [latitude, longitude, altitude] = *place;
            let [x, y, z] = *position;
            let (got, want) = (Vec3::new(x, y, z), Geodetic::new(latitude, longitude, altitude).to_ecef());
            let scale = want.norm() / SEMI_MAJOR_AXIS_M + 1.0;
            // Rounding of a number of the size of the Earth's radius is 1 nm.
            assert!((got - want).norm() < 2e-9 * scale, "{place:?}: {got:?} {want:?}");
            let want = to_geodetic(got);
            let off = (back[0] - want.latitude_rad).hypot((back[1] - want.longitude_rad) * latitude.cos());
            assert!(off < 7e-16, "{place:?}: {back:?} {want:?}");
            assert!((back[2] - want.altitude_m).abs() < 2e-9 * scale, "{place:?}: {back:?} {want:?}");
        }
    }

    #[test]
    fn a_row_knows_nothing_of_the_others_and_what_is_no_number_stays_so() {
        let mut positions = to_ecef(&places());
        positions[5] = [f64::NAN, 1.0, 2.0];
        positions[6] = [f64::INFINITY, 1.0, 2.0];
        positions[7] = [0.0; 3];
        let together = back(&positions);
        for (i, position) in positions.iter().enumerate() {
            let alone = back(&[*position]);
            assert_eq!(alone[0].map(f64::to_bits), together[i].map(f64::to_bits), "{position:?}");
        }
        assert!(together[5][0].is_nan());
    }
}
