//! The figures of a flight that people quote: time, distance, apogee, speeds, impact.

use super::attitude::sin_flight_path;
use super::path::Path;
use super::quantities::{apogee_with_time, intervals, Stress};
use crate::earth::ellipsoid;
use crate::earth::geodesic;
use crate::earth::world::World;
use crate::math::hermite::{between, Knot};
use crate::math::roots::highest;
use crate::watch::breathe;

/// Figures of one flight.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Summary {
    /// Duration (s).
    pub flight_time_s: f64,
    /// Geodesic distance between the ground points of start and end (m).
    pub distance_m: f64,
    /// Highest altitude (m).
    pub apogee_m: f64,
    /// When (s).
    pub apogee_time_s: f64,
    /// Greatest speed at a knot, relative to the rotating Earth (m/s).
    pub speed_max_m_s: f64,
    /// Speed at the end (m/s).
    pub speed_end_m_s: f64,
    /// Geodetic latitude of the end (rad).
    pub latitude_end_rad: f64,
    /// Longitude of the end (rad).
    pub longitude_end_rad: f64,
}

impl Summary {
    /// Figures of a path.
    pub fn of(world: &World, path: &Path) -> Self {
        let (first, last) = (&path.knots[0], &path.knots[path.knots.len() - 1]);
        let (start, end) = (ellipsoid::to_geodetic(first.position), ellipsoid::to_geodetic(last.position));
        let line = geodesic::inverse(start.latitude_rad, start.longitude_rad, end.latitude_rad, end.longitude_rad);
        let (apogee_time_s, apogee_m) = apogee_with_time(world, path.knots);
        Self {
            flight_time_s: last.t - first.t,
            distance_m: line.distance_m,
            apogee_m,
            apogee_time_s,
            speed_max_m_s: path.knots.iter().map(|k| k.velocity.norm()).fold(0.0, f64::max),
            speed_end_m_s: last.velocity.norm(),
            latitude_end_rad: end.latitude_rad,
            longitude_end_rad: end.longitude_rad,
        }
    }
}

/// The strain of one flight. Peaks are found on the dense output.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Strain {
    /// Greatest load factor.
    pub load_factor_max: f64,
    /// When (s).
    pub load_factor_max_time_s: f64,
    /// Greatest dynamic pressure (Pa).
    pub dynamic_pressure_max_pa: f64,
    /// When (s).
    pub dynamic_pressure_max_time_s: f64,
    /// Greatest stagnation heat rate (`W/m^2`).
    pub heat_rate_max_w_m2: f64,
    /// When (s).
    pub heat_rate_max_time_s: f64,
    /// Stagnation heat rate summed over the flight (`J/m^2`).
    pub heat_load_j_m2: f64,
    /// Angle of the last velocity below the horizontal (rad).
    pub impact_angle_rad: f64,
}

// Nodes of Gauss and Lobatto's rule with five points, from 0 to 1, and their weights: exact for polynomials of degree 7.
const NODES: [f64; 5] = [0.0, 0.172_673_164_646_011_4, 0.5, 0.827_326_835_353_988_6, 1.0];
const WEIGHTS: [f64; 5] = [0.05, 49.0 / 180.0, 16.0 / 45.0, 49.0 / 180.0, 0.05];
// Where Simpson's rule differs from the trapezium by a share d, its own error is some d^2/20 (of an exponential,
// exactly so for small steps): below this share it is accurate enough. Across a bend of the density it errs by a share of d itself.
const GENTLE: f64 = 1e-4;

// Load factor, dynamic pressure, heat rate.
type Reading = [f64; 3];

impl Strain {
    /// Strain of a path, its heat rate at a nose of the given radius (m).
    ///
    /// Readings are taken at the knots and midway between them, and at five points where a peak may lie or the heat rate
    /// bends; the highest is then narrowed down to 1e-8 of the time between its neighbours, where a smooth reading is off
    /// by some 1e-10 of its value. The heat load is summed by Simpson's rule between knots, by Gauss and Lobatto's where
    /// the rate bends.
    pub fn of(world: &World, path: &Path, nose_radius_m: f64) -> Self {
        let pairs: Vec<(&Knot, &Knot)> = intervals(path.knots).collect();
        let scan = Scan::of(&pairs, |knot| {
            let stress = Stress::of(world, knot, nose_radius_m);
            [stress.load_factor, stress.dynamic_pressure_pa, stress.heat_rate_w_m2]
        });
        let [load, pressure, heat] = scan.peaks;
        Self {
            load_factor_max: load.1,
            load_factor_max_time_s: load.0,
            dynamic_pressure_max_pa: pressure.1,
            dynamic_pressure_max_time_s: pressure.0,
            heat_rate_max_w_m2: heat.1,
            heat_rate_max_time_s: heat.0,
            heat_load_j_m2: scan.heat_load_j_m2,
            impact_angle_rad: -sin_flight_path(world, &path.knots[path.knots.len() - 1]).asin(),
        }
    }
}

// Readings of a pair of knots: at the start, the middle and the end, or at all five nodes.
struct Panel {
    read: [Reading; 5],
    inner: bool,
}

// The highest reading of one kind, and where it was taken.
#[derive(Clone, Copy)]
struct Top {
    value: f64,
    pair: usize,
    node: usize,
}

// Peaks (time, value) of the readings over a path, and the heat load.
struct Scan {
    peaks: [(f64, f64); 3],
    heat_load_j_m2: f64,
}

impl Scan {
    fn of(pairs: &[(&Knot, &Knot)], reading: impl Fn(&Knot) -> Reading) -> Self {
        let mut panels = coarse(pairs, &reading);
        let best = [0, 1, 2].map(|kind| tops(&panels, kind).value);
        for (panel, &(a, b)) in panels.iter_mut().zip(pairs) {
            breathe();
            if panel.bends() || (0..3).any(|kind| panel.may_reach(kind, best[kind])) {
                let [from, to] = [1, 3].map(|node| reading(&between(a, b, time((a, b), node))));
                panel.refine(from, to);
            }
        }
        let heat_load_j_m2 = pairs.iter().zip(&panels).map(|((a, b), panel)| panel.heat() * (b.t - a.t)).sum();
        let peaks = [0, 1, 2].map(|kind| refine(pairs, &panels, tops(&panels, kind), |knot| reading(knot)[kind]));
        Self { peaks, heat_load_j_m2 }
    }
}

// A knot shared by two pairs is read once; at a jump of acceleration there are two of one time.
fn coarse(pairs: &[(&Knot, &Knot)], reading: impl Fn(&Knot) -> Reading) -> Vec<Panel> {
    let mut panels: Vec<Panel> = Vec::with_capacity(pairs.len());
    for (i, &(a, b)) in pairs.iter().enumerate() {
        breathe();
        let shared = i.checked_sub(1).filter(|&before| std::ptr::eq(pairs[before].1, a));
        let start = shared.map_or_else(|| reading(a), |before| panels[before].read[4]);
        let (middle, end) = (reading(&between(a, b, time((a, b), 2))), reading(b));
        panels.push(Panel { read: [start, start, middle, end, end], inner: false });
    }
    panels
}

impl Panel {
    fn three(&self, kind: usize) -> [f64; 3] {
        [self.read[0][kind], self.read[2][kind], self.read[4][kind]]
    }

    fn refine(&mut self, from: Reading, to: Reading) {
        (self.read[1], self.read[3], self.inner) = (from, to, true);
    }

    // True where Simpson's rule would not do for the heat rate.
    fn bends(&self) -> bool {
        let [start, middle, end] = self.three(2);
        let (trapezium, simpson) = (0.5 * (start + end), (start + 4.0 * middle + end) / 6.0);
        (simpson - trapezium).abs() > GENTLE * simpson
    }

    // True where a reading could rise above a value between the points taken: by a quarter of what it changes over the
    // pair. A parabola rises above its three points by an eighth of that at most.
    fn may_reach(&self, kind: usize, value: f64) -> bool {
        let three = self.three(kind);
        let high = three.into_iter().fold(f64::NEG_INFINITY, f64::max);
        let low = three.into_iter().fold(f64::INFINITY, f64::min);
        high + 0.25 * (high - low) >= value
    }

    // Heat rate averaged over the pair (W/m^2).
    fn heat(&self) -> f64 {
        if self.inner {
            return WEIGHTS.iter().zip(self.read).map(|(weight, reading)| weight * reading[2]).sum();
        }
        let [start, middle, end] = self.three(2);
        (start + 4.0 * middle + end) / 6.0
    }
}

fn tops(panels: &[Panel], kind: usize) -> Top {
    let mut top = Top { value: f64::NEG_INFINITY, pair: 0, node: 0 };
    for (pair, panel) in panels.iter().enumerate() {
        // Of a pair without inner nodes the second and the fourth stand for the ends, and come after them.
        for node in [0, 4, 2, 1, 3] {
            let value = panel.read[node][kind];
            if value > top.value {
                top = Top { value, pair, node };
            }
        }
    }
    top
}

fn time((a, b): (&Knot, &Knot), node: usize) -> f64 {
    a.t + (b.t - a.t) * NODES[node]
}

// Time and value of a peak near the highest point taken: between its neighbours, which for a knot lie on both sides of it.
fn refine(pairs: &[(&Knot, &Knot)], panels: &[Panel], top: Top, reading: impl Fn(&Knot) -> f64) -> (f64, f64) {
    if pairs.is_empty() {
        return (f64::NAN, f64::NAN);
    }
    // From a node of a pair up or down to the next one read.
    let up = |pair: usize, node: usize| node + if panels[pair].inner { 1 } else { 2 };
    let down = |pair: usize, node: usize| node - if panels[pair].inner { 1 } else { 2 };
    let Top { value, pair, node } = top;
    let places = match node {
        0 => [Some((pair, 0, up(pair, 0))), pair.checked_sub(1).map(|other| (other, down(other, 4), 4))],
        4 => [Some((pair, down(pair, 4), 4)), (pair + 1 < pairs.len()).then(|| (pair + 1, 0, up(pair + 1, 0)))],
        _ => [Some((pair, down(pair, node), up(pair, node))), None],
    };
    let search = |(pair, from, to): (usize, usize, usize)| {
        let (a, b) = pairs[pair];
        highest(|t| reading(&between(a, b, t)), time((a, b), from), time((a, b), to), 1e-8)
    };
    let start = (time(pairs[pair], node), value);
    places.into_iter().flatten().map(search).fold(start, |best, other| if other.1 > best.1 { other } else { best })
}
