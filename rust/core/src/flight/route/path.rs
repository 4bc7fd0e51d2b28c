//! A planned route flown: ground track, height and airspeed over distance, the time along it, and the knots.
//!
//! All is a function of the distance s over the ellipsoid. Time is the integral of ds/s' by Gauss-Legendre quadrature of
//! five points; knots are set so that the quintic between two keeps within `SLACK_M` of the path in the middle, where
//! its error is greatest.

use super::piece::normal_curvature;
use super::plan::RouteFlight;
use super::shape::Shaped;
use super::wind::{along_across, ground_speed, InWind};
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{Error, Result};
use crate::flight::flown::path::{Event, Flown, Mark, Outcome};
use crate::math::hermite::{self, Knot};
use crate::math::roots::bracketed;

// Largest distance of the quintic from the path (m), and the greatest steps in distance (m) and turn (rad). Steps on
// legs are bounded to keep the bounds of low flights tight where windows are sought.
const SLACK_M: f64 = 1e-3;
const LEG_SPACING_M: f64 = 10_000.0;
const ARC_SPACING_RAD: f64 = 0.35;
// The quintic's error falls by 64 with each halving: more than this many only where the path has a kink, as where wind is
// crossed by a pole.
const HALVINGS_MAX: u32 = 8;
const LOITER_ITERATIONS: usize = 30;
// Longest geodesic whose normal curvature is taken as a parabola (m).
const PARABOLA_MAX_M: f64 = 300_000.0;
// Radius of turns up to which the quintic over ARC_SPACING_RAD keeps within SLACK_M: r 0.35^6/46080.
const SMOOTH_RADIUS_M: f64 = 20_000.0;

// Gauss-Legendre, five points on -1..1 (Abramowitz and Stegun, 25.4.30).
const GAUSS: [(f64, f64); 5] = [
    (0.0, 0.568_888_888_888_888_9),
    (-0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (0.538_469_310_105_683_1, 0.478_628_670_499_366_47),
    (-0.906_179_845_938_664, 0.236_926_885_056_189_08),
    (0.906_179_845_938_664, 0.236_926_885_056_189_08),
];

// The same of two points: 1/sqrt(3).
const GAUSS_TWO: [(f64, f64); 2] = [(-0.577_350_269_189_625_8, 1.0), (0.577_350_269_189_625_8, 1.0)];

// Which pieces of track, height and airspeed a stretch lies on: at a joint the two sides differ.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    track: usize,
    height: usize,
    speed: usize,
    // Step of differences (m).
    step: f64,
    // Where it begins, its length (m), and on a geodesic in still air the normal curvature at start, middle and end.
    from: f64,
    length: f64,
    curvature: Option<[f64; 3]>,
}

impl Stretch {
    // The parabola through the three: off by less than 1e-7 of the curvature over 300 km.
    fn curvature(&self, s: f64) -> Option<f64> {
        let [a, b, c] = self.curvature?;
        let x = 2.0 * (s - self.from) / self.length - 1.0;
        Some(b + 0.5 * x * (c - a + x * (a - 2.0 * b + c)))
    }
}

// A place reached: distance, time, distance through the air, with the knot there.
#[derive(Debug, Clone, Copy)]
struct Reached {
    s: f64,
    air_m: f64,
    knot: Knot,
}

struct Flight<'a> {
    plan: &'a InWind<'a>,
    shape: &'a Shaped,
    reached: Vec<(Stretch, Reached)>,
    // Distance and time of joints.
    joints: Vec<(f64, f64)>,
}

impl RouteFlight {
    /// Flies the route.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a parameter out of range, a leg too short for its turns or its change of height, a
    /// wind against which the track cannot be held, or ground in the way.
    pub fn fly(&self, world: &World) -> Result<Flown> {
        self.check(world)?;
        let route = self.merged();
        route.check_legs()?;
        let plan = InWind::of(&route, world);
        plan.check_turns()?;
        // Circles flown for a time: their length follows from the wind, by Newton's method on the time flown.
        let mut loiters = route.first_loiters();
        let mut off = 0.0f64;
        for _ in 0..LOITER_ITERATIONS {
            let shape = Shaped::new(&plan, &loiters)?;
            let flight = Flight::new(&plan, &shape)?;
            off = 0.0;
            for (i, loiter) in loiters.iter_mut().enumerate() {
                let Some((duration_s, length_m)) = loiter else { continue };
                let passage = shape.passages[i];
                let missing = *duration_s - (flight.time_at(passage.leave_m) - flight.time_at(passage.over_m));
                *length_m = (*length_m + missing * flight.rate_at(passage.leave_m)?).max(1e-3);
                off = off.max(missing.abs());
            }
            if off < 1e-6 {
                return flight.finish();
            }
        }
        let said: Vec<String> = loiters.iter().flatten().map(|(_, length_m)| format!("{length_m:.1}")).collect();
        Err(Error::NotConverged {
            what: "duration of the loiter".to_owned(),
            iterations: LOITER_ITERATIONS,
            off: format!("{off:.3} s"),
            at: format!("loiters of {} m", said.join(", ")),
        })
    }
}

impl<'a> Flight<'a> {
    fn new(plan: &'a InWind<'a>, shape: &'a Shaped) -> Result<Self> {
        let mut flight = Self { plan, shape, reached: Vec::new(), joints: Vec::new() };
        let (mut t, mut air) = (0.0, 0.0);
        for pair in flight.joints_apart().windows(2) {
            flight.joints.push((pair[0], t));
            let stretch = flight.stretch(pair[0], pair[1]);
            let (from, to) = (pair[0], pair[1]);
            let n = flight.least_steps(stretch, from, to);
            let mut here = flight.reach(stretch, from, t, air)?;
            flight.reached.push((stretch, here));
            let mut i = 1.0;
            while i <= n {
                let next = from + (to - from) * i / n;
                here = flight.advance(stretch, here, next, HALVINGS_MAX)?;
                i += 1.0;
            }
            (t, air) = (here.knot.t, here.air_m);
        }
        flight.joints.push((shape.length_m(), t));
        Ok(flight)
    }

    // Joints, no further apart than a parabola may reach.
    fn joints_apart(&self) -> Vec<f64> {
        let joints = self.shape.joints();
        let mut all = vec![joints[0]];
        for pair in joints.windows(2) {
            let (from, length) = (pair[0], pair[1] - pair[0]);
            let n = (length / PARABOLA_MAX_M).ceil();
            let mut i = 1.0;
            while i < n {
                all.push(from + length * i / n);
                i += 1.0;
            }
            all.push(pair[1]);
        }
        all
    }

    fn stretch(&self, from: f64, to: f64) -> Stretch {
        let middle = 0.5 * (from + to);
        let track = self.shape.track.piece_at(middle);
        let curvature = |s: f64| self.shape.track.normal_curvature(track, s);
        let straight = self.plan.is_still() && self.shape.track.is_straight(track);
        Stretch {
            track,
            from,
            length: to - from,
            curvature: straight.then(|| [from, middle, to].map(curvature)),
            height: self.shape.heights.piece_at(middle),
            speed: self.shape.speeds.piece_at(middle),
            step: (1e-4 * (to - from)).clamp(1e-4, 1.0),
        }
    }

    fn least_steps(&self, stretch: Stretch, from: f64, to: f64) -> f64 {
        let turned = self.shape.track.piece(stretch.track).curvature().abs() * (to - from);
        ((to - from) / LEG_SPACING_M).max(turned / ARC_SPACING_RAD).ceil().max(1.0)
    }

    // Knots up to a distance, halving until the quintic keeps to the path.
    fn advance(&mut self, stretch: Stretch, from: Reached, to: f64, halvings: u32) -> Result<Reached> {
        if self.is_smooth(stretch) {
            let end = self.onwards(stretch, &from, to)?;
            self.reached.push((stretch, end));
            return Ok(end);
        }
        let half = 0.5 * (from.s + to);
        let middle = self.onwards(stretch, &from, half)?;
        let end = self.onwards(stretch, &middle, to)?;
        let read = hermite::position(&from.knot, &end.knot, middle.knot.t);
        if halvings > 0 && (read - middle.knot.position).norm() > SLACK_M {
            let middle = self.advance(stretch, from, half, halvings - 1)?;
            return self.advance(stretch, middle, to, halvings - 1);
        }
        self.reached.push((stretch, end));
        Ok(end)
    }

    // Whether the quintic between knots is known to keep to the path: level and steady in still air. Over 10 km of a leg the
    // sixth derivative of a circle round the Earth makes less than 1e-12 m.
    fn is_smooth(&self, stretch: Stretch) -> bool {
        let radius = 1.0 / self.shape.track.piece(stretch.track).curvature().abs();
        self.plan.is_still()
            && self.shape.heights.is_level(stretch.height)
            && self.shape.speeds.is_steady(stretch.speed)
            && (radius < SMOOTH_RADIUS_M || radius.is_infinite())
    }

    // The place at a distance, by quadrature of time and distance through the air from another on the same stretch.
    fn onwards(&self, stretch: Stretch, from: &Reached, to: f64) -> Result<Reached> {
        let (middle, half) = (0.5 * (from.s + to), 0.5 * (to - from.s));
        let (mut t, mut air) = (from.knot.t, from.air_m);
        // Where the rate is all but constant two points do.
        let points = if stretch.curvature.is_some() && self.is_smooth(stretch) { &GAUSS_TWO[..] } else { &GAUSS };
        for &(x, weight) in points {
            let s = middle + half * x;
            let dt = weight * half / self.rate(stretch, s)?;
            t += dt;
            air += dt * self.shape.speeds.at(stretch.speed, s);
        }
        self.reach(stretch, to, t, air)
    }

    fn reach(&self, stretch: Stretch, s: f64, t: f64, air_m: f64) -> Result<Reached> {
        let rate = self.rate(stretch, s)?;
        let d = stretch.step;
        // s'' = s' ds'/ds
        let growth = rate * (self.rate(stretch, s + d)? - self.rate(stretch, s - d)?) / (2.0 * d);
        let (h, slope, bend) = self.shape.heights.at(stretch.height, s);
        let height = (h, slope * rate, bend * rate * rate + slope * growth);
        let knot = self.shape.track.knot(stretch.track, t, s, (rate, growth), height);
        Ok(Reached { s, air_m, knot })
    }

    // ds/dt along the ellipsoid: at a height h over ground of normal curvature k the craft covers 1 + k h as much.
    fn rate(&self, stretch: Stretch, s: f64) -> Result<f64> {
        let (h, slope, _) = self.shape.heights.at(stretch.height, s);
        let airspeed = self.shape.speeds.at(stretch.speed, s);
        let track = &self.shape.track;
        let (curvature, wind) = if self.plan.is_still() {
            (stretch.curvature(s).unwrap_or_else(|| track.normal_curvature(stretch.track, s)), (0.0, 0.0, 0.0))
        } else {
            let (latitude, longitude, heading) = track.place(stretch.track, s);
            let wind = self.plan.wind_at(latitude, longitude, h);
            (normal_curvature(latitude, heading), along_across(wind, heading))
        };
        let stretched = 1.0 + curvature * h;
        let speed = ground_speed(airspeed, slope / stretched, wind).ok_or_else(|| held_back(s, airspeed, wind))?;
        let curvature = self.shape.track.piece(stretch.track).curvature().abs();
        // A dive whose speed changes evenly takes the bank that it needs.
        let diving = self.plan.dive.is_some_and(|d| d.evenly) && self.shape.dive_m.is_some_and(|start| s > start);
        if curvature == 0.0 || diving {
            return Ok(speed / stretched);
        }
        // The radius was chosen for the leg's speed; a craft still faster there would need more bank. 1e-4: heights down to
        // -500 m make circles smaller by that.
        let needed = speed * speed * curvature / stretched;
        let bank = self.plan.agility.bank_rad;
        if needed > STANDARD_GRAVITY_M_S2 * bank.tan() * (1.0 + 1e-4) {
            let allowed = format!("at most {bank}, as the leg before is too short to slow down for the turn");
            return Err(Error::invalid("bank_rad", (needed / STANDARD_GRAVITY_M_S2).atan(), &allowed));
        }
        Ok(speed / stretched)
    }

    // Time at a joint.
    fn time_at(&self, s: f64) -> f64 {
        let nearest = self.joints.iter().min_by(|a, b| (a.0 - s).abs().total_cmp(&(b.0 - s).abs()));
        nearest.map_or(0.0, |joint| joint.1)
    }

    fn rate_at(&self, s: f64) -> Result<f64> {
        let stretch = self.stretch(s - 1e-6, s);
        self.rate(stretch, s)
    }

    fn finish(mut self) -> Result<Flown> {
        let mut marks: Vec<Mark> = [(self.shape.cruise_m, Event::Cruise), (self.shape.dive_m, Event::Dive)]
            .into_iter()
            .filter_map(|(s, event)| s.map(|s| Mark { time_s: self.time_at(s), event }))
            .collect();
        let outcome = if self.cut_by_fuel()? { Outcome::FuelExhausted } else { Outcome::Impact };
        let mut knots: Vec<Knot> = self.reached.iter().map(|(_, r)| r.knot).collect();
        // One knot where both sides of a joint agree.
        knots.dedup_by(|b, a| (b.t - a.t).abs() < 1e-9 && (b.acceleration - a.acceleration).norm() < 1e-6);
        if outcome == Outcome::FuelExhausted {
            let time_s = knots[knots.len() - 1].t;
            marks.retain(|m| m.time_s <= time_s);
            marks.push(Mark { time_s, event: Event::FuelOut });
        }
        Ok(Flown { knots, marks, outcome })
    }

    // Ends the flight where the fuel does; true when it does.
    fn cut_by_fuel(&mut self) -> Result<bool> {
        let fuel = &self.plan.fuel;
        // How far beyond the nearest limit.
        let over =
            |r: &Reached| (r.s - fuel.ground_range_m).max(r.air_m - fuel.air_range_m).max(r.knot.t - fuel.endurance_s);
        let Some(i) = self.reached.iter().position(|(_, r)| over(r) > 0.0) else { return Ok(false) };
        let (stretch, after) = self.reached[i];
        let (_, before) = self.reached[i - 1];
        let beyond = |s: f64| self.onwards(stretch, &before, s).map_or(f64::NAN, |r| over(&r));
        let s = bracketed(beyond, before.s, after.s, 1e-6);
        let last = self.onwards(stretch, &before, s)?;
        self.reached.truncate(i);
        self.reached.push((stretch, last));
        Ok(true)
    }
}

fn held_back(s: f64, airspeed: f64, (along, across, up): (f64, f64, f64)) -> Error {
    let given =
        format!("{along:.1} m/s along the track, {:.1} across, {up:.1} up, {s:.0} m after the start", across.abs());
    let allowed = format!("weak enough for an airspeed of {airspeed:.1} m/s to hold the track");
    Error::invalid("wind of the world", given, &allowed)
}
