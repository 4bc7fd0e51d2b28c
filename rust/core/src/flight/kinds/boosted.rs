//! A vehicle flown forward from a launch: boost stage by stage, coast, re-entry, and for a lifting body a pull-up and dive.

use crate::earth::ellipsoid::Geodetic;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::flight::flown::path::{Event, Flown, Mark};
use crate::flight::forces::boost::{AscentSteering, Craft, Lift};
use crate::flight::forces::vehicle::Vehicle;
use crate::flight::forces::weave::Weave;
use crate::flight::phase::{dive, fly, End, Phase};
use crate::flight::search::places;
use crate::math::hermite::Knot;
use crate::math::integrator::Settings;
use crate::math::roots;
use crate::math::vec3::Vec3;
use std::sync::Arc;

// Into how many parts the stretches of a thrust curve are cut in the search for the lift-off.
const PARTS: u32 = 8;
// The spike of an igniter may lift a vehicle by as much without its leaving the pad (m).
const HOP_M: f64 = 0.1;

/// A pull-up of a body that has lift, and its dive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PullUp {
    /// Altitude below which the body levels off on its way down (m).
    pub altitude_m: f64,
    /// Largest acceleration by lift (m/s^2).
    pub lateral_acceleration_m_s2: f64,
    /// It dives when its energy per mass is that of this speed at altitude zero (m/s).
    pub dive_speed_m_s: f64,
    /// Depression of the dive (rad).
    pub dive_angle_rad: f64,
    /// Steepest climb back to the height of the best glide (rad); 0 to stay level.
    pub climb_angle_rad: f64,
    /// Amplitude of a weave across the path until the dive (m/s^2); 0 for none.
    pub weave_acceleration_m_s2: f64,
    /// Period of the weave (s); not used without one.
    pub weave_period_s: f64,
}

impl PullUp {
    /// Checks every parameter, its altitude under a name.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self, altitude: &str) -> Result<()> {
        check_range(altitude, self.altitude_m, 0.0, 100_000.0)?;
        check_range("lateral_acceleration_m_s2", self.lateral_acceleration_m_s2, 0.0, 2_000.0)?;
        check_range("dive_speed_m_s", self.dive_speed_m_s, 0.0, 11_000.0)?;
        check_range("dive_angle_rad", self.dive_angle_rad, 0.0, std::f64::consts::FRAC_PI_2)?;
        check_range("climb_angle_rad", self.climb_angle_rad, 0.0, 0.8)?;
        check_range("weave_acceleration_m_s2", self.weave_acceleration_m_s2, 0.0, 2_000.0)?;
        let shortest = if self.weave_acceleration_m_s2 > 0.0 { 1.0 } else { 0.0 };
        check_range("weave_period_s", self.weave_period_s, shortest, 1_000.0)
    }
}

/// Checks the speed of an aircraft that launches (m/s).
pub(super) fn check_launch_speed(speed_m_s: f64) -> Result<()> {
    check_range("launch_speed_m_s", speed_m_s, 0.0, 2_000.0)
}

/// A launch of a vehicle.
#[derive(Debug, Clone, PartialEq)]
pub struct BoostedFlight {
    /// The vehicle.
    pub vehicle: Arc<Vehicle>,
    /// Launch point.
    pub launch_point: Geodetic,
    /// Launch azimuth, clockwise from north (rad).
    pub azimuth_rad: f64,
    /// Speed of a carrier at the launch (m/s), level along the azimuth; 0 from the ground.
    pub launch_speed_m_s: f64,
    /// Where the thrust points, by times since lift-off.
    pub steering: AscentSteering,
    /// Manoeuvre after burn-out.
    pub pull_up: Option<PullUp>,
    /// Altitude at which the flight ends (m).
    pub ground_altitude_m: f64,
}

impl BoostedFlight {
    /// The flight to the ground.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a parameter out of range, or a thrust that never lifts the vehicle.
    pub fn fly(&self, world: &World, settings: &Settings) -> Result<Flown> {
        check_range("ground_altitude_m", self.ground_altitude_m, -500.0, self.launch_point.altitude_m)?;
        self.fly_to(world, self.ground_altitude_m, settings)
    }

    /// The flight to an altitude that may lie above the launch point.
    pub(super) fn fly_to(&self, world: &World, ground_m: f64, settings: &Settings) -> Result<Flown> {
        self.check(world)?;
        let lift_off_s = self.lift_off_s(world)?;
        let mut flown = fly(world, &self.start(world, lift_off_s), &self.phases(lift_off_s), ground_m, settings);
        if lift_off_s > 0.0 {
            let stands = |t| Knot { t, velocity: Vec3::ZERO, acceleration: Vec3::ZERO, ..flown.knots[0] };
            let pad = [stands(0.0), stands(lift_off_s)];
            flown.knots.splice(0..0, pad);
        }
        let end = flown.knots[flown.knots.len() - 1].t;
        flown.marks.extend(self.vehicle.marks().into_iter().filter(|m| m.time_s <= end));
        flown.marks.sort_by(|a: &Mark, b| a.time_s.total_cmp(&b.time_s));
        Ok(flown)
    }

    pub(super) fn check(&self, world: &World) -> Result<()> {
        places::check("launch_point", &self.launch_point)?;
        check_range("azimuth_rad", self.azimuth_rad, -7.0, 7.0)?;
        check_launch_speed(self.launch_speed_m_s)?;
        self.steering.check()?;
        if let Some(p) = &self.pull_up {
            p.check("pull_up altitude_m")?;
            if !self.vehicle.final_aerodynamics().lifts() {
                return Err(Error::invalid(
                    "pull_up",
                    "given",
                    "left out, as the body has no lift (or give it a lift table)",
                ));
            }
        }
        self.lift_off_s(world).map(|_| ())
    }

    // When the vehicle leaves the pad: when its thrust exceeds its weight, but for hops, after which it stands again until it
    // does so once more. One that is carried flies at once.
    fn lift_off_s(&self, world: &World) -> Result<f64> {
        if self.launch_speed_m_s > 0.0 {
            return Ok(0.0);
        }
        let pad = self.pad(world);
        let (mut from, mut first) = (0.0, None);
        while let Some(rises) = pad.rises(from) {
            let Some(back) = pad.falls_back(rises) else { return Ok(rises) };
            first = first.or(Some(rises));
            from = back;
        }
        first.ok_or_else(|| pad.too_weak())
    }

    fn pad(&self, world: &World) -> Pad<'_> {
        let position = world.position(self.launch_point);
        let curve = &self.vehicle.stages()[0].thrust_curve;
        // Thrust is linear and mass a parabola between the points: an excess that is only inside shows at the parts.
        let parts = curve
            .x()
            .windows(2)
            .flat_map(|pair| (1..=PARTS).map(move |k| pair[0] + (pair[1] - pair[0]) * f64::from(k) / f64::from(PARTS)));
        Pad {
            vehicle: &self.vehicle,
            gravity_m_s2: -world.field.apparent(position, Vec3::ZERO).dot(world.up(position)),
            pressure_pa: world.air.at(self.launch_point.altitude_m).pressure_pa,
            moments: std::iter::once(0.0).chain(parts).collect(),
        }
    }

    fn start(&self, world: &World, lift_off_s: f64) -> Knot {
        let frame = self.launch_point.enu();
        let (sin_a, cos_a) = self.azimuth_rad.sin_cos();
        // On the ground 1 mm/s upwards gives the path a direction.
        let velocity = if self.launch_speed_m_s > 0.0 {
            frame.to_ecef(sin_a, cos_a, 0.0) * self.launch_speed_m_s
        } else {
            frame.up * 1e-3
        };
        Knot { t: lift_off_s, position: world.position(self.launch_point), velocity, acceleration: Vec3::ZERO }
    }

    // On the pad the clock of the steering stands.
    fn phases(&self, lift_off_s: f64) -> Vec<Phase> {
        let vehicle = &self.vehicle;
        let steering = self.steering.since_ignition(lift_off_s);
        let mut phases = Vec::new();
        for i in 0..vehicle.stages().len() {
            let burning = Craft::burning(vehicle, i, &steering, self.launch_point.enu(), self.azimuth_rad);
            phases.extend(burning.into_iter().map(|(craft, until)| phase(craft, End::Time(until), None)));
            let stage = &vehicle.stages()[i];
            let ignition = vehicle.ignition_s(i);
            if i + 1 < vehicle.stages().len() && stage.coast_s > 0.0 {
                let craft = Craft {
                    aerodynamics: vehicle.aerodynamics().clone(),
                    mass_kg: vehicle.ignition_mass_kg(i + 1),
                    reference_mass_kg: vehicle.burnout_mass_kg(),
                    burn: None,
                    lift: Lift::Zero,
                };
                phases.push(phase(craft, End::Time(ignition + stage.burn_time_s() + stage.coast_s), None));
            }
        }
        self.fall(&mut phases);
        phases
    }

    // From burn-out to the ground.
    fn fall(&self, phases: &mut Vec<Phase>) {
        let mass_kg = self.vehicle.final_mass_kg();
        let craft = |lift| Craft {
            aerodynamics: self.vehicle.final_aerodynamics().clone(),
            mass_kg,
            reference_mass_kg: mass_kg,
            burn: None,
            lift,
        };
        if let Some(p) = &self.pull_up {
            let energy = 0.5 * p.dive_speed_m_s * p.dive_speed_m_s;
            let limit = p.lateral_acceleration_m_s2;
            phases.push(phase(craft(Lift::Zero), End::AltitudeBelow(p.altitude_m), None));
            let weave = Weave {
                lift_max_m_s2: limit,
                climb_rad: p.climb_angle_rad,
                amplitude_m_s2: p.weave_acceleration_m_s2,
                period_s: p.weave_period_s,
            };
            phases.push(phase(craft(Lift::Weave(weave)), End::EnergyBelow(energy), Some(Event::PullUp)));
            let [down, fall] = dive(craft, limit, p.dive_angle_rad);
            phases.extend([Phase { begins: Some(Event::Dive), ..down }, fall]);
        } else {
            phases.push(phase(craft(Lift::Zero), End::Ground, None));
        }
    }
}

// A vehicle on its launch pad, and moments of the burn of its first stage (s).
struct Pad<'a> {
    vehicle: &'a Vehicle,
    gravity_m_s2: f64,
    pressure_pa: f64,
    moments: Vec<f64>,
}

impl Pad<'_> {
    // Thrust and weight (N).
    fn forces(&self, t: f64) -> (f64, f64) {
        let thrust = self.vehicle.stages()[0].thrust_n(t, self.pressure_pa);
        (thrust, self.gravity_m_s2 * self.vehicle.mass_kg(t))
    }

    fn excess(&self, t: f64) -> f64 {
        let (thrust, weight) = self.forces(t);
        thrust - weight
    }

    // From when on, at a moment or later, the thrust exceeds the weight.
    fn rises(&self, from: f64) -> Option<f64> {
        let mut before = from;
        if self.excess(from) > 0.0 {
            return Some(from);
        }
        for &t in self.moments.iter().filter(|&&t| t > from) {
            if self.excess(t) > 0.0 {
                return Some(roots::bracketed(|t| self.excess(t), before, t, 1e-9));
            }
            before = t;
        }
        None
    }

    // When a vehicle that left the pad is back on it, under a burning motor, without having risen higher than a hop. Between
    // moments its acceleration is as good as linear; the air does nothing yet.
    fn falls_back(&self, left_s: f64) -> Option<f64> {
        let rate = |t: f64| self.excess(t) / self.vehicle.mass_kg(t);
        let (mut before, mut climb, mut height) = (left_s, 0.0, 0.0);
        for &t in self.moments.iter().filter(|&&t| t > left_s) {
            let (h, a, b) = (t - before, rate(before), rate(t));
            height += h * (climb + h * (2.0 * a + b) / 6.0);
            climb += 0.5 * h * (a + b);
            if height > HOP_M {
                return None;
            }
            if height <= 0.0 && climb < 0.0 {
                return Some(t);
            }
            before = t;
        }
        None
    }

    fn too_weak(&self) -> Error {
        let greatest = |most: (f64, f64), now: (f64, f64)| if now.0 > most.0 { now } else { most };
        let forces = self.moments.iter().map(|&t| self.forces(t));
        let (thrust, weight) = forces.fold(self.forces(0.0), greatest);
        Error::invalid(
            "thrust at launch",
            format!("{} N at most", rounded(thrust)),
            &format!("more than the weight, {} N", rounded(weight)),
        )
    }
}

// A force to four digits.
fn rounded(force_n: f64) -> String {
    let digits = if force_n >= 1000.0 { 0 } else { 3 };
    format!("{force_n:.digits$}")
}

fn phase(craft: Craft, end: End, begins: Option<Event>) -> Phase {
    Phase { craft, end, begins }
}
