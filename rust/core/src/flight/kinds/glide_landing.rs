//! A glide flown: by its bank schedule, or to a destination, to which its start or its last leg leads it.

use super::glide::{BankControl, GlideFlight, GlideStart};
use crate::earth::ellipsoid::Geodetic;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::flight::flown::path::{Event, Flown};
use crate::flight::forces::bank::BankSchedule;
use crate::flight::phase::{Air, Left, Leg};
use crate::flight::search::endpoints::{not_converged, Endpoints, FARTHEST_M, MISS_TOLERANCE_M, NEAREST_M};
use crate::flight::search::heading::Heading;
use crate::flight::search::lead::Lead;
use crate::flight::search::places;
use crate::flight::search::sent::{rough, Sent};
use crate::math::hermite::Knot;
use crate::math::integrator::Settings;
use crate::math::newton::{Problem, Solution};

// How often a flight is tried, how much farther out the last leg then begins, and how much faster it is to begin.
const TRIALS_MAX: usize = 8;
const FARTHER: f64 = 1.4;
const FASTER: f64 = 1.3;

impl GlideFlight {
    /// The flight.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] as [`Self::check`] and when no equilibrium exists at the start;
    /// [`Error::Unreachable`] when a flight with a solved landing falls short of its destination, [`Error::NotConverged`]
    /// when no last leg within its bank ends there.
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        self.fly_led(world, settings, None).map(|(flown, _)| flown)
    }

    // The flight, and what led to it where its start was solved for; `lead` is that of a like flight between other places.
    pub(super) fn fly_led(
        &self,
        world: &World,
        settings: &Settings,
        lead: Option<&Lead>,
    ) -> Result<(Flown, Option<Lead>)> {
        self.check()?;
        if let BankControl::Heading { heading, .. } = &self.steering {
            let from = Geodetic::new(self.start.latitude_rad, self.start.longitude_rad, 0.0);
            let distance_m = places::line(world, &from, &heading.destination).distance_m;
            places::check_distance(distance_m, NEAREST_M, FARTHEST_M)?;
        }
        let air = Air { world, ground_m: self.ground_m(), settings };
        let mut led = None;
        let flown = match &self.steering {
            BankControl::Schedule(schedule) => self.fly_schedule(&air, &self.begin(world)?, schedule),
            BankControl::Start { destination, speed_max_m_s } => {
                let (flown, found) = send(self, &air, destination, *speed_max_m_s, lead)?;
                led = Some(found);
                flown
            }
            BankControl::Heading { heading, land: true } => land(self, heading, &air, &self.begin(world)?)?,
            BankControl::Heading { heading, land: false } => {
                let mut leg = Leg::new(&self.begin(world)?, Some(Event::Glide));
                let dive = |k: &Knot| self.to_dive(world, k).min(self.to_dive_range(world, heading, k));
                let left = self.steer(&air, heading, dive, &mut leg);
                self.finish(&air, left, leg)
            }
        };
        Ok((self.limits.apply(world, flown), led))
    }
}

// The glide without bank whose azimuth and speed at the start, from the one given up to a greatest one, take it to a
// destination: the faster, the farther.
fn send(
    flight: &GlideFlight,
    air: &Air,
    destination: &Geodetic,
    speed_max_m_s: f64,
    lead: Option<&Lead>,
) -> Result<(Flown, Lead)> {
    let start = &flight.start;
    check_range("speed_max_m_s", speed_max_m_s, start.speed_m_s, 11_000.0)?;
    let from = Geodetic::new(start.latitude_rad, start.longitude_rad, start.altitude_m.unwrap_or(0.0));
    let ends = Endpoints::over(air.world, from, *destination)?;
    let level = BankSchedule::constant(0.0);
    let fly = |air: &Air, x: &[f64]| {
        let start = GlideStart { azimuth_rad: ends.line.azimuth_start_rad + x[0], speed_m_s: x[1], ..*start };
        let sent = GlideFlight { start, steering: BankControl::Schedule(level.clone()), ..flight.clone() };
        Some(sent.fly_schedule(air, &sent.begin(air.world).ok()?, &level))
    };
    let settings = rough(air.settings);
    let coarse = Air { settings: &settings, ..*air };
    let search = Sent {
        what: "azimuth and speed of a glide",
        names: &["azimuth offset in rad", "speed in m/s"],
        problem: Problem {
            difference: &[1e-5, 1e-2],
            low: &[-1.5, start.speed_m_s],
            high: &[1.5, speed_max_m_s],
            tolerance: &[MISS_TOLERANCE_M, MISS_TOLERANCE_M],
            iterations_max: 40,
        },
        bracket: 0.1,
        wanted_m: ends.line.distance_m,
        span_m: Some(ends.span_m()),
    };
    let off = |air: &Air, x: &[f64]| {
        let flown = fly(air, x)?;
        let (beyond, right) = ends.miss(air.world, &flown)?;
        Some((vec![beyond, right], flown))
    };
    // The azimuth is an offset already.
    let led = lead.and_then(|lead| lead.follow(&search.problem, 0.0, |x| off(air, x)));
    let from = |speed: f64| vec![ends.rotation_lead(0.7 * speed), speed];
    let found = led.map_or_else(|| search.solve(|x| off(air, x), |x| off(&coarse, x), from), Ok);
    found.map(|(flown, found)| (flown, Lead::of(&found, 0.0)))
}

// A flight with its last leg still to be solved for.
struct Last<'a> {
    flight: &'a GlideFlight,
    heading: &'a Heading,
    air: &'a Air<'a>,
    handover: Knot,
}

// The glide from its start to its destination, its last leg solved for so that it ends there.
//
// Unknowns: the bank of the last leg, held constant, which takes out the heading error, and the moment of the dive,
// which takes out the distance. When even a dive at once would carry beyond the destination, the leg begins farther out; when
// the flight comes down before its last leg, it is to arrive there faster, and so spends less range by banking.
fn land(flight: &GlideFlight, heading: &Heading, air: &Air, start: &Knot) -> Result<Flown> {
    let sight = |k: &Knot| heading.sight(air.world, k.position, k.velocity);
    let distance_m = sight(start).distance_m;
    let mut failed: Option<Error> = None;
    let (mut handover_range_m, mut handover_speed_m_s) = (heading.handover_range_m, heading.handover_speed_m_s);
    let mut reachable_m = 0f64;
    for trial in 1..=TRIALS_MAX {
        let heading = Heading { handover_range_m, handover_speed_m_s, ..*heading };
        let mut leg = Leg::new(start, Some(Event::Glide));
        let mut left = Left::Event;
        if distance_m > handover_range_m {
            left = flight.steer(air, &heading, |k| sight(k).distance_m - handover_range_m, &mut leg);
        }
        match left {
            Left::Event => {}
            Left::Failed(outcome) => return Ok(leg.done(outcome)),
            Left::Ground | Left::Time => {
                reachable_m = reachable_m.max(distance_m - sight(&leg.now).distance_m);
                failed = Some(Error::unreachable(distance_m, reachable_m));
                handover_speed_m_s *= FASTER;
                continue;
            }
        }
        let last = Last { flight, heading: &heading, air, handover: leg.now };
        match last.solve(leg) {
            Ok(flown) => return Ok(flown),
            // Of the last leg: a dive at once overshoots, or the glide falls short.
            Err(Error::Unreachable { wanted_m, reachable_m }) => {
                let off_m = reachable_m - wanted_m;
                failed = Some(if reachable_m > 0.0 {
                    Error::unreachable(distance_m, distance_m + off_m)
                } else {
                    not_converged(
                        "last leg of a glide that flies away from its destination",
                        trial,
                        off_m,
                        &[("handover range in m", handover_range_m)],
                    )
                });
            }
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
        let world = self.air.world;
        let ends = Endpoints::unchecked(world, world.geodetic(self.handover.position), self.heading.destination);
        let settings = rough(self.air.settings);
        let coarse = Last { air: &Air { settings: &settings, ..*self.air }, ..*self };
        let off = |last: &Last, x: &[f64]| {
            let flown = last.leg(Leg::new(&last.handover, None), x[0], x[1]);
            ends.miss(world, &flown).map(|m| (vec![m.0, m.1], flown))
        };
        let sight = self.heading.sight(world, self.handover.position, self.handover.velocity);
        let bank_max = self.heading.bank_max_rad;
        let bank = self.first_bank(sight.distance_m, sight.error_rad).clamp(-bank_max, bank_max);
        // Twice the time at the present speed: drag takes part of it.
        let latest = 3.0 * sight.distance_m / self.handover.velocity.norm();
        let search = Sent {
            what: "last leg of the glide",
            names: &["bank in rad", "time to the dive in s"],
            problem: Problem {
                difference: &[1e-5, 1e-2],
                low: &[-bank_max, 0.0],
                high: &[bank_max, latest],
                tolerance: &[MISS_TOLERANCE_M, MISS_TOLERANCE_M],
                iterations_max: 40,
            },
            bracket: 0.5,
            wanted_m: sight.distance_m,
            span_m: None,
        };
        let solved = search.solve(|x| off(self, x), |x| off(&coarse, x), |delay| vec![bank, delay]);
        let (_, Solution { x, .. }) = solved?;
        Ok(self.leg(leg, x[0], x[1]))
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
        let bank = BankSchedule::constant(bank_rad);
        let mut left = Left::Event;
        if delay_s > 0.0 {
            let until = Some(self.handover.t + delay_s);
            left = leg.fly(self.air, &self.flight.banked(&bank), |_| f64::INFINITY, until);
        }
        let angle = self.flight.dive.map_or(0.0, |dive| dive.angle_rad);
        leg.dive(self.air, left, &self.flight.body, angle)
    }
}
