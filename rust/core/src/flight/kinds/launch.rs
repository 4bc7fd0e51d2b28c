//! Launch solutions to a destination over a turning Earth with air: a body thrown, or a vehicle boosted.
//!
//! Least energy means least speed relative to the Earth (a body), or least burnt of the last stage (a vehicle whose
//! thrust is cut off). At more energy, or a whole burn, a destination within reach has two flights: lofted and depressed.
//! Bate, Mueller, White, *Fundamentals of Astrodynamics*, chapter 6, is the case without air and rotation.

use super::boosted::BoostedFlight;
use crate::earth::ellipsoid::{Geodetic, MEAN_RADIUS_M};
use crate::earth::gravity::GM_M3_S2;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::flight::flown::attitude::sin_flight_path;
use crate::flight::flown::path::{Event, Flown};
use crate::flight::flown::quantities::apogee;
use crate::flight::forces::aerodynamics::Aerodynamics;
use crate::flight::forces::boost::{Craft, Lift, Steering};
use crate::flight::forces::vehicle::Vehicle;
use crate::flight::phase::{fly, End, Phase};
use crate::flight::search::arc::{Hit, Root, Search};
use crate::flight::search::endpoints::{minimum_energy, Endpoints};
use crate::flight::search::places;
use crate::math::curve::{Between, Curve};
use crate::math::hermite::Knot;
use crate::math::integrator::Settings;
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;
use std::sync::Arc;

/// Greatest launch speed that is searched (m/s).
pub const SPEED_MAX_M_S: f64 = 11_000.0;

/// Which flight to the destination.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Mode {
    /// The one that needs least.
    MinimumEnergy,
    /// The steeper of two.
    Lofted(Given),
    /// The flatter of two.
    Depressed(Given),
}

/// What tells how steep or how fast a lofted or depressed flight is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Given {
    /// Speed at the start (m/s), relative to the Earth.
    Speed(f64),
    /// Kinetic energy at the start over that of the least-energy flight, less one.
    EnergySurplus(f64),
    /// Flight-path angle at the start (rad).
    FlightPath(f64),
    /// Altitude of the apogee (m).
    Apogee(f64),
    /// All propellant is burnt: vehicles only.
    WholeBurn,
}

impl Given {
    /// Its name and its value.
    pub fn named(&self) -> (&'static str, f64) {
        match *self {
            Self::Speed(speed) => ("speed_m_s", speed),
            Self::EnergySurplus(surplus) => ("energy_surplus", surplus),
            Self::FlightPath(angle) => ("flight_path_rad", angle),
            Self::Apogee(height) => ("apogee_m", height),
            Self::WholeBurn => ("whole burn", 1.0),
        }
    }
}

/// What is thrown or launched.
#[derive(Debug, Clone, PartialEq)]
pub enum Thrown {
    /// A body of a mass (kg), thrown at once.
    Body(Aerodynamics, f64),
    /// A vehicle, with what its launch leaves open to the search.
    Vehicle(Arc<Vehicle>, Ascent),
}

/// How a vehicle leaves: straight up and over at `turn_begin_s`, or level from a carrier and up at once.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ascent {
    /// Time of vertical rise (s); not used from a carrier.
    pub vertical_rise_s: f64,
    /// How long the pitch-over takes (s).
    pub kick_duration_s: f64,
    /// Speed of the carrier (m/s), level; 0 from the ground.
    pub carrier_speed_m_s: f64,
}

/// A launch to be solved.
#[derive(Debug, Clone, PartialEq)]
pub struct Launch {
    /// What flies.
    pub thrown: Thrown,
    /// Launch point.
    pub launch_point: Geodetic,
    /// Destination.
    pub destination: Geodetic,
    /// Which flight.
    pub mode: Mode,
}

/// A solved launch.
#[derive(Debug, Clone, PartialEq)]
pub struct Solution {
    /// Azimuth, clockwise from north (rad).
    pub azimuth_rad: f64,
    /// Time of burn-out (s); 0 of a body.
    pub burnout_s: f64,
    /// Speed at burn-out relative to the Earth (m/s).
    pub burnout_speed_m_s: f64,
    /// Flight-path angle at burn-out (rad).
    pub burnout_flight_path_rad: f64,
    /// Altitude at burn-out (m).
    pub burnout_altitude_m: f64,
    /// Angle of the pitch-over from the vertical, or pitch from a carrier (rad); NaN of a body.
    pub kick_rad: f64,
    /// Altitude of the apogee (m).
    pub apogee_m: f64,
    /// Time of flight (s).
    pub flight_time_s: f64,
    /// Distance of the end point from the destination (m).
    pub miss_m: f64,
    /// The flight.
    pub flown: Flown,
}

impl Launch {
    /// Azimuth, speed and steepness of the flight.
    ///
    /// # Errors
    /// [`Error::Unreachable`] with the nearest reachable distance, [`Error::NotConverged`], or
    /// [`Error::InvalidParameter`] for a parameter out of range or a mode that lacks what it needs.
    pub fn solve(&self, world: &World, settings: &Settings) -> Result<Solution> {
        self.check()?;
        let ends = Endpoints::unchecked(world, self.launch_point, self.destination);
        let line = &ends.line;
        if let Thrown::Vehicle(vehicle, ascent) = &self.thrown {
            self.flight(vehicle.clone(), ascent, [line.azimuth_start_rad, 1.0, 1.0]).check(world)?;
        }
        places::check_distance(line.distance_m, 1_000.0, 1.95e7)?;
        let flyer = |azimuth: f64, energy: f64, steepness: f64| self.fly(world, settings, [azimuth, energy, steepness]);
        let (energy, steepness) = self.bounds(world, line.distance_m);
        let search = Search {
            world,
            ends: &ends,
            fly: &flyer,
            azimuth_rad: line.azimuth_start_rad,
            energy,
            steepness,
            // As closely as the integration repeats: some thousand times the error of a step.
            tolerance_m: (3e3 * settings.tolerance_m).clamp(1e-4, 0.3),
            words: ["azimuth, energy and steepness of the launch", "speed in m/s or share burnt", "steepness"],
        };
        let hit = self.find(world, &search)?;
        Ok(self.solution(world, hit))
    }

    fn check(&self) -> Result<()> {
        places::check("launch_point", &self.launch_point)?;
        places::check("destination", &self.destination)?;
        match &self.thrown {
            Thrown::Body(aerodynamics, mass_kg) => {
                aerodynamics.check()?;
                check_range("mass_kg", *mass_kg, 1e-3, 1e8)?;
            }
            Thrown::Vehicle(_, ascent) => {
                check_range("vertical_rise_s", ascent.vertical_rise_s, 0.0, 1e3)?;
                check_range("kick_duration_s", ascent.kick_duration_s, 1e-3, 1e3)?;
                check_range("carrier_speed_m_s", ascent.carrier_speed_m_s, 0.0, 3e3)?;
            }
        }
        let vehicle = matches!(self.thrown, Thrown::Vehicle(..));
        match self.mode {
            Mode::MinimumEnergy => Ok(()),
            Mode::Lofted(given) | Mode::Depressed(given) => match given {
                Given::WholeBurn if vehicle => Ok(()),
                Given::WholeBurn => Err(Error::invalid(
                    "mode",
                    "lofted or depressed alone",
                    "given with speed_m_s, energy_surplus, flight_path_rad or apogee_m for a body",
                )),
                _ if vehicle => {
                    let (name, value) = given.named();
                    Err(Error::invalid(
                        name,
                        value,
                        "left out for a vehicle, whose lofted and depressed flights burn all its propellant",
                    ))
                }
                Given::Speed(v) => check_range("speed_m_s", v, 1.0, SPEED_MAX_M_S),
                Given::EnergySurplus(s) => check_range("energy_surplus", s, 0.0, 100.0),
                Given::FlightPath(gamma) => check_range("flight_path_rad", gamma, STEEPNESS.0, STEEPNESS.1),
                Given::Apogee(h) => {
                    check_range("apogee_m", h, self.launch_point.altitude_m.max(self.destination.altitude_m), 1e8)
                }
            },
        }
    }

    // Bounds of energy and steepness. A body: speed (m/s), flight-path angle (rad). A vehicle: share burnt of the last
    // stage; -ln(kick), so that steeper is more, or pitch from a carrier.
    fn bounds(&self, world: &World, distance_m: f64) -> ((f64, f64), (f64, f64)) {
        // Below a third of the least-energy speed no launch reaches as far, except downwards.
        let gravity = (world.field.gm_m3_s2 / GM_M3_S2).sqrt().min(1.0);
        let slowest = (0.3 * gravity * minimum_energy(distance_m).0).max(20.0);
        match &self.thrown {
            // From the ground a body that is thrown down is under it at once.
            Thrown::Body(..) if self.launch_point.altitude_m < self.destination.altitude_m + 100.0 => {
                ((slowest, SPEED_MAX_M_S), (0.002, STEEPNESS.1))
            }
            Thrown::Body(..) => ((slowest, SPEED_MAX_M_S), STEEPNESS),
            Thrown::Vehicle(_, ascent) if ascent.carrier_speed_m_s > 0.0 => ((0.02, 1.0), (-0.3, 1.56)),
            Thrown::Vehicle(..) => ((0.02, 1.0), (-0.45, 9.0)),
        }
    }

    fn find(&self, world: &World, search: &Search<'_>) -> Result<Hit> {
        let radius = world.position(self.destination).norm().max(0.5 * MEAN_RADIUS_M);
        let guess = match &self.thrown {
            Thrown::Body(..) => (0.25 * (std::f64::consts::PI - search.ends.line.distance_m / radius)).max(0.05),
            Thrown::Vehicle(_, ascent) if ascent.carrier_speed_m_s > 0.0 => 0.7,
            Thrown::Vehicle(..) => 3.0,
        };
        let (root, given) = match self.mode {
            Mode::MinimumEnergy => return search.least_energy(guess),
            Mode::Lofted(given) => (Root::Steep, given),
            Mode::Depressed(given) => (Root::Flat, given),
        };
        match given {
            Given::WholeBurn => search.at_energy(1.0, root),
            Given::Speed(speed) => search.at_energy(speed, root),
            Given::EnergySurplus(surplus) => {
                let least = search.least_energy(guess)?;
                // The least-energy flight is its own double root.
                if surplus < 1e-9 {
                    return Ok(least);
                }
                search.at_energy(least.energy * (1.0 + surplus).sqrt(), root)
            }
            Given::FlightPath(gamma) => {
                let least = search.least_energy(guess)?;
                side("flight_path_rad", gamma, least.steepness, root)?;
                search.at_steepness(gamma, None)
            }
            Given::Apogee(height) => {
                let least = search.least_energy(guess)?;
                side("apogee_m", height, apogee(world, &least.flown.knots), root)?;
                at_apogee(world, search, &least, height, root)
            }
        }
    }

    fn fly(&self, world: &World, settings: &Settings, x: [f64; 3]) -> Option<Flown> {
        match &self.thrown {
            Thrown::Body(aerodynamics, mass_kg) => {
                let start = self.throw(world, x);
                let craft = Craft {
                    aerodynamics: aerodynamics.clone(),
                    mass_kg: *mass_kg,
                    reference_mass_kg: *mass_kg,
                    burn: None,
                    lift: Lift::Zero,
                };
                let phase = Phase { craft, end: End::Ground, begins: None };
                Some(fly(world, &start, &[phase], self.destination.altitude_m, settings))
            }
            Thrown::Vehicle(vehicle, ascent) => {
                let vehicle = if x[1] < 1.0 { Arc::new(vehicle.cut_off(x[1])?) } else { vehicle.clone() };
                self.flight(vehicle, ascent, x).fly_to(world, self.destination.altitude_m, settings).ok()
            }
        }
    }

    fn throw(&self, world: &World, [azimuth, speed, steepness]: [f64; 3]) -> Knot {
        let ((sin_a, cos_a), (sin_g, cos_g)) = (azimuth.sin_cos(), steepness.sin_cos());
        let velocity = self.launch_point.enu().to_ecef(cos_g * sin_a, cos_g * cos_a, sin_g) * speed;
        Knot { t: 0.0, position: world.position(self.launch_point), velocity, acceleration: Vec3::ZERO }
    }

    fn flight(&self, vehicle: Arc<Vehicle>, ascent: &Ascent, x: [f64; 3]) -> BoostedFlight {
        let kick_rad = self.kick(x[2]);
        let programme = || Curve::new("pitch", &[(0.0, 0.0), (ascent.kick_duration_s, kick_rad)], Between::Linear);
        let steering = match programme() {
            Ok(curve) if ascent.carrier_speed_m_s > 0.0 => Steering::PitchProgramme(curve),
            _ => Steering::GravityTurn {
                vertical_rise_s: ascent.vertical_rise_s,
                kick_rad,
                kick_duration_s: ascent.kick_duration_s,
            },
        };
        BoostedFlight {
            vehicle,
            launch_point: self.launch_point,
            azimuth_rad: x[0],
            carrier_speed_m_s: ascent.carrier_speed_m_s,
            steering,
            pull_up: None,
            ground_altitude_m: self.destination.altitude_m,
        }
    }

    fn kick(&self, steepness: f64) -> f64 {
        match &self.thrown {
            Thrown::Body(..) => f64::NAN,
            Thrown::Vehicle(_, ascent) if ascent.carrier_speed_m_s > 0.0 => steepness,
            Thrown::Vehicle(..) => (-steepness).exp(),
        }
    }

    fn solution(&self, world: &World, hit: Hit) -> Solution {
        let burnout_s = hit.flown.marks.iter().rev().find(|m| m.event == Event::Burnout).map_or(0.0, |m| m.time_s);
        let knots = &hit.flown.knots;
        let i = knots.partition_point(|k| k.t < burnout_s).min(knots.len() - 1);
        let at = knots[i];
        Solution {
            azimuth_rad: hit.azimuth_rad.rem_euclid(std::f64::consts::TAU),
            burnout_s,
            burnout_speed_m_s: at.velocity.norm(),
            burnout_flight_path_rad: sin_flight_path(world, &at).clamp(-1.0, 1.0).asin(),
            burnout_altitude_m: world.altitude(at.position),
            kick_rad: self.kick(hit.steepness),
            apogee_m: apogee(world, knots),
            flight_time_s: knots[knots.len() - 1].t,
            miss_m: hit.miss_m,
            flown: hit.flown,
        }
    }
}

// Flight-path angles that are searched (rad).
const STEEPNESS: (f64, f64) = (-1.5, 1.565);

// A steepness that is on the side of the least-energy flight that the mode asks for.
fn side(name: &str, given: f64, least: f64, root: Root) -> Result<()> {
    let (word, wrong) = match root {
        Root::Steep => ("at least", given < least - 1e-9 * least.abs()),
        Root::Flat => ("at most", given > least + 1e-9 * least.abs()),
    };
    if wrong {
        return Err(Error::invalid(name, given, &format!("{word} the value of the least-energy flight, {least:.6}")));
    }
    Ok(())
}

// The flight of an apogee: it rises with the steepness.
fn at_apogee(world: &World, search: &Search<'_>, least: &Hit, height: f64, root: Root) -> Result<Hit> {
    let mut near = least.clone();
    let mut farthest = apogee(world, &least.flown.knots);
    let mut over = |steepness: f64| match search.at_steepness(steepness, Some(&near)) {
        Ok(hit) => {
            let reached = apogee(world, &hit.flown.knots);
            farthest = if root == Root::Steep { farthest.max(reached) } else { farthest.min(reached) };
            near = hit;
            reached - height
        }
        // Too flat or too steep to get there at all.
        Err(_) => 1e9 * (steepness - least.steepness).signum(),
    };
    let end = if root == Root::Steep { search.steepness.1 } else { search.steepness.0 };
    let steepness = bracketed(&mut over, least.steepness, end, 1e-9);
    let found = search.at_steepness(steepness, Some(&near)).ok();
    let word = if root == Root::Steep { "at most" } else { "at least" };
    found.filter(|hit| (apogee(world, &hit.flown.knots) - height).abs() <= 1.0).ok_or_else(|| {
        let allowed =
            format!("{word} {farthest:.0} m to come down there after a launch at up to {SPEED_MAX_M_S:.0} m/s");
        Error::invalid("apogee_m", height, &allowed)
    })
}
