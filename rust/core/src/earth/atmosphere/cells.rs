//! The fast form of the air's density: cells of altitude, in each of which a polynomial raised to a power.
//!
//! In a cell, with u running from -1 to 1, rho = (c0 + c1 u + ... + c7 u^7)^64. The root of so high an order is
//! nearly a straight line, so that a short polynomial holds it, neither exponential nor logarithm is needed, and
//! beyond the cell's edges it goes on smoothly: an integrator that cuts its steps at the edges sees no kink. The
//! coefficients interpolate the exact density at Chebyshev's points.

use crate::math::real::Real;
use std::f64::consts::PI;

/// Number of coefficients.
pub const TERMS: usize = 8;
const COUNT: f64 = 8.0;
// How often the polynomial is squared: a constant, so that the forces are compiled without a loop.
const SQUARINGS: u32 = 6;
// Beyond the cell by this share of its half width the density is held: trial steps may stray.
const STRAY: f64 = 3.0;

/// One cell: its edges and its polynomial. Pairs are of the lower and the upper edge.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Altitudes of the edges (m).
    pub edges_m: [f64; 2],
    /// How far beyond an edge the polynomial still is the air (m), on either side of it.
    pub reach_m: [f64; 2],
    /// Density at an edge (kg/m^3).
    pub density_kg_m3: [f64; 2],
    /// How far the polynomial leaves the air beyond an edge, over the distance from it (kg/m^4).
    pub kink_kg_m4: [f64; 2],
    /// u = altitude * scale + shift.
    pub scale: f64,
    /// See `scale`.
    pub shift: f64,
    /// Coefficients, constant first.
    pub terms: [f64; TERMS],
}

/// All cells, from the lowest up, without gaps. The first and the last go on without end.
#[derive(Debug, Clone, PartialEq)]
pub struct Cells {
    cells: Vec<Cell>,
}

// What a polynomial may be off beyond its edges: a millionth of the density, or of 1e-8 kg/m^3 where the air is thinner.
const OFF: f64 = 1e-6;
const THIN_KG_M3: f64 = 1e-8;
// Where the slope by which a polynomial leaves the air is measured, as shares of a cell's width: from the edge to as far
// beyond as a step may go.
const KINK_AT: [f64; 6] = [1e-4, 1e-3, 0.01, 0.05, 0.1, 0.2];
// Beyond any flight; infinite edges would make differences of them not a number.
const FAR_M: f64 = 1e12;

impl Cells {
    /// Fits an exact density (kg/m^3 at an altitude in m) between ascending edges (m), at least two.
    pub fn fit(density: impl Fn(f64) -> f64, edges_m: &[f64]) -> Self {
        let root = f64::from(1u32 << SQUARINGS).recip();
        let mut cells: Vec<Cell> =
            edges_m.windows(2).map(|e| Cell::fit(|h| density(h).powf(root), e[0], e[1])).collect();
        for c in &mut cells {
            c.density_kg_m3 = c.edges_m.map(&density);
            c.reach_m = [c.reach(&density, 0), c.reach(&density, 1)];
            c.kink_kg_m4 = [c.kink(&density, 0), c.kink(&density, 1)];
        }
        for i in 1..cells.len() {
            let (below, above) = (&cells[i - 1], &cells[i]);
            let (reach, kink) = (below.reach_m[1].min(above.reach_m[0]), below.kink_kg_m4[1].max(above.kink_kg_m4[0]));
            (cells[i - 1].reach_m[1], cells[i - 1].kink_kg_m4[1]) = (reach, kink);
            (cells[i].reach_m[0], cells[i].kink_kg_m4[0]) = (reach, kink);
        }
        if let Some(first) = cells.first_mut() {
            first.edges_m[0] = -FAR_M;
        }
        if let Some(last) = cells.last_mut() {
            last.edges_m[1] = FAR_M;
        }
        Self { cells }
    }

    /// The cell that holds an altitude; the upper one at an edge.
    pub fn index(&self, altitude_m: f64) -> usize {
        self.cells.partition_point(|c| c.edges_m[1] <= altitude_m).min(self.cells.len() - 1)
    }

    /// A cell by its index.
    pub fn cell(&self, index: usize) -> &Cell {
        &self.cells[index]
    }

    /// Number of cells.
    pub fn count(&self) -> usize {
        self.cells.len()
    }

    /// Density at an altitude (kg/m^3).
    pub fn density(&self, altitude_m: f64) -> f64 {
        self.cell(self.index(altitude_m)).density(altitude_m)
    }
}

/// The density of a cell: the 64th power of its polynomial at u.
#[inline(always)]
pub fn density<R: Real>(terms: &[R; TERMS], u: R) -> R {
    let u = u.max(u.splat(-STRAY)).min(u.splat(STRAY));
    // By pairs, and pairs of pairs: none waits for the one before, as in Horner's scheme.
    let [c0, c1, c2, c3, c4, c5, c6, c7] = *terms;
    let u2 = u * u;
    let (low, high) =
        (c3.mul_add(u, c2).mul_add(u2, c1.mul_add(u, c0)), c7.mul_add(u, c6).mul_add(u2, c5.mul_add(u, c4)));
    let mut p = high.mul_add(u2 * u2, low);
    for _ in 0..SQUARINGS {
        p = p * p;
    }
    p
}

impl Cell {
    // Interpolates at the zeros of T_n: c_j = (2/n) sum f(x_i) T_j(x_i), the first halved.
    fn fit(f: impl Fn(f64) -> f64, low_m: f64, high_m: f64) -> Self {
        let (centre, half) = (0.5 * (low_m + high_m), 0.5 * (high_m - low_m));
        let mut place = 0.5;
        let nodes = [(); TERMS].map(|()| {
            let angle = PI * place / COUNT;
            place += 1.0;
            (angle, f(centre + half * angle.cos()))
        });
        let mut order = 0.0;
        let chebyshev = [(); TERMS].map(|()| {
            let sum: f64 = nodes.iter().map(|(angle, value)| value * (order * angle).cos()).sum();
            let share = if order == 0.0 { 1.0 } else { 2.0 };
            order += 1.0;
            share * sum / COUNT
        });
        Self {
            edges_m: [low_m, high_m],
            reach_m: [0.0; 2],
            density_kg_m3: [0.0; 2],
            kink_kg_m4: [0.0; 2],
            scale: half.recip(),
            shift: -centre / half,
            terms: monomials(&chebyshev),
        }
    }

    /// Its density at an altitude (kg/m^3).
    pub fn density(&self, altitude_m: f64) -> f64 {
        density(&self.terms, altitude_m * self.scale + self.shift)
    }

    // How far beyond an edge the polynomial agrees with the exact density, tried in doubling shares of the width.
    fn reach(&self, exact: impl Fn(f64) -> f64, side: usize) -> f64 {
        let outward = self.edges_m[side] - self.edges_m[1 - side];
        let agrees = |distance: &f64| {
            let altitude = self.edges_m[side] + distance;
            let want = exact(altitude);
            (self.density(altitude) - want).abs() <= OFF * want.max(THIN_KG_M3)
        };
        let tried = [0.025, 0.05, 0.1, 0.2, 0.4].map(|share| share * outward);
        tried.iter().take_while(|d| agrees(d)).last().map_or(0.0, |d| d.abs())
    }

    // The greatest difference from the exact density beyond an edge, over the distance.
    fn kink(&self, exact: impl Fn(f64) -> f64, side: usize) -> f64 {
        let outward = self.edges_m[side] - self.edges_m[1 - side];
        let slope = |share: f64| {
            let altitude = self.edges_m[side] + share * outward;
            (self.density(altitude) - exact(altitude)).abs() / (share * outward).abs()
        };
        KINK_AT.map(slope).into_iter().fold(0.0, f64::max)
    }
}

// Sum of c_j T_j as powers of u, by T_(j+1) = 2 u T_j - T_(j-1).
fn monomials(chebyshev: &[f64; TERMS]) -> [f64; TERMS] {
    let (mut before, mut now) = ([0.0; TERMS], [0.0; TERMS]);
    (before[0], now[1]) = (1.0, 1.0);
    let mut sum = [0.0; TERMS];
    sum[0] = chebyshev[0];
    for c in &chebyshev[1..] {
        for i in 0..TERMS {
            sum[i] += c * now[i];
        }
        let mut next = [0.0; TERMS];
        for i in 0..TERMS {
            next[i] = if i > 0 { 2.0 * now[i - 1] } else { 0.0 } - before[i];
        }
        (before, now) = (now, next);
    }
    sum
}

#[cfg(test)]
mod tests {
    use crate::earth::air::{Air, Scaled};

    fn worst(air: &Air, from_m: f64, to_m: f64) -> f64 {
        let cells = air.cells();
        let steps = 40_000;
        (0..=steps)
            .map(|i| from_m + (to_m - from_m) * f64::from(i) / f64::from(steps))
            .map(|h| (cells.density(h) / air.density_exact(h) - 1.0).abs())
            .fold(0.0, f64::max)
    }

    #[test]
    fn the_fast_form_is_the_exact_one_to_a_millionth() {
        let hot = Scaled { density_factor: 0.9, temperature_offset_k: 25.0, ..Scaled::STANDARD };
        let tail = Scaled { scale_height_above_86_km_m: Some(6_000.0), ..Scaled::STANDARD };
        for air in [Air::Us76, Air::Scaled(hot), Air::Scaled(tail)] {
            let off = worst(&air, -5_000.0, 1_000_000.0);
            assert!(off < 1e-6, "{air:?}: {off}");
        }
        let air = Air::Exponential { density_0_kg_m3: 1.225, scale_height_m: 7_200.0 };
        let off = worst(&air, -5_000.0, 500_000.0);
        assert!(off < 1e-6, "{off}");
    }

    #[test]
    fn no_air_is_no_air() {
        assert_eq!(Air::Vacuum.cells().density(1_000.0).to_bits(), 0.0f64.to_bits());
        let none = Air::Exponential { density_0_kg_m3: 0.0, scale_height_m: 7_200.0 };
        assert_eq!(none.cells().density(1_000.0).to_bits(), 0.0f64.to_bits());
    }

    #[test]
    fn nothing_is_infinite_or_negative_anywhere() {
        let cells = Air::Us76.cells();
        for altitude in [-1e9, -1e5, 0.0, 1e6, 1e7, 1e9, 1e15] {
            let rho = cells.density(altitude);
            assert!(rho.is_finite() && rho >= 0.0, "{altitude}: {rho}");
        }
    }
}
