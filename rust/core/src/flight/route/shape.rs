//! The shape of a planned route: its ground track, and height and airspeed over distance.

use super::chord::{Chord, Place, SAG_M};
use super::corner::{Corner, CornerKind, Passage};
use super::follow::{filled, lifted, spline, Limits, Nodes, BELOW_M};
use super::height::{Heights, Steepness};
use super::plan::{Dive, RouteFlight, Turn, Waypoint};
use super::speed::Airspeeds;
use super::track::Track;
use super::wind::InWind;
use crate::earth::ellipsoid::MEAN_RADIUS_M;
use crate::earth::terrain::Terrain;
use crate::error::{Error, Result};
use std::f64::consts::TAU;

// Most nodes of a followed path, and most steps in which ground is looked at: seconds of work.
const NODES_MAX: f64 = 3e5;
const STEPS_MAX: f64 = 2e6;
// Nodes are a sixteenth of an arc apart, and no nearer than this.
const NODE_SPACING_MIN_M: f64 = 5.0;
// Over coarse rasters arcs of up to 500 m round off what slow craft could follow more sharply.
const NODE_SPACING_COARSE_M: f64 = 31.25;

/// Duration (s) and present guess of the length (m) of a loiter by time, at each waypoint that has one.
pub(super) type Loiters = Vec<Option<(f64, f64)>>;

/// The shape.
pub(super) struct Shaped {
    pub(super) track: Track,
    pub(super) passages: Vec<Passage>,
    pub(super) speeds: Airspeeds,
    pub(super) heights: Heights,
    // Distance at which the first climb ends, and at which the dive begins.
    pub(super) cruise_m: Option<f64>,
    pub(super) dive_m: Option<f64>,
}

// The end of a route: where it leaves the last leg's height, and where the dive begins.
struct Ending {
    start_m: f64,
    dive_m: f64,
    climb: Steepness,
    descent: Steepness,
    apex_m: f64,
    end_m: f64,
}

impl RouteFlight {
    /// First guess of the loiters: airspeed times duration.
    pub(super) fn first_loiters(&self) -> Loiters {
        let guess = |(i, point): (usize, &Waypoint)| match point.turn {
            Turn::LoiterTime { duration_s, .. } => Some((duration_s, duration_s * self.loiter_speed_m_s(i))),
            _ => None,
        };
        self.waypoints.iter().enumerate().map(guess).collect()
    }

    // The last of the legs from `i` on whose heights are all that of leg `i`.
    fn last_leg_alike(&self, i: usize) -> usize {
        let height = |leg: usize| self.waypoints[leg + 1].altitude_m;
        (i..self.waypoints.len() - 1).take_while(|&j| height(j).total_cmp(&height(i)).is_eq()).last().unwrap_or(i)
    }

    // The ground under the last waypoint, where heights count from it.
    fn ground_at_end(&self) -> Result<f64> {
        let last = &self.waypoints[self.waypoints.len() - 1];
        match &self.terrain {
            Some(terrain) if self.above_ground => ground(terrain, last.latitude_rad, last.longitude_rad),
            _ => Ok(0.0),
        }
    }
}

impl InWind<'_> {
    fn corners(&self, loiters: &Loiters) -> Vec<Corner> {
        let corner = |i: usize| {
            let radius_m = self.turn_radius_m(i);
            let kind = match self.waypoints[i].turn {
                Turn::FlyBy => CornerKind::FlyBy,
                Turn::FlyOver => CornerKind::FlyOver,
                Turn::LoiterTurns { turns, clockwise } => CornerKind::Loiter { angle_rad: TAU * turns, clockwise },
                Turn::LoiterTime { clockwise, .. } => {
                    let length_m = loiters[i].map_or(0.0, |l| l.1);
                    CornerKind::Loiter { angle_rad: length_m / radius_m, clockwise }
                }
            };
            Corner { radius_m, kind }
        };
        (0..self.waypoints.len()).map(corner).collect()
    }

    fn airspeeds(&self, passages: &[Passage], dive_m: Option<f64>) -> Airspeeds {
        let mut changes: Vec<(f64, f64)> =
            (1..self.speeds_m_s.len()).map(|i| (passages[i].leave_m, self.speeds_m_s[i])).collect();
        let dive = dive_m.zip(self.dive.and_then(|d| d.speed_m_s.map(|speed| (d.evenly, speed))));
        if let Some((start, (_, speed))) = dive {
            changes.retain(|c| c.0 < start);
            changes.push((start, speed));
        }
        let slowest = changes.iter().map(|c| c.1).fold(self.speeds_m_s[0], f64::min);
        let half_rate = self.agility.acceleration_m_s2 / (1.0 + self.strongest_m_s / slowest);
        let mut speeds = Airspeeds::new(self.speeds_m_s[0], &changes, half_rate);
        if let Some((start, (true, speed))) = dive {
            speeds.evenly_to(start, passages[passages.len() - 1].over_m, speed);
        }
        speeds
    }
}

fn ground(terrain: &Terrain, latitude: f64, longitude: f64) -> Result<f64> {
    terrain.height(latitude, longitude).ok_or_else(|| off_the_map(latitude, longitude))
}

fn off_the_map(latitude: f64, longitude: f64) -> Error {
    let place = format!("({latitude:.6}, {longitude:.6}) rad");
    Error::invalid("waypoints (a place on the route)", place, "inside the terrain raster")
}

impl Shaped {
    pub(super) fn new(plan: &InWind, loiters: &Loiters) -> Result<Self> {
        let points: Vec<(f64, f64)> = plan.waypoints.iter().map(|w| (w.latitude_rad, w.longitude_rad)).collect();
        let (track, passages) = Track::around(&points, &plan.corners(loiters), &|i| plan.place(i))?;
        let speeds = plan.airspeeds(&passages, None);
        let mut shape = Self { track, passages, speeds, heights: Heights::from(0.0), cruise_m: None, dive_m: None };
        let steps = plan.terrain.as_ref().map_or(0.0, |t| shape.length_m() / scan_step_m(t));
        if steps > STEPS_MAX {
            let allowed = format!("at most {STEPS_MAX}");
            return Err(Error::invalid("terrain (steps of the route over it)", steps, &allowed));
        }
        match &plan.terrain {
            Some(terrain) if plan.above_ground => shape.follow(plan, terrain)?,
            _ => shape.fly_heights(plan)?,
        }
        shape.speeds = plan.airspeeds(&shape.passages, shape.dive_m);
        if let Some(terrain) = &plan.terrain {
            shape.check_clear(terrain)?;
        }
        Ok(shape)
    }

    pub(super) fn length_m(&self) -> f64 {
        self.track.length_m()
    }

    /// Where any piece begins or ends (m), in order.
    pub(super) fn joints(&self) -> Vec<f64> {
        let mut all: Vec<f64> = self.track.breaks().to_vec();
        all.extend(self.heights.starts());
        all.extend(self.speeds.starts());
        all.extend(self.passages.iter().flat_map(|p| [p.over_m, p.leave_m]));
        all.extend(self.cruise_m.iter().chain(&self.dive_m));
        let length = self.length_m();
        all.retain(|&s| s < length - 1e-3);
        all.push(length);
        all.sort_by(f64::total_cmp);
        all.dedup_by(|b, a| *b - *a < 1e-6);
        all
    }

    // Steepness of leg `i` at the greatest speed there and on the legs after it that keep its height.
    fn steepness(&self, plan: &InWind, i: usize, up: bool) -> Steepness {
        let until = self.passages[plan.last_leg_alike(i) + 1].leave_m;
        let speed = self.speeds.greatest(self.passages[i].leave_m, until);
        plan.agility.steepness(up, speed + plan.strongest_m_s)
    }

    // Level flight and ramps: each leg begins with the climb or descent to its height, which may reach over the legs after
    // it that keep that height.
    fn ramps(&mut self, plan: &InWind, until_m: f64) -> Result<Heights> {
        let mut heights = Heights::from(plan.waypoints[0].altitude_m);
        let legs = plan.waypoints.len() - 1;
        self.cruise_m = Some(0.0);
        for i in 0..legs {
            let to = plan.waypoints[i + 1].altitude_m;
            let change = to - heights.last_m();
            let steepness = self.steepness(plan, i, change > 0.0);
            let start = self.passages[i].leave_m;
            let last = plan.last_leg_alike(i);
            let end = if last + 1 == legs { until_m } else { self.passages[last + 1].leave_m };
            let length = steepness.ramp_length(change);
            if change != 0.0 && (length.is_nan() || start + length > end + 1e-6) {
                let allowed = format!("at least the {length:.0} m in which the height changes by {change:.0} m");
                let way = plan.way_to(i + 1).replace(" in m", ", without its turns, in m");
                return Err(Error::invalid(&way, format!("{:.0}", end - start), &allowed));
            }
            // The end may begin before the last legs of one height do.
            heights.level_to(start.min(until_m));
            heights.ramp(to, &steepness);
            if i == 0 && change != 0.0 {
                self.cruise_m = Some(heights.end_m());
            }
        }
        heights.level_to(until_m);
        Ok(heights)
    }

    fn fly_heights(&mut self, plan: &InWind) -> Result<()> {
        let last = plan.waypoints[plan.waypoints.len() - 1].altitude_m;
        let ending = self.ending(plan, last)?;
        let until = ending.as_ref().map_or(self.length_m(), |e| e.start_m);
        self.heights = self.ramps(plan, until)?;
        self.end(ending.as_ref());
        Ok(())
    }

    fn end(&mut self, ending: Option<&Ending>) {
        let Some(e) = ending else { return };
        self.heights.ramp(e.apex_m, &e.climb);
        self.heights.level_to(e.dive_m);
        self.heights.dive(e.end_m, &e.descent);
        self.dive_m = Some(e.dive_m);
    }

    // Pop-up and dive from a height, laid out backwards from the last waypoint.
    fn ending(&self, plan: &InWind, height_m: f64) -> Result<Option<Ending>> {
        let Some(Dive { angle_rad, altitude_m, speed_m_s, .. }) = plan.dive else { return Ok(None) };
        let (ground, length) = (plan.ground_at_end()?, self.length_m());
        // The legs before that keep the last one's height.
        let last = plan.waypoints.len() - 2;
        let first = (0..=last).find(|&i| plan.last_leg_alike(i) == last).unwrap_or(last);
        let leg = self.passages[first].leave_m;
        let speed = self.speeds.greatest(leg, length).max(speed_m_s.unwrap_or(0.0)) + plan.strongest_m_s;
        let (end_m, descent) = (ground + altitude_m, plan.agility.at_angle(angle_rad, speed));
        let apex_m = plan.pop_up.map_or(height_m, |p| ground + p.altitude_m);
        if end_m > apex_m || apex_m < height_m {
            let (name, given) = if end_m > apex_m { ("dive", end_m) } else { ("pop_up", apex_m) };
            let allowed =
                format!("{} {height_m:.1} m, where it begins", if name == "dive" { "below" } else { "above" });
            return Err(Error::invalid(&format!("{name} altitude_m (above the ellipsoid)"), given, &allowed));
        }
        let dive_m = length - descent.dive_length(apex_m - end_m);
        let climb = plan.agility.at_angle(plan.pop_up.map_or(0.1, |p| p.angle_rad), speed);
        let start_m = plan.pop_up.map_or(dive_m, |p| length - p.distance_m);
        let needed = length - dive_m + climb.ramp_length(apex_m - height_m);
        if start_m + climb.ramp_length(apex_m - height_m) > dive_m + 1e-6 {
            let allowed = format!("at least the {needed:.0} m that climb and dive take");
            return Err(Error::invalid("pop_up distance_m", format!("{:.0}", length - start_m), &allowed));
        }
        if start_m.is_nan() || start_m < leg {
            let allowed = format!("at least the {:.0} m in which it climbs and dives at its end", length - start_m);
            let way = plan.way_to(plan.waypoints.len() - 1);
            return Err(Error::invalid(&way, format!("{:.0}", length - leg), &allowed));
        }
        Ok(Some(Ending { start_m, dive_m, climb, descent, apex_m, end_m }))
    }

    // Heights above the ground of a raster.
    fn follow(&mut self, plan: &InWind, terrain: &Terrain) -> Result<()> {
        let above = self.ramps(plan, self.length_m())?;
        let legs = plan.waypoints.len() - 1;
        let speed = self.speeds.greatest(0.0, self.length_m());
        let slope = |up: bool| (0..legs).map(|i| self.steepness(plan, i, up).slope).fold(f64::INFINITY, f64::min);
        let (up, down) = (slope(true), slope(false));
        let allowed = plan.agility.at_angle(0.1, speed + plan.strongest_m_s).curvature;
        // Arcs of less than some 80 m only make more nodes, and so do arcs of less than half the raster's spacing.
        let finest = (terrain.spacing_m() / 32.0).clamp(NODE_SPACING_MIN_M, NODE_SPACING_COARSE_M);
        let curvature = allowed.min(up.max(down) / (16.0 * finest));
        let (climb, descent) = (Steepness { slope: up, curvature }, Steepness { slope: down, curvature });
        let arc_m = up.max(down) / curvature;
        let mut wanted = self.wanted(terrain, &above, arc_m / 16.0)?;
        let margin = curvature * wanted.step_m * wanted.step_m / 6.0 + BELOW_M;
        wanted.height_m.iter_mut().for_each(|h| *h += margin);
        let mut free = lifted(&wanted, &climb, &descent);
        let ending = self.level_end(plan, &free, arc_m + 6.0 * wanted.step_m)?;
        if let Some((e, level_m)) = &ending {
            let first = node(wanted.step_m, *level_m);
            // Level from there on at the height from which the end was laid out.
            let height = e.0;
            wanted.height_m[first..].fill(height);
            free = lifted(&wanted, &climb, &descent);
        }
        let flown = filled(&free, curvature);
        self.heights = Heights::from(flown.height_m[0]);
        let until = ending.as_ref().map_or(self.length_m(), |((_, e), _)| e.start_m);
        let limits = Limits { climb: up, descent: down, curvature: allowed, above_m: plan.follow_m };
        spline(&flown, until, &limits, &mut self.heights);
        self.end(ending.as_ref().map(|((_, e), _)| e));
        Ok(())
    }

    // The height at which flight is level before the end, the end itself, and where the level begins: the height is the
    // greatest from there to the end, which moves as it grows.
    #[allow(clippy::type_complexity, reason = "one use")]
    fn level_end(&self, plan: &InWind, free: &Nodes, run_up_m: f64) -> Result<Option<((f64, Ending), f64)>> {
        let mut height = f64::NEG_INFINITY;
        let mut start = self.length_m();
        let last = free.height_m.len() - 1;
        for _ in 0..200 {
            let level_m = (start - run_up_m).max(0.0);
            let nodes = &free.height_m[node(free.step_m, level_m)..=(node(free.step_m, start) + 1).min(last)];
            let highest = nodes.iter().copied().fold(height, f64::max);
            let Some(ending) = self.ending(plan, highest)? else { return Ok(None) };
            if highest <= height && (ending.start_m - start).abs() < 1e-6 {
                return Ok(Some(((height, ending), level_m)));
            }
            (height, start) = (highest, ending.start_m);
        }
        Err(Error::invalid(
            &plan.way_to(plan.waypoints.len() - 1),
            format!("{:.0}", self.length_m()),
            "long enough to level off before the dive",
        ))
    }

    // At nodes some way apart, the ground's greatest height over the steps to both neighbours plus the height above it.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count, bounded above and below")]
    #[allow(clippy::cast_precision_loss, reason = "a count far below 2^53")]
    fn wanted(&self, terrain: &Terrain, above: &Heights, spacing_m: f64) -> Result<Nodes> {
        let length = self.length_m();
        let fine = scan_step_m(terrain);
        let intervals = (length / spacing_m.clamp(NODE_SPACING_MIN_M, 500.0)).ceil().max(3.0);
        if intervals > NODES_MAX {
            return Err(Error::invalid("nodes of terrain following", intervals, &format!("at most {NODES_MAX}")));
        }
        let step_m = length / intervals;
        let parts = (step_m / fine).ceil();
        let mut height_m = vec![f64::NEG_INFINITY; intervals as usize + 1];
        let mut chord = Chord::at(&self.track, 0.0);
        let mut from = chord.start();
        for i in 0..intervals as usize {
            let start = i as f64 * step_m;
            let mut highest = f64::NEG_INFINITY;
            for j in 1..=parts as usize {
                let s = (start + step_m * j as f64 / parts).min(length);
                let to = chord.place(&self.track, s);
                highest =
                    highest.max(self.ground_between(terrain, from, to, (s - 0.5 * step_m / parts, step_m / parts))?);
                from = to;
            }
            let over = |s: f64| above.at(above.piece_at(s), s).0;
            let need = highest + over(start).max(over(start + step_m));
            height_m[i] = height_m[i].max(need);
            height_m[i + 1] = need;
        }
        Ok(Nodes { step_m, height_m })
    }

    // The ground's greatest height between two places on the route, about a distance and so far apart (m). An arc leaves its
    // chord by at most d^2/(8 R).
    fn ground_between(&self, terrain: &Terrain, a: Place, b: Place, (middle, apart): (f64, f64)) -> Result<f64> {
        let piece = self.track.piece_at(middle);
        let sag = SAG_M + 0.125 * apart * apart * (self.track.piece(piece).curvature().abs() + 1e-6);
        let north = sag / MEAN_RADIUS_M;
        let margin = (north, north / a.0.cos().max(1e-3));
        match terrain.highest((a.0, a.1), (b.0, b.1), margin) {
            Some(height) => Ok(height),
            None => Ok(ground(terrain, a.0, a.1)?.max(ground(terrain, b.0, b.1)?)),
        }
    }

    // Flight into the ground is not a route.
    fn check_clear(&self, terrain: &Terrain) -> Result<()> {
        let (step, length) = (scan_step_m(terrain), self.length_m());
        let mut s = 0.0;
        while s < length - 0.5 * step {
            let (latitude, longitude, _) = self.track.place(self.track.piece_at(s), s);
            let height = self.heights.at(self.heights.piece_at(s), s).0;
            let ground = ground(terrain, latitude, longitude)?;
            if height < ground - 1e-3 {
                let allowed = format!("above the ground, which is {ground:.1} m high {s:.0} m after the start");
                return Err(Error::invalid("altitude_m on the route", height, &allowed));
            }
            s += step;
        }
        Ok(())
    }
}

// Steps in which ground is looked at: a quarter of the raster's, so that their boxes are small against its cells.
fn scan_step_m(terrain: &Terrain) -> f64 {
    (0.25 * terrain.spacing_m()).clamp(1.0, 250.0)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a distance within the route over a step")]
fn node(step_m: f64, s: f64) -> usize {
    (s / step_m).floor().max(0.0) as usize
}
