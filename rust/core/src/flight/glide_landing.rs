//! The last leg of a glide, solved for so that it ends on its aimpoint.
//!
//! Unknowns: the bank of the last leg, held constant, which takes out the heading error, and the moment of the dive,
//! which takes out the distance. When even a dive at once would carry beyond the aimpoint, the leg begins farther out; when
//! the flight comes down before its last leg, it is to arrive there faster, and so spends less range by banking.

use super::endpoints::{not_converged, ACCEPTED, MISS_TOLERANCE_M};
use super::glide_flight::GlideFlight;
use super::heading::{miss, Heading};
use super::leg::{Air, Left, Leg};
use super::path::{Event, Flown, Outcome};
use super::phase::STANDARD_GRAVITY_M_S2;
use crate::error::{Error, Result};
use crate::math::hermite::Knot;
use crate::math::newton::Problem;
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;

/// How often a flight is tried, how much farther out the last leg then begins, and how much faster it is to begin.
const TRIALS_MAX: usize = 8;
const FARTHER: f64 = 1.4;
const FASTER: f64 = 1.3;

// A flight with its last leg still to be solved for.
struct Last<'a> {
    flight: &'a GlideFlight,
    heading: &'a Heading,
    air: &'a Air<'a>,
    handover: Knot,
}

/// The glide from its start to its aimpoint.
pub(super) fn fly(flight: &GlideFlight, heading: &Heading, air: &Air, start: &Knot) -> Result<Flown> {
    let sight = |k: &Knot| heading.sight(air.world, k.position, k.velocity);
    let distance_m = sight(start).distance_m;
    let mut failed: Option<Error> = None;
    let (mut handover_range_m, mut handover_speed_m_s) = (heading.handover_range_m, heading.handover_speed_m_s);
    let mut reachable_m = 0f64;
    for _ in 0..TRIALS_MAX {
        let heading = Heading { handover_range_m, handover_speed_m_s, ..*heading };
        let mut leg = Leg::new(start, Event::Glide);
        let mut left = Left::Event;
        if distance_m > handover_range_m {
            left = flight.steer(air, &heading, |k| sight(k).distance_m - handover_range_m, &mut leg);
        }
        match left {
            Left::Event => {}
            Left::Failed(outcome) => return Ok(leg.done(outcome)),
            Left::Ground | Left::Time => {
                reachable_m = reachable_m.max(distance_m - sight(&leg.now).distance_m);
                failed = Some(Error::Unreachable { wanted_m: distance_m, reachable_m });
                handover_speed_m_s *= FASTER;
                continue;
            }
        }
        let last = Last { flight, heading: &heading, air, handover: leg.now };
        match last.solve(leg) {
            Ok(flown) => return Ok(flown),
            Err(error) => failed = Some(error),
        }
        if distance_m <= handover_range_m {
            break;
        }
        handover_range_m *= FARTHER;
    }
    Err(failed.unwrap_or_else(|| not_converged("last leg of the glide", 0, f64::INFINITY, &[])))
}

impl Last<'_> {
    fn solve(&self, leg: Leg) -> Result<Flown> {
        let fresh = || Leg::new(&self.handover, Event::Glide);
        let shoot = |x: &[f64]| {
            let flown = self.leg(fresh(), x[0], x[1]);
            let last = flown.knots.last().filter(|_| flown.outcome == Outcome::Impact)?;
            // The course at the handover is the direction in which the moment of the dive moves the point of impact.
            Some(miss(self.air.world, &self.heading.aim, last.position, self.handover.velocity))
        };
        let sight = self.heading.sight(self.air.world, self.handover.position, self.handover.velocity);
        let bank_max = self.heading.bank_max_rad;
        let bank = self.first_bank(sight.distance_m, sight.error_rad).clamp(-bank_max, bank_max);
        // Twice the time at the present speed: drag takes part of it.
        let latest = 3.0 * sight.distance_m / self.handover.velocity.norm();
        let far = |delay: f64| shoot(&[bank, delay]).map_or(f64::NAN, |m| m.0);
        let at_once = far(0.0);
        if at_once > 0.0 {
            let what = "last leg of the glide (a dive at the handover overshoots)";
            return Err(not_converged(what, 1, at_once, &[("bank in rad", bank)]));
        }
        let delay = bracketed(far, 0.0, latest, 0.5);
        let problem = Problem {
            difference: &[1e-5, 1e-2],
            low: &[-bank_max, 0.0],
            high: &[bank_max, latest],
            tolerance: &[MISS_TOLERANCE_M, MISS_TOLERANCE_M],
            iterations_max: 40,
        };
        let s = problem.solve(|x| shoot(x).map(|m| vec![m.0, m.1]), &[bank, delay]);
        if s.residual <= ACCEPTED {
            return Ok(self.leg(leg, s.x[0], s.x[1]));
        }
        let miss_m = s.residual * MISS_TOLERANCE_M;
        let at = [("bank in rad", s.x[0]), ("time to the dive in s", s.x[1])];
        Err(not_converged("last leg of the glide", s.iterations, miss_m, &at))
    }

    // The bank that turns a heading error e out over a distance D: an arc of radius D/(2 sin e), flown at V^2/r = n tan(bank)
    // where lift carries n = g - V^2/R.
    fn first_bank(&self, distance_m: f64, error_rad: f64) -> f64 {
        let speed = self.handover.velocity.norm();
        let needed = (STANDARD_GRAVITY_M_S2 - speed * speed / self.handover.position.norm()).max(1.0);
        -(2.0 * error_rad.sin() * speed * speed / (distance_m * needed)).atan()
    }

    // The last leg added to a flight: constant bank for a time, then the dive.
    fn leg(&self, mut leg: Leg, bank_rad: f64, delay_s: f64) -> Flown {
        let law = |_: f64, r: Vec3, v: Vec3| {
            self.flight.body.acceleration(self.air.world, (r, v), bank_rad, self.flight.mode)
        };
        let mut left = Left::Time;
        if delay_s > 0.0 {
            left = leg.fly(self.air, law, |_| f64::INFINITY, Some(self.handover.t + delay_s));
        }
        let angle = self.flight.dive.map_or(0.0, |dive| dive.angle_rad);
        match left {
            Left::Ground => leg.done(Outcome::Impact),
            Left::Failed(outcome) => leg.done(outcome),
            Left::Event | Left::Time => self.flight.fall(self.air, leg, angle),
        }
    }
}
