//! Boosted flights to a destination: ballistic, quasi-ballistic and air-launched aeroballistic.
//!
//! Solved for: launch azimuth, mass ratio (how much propellant is burnt) and pitch, so that the flight comes down on
//! the destination and rises to the prescribed apogee. A lifting body levels off below a given altitude, as far as its
//! lift can, or climbs back to where it glides best; it may weave, and dives when drag has brought its energy down to
//! that of a given speed.

use super::boosted::{check_launch_speed, BoostedFlight, PullUp};
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::flight::flown::path::Flown;
use crate::flight::flown::quantities::apogee;
use crate::flight::forces::aerodynamics::Aerodynamics;
use crate::flight::forces::bank::LiftToDrag;
use crate::flight::forces::boost::AscentSteering;
use crate::flight::forces::vehicle::{Ratios, Vehicle};
use crate::flight::search::arc::Search;
use crate::flight::search::endpoints::{minimum_energy, Endpoints, MISS_TOLERANCE_M};
use crate::flight::search::lead::Lead;
use crate::flight::search::sent::{by_rough_flights, meet, rough, Tried};
use crate::math::integrator::Settings;
use crate::math::newton::Problem;
use std::cell::Cell;
use std::sync::Arc;

/// A missile with one or more boost stages, alike in specific impulse, burn time and mass ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DepressedFlight {
    /// Altitude of the apogee (m).
    pub apogee_m: f64,
    /// Speed at launch (m/s), level and towards the target; 0 from the ground, where it rises vertically.
    pub launch_speed_m_s: f64,
    /// Specific impulse (s).
    pub specific_impulse_s: f64,
    /// Number of stages.
    pub stages: f64,
    /// Mass of an empty stage over the mass at its burn-out; dropped before the next one ignites.
    pub stage_dropped_share: f64,
    /// Burn time of all stages (s); shorter where the thrust would not be twice the weight at launch.
    pub burn_time_s: f64,
    /// Largest mass ratio, the product of those of the stages: what the class can carry.
    pub mass_ratio_max: f64,
    /// Ballistic coefficient after burn-out (kg/m^2).
    pub ballistic_coefficient_kg_m2: f64,
    /// Lift-to-drag ratio; 0 for a ballistic body, which then has no pull-up and no dive.
    pub lift_to_drag: f64,
    /// Largest acceleration by lift (m/s^2).
    pub lateral_acceleration_m_s2: f64,
    /// Altitude below which a lifting body levels off on its way down (m).
    pub pull_up_altitude_m: f64,
    /// It turns into its dive when its energy per mass is that of this speed at altitude zero (m/s).
    pub dive_speed_m_s: f64,
    /// Depression of the dive (rad).
    pub dive_angle_rad: f64,
    /// Steepest climb from the pull-up back to the height of the best glide (rad); 0 to stay level.
    pub climb_angle_rad: f64,
    /// Amplitude of a weave across the path between pull-up and dive (m/s^2); 0 for none.
    pub weave_acceleration_m_s2: f64,
    /// Period of the weave (s); not used without one.
    pub weave_period_s: f64,
}

impl DepressedFlight {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        check_range("apogee_m", self.apogee_m, 100.0, 5_000_000.0)?;
        check_launch_speed(self.launch_speed_m_s)?;
        // Narrower than those of a vehicle: every stage that is tried, of the least mass ratio too, is to be one.
        check_range("specific_impulse_s", self.specific_impulse_s, 100.0, 500.0)?;
        check_range("stages", self.stages, 1.0, 5.0)?;
        if self.stages.fract() != 0.0 {
            return Err(Error::invalid("stages", self.stages, "a whole number from 1 to 5"));
        }
        check_range("stage_dropped_share", self.stage_dropped_share, 0.0, 0.9)?;
        check_range("burn_time_s", self.burn_time_s, 1.0, 600.0)?;
        check_range("mass_ratio_max", self.mass_ratio_max, 1.05, 60.0)?;
        self.aerodynamics().check()?;
        self.pull_up().check("pull_up_altitude_m")
    }

    // Of the vehicle after burn-out.
    const fn aerodynamics(&self) -> Aerodynamics {
        let ballistic_coefficient_kg_m2 = self.ballistic_coefficient_kg_m2;
        Aerodynamics::LiftToDrag { ballistic_coefficient_kg_m2, ratio: LiftToDrag::Constant(self.lift_to_drag) }
    }

    const fn pull_up(&self) -> PullUp {
        PullUp {
            altitude_m: self.pull_up_altitude_m,
            lateral_acceleration_m_s2: self.lateral_acceleration_m_s2,
            dive_speed_m_s: self.dive_speed_m_s,
            dive_angle_rad: self.dive_angle_rad,
            climb_angle_rad: self.climb_angle_rad,
            weave_acceleration_m_s2: self.weave_acceleration_m_s2,
            weave_period_s: self.weave_period_s,
        }
    }

    /// The flight between the endpoints.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when the largest mass ratio falls short, [`Error::InvalidParameter`] for a parameter out of
    /// range or an apogee that no flight there has, [`Error::NotConverged`] when none is found.
    ///
    /// [`Error::Unreachable`]: crate::error::Error::Unreachable
    /// [`Error::InvalidParameter`]: crate::error::Error::InvalidParameter
    /// [`Error::NotConverged`]: crate::error::Error::NotConverged
    pub fn solve(&self, world: &World, ends: &Endpoints, settings: &Settings) -> Result<Flown> {
        self.solve_led(world, ends, settings, None).map(|(flown, _)| flown)
    }

    // The flight, and what led to it; `lead` is that of a like flight between other places.
    pub(super) fn solve_led(
        &self,
        world: &World,
        ends: &Endpoints,
        settings: &Settings,
        lead: Option<&Lead>,
    ) -> Result<(Flown, Option<Lead>)> {
        self.check()?;
        let [low, high] = self.bounds(ends);
        let problem = problem(&low, &high);
        let exact = Trial { flight: self, world, ends, settings: *settings };
        let coarse = Trial { settings: rough(settings), ..exact };
        let north = ends.line.azimuth_start_rad;
        let led = lead.and_then(|lead| lead.follow(&problem, north, |x| exact.off(x)));
        let near = |guess: [f64; 3]| by_rough_flights(&problem, |x| exact.off(x), |x| coarse.off(x), &guess);
        let found = led.or_else(|| self.guesses(ends).find_map(near));
        if let Some((flown, found)) = found {
            return Ok((flown, Some(Lead::of(&found, north))));
        }
        let fly = |azimuth: f64, mass_ratio: f64, pitch: f64| exact.fly(&[azimuth, mass_ratio, pitch]);
        let search = Search {
            world,
            ends,
            fly: &fly,
            azimuth_rad: self.guesses(ends).next().map_or(ends.line.azimuth_start_rad, |guess| guess[0]),
            energy: (low[1], high[1]),
            steepness: (low[2], high[2]),
            cell: Cell::new(0),
            words: ["the boost to this destination and apogee", "mass ratio", "pitch in rad"],
        };
        let x = search.at_apogee(self.apogee_m)?;
        match meet(&problem, |x| exact.off(x), &x, None) {
            Ok((flown, found)) => Ok((flown, Some(Lead::of(&found, north)))),
            Err(_) => exact.fly(&x).map(|flown| (flown, None)).ok_or_else(|| search.unsolved(x, f64::INFINITY)),
        }
    }

    // Lowest and highest azimuth, mass ratio and pitch.
    fn bounds(&self, ends: &Endpoints) -> [[f64; 3]; 2] {
        let north = ends.line.azimuth_start_rad;
        [[north - 1.5, 1.02, (-20f64).to_radians()], [north + 1.5, self.mass_ratio_max, 89.5f64.to_radians()]]
    }

    // Azimuth, mass ratio and pitch to begin with, the likeliest first. The losses to gravity and drag are not known
    // beforehand: several allowances.
    fn guesses(&self, ends: &Endpoints) -> impl Iterator<Item = [f64; 3]> + '_ {
        let (ends, rise) = (*ends, (self.apogee_m - ends.launch_point.altitude_m).max(2_000.0));
        let (arc, angle) = parabola(ends.line.distance_m, rise);
        let arc = arc.min(1.5 * minimum_energy(ends.line.distance_m).0);
        let glide = self.glide(ends.line.distance_m, ends.launch_point.altitude_m, arc);
        let glides = [1.0, 1.12, 0.9].into_iter().filter_map(move |share| {
            let (speed, gain) = glide?;
            Some(self.beginning(
                &ends,
                speed,
                share * gain,
                self.pitch_of_climb(ends.launch_point.altitude_m, share * gain),
            ))
        });
        let arcs = [1.15, 1.35, 1.05]
            .into_iter()
            .map(move |loss| self.beginning(&ends, arc, loss * arc - self.launch_speed_m_s, 1.1 * angle));
        // All arcs where it does not glide, else the likeliest.
        glides.chain(arcs).take(if glide.is_some() { 4 } else { 3 })
    }

    // Tsiolkovsky's equation for a gain of speed, and the azimuth led by the Earth's rotation at a speed (m/s).
    fn beginning(&self, ends: &Endpoints, speed: f64, gain: f64, pitch: f64) -> [f64; 3] {
        let ratio = (gain.max(100.0) / (self.specific_impulse_s * STANDARD_GRAVITY_M_S2)).exp();
        let azimuth = ends.line.azimuth_start_rad + ends.rotation_lead(0.7 * speed);
        [azimuth, ratio.min(self.mass_ratio_max), pitch]
    }

    // Speed of a glide that carries over most of a distance, and what a boost must gain for it (m/s): drag takes g/(L/D) a
    // metre, down to the energy of the dive, v^2 = v_dive^2 + 2 g s/(L/D), s the 0.85 of the distance after the boost. The
    // losses are fitted to flights of the classes: of the boost, and of a glide in denser air than it needs, rho v^2/(2 beta)
    // at the apogee. None where it does not begin on the way down from the apogee, or dives at once.
    fn glide(&self, distance_m: f64, launch_m: f64, arc_m_s: f64) -> Option<(f64, f64)> {
        let spent = 2.0 * STANDARD_GRAVITY_M_S2 * 0.85 * distance_m / self.lift_to_drag;
        let speed = (self.dive_speed_m_s * self.dive_speed_m_s + spent).sqrt();
        let early = self.pull_up_altitude_m >= 0.8 * self.apogee_m;
        let glides = self.lift_to_drag > 0.0 && (early || speed < arc_m_s);
        let drag = 1.225 * thin(self.apogee_m) * speed * speed / self.ballistic_coefficient_kg_m2;
        let (blunt, burn) = (1e3 / self.ballistic_coefficient_kg_m2, 0.01 * self.burn_time_s);
        let loss = if self.launch_speed_m_s > 0.0 {
            0.87 + 8.7 * blunt * thin(launch_m) + 0.21 * burn + 0.028 * drag
        } else {
            1.075 + 1.85 * blunt - 0.63 * burn + 0.02 * drag + 0.122 * self.lift_to_drag
        };
        glides.then_some((speed, loss * speed - self.launch_speed_m_s))
    }

    // Pitch of a boost that gains a speed (m/s) and rises (m) during a burn of t and the coast after it: upwards it takes
    // w = g (sqrt(t^2/4 + 2 h/g) - t/2) and g t against gravity. The shares are fitted to flights of the classes.
    fn pitch_of_climb(&self, launch_m: f64, gain_m_s: f64) -> f64 {
        let (g, t) = (STANDARD_GRAVITY_M_S2, self.burn_time_s);
        let rise = (self.apogee_m - launch_m).max(2_000.0);
        let upwards = g * ((0.25 * t * t + 2.0 * rise / g).sqrt() - 0.5 * t) + g * t;
        let share = upwards / gain_m_s.max(100.0);
        let blunt = 1e3 / self.ballistic_coefficient_kg_m2;
        let sin = if self.launch_speed_m_s > 0.0 {
            1.107 * share + 0.213 * blunt + 0.29 * thin(launch_m) - 0.04
        } else {
            1.68 * share + 0.815 * blunt - 0.0038 * t - 0.30
        };
        sin.clamp(-0.2, 0.95).asin()
    }

    // The flight of an azimuth, a mass ratio and a pitch. Thrust over weight at launch is Isp (1 - 1/r) / (burn time of
    // the first stage), r its mass ratio: two at least.
    fn boosted(&self, ends: &Endpoints, x: [f64; 3]) -> Result<BoostedFlight> {
        let n = self.stages.round();
        let mass_ratio = x[1].powf(1.0 / n);
        let burn_time_s = (self.burn_time_s / n).min(self.specific_impulse_s * (1.0 - 1.0 / mass_ratio) / 2.0);
        let ratios = Ratios {
            #[allow(clippy::cast_possible_truncation, reason = "one to five, as was checked")]
            stages: n as i32,
            mass_ratio,
            dropped_share: self.stage_dropped_share,
            burn_time_s,
            specific_impulse_s: self.specific_impulse_s,
        };
        let vehicle = Vehicle::of_ratios(&ratios, self.aerodynamics())?;
        Ok(BoostedFlight {
            vehicle: Arc::new(vehicle),
            launch_point: ends.launch_point,
            azimuth_rad: x[0],
            launch_speed_m_s: self.launch_speed_m_s,
            steering: AscentSteering::of_classes(self.launch_speed_m_s > 0.0, n * burn_time_s, x[2])?,
            pull_up: (self.lift_to_drag > 0.0).then(|| self.pull_up()),
            ground_altitude_m: ends.destination.altitude_m,
        })
    }
}

fn problem<'a>(low: &'a [f64; 3], high: &'a [f64; 3]) -> Problem<'a> {
    Problem { difference: &[1e-4; 3], low, high, tolerance: &[MISS_TOLERANCE_M; 3], iterations_max: 40 }
}

// Flights by azimuth, mass ratio and pitch.
#[derive(Clone, Copy)]
struct Trial<'a> {
    flight: &'a DepressedFlight,
    world: &'a World,
    ends: &'a Endpoints,
    settings: Settings,
}

impl Trial<'_> {
    fn fly(&self, x: &[f64]) -> Option<Flown> {
        let boosted = self.flight.boosted(self.ends, [x[0], x[1], x[2]]).ok()?;
        boosted.fly_to(self.world, self.ends.destination.altitude_m, &self.settings).ok()
    }

    // How far a flight comes down beyond the destination and to its right, and rises above the apogee (m), and the flight.
    //
    // Range and apogee are taken as those of a parabola: speed v and angle a, which tell them by R = v^2 sin(2a)/g and
    // H = v^2 sin(a)^2/(2 g), are nearly linear in the unknowns. The misses are those of dv and da by the derivatives at
    // the goal; close to it they are the true ones.
    fn off(&self, x: &[f64]) -> Option<Tried> {
        let flown = self.fly(x)?;
        let (beyond, right) = self.ends.miss(self.world, &flown)?;
        let (range, rise) = (self.ends.line.distance_m, self.flight.apogee_m - self.ends.destination.altitude_m);
        let up = apogee(self.world, &flown.knots) - self.flight.apogee_m;
        let ((v0, a0), (v, a)) = (parabola(range, rise), parabola(range + beyond, rise + up));
        let (dv, da) = ((v - v0) / v0, a - a0);
        let off = |size: f64, by_angle: f64| 2.0 * size * (dv + da * by_angle);
        Some((vec![off(range, (2.0 * a0).tan().recip()), right, off(rise, a0.tan().recip())], flown))
    }
}

// Density of the air at an altitude (m) over that at sea level, roughly.
fn thin(altitude_m: f64) -> f64 {
    (-altitude_m / 7_500.0).exp()
}

// Speed (m/s) and angle (rad) of the flat parabola of a range and a rise (m): tan a = 4 H/R, v^2 = g R/sin(2a).
fn parabola(range_m: f64, rise_m: f64) -> (f64, f64) {
    let (range, rise) = (range_m.max(1.0), rise_m.max(1.0));
    let angle = (4.0 * rise / range).atan();
    ((STANDARD_GRAVITY_M_S2 * range / (2.0 * angle).sin()).sqrt(), angle)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::ellipsoid::Geodetic;

    // Of a class that starts from the ground (launch speed 0) or from a carrier at 14 km: distance and apogee (km),
    // ballistic coefficient, lift-to-drag ratio.
    const FLIGHTS: [(f64, f64, f64, f64, f64); 12] = [
        (0.0, 110.0, 25.0, 5000.0, 2.5),
        (0.0, 300.0, 36.0, 3500.0, 2.2),
        (0.0, 500.0, 50.0, 5000.0, 2.5),
        (0.0, 500.0, 42.0, 7500.0, 2.9),
        (0.0, 690.0, 56.0, 5000.0, 2.5),
        (0.0, 690.0, 60.0, 7500.0, 2.1),
        (400.0, 500.0, 35.0, 5000.0, 2.5),
        (300.0, 500.0, 60.0, 7500.0, 2.9),
        (400.0, 700.0, 42.0, 5000.0, 2.5),
        (650.0, 700.0, 70.0, 3500.0, 2.2),
        (400.0, 900.0, 45.0, 5000.0, 2.5),
        (300.0, 900.0, 78.0, 7500.0, 2.1),
    ];

    #[test]
    fn the_first_guess_leads_to_the_flights_of_the_classes() {
        for (launch_speed_m_s, distance_km, apogee_km, ballistic_coefficient_kg_m2, lift_to_drag) in FLIGHTS {
            let flight = DepressedFlight {
                apogee_m: 1e3 * apogee_km,
                launch_speed_m_s,
                specific_impulse_s: 245.0,
                stages: 1.0,
                stage_dropped_share: 0.0,
                burn_time_s: 45.0,
                mass_ratio_max: 30.0,
                ballistic_coefficient_kg_m2,
                lift_to_drag,
                lateral_acceleration_m_s2: 150.0,
                pull_up_altitude_m: 60e3,
                dive_speed_m_s: 1e3,
                dive_angle_rad: 1.0,
                climb_angle_rad: 0.17,
                weave_acceleration_m_s2: 0.0,
                weave_period_s: 0.0,
            };
            let from = Geodetic::new(-0.7, -2.2, if launch_speed_m_s > 0.0 { 14e3 } else { 0.0 });
            let ends = Endpoints::new(from, Geodetic::new(-0.7 + distance_km / 6_371.0, -2.2, 0.0)).unwrap();
            let exact = Trial { flight: &flight, world: &World::EARTH, ends: &ends, settings: Settings::default() };
            let coarse = Trial { settings: rough(&exact.settings), ..exact };
            let [low, high] = flight.bounds(&ends);
            let guess = flight.guesses(&ends).next().unwrap();
            let mut flown = 0;
            let roughly = |x: &[f64]| {
                flown += 1;
                coarse.off(x)
            };
            let found = by_rough_flights(&problem(&low, &high), |x| exact.off(x), roughly, &guess);
            // The guess and its three differences are four of them.
            assert!(found.is_some() && flown <= 16, "{flight:?}: {flown} flights");
        }
    }
}
