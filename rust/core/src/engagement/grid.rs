//! The grid of a fly-out table: times along lines, between which it interpolates.
//!
//! Rows are lines, evenly spaced in x = sin e. Along each, columns follow the phases of the flight, which end at B(x) and
//! S(x), so that no kink of the speed lies inside an interval: in the boost from rest s = B u^2 (s = a t^2 / 2 makes t
//! linear in u), in the sustaining phase s = B + (S - B) f, in the coast s = S + D (c f + (1 - c) f^2), u and f evenly
//! spaced. Between columns time is a cubic Hermite polynomial with the exact slopes of the flight, between rows, at the
//! same column coordinate, a Catmull-Rom cubic; B and S likewise. Where the interceptor has become far too slow the row
//! goes on at that speed, so that the table is smooth beyond the kinematic boundary, which is kept apart: the reach of
//! each row, linear in x between rows.

#![allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "rows and columns of a small grid, and coordinates held within it"
)]

use super::line_flight::Flight;
use super::motion::Motion;
use super::table::{Lookup, SIN_ELEVATION_MIN};
use crate::math::hermite::Knot;

/// Lines flown.
pub(super) const ROWS: usize = 160;
/// Distance of the rows in sine of elevation.
pub(super) const ROW_STEP: f64 = (1.0 - SIN_ELEVATION_MIN) / (ROWS - 1) as f64;
/// Intervals along a row: boost, sustaining phase, coast.
const BOOST: usize = 24;
const SUSTAIN: usize = 24;
const COAST: usize = 48;
/// Share of the first coasting interval in an even one: just after burn-out the speed changes most.
const COAST_START: f64 = 0.25;

/// The mapping of one phase from column to slant range.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Part {
    Boost,
    Sustain,
    Coast,
}

impl Part {
    const fn intervals(self) -> usize {
        match self {
            Self::Boost => BOOST,
            Self::Sustain => SUSTAIN,
            Self::Coast => COAST,
        }
    }
}

/// A node: time (s), and its slope by the column coordinate.
type Node = (f64, f64);

#[derive(Debug, Clone)]
pub(super) struct Grid {
    parts: Vec<Part>,
    // First node of each part in a row.
    first: Vec<usize>,
    // Rows 1..=ROWS are flown; row 0 and the last continue them for the cubic.
    nodes: Vec<Vec<Node>>,
    // Where boost and sustaining phase end on each of these rows (m); equal, or 0, where a phase is missing.
    ends_m: Vec<[f64; 2]>,
    coast_m: f64,
    reach_m: Vec<f64>,
}

// Where a slant range lies on a line: part, column within it, fraction; ds by column coordinate; ds/dx there.
struct Spot {
    part: usize,
    column: usize,
    fraction: f64,
    by_column_m: f64,
    by_sine_m: f64,
}

/// One line of a grid.
pub(super) struct OnLine<'a> {
    grid: &'a Grid,
    row: usize,
    // Weights of four rows and their derivatives, the ends of the phases on the line (m) and their slopes by x.
    across: [f64; 4],
    across_slope: [f64; 4],
    ends: [f64; 2],
    ends_by_x: [f64; 2],
}

impl Grid {
    pub(super) fn fly(motion: &Motion, scale_m: f64) -> Self {
        let sines = (0..ROWS).map(|row| SIN_ELEVATION_MIN + ROW_STEP * row as f64);
        let powered: Vec<_> = sines.map(|x| (motion.line(x), motion.powered(motion.line(x)))).collect();
        let ends: Vec<[f64; 2]> = powered.iter().map(|(_, knots)| ends(motion, knots)).collect();
        let nearest = ends.iter().map(|e| e[1]).fold(f64::INFINITY, f64::min);
        let coast_m = (1.02 * scale_m - nearest).max(0.1 * scale_m);
        let mut parts = vec![Part::Boost, Part::Sustain, Part::Coast];
        parts.retain(|p| *p == Part::Coast || (*p as usize) < motion.phases.len());
        let first = (0..=parts.len()).map(|i| parts[..i].iter().map(|p| p.intervals() + 1).sum()).collect();
        let mut grid = Self {
            parts,
            first,
            nodes: vec![Vec::new(); ROWS + 2],
            ends_m: vec![[0.0; 2]; ROWS + 2],
            coast_m,
            reach_m: Vec::with_capacity(ROWS),
        };
        for (row, ((line, knots), end)) in powered.into_iter().zip(ends).enumerate() {
            // Beyond the scale, so that the reach crosses it between rows without a kink.
            let flight = motion.coast(line, knots, (end[1] + coast_m).max(1.3 * scale_m));
            grid.ends_m[row + 1] = end;
            grid.reach_m.push(flight.reach_m());
            grid.nodes[row + 1] = grid.row(&flight, end);
        }
        grid.extend();
        grid
    }

    fn row(&self, flight: &Flight, [boost, sustain]: [f64; 2]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(self.first[self.parts.len()]);
        for part in &self.parts {
            let n = part.intervals() as f64;
            for column in 0..=part.intervals() {
                let f = column as f64 / n;
                let (s, by_f) = match part {
                    Part::Boost => (boost * f * f, 2.0 * boost * f),
                    Part::Sustain => (boost + (sustain - boost) * f, sustain - boost),
                    Part::Coast => {
                        let bend = (1.0 - COAST_START) * f;
                        (sustain + self.coast_m * f * (COAST_START + bend), self.coast_m * (COAST_START + 2.0 * bend))
                    }
                };
                let (t, v) = flight.at(s);
                let (acceleration, start_speed) = flight.start();
                // At rest: s = a t^2 / 2, so t = sqrt(2 B / a) u.
                let by_f_s = if *part == Part::Boost && column == 0 && start_speed == 0.0 {
                    (2.0 * boost / acceleration).sqrt()
                } else {
                    by_f / v
                };
                nodes.push((t, by_f_s / n));
            }
        }
        nodes
    }

    // One more row at each end, by the parabola through three.
    fn extend(&mut self) {
        let on = |a: f64, b: f64, c: f64| 3.0 * (a - b) + c;
        for (new, [a, b, c]) in [(0, [1, 2, 3]), (ROWS + 1, [ROWS, ROWS - 1, ROWS - 2])] {
            let (p, q, r) = (&self.nodes[a], &self.nodes[b], &self.nodes[c]);
            let beyond = (0..p.len()).map(|j| (on(p[j].0, q[j].0, r[j].0), on(p[j].1, q[j].1, r[j].1))).collect();
            let ends = [0, 1].map(|k| on(self.ends_m[a][k], self.ends_m[b][k], self.ends_m[c][k]));
            self.nodes[new] = beyond;
            self.ends_m[new] = ends;
        }
    }

    /// Reach of the line with this sine of elevation (m).
    pub(super) fn reach_m(&self, x: f64) -> f64 {
        let (row, f) = row_of(x);
        self.reach_m[row] * (1.0 - f) + self.reach_m[row + 1] * f
    }

    /// Least and greatest reach between two sines. Linear between rows: the extremes are at the ends or rows in between.
    pub(super) fn reach_between_m(&self, x_low: f64, x_high: f64) -> (f64, f64) {
        let (a, b) = (self.reach_m(x_low), self.reach_m(x_high));
        let between = &self.reach_m[row_of(x_low).0 + 1..=row_of(x_high).0.max(row_of(x_low).0)];
        between.iter().fold((a.min(b), a.max(b)), |(least, most), &r| (r.min(least), r.max(most)))
    }

    /// Least and greatest slope of the reach by the sine of elevation, between two (m).
    pub(super) fn reach_slope_m(&self, x_low: f64, x_high: f64) -> (f64, f64) {
        let rows = &self.reach_m[row_of(x_low).0..=row_of(x_high).0 + 1];
        let slopes = rows.windows(2).map(|pair| (pair[1] - pair[0]) / ROW_STEP);
        slopes.fold((f64::INFINITY, f64::NEG_INFINITY), |(least, most), slope| (least.min(slope), most.max(slope)))
    }

    // `ends` and their slopes by x are those of the line.
    fn spot(&self, s: f64, [boost, sustain]: [f64; 2], [boost_by_x, sustain_by_x]: [f64; 2]) -> Spot {
        let part = if s < boost {
            Part::Boost
        } else if s < sustain {
            Part::Sustain
        } else {
            Part::Coast
        };
        let n = part.intervals() as f64;
        let (f, by_f, by_sine_m) = match part {
            Part::Boost => {
                let u = (s / boost).sqrt();
                (u, 2.0 * boost * u.max(1e-6), boost_by_x * u * u)
            }
            Part::Sustain => {
                let f = (s - boost) / (sustain - boost);
                (f, sustain - boost, boost_by_x + (sustain_by_x - boost_by_x) * f)
            }
            Part::Coast => {
                let y = ((s - sustain) / self.coast_m).min(1.0);
                let f = 2.0 * y / (COAST_START + (COAST_START * COAST_START + 4.0 * (1.0 - COAST_START) * y).sqrt());
                (f, self.coast_m * (COAST_START + 2.0 * (1.0 - COAST_START) * f), sustain_by_x)
            }
        };
        let (column, fraction) = split(f * n, part.intervals());
        // The parts there are, in order; a phase that is missing has no slant ranges.
        let part = self.parts.iter().position(|p| *p == part).unwrap_or(self.parts.len() - 1);
        Spot { part, column, fraction, by_column_m: by_f / n, by_sine_m }
    }

    /// Time of flight and its derivatives.
    pub(super) fn lookup(&self, s: f64, x: f64) -> Lookup {
        self.on(x).lookup(s)
    }

    /// The line with this sine of elevation, to be read at many slant ranges.
    pub(super) fn on(&self, x: f64) -> OnLine<'_> {
        let (row, g) = row_of(x);
        let (across, across_slope) = catmull_rom(g);
        let (mut ends, mut ends_by_x) = ([0.0; 2], [0.0; 2]);
        for (k, end) in self.ends_m[row..row + 4].iter().enumerate() {
            for i in 0..2 {
                ends[i] += across[k] * end[i];
                ends_by_x[i] += across_slope[k] * end[i] / ROW_STEP;
            }
        }
        OnLine { grid: self, row, across, across_slope, ends, ends_by_x }
    }
}

impl OnLine<'_> {
    /// Time of flight and its derivatives at a slant range (m).
    pub(super) fn lookup(&self, s: f64) -> Lookup {
        let Self { grid, row, across, across_slope, ends, ends_by_x } = self;
        let s = s.max(0.0);
        let spot = grid.spot(s, *ends, *ends_by_x);
        let along = hermite(spot.fraction);
        let node = grid.first[spot.part] + spot.column;
        let (mut t, mut t_column, mut t_x) = (0.0, 0.0, 0.0);
        for (k, row) in grid.nodes[*row..row + 4].iter().enumerate() {
            let (a, b) = (row[node], row[node + 1]);
            let mix = |w: [f64; 4]| w[0] * a.0 + w[1] * a.1 + w[2] * b.0 + w[3] * b.1;
            let value = mix(along.0);
            t += across[k] * value;
            t_column += across[k] * mix(along.1);
            t_x += across_slope[k] * value / ROW_STEP;
        }
        let slowness_s_m = t_column / spot.by_column_m;
        // Beyond the last column straight on.
        let beyond_m = (s - ends[1] - grid.coast_m).max(0.0);
        Lookup { time_s: t + slowness_s_m * beyond_m, slowness_s_m, by_sine_s: t_x - slowness_s_m * spot.by_sine_m }
    }
}

// Slant range at the ends of boost and sustaining phase; a phase that is missing ends where the one before does.
fn ends(motion: &Motion, knots: &[Knot]) -> [f64; 2] {
    let last = knots[knots.len() - 1];
    let at = |time_s: f64| {
        let knot = knots.iter().find(|k| k.t >= time_s * (1.0 - 1e-8));
        // Where the flight ended early, on at its last speed.
        knot.map_or(last.position.x + last.velocity.x * (time_s - last.t), |k| k.position.x)
    };
    let boost = motion.phases.first().map_or(0.0, |p| at(p.end_s));
    [boost, motion.phases.get(1).map_or(boost, |p| at(p.end_s))]
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
