//! Boosted flights to a destination: ballistic, quasi-ballistic and air-launched aeroballistic.
//!
//! Solved for: launch azimuth, mass ratio (how much propellant is burnt) and pitch, so that the flight comes down on
//! the destination and rises to the prescribed apogee. A lifting body levels off below a given altitude, as far as its
//! lift can, or climbs back to where it glides best; it may weave, and dives when drag has brought its energy down to
//! that of a given speed.

use super::boosted::{BoostedFlight, PullUp};
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::flight::flown::path::Flown;
use crate::flight::flown::quantities::apogee;
use crate::flight::forces::aerodynamics::Aerodynamics;
use crate::flight::forces::boost::Steering;
use crate::flight::forces::vehicle::{Ratios, Vehicle};
use crate::flight::search::arc::Search;
use crate::flight::search::endpoints::{minimum_energy, Endpoints, MISS_TOLERANCE_M};
use crate::flight::search::sent::{meet, meet_with, rough, NEAR_M};
use crate::math::integrator::Settings;
use crate::math::newton::Problem;
use std::sync::Arc;

/// A missile with one or more boost stages, alike in specific impulse, burn time and mass ratio.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DepressedFlight {
    /// Altitude of the apogee (m).
    pub apogee_m: f64,
    /// Speed at launch (m/s), level and towards the target; 0 from the ground, where it rises vertically.
    pub speed_start_m_s: f64,
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
        check_range("carrier_speed_m_s", self.speed_start_m_s, 0.0, 2_000.0)?;
        check_range("specific_impulse_s", self.specific_impulse_s, 100.0, 500.0)?;
        check_range("stages", self.stages, 1.0, 5.0)?;
        if self.stages.fract() != 0.0 {
            return Err(Error::invalid("stages", self.stages, "a whole number from 1 to 5"));
        }
        check_range("stage_dropped_share", self.stage_dropped_share, 0.0, 0.9)?;
        check_range("burn_time_s", self.burn_time_s, 1.0, 600.0)?;
        check_range("mass_ratio_max", self.mass_ratio_max, 1.05, 60.0)?;
        check_range("ballistic_coefficient_kg_m2", self.ballistic_coefficient_kg_m2, 100.0, 1e6)?;
        check_range("lift_to_drag", self.lift_to_drag, 0.0, 10.0)?;
        check_range("lateral_acceleration_m_s2", self.lateral_acceleration_m_s2, 0.0, 2_000.0)?;
        check_range("pull_up_altitude_m", self.pull_up_altitude_m, 0.0, 100_000.0)?;
        check_range("dive_speed_m_s", self.dive_speed_m_s, 0.0, 10_000.0)?;
        check_range("dive_angle_rad", self.dive_angle_rad, 0.0, std::f64::consts::FRAC_PI_2)?;
        check_range("climb_angle_rad", self.climb_angle_rad, 0.0, 0.8)?;
        check_range("weave_acceleration_m_s2", self.weave_acceleration_m_s2, 0.0, 2_000.0)?;
        let shortest = if self.weave_acceleration_m_s2 > 0.0 { 1.0 } else { 0.0 };
        check_range("weave_period_s", self.weave_period_s, shortest, 1_000.0)
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
        self.check()?;
        let north = ends.line.azimuth_start_rad;
        let pitch = ((-20f64).to_radians(), 89.5f64.to_radians());
        let problem = Problem {
            difference: &[1e-4, 1e-4, 1e-4],
            low: &[north - 1.5, 1.02, pitch.0],
            high: &[north + 1.5, self.mass_ratio_max, pitch.1],
            tolerance: &[MISS_TOLERANCE_M; 3],
            iterations_max: 40,
        };
        let exact = Trial { flight: self, world, ends, settings: *settings };
        let coarse = Trial { settings: rough(settings), ..exact };
        // The losses to gravity and drag are not known beforehand: several allowances, the likeliest first.
        let guesses = [1.15, 1.35, 1.05].map(|loss| self.guess(ends, loss));
        if let Some(flown) = guesses.iter().find_map(|guess| exact.near(&problem, guess, &coarse)) {
            return Ok(flown);
        }
        let fly = |azimuth: f64, mass_ratio: f64, pitch: f64| exact.fly(&[azimuth, mass_ratio, pitch]);
        let search = Search {
            world,
            ends,
            fly: &fly,
            azimuth_rad: guesses[0][0],
            energy: (problem.low[1], problem.high[1]),
            steepness: pitch,
            tolerance_m: MISS_TOLERANCE_M,
            words: ["the boost to this destination and apogee", "mass ratio", "pitch in rad"],
        };
        let x = search.at_apogee(self.apogee_m)?;
        let x = meet(&problem, |x| exact.off(x).map(|off| off.0), &x).unwrap_or(x.to_vec());
        exact.fly(&x).ok_or_else(|| search.unsolved([x[0], x[1], x[2]], f64::INFINITY))
    }

    // Azimuth, mass ratio and pitch of the flat-Earth parabola with this apogee: tan(angle) = 4 h/R,
    // v^2 = g R / sin(2 angle), and Tsiolkovsky's equation with an allowance for losses.
    fn guess(&self, ends: &Endpoints, loss: f64) -> [f64; 3] {
        let distance = ends.line.distance_m;
        // A lifting body adds to the range of the arc.
        let arc = distance * if self.lift_to_drag > 0.0 { 0.8 } else { 1.0 };
        let rise = (self.apogee_m - ends.launch_point.altitude_m).max(2_000.0);
        let angle = (4.0 * rise / arc).atan();
        let parabola = (STANDARD_GRAVITY_M_S2 * arc / (2.0 * angle).sin()).sqrt();
        let speed = parabola.min(1.5 * minimum_energy(distance).0);
        let gain = (loss * speed - self.speed_start_m_s).max(100.0);
        let ratio = (gain / (self.specific_impulse_s * STANDARD_GRAVITY_M_S2)).exp();
        let azimuth = ends.line.azimuth_start_rad + ends.rotation_lead(0.7 * speed);
        [azimuth, ratio.min(self.mass_ratio_max), angle * 1.1]
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
        let (ballistic_coefficient_kg_m2, ratio) = (self.ballistic_coefficient_kg_m2, self.lift_to_drag);
        let vehicle = Vehicle::of_ratios(&ratios, Aerodynamics::LiftToDrag { ballistic_coefficient_kg_m2, ratio })?;
        Ok(BoostedFlight {
            vehicle: Arc::new(vehicle),
            launch_point: ends.launch_point,
            azimuth_rad: x[0],
            carrier_speed_m_s: self.speed_start_m_s,
            steering: Steering::of_classes(self.speed_start_m_s > 0.0, n * burn_time_s, x[2])?,
            pull_up: (self.lift_to_drag > 0.0).then_some(PullUp {
                altitude_m: self.pull_up_altitude_m,
                lateral_acceleration_m_s2: self.lateral_acceleration_m_s2,
                dive_speed_m_s: self.dive_speed_m_s,
                dive_angle_rad: self.dive_angle_rad,
                climb_angle_rad: self.climb_angle_rad,
                weave_acceleration_m_s2: self.weave_acceleration_m_s2,
                weave_period_s: self.weave_period_s,
            }),
            ground_altitude_m: ends.destination.altitude_m,
        })
    }
}

// Differences of the unknowns of rough flights, large against their error.
const ROUGH_DIFFERENCE: [f64; 3] = [1e-3, 3e-3, 3e-3];

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
    fn off(&self, x: &[f64]) -> Option<(Vec<f64>, Flown)> {
        let flown = self.fly(x)?;
        let (beyond, right) = self.ends.miss(self.world, &flown)?;
        let (range, rise) = (self.ends.line.distance_m, self.flight.apogee_m - self.ends.destination.altitude_m);
        let up = apogee(self.world, &flown.knots) - self.flight.apogee_m;
        let ((v0, a0), (v, a)) = (parabola(range, rise), parabola(range + beyond, rise + up));
        let (dv, da) = ((v - v0) / v0, a - a0);
        let off = |size: f64, by_angle: f64| 2.0 * size * (dv + da * by_angle);
        Some((vec![off(range, (2.0 * a0).tan().recip()), right, off(rise, a0.tan().recip())], flown))
    }

    // The flight that Newton's method finds from a guess, by rough flights as far as they serve.
    fn near(&self, problem: &Problem<'_>, guess: &[f64; 3], coarse: &Self) -> Option<Flown> {
        let coming = Problem { difference: &ROUGH_DIFFERENCE, tolerance: &[NEAR_M; 3], ..problem.clone() };
        let found = coming.solve(|x| coarse.off(x).map(|off| off.0), guess);
        if found.residual > 1.0 {
            return None;
        }
        let mut last = None;
        let off = |x: &[f64]| {
            let (off, flown) = self.off(x)?;
            last = Some((x.to_vec(), flown));
            Some(off)
        };
        let x = meet_with(problem, off, &found.x, found.jacobian).ok()?;
        last.filter(|(at, _)| *at == x).map(|(_, flown)| flown).or_else(|| self.fly(&x))
    }
}

// Speed (m/s) and angle (rad) of the flat parabola of a range and a rise (m): tan a = 4 H/R, v^2 = g R/sin(2a).
fn parabola(range_m: f64, rise_m: f64) -> (f64, f64) {
    let (range, rise) = (range_m.max(1.0), rise_m.max(1.0));
    let angle = (4.0 * rise / range).atan();
    ((STANDARD_GRAVITY_M_S2 * range / (2.0 * angle).sin()).sqrt(), angle)
}
