//! The standard from 86 to 1,000 km, and its continuation above.
//!
//! Temperature in closed form; ln density and ln pressure by Hermite interpolation through groups of the nodes of
//! `upper_table.rs`, whose values are the standard's integrals (see `upper_integral.rs`, which proves the table and
//! the interpolation against them: 1e-6 in density, 1e-5 in pressure).
//!
//! The number densities that the standard sets at 86 km make a density 8e-6 and a pressure 1.1e-5 larger than the
//! layers below end with. The table is scaled down by these so that both are continuous.

use super::lower::EARTH_RADIUS_M;
use super::upper_table::NODES;
use super::Us76;
use std::sync::LazyLock;

/// A node: altitude (m), ln density (`kg/m^3`) and its slope (1/m), ln pressure (Pa) and its slope (1/m).
pub(super) type Node = [f64; 5];
const DENSITY: usize = 1;
const PRESSURE: usize = 3;

// Section 1.2.5 of the standard: altitudes (m), temperatures (K) and gradient (K/m) of the four laws.
const ISOTHERMAL_K: f64 = 186.867_3;
const ELLIPSE_BASE_M: f64 = 91_000.0;
const LINEAR_BASE_M: f64 = 110_000.0;
const LINEAR_BASE_K: f64 = 240.0;
const LINEAR_GRADIENT_K_M: f64 = 0.012;
const EXPONENTIAL_BASE_M: f64 = 120_000.0;
const EXPONENTIAL_BASE_K: f64 = 360.0;
const EXOSPHERE_K: f64 = 1_000.0;
// The ellipse is level at 91 km and meets 240 K with 0.012 K/m at 110 km: equations B-5, B-8, B-9. The standard
// prints T_c = 263.1905 K, A = -76.3232 K, a = -19.9429 km, which rounded would leave a step of 3e-4 K at 110 km.
const RISE_K: f64 = LINEAR_GRADIENT_K_M * (LINEAR_BASE_M - ELLIPSE_BASE_M);
const ELLIPSE_CENTRE_K: f64 = (RISE_K * LINEAR_BASE_K + ISOTHERMAL_K * ISOTHERMAL_K - LINEAR_BASE_K * LINEAR_BASE_K)
    / (RISE_K + 2.0 * ISOTHERMAL_K - 2.0 * LINEAR_BASE_K);
const ELLIPSE_HEIGHT_K: f64 = ISOTHERMAL_K - ELLIPSE_CENTRE_K;

/// Kinetic temperature (K) and its gradient (K/m) above 86 km.
///
/// Equations 25 to 32, with the indices of the standard's levels:
///
/// ```text
/// 86-91 km    T = T_7
/// 91-110 km   T = T_c + A sqrt(1 - ((Z - Z_8)/a)^2)
/// 110-120 km  T = T_9 + L_9 (Z - Z_9)
/// above       T = T_inf - (T_inf - T_10) exp(-lambda xi)
///             xi = (Z - Z_10)(r0 + Z_10)/(r0 + Z),  lambda = L_9/(T_inf - T_10)
/// ```
pub(super) fn temperature(altitude_m: f64) -> (f64, f64) {
    let z = altitude_m;
    if z < ELLIPSE_BASE_M {
        (ISOTHERMAL_K, 0.0)
    } else if z < LINEAR_BASE_M {
        // 1/a^2 = (1 - ((T_9 - T_c)/A)^2) / (Z_9 - Z_8)^2
        let end = (LINEAR_BASE_K - ELLIPSE_CENTRE_K) / ELLIPSE_HEIGHT_K;
        let span = LINEAR_BASE_M - ELLIPSE_BASE_M;
        let inverse_a2 = (1.0 - end * end) / (span * span);
        let root = (1.0 - (z - ELLIPSE_BASE_M) * (z - ELLIPSE_BASE_M) * inverse_a2).sqrt();
        (ELLIPSE_CENTRE_K + ELLIPSE_HEIGHT_K * root, -ELLIPSE_HEIGHT_K * inverse_a2 * (z - ELLIPSE_BASE_M) / root)
    } else if z < EXPONENTIAL_BASE_M {
        (LINEAR_BASE_K + LINEAR_GRADIENT_K_M * (z - LINEAR_BASE_M), LINEAR_GRADIENT_K_M)
    } else {
        let lambda = LINEAR_GRADIENT_K_M / (EXOSPHERE_K - EXPONENTIAL_BASE_K);
        let shrink = (EARTH_RADIUS_M + EXPONENTIAL_BASE_M) / (EARTH_RADIUS_M + z);
        let lack = (EXOSPHERE_K - EXPONENTIAL_BASE_K) * (-lambda * (z - EXPONENTIAL_BASE_M) * shrink).exp();
        (EXOSPHERE_K - lack, lambda * shrink * shrink * lack)
    }
}

/// Density (`kg/m^3`) above 86 km.
pub(super) fn density(altitude_m: f64) -> f64 {
    interpolate(altitude_m, DENSITY).exp()
}

/// The air above 86 km.
pub(super) fn air(altitude_m: f64) -> Us76 {
    Us76 {
        temperature_k: temperature(altitude_m).0,
        pressure_pa: interpolate(altitude_m, PRESSURE).exp(),
        density_kg_m3: density(altitude_m),
        speed_of_sound_m_s: None,
        viscosity_pa_s: None,
    }
}

// Where one polynomial ends and the next begins, by index of the node: some four nodes each, and at every altitude
// where the standard changes its laws. Nodes 10 and 11 both stand at 100 km.
const GROUPS: [(usize, usize); 21] = [
    (0, 2),
    (2, 5),
    (5, 7),
    (7, 10),
    (11, 14),
    (14, 17),
    (17, 19),
    (19, 22),
    (22, 24),
    (24, 27),
    (27, 31),
    (31, 34),
    (34, 37),
    (37, 40),
    (40, 43),
    (43, 46),
    (46, 49),
    (49, 52),
    (52, 55),
    (55, 58),
    (58, 62),
];

/// The altitudes (m) at which polynomials meet, from 86 to 1,000 km.
pub(super) fn joints_m() -> impl Iterator<Item = f64> {
    GROUPS.iter().map(|g| NODES[g.0][0]).chain(std::iter::once(NODES[NODES.len() - 1][0]))
}

// A polynomial in Newton's form: p = c0 + (x - x0)(c1 + (x - x1)(c2 + ...)), each node standing twice for its slope.
struct Polynomial {
    low_m: f64,
    places_km: Vec<f64>,
    factors: Vec<f64>,
}

impl Polynomial {
    // Divided differences; that of a node with itself is its slope.
    fn through(nodes: &[Node], column: usize) -> Self {
        let twice: Vec<&Node> = nodes.iter().flat_map(|n| [n, n]).collect();
        let places_km: Vec<f64> = twice.iter().map(|n| n[0] * 1e-3).collect();
        let mut row: Vec<f64> = twice.iter().map(|n| n[column]).collect();
        let mut factors = vec![row[0]];
        for order in 1..twice.len() {
            row = (0..row.len() - 1)
                .map(|i| match places_km[i + order] - places_km[i] {
                    0.0 => twice[i][column + 1] * 1e3,
                    apart => (row[i + 1] - row[i]) / apart,
                })
                .collect();
            factors.push(row[0]);
        }
        Self { low_m: nodes[0][0], places_km, factors }
    }

    fn at(&self, altitude_m: f64) -> f64 {
        let x = altitude_m * 1e-3;
        let terms = self.factors.iter().zip(&self.places_km).rev();
        terms.fold(0.0, |sum, (factor, place)| factor + (x - place) * sum)
    }
}

// The column between the nodes: the polynomial of its group's values and slopes; above the last node its tangent, which
// is an exponential atmosphere.
fn interpolate(altitude_m: f64, column: usize) -> f64 {
    static POLYNOMIALS: LazyLock<[Vec<Polynomial>; 2]> = LazyLock::new(|| {
        [DENSITY, PRESSURE].map(|c| GROUPS.iter().map(|g| Polynomial::through(&NODES[g.0..=g.1], c)).collect())
    });
    let last = &NODES[NODES.len() - 1];
    if altitude_m > last[0] {
        return last[column] + last[column + 1] * (altitude_m - last[0]);
    }
    let all = &POLYNOMIALS[usize::from(column == PRESSURE)];
    let i = all.partition_point(|p| p.low_m <= altitude_m).max(1) - 1;
    all[i].at(altitude_m)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ellipse_constants_are_the_printed_ones() {
        assert!((ELLIPSE_CENTRE_K - 263.190_5).abs() < 5e-5);
        assert!((ELLIPSE_HEIGHT_K + 76.323_2).abs() < 5e-5);
    }

    #[test]
    fn gradient_is_the_derivative_of_the_temperature() {
        for z in [88e3, 92e3, 100e3, 109.9e3, 110.1e3, 115e3, 120.1e3, 200e3, 500e3, 900e3] {
            let slope = (temperature(z + 1.0).0 - temperature(z - 1.0).0) / 2.0;
            assert!((temperature(z).1 - slope).abs() < 5e-9, "{z}: {slope}");
        }
    }

    // Printed nodes (tests/reference/us76): altitude (km), temperature (K), pressure (Pa), density (kg/m^3).
    #[test]
    fn printed_nodes() {
        let nodes = [
            (92.0, 186.96, 1.2887e-1, 2.393e-6),
            (100.0, 195.08, 3.2011e-2, 5.604e-7),
            (115.0, 300.00, 4.0096e-3, 4.289e-8),
            (150.0, 634.39, 4.5422e-4, 2.076e-9),
            (200.0, 854.56, 8.4736e-5, 2.541e-10),
            (300.0, 976.01, 8.7704e-6, 1.916e-11),
            (500.0, 999.24, 3.0236e-7, 5.215e-13),
            (700.0, 999.97, 3.1908e-8, 3.070e-14),
            (1_000.0, 1_000.00, 7.5138e-9, 3.561e-15),
        ];
        for (altitude_km, temperature_k, pressure_pa, density_kg_m3) in nodes {
            let air = air(altitude_km * 1e3);
            assert!((air.temperature_k - temperature_k).abs() < 6e-3, "{altitude_km}: {air:?}");
            // Half a digit of the print: 1.6e-5 in pressure, 2.4e-4 in density at most.
            assert!((air.pressure_pa / pressure_pa - 1.0).abs() < 1e-4, "{altitude_km}: {air:?}");
            assert!((air.density_kg_m3 / density_kg_m3 - 1.0).abs() < 3e-4, "{altitude_km}: {air:?}");
        }
    }
}
