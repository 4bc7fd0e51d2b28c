//! Time of flight of an interceptor class over ground range and altitude, from straight-line fly-outs.
//!
//! The grid is regular in x = sin e (rows: lines of [`super::flyout`]) and in the root of slant range, u = sqrt(s / S)
//! (columns), in which the start from rest is smooth: s = a t^2 / 2 gives t linear in u. Along a row, time is a cubic
//! Hermite polynomial in u with the exact slopes dt/du = 2 S u / v; across rows a Catmull-Rom cubic. Where the interceptor
//! has become too slow the row goes on at the lowest speed, so that the table is smooth up to the kinematic boundary,
//! which is kept apart: the reach of each row, linear in x between rows.
//!
//! Error against direct flights: below 0.5 % of the time of flight, and of the reach, for the classes of the catalogue
//! (tested; the worst are 0.15 % and 0.4 %), of the speed 3 %, next to burn-out. The interceptor starts at sea level.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows and columns of a small grid, and coordinates held within it"
)]

use super::flyout::{Booster, Flyout};
use crate::error::{check_range, Result};

/// Lines flown.
const ROWS: usize = 112;
/// Nodes along each.
const COLUMNS: usize = 64;
/// Sine of the lowest line, about -20 degrees: a unit on a height, a target below the horizontal.
const SIN_ELEVATION_MIN: f64 = -0.35;
const ROW_STEP: f64 = (1.0 - SIN_ELEVATION_MIN) / (ROWS - 1) as f64;

/// Time of flight and speed of an interceptor class to points around its launcher.
#[derive(Debug, Clone)]
pub struct FlyoutTable {
    slant_range_max_m: f64,
    altitude_max_m: f64,
    lines: Lines,
}

#[derive(Debug, Clone)]
enum Lines {
    Constant { speed_m_s: f64 },
    Grid(Box<Grid>),
}

/// Time of flight to a point and how it changes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Lookup {
    /// Time of flight (s).
    pub(crate) time_s: f64,
    /// Slowness dt/ds, the inverse of the speed there (s/m).
    pub(crate) slowness_s_m: f64,
    /// dt/dx by the sine of elevation (s).
    pub(crate) by_sine_s: f64,
}

impl FlyoutTable {
    /// Flies the class along its lines out to `slant_range_max_m`.
    ///
    /// Points above `altitude_max_m` (over the launcher's horizontal plane) count as outside. Errors: a parameter of the
    /// fly-out or of the limits is out of range.
    pub fn build(flyout: &Flyout, slant_range_max_m: f64, altitude_max_m: f64) -> Result<Self> {
        flyout.check()?;
        check_range("slant_range_max_m", slant_range_max_m, 1.0, 2e6)?;
        check_range("altitude_max_m", altitude_max_m, 1.0, 2e6)?;
        let lines = match *flyout {
            Flyout::ConstantSpeed { speed_m_s } => Lines::Constant { speed_m_s },
            Flyout::Boosted { peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s } => {
                let booster = Booster::new(peak_speed_m_s, boost_time_s, ballistic_coefficient_kg_m2, speed_min_m_s);
                Lines::Grid(Box::new(Grid::fly(&booster, slant_range_max_m)))
            }
        };
        Ok(Self { slant_range_max_m, altitude_max_m, lines })
    }

    /// Time of flight (s) to a point at this ground range and height over the launcher's horizontal plane (m).
    /// Infinite outside the kinematic boundary.
    pub fn time_of_flight_s(&self, ground_range_m: f64, altitude_m: f64) -> f64 {
        let (s, x) = polar(ground_range_m, altitude_m);
        if self.reach_margin_m(s, x, altitude_m) >= 0.0 {
            self.lookup(s, x).time_s
        } else {
            f64::INFINITY
        }
    }

    /// Speed of the interceptor (m/s) as it gets to a point; 0 outside the kinematic boundary.
    pub fn speed_m_s(&self, ground_range_m: f64, altitude_m: f64) -> f64 {
        let (s, x) = polar(ground_range_m, altitude_m);
        if self.reach_margin_m(s, x, altitude_m) >= 0.0 {
            1.0 / self.lookup(s, x).slowness_s_m
        } else {
            0.0
        }
    }

    /// How far inside the kinematic boundary a point at slant range `s` and sine of elevation `x` is (m), negative
    /// outside: the least of reach along the line, height below the ceiling, and distance above the lowest line.
    pub(crate) fn reach_margin_m(&self, s: f64, x: f64, altitude_m: f64) -> f64 {
        let reach = match &self.lines {
            Lines::Constant { .. } => self.slant_range_max_m,
            Lines::Grid(grid) => grid.reach_m(x),
        };
        (reach.min(self.slant_range_max_m) - s).min(self.edge_margin_m(s, x, altitude_m))
    }

    /// The part of [`Self::reach_margin_m`] that is not reach: ceiling and lowest line.
    pub(crate) fn edge_margin_m(&self, s: f64, x: f64, altitude_m: f64) -> f64 {
        (self.altitude_max_m - altitude_m).min((x - SIN_ELEVATION_MIN) * s.max(1.0))
    }

    /// Least and greatest reach (m) of the lines between two sines of elevation.
    pub(crate) fn reach_between_m(&self, x_low: f64, x_high: f64) -> (f64, f64) {
        let (least, most) = match &self.lines {
            Lines::Constant { .. } => return (self.slant_range_max_m, self.slant_range_max_m),
            Lines::Grid(grid) => grid.reach_between_m(x_low, x_high),
        };
        (least.min(self.slant_range_max_m), most.min(self.slant_range_max_m))
    }

    /// Greatest |d reach / dx| (m): with it the margin's rate is bounded.
    pub(crate) fn reach_slope_m(&self) -> f64 {
        match &self.lines {
            Lines::Constant { .. } => 0.0,
            Lines::Grid(grid) => grid.reach_slope_m,
        }
    }

    /// Upper bound, about, of the gradient of the time of flight (s/m) from a slant range outward: a target slower than
    /// its inverse cannot outrun the interceptor.
    pub(crate) fn gradient_max_s_m(&self, from_slant_range_m: f64) -> f64 {
        match &self.lines {
            Lines::Constant { speed_m_s } => 1.0 / speed_m_s,
            Lines::Grid(grid) => grid.gradient_s_m[grid.column(from_slant_range_m).0],
        }
    }

    /// Time of flight and its derivatives, continued smoothly outside the boundary.
    pub(crate) fn lookup(&self, s: f64, x: f64) -> Lookup {
        match &self.lines {
            Lines::Constant { speed_m_s } => {
                Lookup { time_s: s / speed_m_s, slowness_s_m: 1.0 / speed_m_s, by_sine_s: 0.0 }
            }
            Lines::Grid(grid) => grid.lookup(s, x),
        }
    }
}

// Slant range and sine of elevation.
fn polar(ground_range_m: f64, altitude_m: f64) -> (f64, f64) {
    let s = ground_range_m.hypot(altitude_m);
    (s, if s > 0.0 { altitude_m / s } else { 0.0 })
}

#[derive(Debug, Clone)]
struct Grid {
    scale_m: f64,
    // Rows 1..=ROWS are flown; row 0 and the last continue them for the cubic. Each node: t and dt/du.
    nodes: Vec<[(f64, f64); COLUMNS + 1]>,
    reach_m: [f64; ROWS],
    reach_slope_m: f64,
    // By column: greatest gradient from there outward.
    gradient_s_m: [f64; COLUMNS + 1],
}

impl Grid {
    fn fly(booster: &Booster, scale_m: f64) -> Self {
        let mut nodes = vec![[(0.0, 0.0); COLUMNS + 1]; ROWS + 2];
        let mut reach_m = [0.0; ROWS];
        for row in 0..ROWS {
            let x = SIN_ELEVATION_MIN + ROW_STEP * row as f64;
            (nodes[row + 1], reach_m[row]) = fly_row(booster, x, scale_m);
        }
        // One more row at each end, by the parabola through three.
        let on = |a: (f64, f64), b: (f64, f64), c: (f64, f64)| (3.0 * (a.0 - b.0) + c.0, 3.0 * (a.1 - b.1) + c.1);
        nodes[0] = std::array::from_fn(|j| on(nodes[1][j], nodes[2][j], nodes[3][j]));
        nodes[ROWS + 1] = std::array::from_fn(|j| on(nodes[ROWS][j], nodes[ROWS - 1][j], nodes[ROWS - 2][j]));
        let slope = reach_m.windows(2).map(|r| (r[1] - r[0]).abs() / ROW_STEP).fold(0.0, f64::max);
        let mut grid = Self { scale_m, nodes, reach_m, reach_slope_m: slope, gradient_s_m: [0.0; COLUMNS + 1] };
        grid.fill_gradients();
        grid
    }

    // |grad t|^2 = (dt/ds)^2 + (dt/dx dx/de / s)^2 with |dx/de| <= 1. The factor covers what lies between the nodes.
    fn fill_gradients(&mut self) {
        let mut greatest: f64 = 0.0;
        for column in (1..=COLUMNS).rev() {
            let s = self.scale_m * (column as f64 / COLUMNS as f64).powi(2);
            for row in 0..ROWS {
                let at = self.lookup(s, SIN_ELEVATION_MIN + ROW_STEP * row as f64);
                greatest = greatest.max(at.slowness_s_m.hypot(at.by_sine_s / s));
            }
            self.gradient_s_m[column] = 1.05 * greatest;
        }
        self.gradient_s_m[0] = f64::INFINITY;
    }

    fn reach_m(&self, x: f64) -> f64 {
        let (row, f) = row_of(x);
        self.reach_m[row] * (1.0 - f) + self.reach_m[row + 1] * f
    }

    // Linear between rows: the extremes are at the two ends or at rows in between.
    fn reach_between_m(&self, x_low: f64, x_high: f64) -> (f64, f64) {
        let (a, b) = (self.reach_m(x_low), self.reach_m(x_high));
        let between = &self.reach_m[row_of(x_low).0 + 1..=row_of(x_high).0.max(row_of(x_low).0)];
        between.iter().fold((a.min(b), a.max(b)), |(least, most), &r| (r.min(least), r.max(most)))
    }

    // Column and fraction.
    fn column(&self, s: f64) -> (usize, f64) {
        split((s / self.scale_m).sqrt() * COLUMNS as f64, COLUMNS)
    }

    fn lookup(&self, s: f64, x: f64) -> Lookup {
        let (column, f) = self.column(s.min(self.scale_m).max(0.0));
        let along = hermite(f);
        let (row, g) = row_of(x);
        let (across, across_slope) = catmull_rom(g);
        let (mut t, mut t_u, mut t_x) = (0.0, 0.0, 0.0);
        for (k, row) in self.nodes[row..row + 4].iter().enumerate() {
            let (a, b) = (row[column], row[column + 1]);
            let mix = |w: [f64; 4]| w[0] * a.0 + w[2] * b.0 + (w[1] * a.1 + w[3] * b.1) / COLUMNS as f64;
            let value = mix(along.0);
            t += across[k] * value;
            t_u += across[k] * mix(along.1) * COLUMNS as f64;
            t_x += across_slope[k] * value / ROW_STEP;
        }
        let u = (s / self.scale_m).sqrt().clamp(1e-6, 1.0);
        let slowness_s_m = t_u / (2.0 * self.scale_m * u);
        // Beyond the last column straight on.
        Lookup { time_s: t + slowness_s_m * (s - self.scale_m).max(0.0), slowness_s_m, by_sine_s: t_x }
    }
}

fn fly_row(booster: &Booster, x: f64, scale_m: f64) -> ([(f64, f64); COLUMNS + 1], f64) {
    // Flown beyond the scale, so that the reach crosses it between rows without a kink.
    let flight = booster.fly(x, 1.5 * scale_m);
    let reach = flight.reach_m();
    let end = flight.at(reach);
    let mut nodes = [(0.0, 0.0); COLUMNS + 1];
    for (column, node) in nodes.iter_mut().enumerate().skip(1) {
        let u = column as f64 / COLUMNS as f64;
        let s = scale_m * u * u;
        let (t, v) = if s <= reach { flight.at(s) } else { (end.0 + (s - reach) / end.1, end.1) };
        *node = (t, 2.0 * scale_m * u / v);
    }
    // At rest: s = a t^2 / 2, so t = sqrt(2 S / a) u.
    nodes[0].1 = (2.0 * scale_m / flight.acceleration_at_launch_m_s2()).sqrt();
    (nodes, reach)
}

fn row_of(x: f64) -> (usize, f64) {
    split((x - SIN_ELEVATION_MIN) / ROW_STEP, ROWS - 1)
}

// Interval and fraction of a coordinate on `count` unit intervals, held at the ends.
fn split(coordinate: f64, count: usize) -> (usize, f64) {
    let c = coordinate.clamp(0.0, count as f64);
    let i = (c as usize).min(count - 1);
    (i, c - i as f64)
}

// Cubic Hermite weights of (value, slope) at both ends, and their derivatives.
fn hermite(f: f64) -> ([f64; 4], [f64; 4]) {
    let (f2, f3) = (f * f, f * f * f);
    (
        [2.0 * f3 - 3.0 * f2 + 1.0, f3 - 2.0 * f2 + f, 3.0 * f2 - 2.0 * f3, f3 - f2],
        [6.0 * (f2 - f), 3.0 * f2 - 4.0 * f + 1.0, 6.0 * (f - f2), 3.0 * f2 - 2.0 * f],
    )
}

// Catmull-Rom weights of four equidistant values, and their derivatives.
fn catmull_rom(f: f64) -> ([f64; 4], [f64; 4]) {
    let (w, d) = hermite(f);
    let four = |w: [f64; 4]| [-0.5 * w[1], w[0] - 0.5 * w[3], w[2] + 0.5 * w[1], 0.5 * w[3]];
    (four(w), four(d))
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exact by construction")]
mod tests;
