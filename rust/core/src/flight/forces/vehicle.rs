//! A rocket: stages that burn one after another, what they carry, and its mass at any time in closed form.

use super::aerodynamics::Aerodynamics;
use crate::earth::gravity::STANDARD_GRAVITY_M_S2;
use crate::error::{check_range, in_words, Error, Result};
use crate::flight::flown::path::{Event, Mark};
use crate::math::curve::{Between, Curve};

/// Pressure at which the specific impulse at sea level holds (Pa).
pub const SEA_LEVEL_PRESSURE_PA: f64 = 101_325.0;
// Time that a step of thrust takes (s).
const STEP_S: f64 = 1e-6;
/// More stages than this are a mistake.
pub const STAGES_MAX: usize = 10;

/// A stage. Its thrust curve gives the share of the propellant flow over time; its scale does not matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Propellant (kg).
    pub propellant_mass_kg: f64,
    /// Structure (kg), dropped at burn-out unless it is the last stage of a vehicle that stays in one piece.
    pub dry_mass_kg: f64,
    /// Share of the thrust in vacuum by time since ignition (s), straight lines from 0 to burn-out.
    pub thrust_curve: Curve,
    /// Specific impulse at sea level (s).
    pub specific_impulse_sea_level_s: f64,
    /// Specific impulse in vacuum (s).
    pub specific_impulse_vacuum_s: f64,
    /// Time from burn-out to the ignition of the next stage (s).
    pub coast_s: f64,
}

impl Stage {
    /// Thrust curve of a constant thrust.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a burn time outside 0.01 s to 10,000 s.
    pub fn constant_thrust(burn_time_s: f64) -> Result<Curve> {
        check_range("burn_time_s", burn_time_s, 0.01, 1e4)?;
        Curve::new("thrust_curve", &[(0.0, 1.0), (burn_time_s, 1.0)], Between::Linear)
    }

    /// Thrust curve of measured points (time since ignition in s, thrust in any unit), as files of motors hold them: one
    /// that begins after ignition rises from zero there, and two thrusts at one time are a step.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a first time below 0, and as [`Curve::new`].
    #[allow(clippy::float_cmp, reason = "two points at the very same time are a step")]
    pub fn measured_thrust(points: &[(f64, f64)]) -> Result<Curve> {
        if let Some(&(time, _)) = points.first().filter(|point| point.0 < 0.0) {
            return Err(Error::invalid("first time of thrust_curve", in_words(time), "0 or more"));
        }
        let first = points.first().filter(|point| point.0 > 0.0).map(|_| (0.0, 0.0));
        let mut rising: Vec<(f64, f64)> = Vec::with_capacity(points.len() + 1);
        let mut before = (f64::NAN, f64::NAN);
        for &(time, thrust) in first.iter().chain(points) {
            if time != before.0 {
                rising.push((time, thrust));
            } else if thrust != before.1 {
                rising.push((rising[rising.len() - 1].0 + STEP_S, thrust));
            }
            before = (time, thrust);
        }
        Curve::new("thrust_curve", &rising, Between::Linear)
    }

    /// Burn time (s).
    pub fn burn_time_s(&self) -> f64 {
        self.thrust_curve.x()[self.thrust_curve.x().len() - 1]
    }

    /// Propellant burnt by a time since ignition (kg): its share is the integral of the thrust curve.
    pub fn burnt_kg(&self, since_s: f64) -> f64 {
        let since = since_s.clamp(0.0, self.burn_time_s());
        self.propellant_mass_kg * self.thrust_curve.integral(since) / self.thrust_curve.integral(self.burn_time_s())
    }

    /// Thrust (N) at a time since ignition and an ambient pressure (Pa): mdot g0 Isp(p), with
    /// Isp(p) = `Isp_vac` - (`Isp_vac` - `Isp_sl`) p/p0, as the back-pressure on the nozzle's exit has it.
    pub fn thrust_n(&self, since_s: f64, pressure_pa: f64) -> f64 {
        if !(0.0..=self.burn_time_s()).contains(&since_s) {
            return 0.0;
        }
        let flow =
            self.propellant_mass_kg * self.thrust_curve.at(since_s) / self.thrust_curve.integral(self.burn_time_s());
        let (vacuum, sea) = (self.specific_impulse_vacuum_s, self.specific_impulse_sea_level_s);
        flow * STANDARD_GRAVITY_M_S2 * (vacuum - (vacuum - sea) * pressure_pa / SEA_LEVEL_PRESSURE_PA).max(0.0)
    }

    /// Whether the thrust goes with the pressure of the air.
    pub fn feels_pressure(&self) -> bool {
        self.specific_impulse_sea_level_s < self.specific_impulse_vacuum_s
    }

    fn check(&self) -> Result<()> {
        check_range("propellant_mass_kg", self.propellant_mass_kg, 1e-5, 1e7)?;
        check_range("dry_mass_kg", self.dry_mass_kg, 0.0, 1e7)?;
        check_range("specific_impulse_sea_level_s", self.specific_impulse_sea_level_s, 10.0, 1e3)?;
        let sea = self.specific_impulse_sea_level_s;
        check_range("specific_impulse_vacuum_s", self.specific_impulse_vacuum_s, sea, 1e3)?;
        check_range("coast_s", self.coast_s, 0.0, 1e4)?;
        check_range("burn_time_s", self.burn_time_s(), 0.01, 1e4)?;
        let first = self.thrust_curve.x()[0];
        if first != 0.0 {
            return Err(Error::invalid("first time of thrust_curve", in_words(first), "0, the time of ignition"));
        }
        for &share in self.thrust_curve.y() {
            check_range("share of thrust_curve", share, 0.0, 1e8)?;
        }
        // A share of zero all along burns nothing.
        check_range("integral of thrust_curve", self.thrust_curve.integral(self.burn_time_s()), 1e-9, 1e12)
    }
}

/// What is known of the boost of a generic class: ratios of masses. Its stages are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ratios {
    /// Number of stages.
    pub stages: i32,
    /// Mass at ignition over mass at burn-out of each stage with what it carries.
    pub mass_ratio: f64,
    /// Mass of an empty stage over the mass at its burn-out; dropped before the next one ignites.
    pub dropped_share: f64,
    /// Burn time of each stage (s), at a constant mass flow.
    pub burn_time_s: f64,
    /// Specific impulse at any pressure (s).
    pub specific_impulse_s: f64,
}

// Any mass would do: only ratios count.
const FINAL_MASS_KG: f64 = 1000.0;

/// Stages and what they carry.
#[derive(Debug, Clone, PartialEq)]
pub struct Vehicle {
    stages: Vec<Stage>,
    payload_mass_kg: f64,
    aerodynamics: Aerodynamics,
    payload_aerodynamics: Option<Aerodynamics>,
}

impl Vehicle {
    /// A vehicle. With aerodynamics of its own the payload leaves the last stage at burn-out; else they stay together.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for no stage, more than ten, or a value out of range.
    pub fn new(
        stages: Vec<Stage>,
        payload_mass_kg: f64,
        aerodynamics: Aerodynamics,
        payload_aerodynamics: Option<Aerodynamics>,
    ) -> Result<Self> {
        if stages.is_empty() || stages.len() > STAGES_MAX {
            let value = format!("{} stages", stages.len());
            return Err(Error::invalid("stages", value, &format!("from 1 to {STAGES_MAX} stages")));
        }
        for stage in &stages {
            stage.check()?;
        }
        check_range("payload_mass_kg", payload_mass_kg, 0.0, 1e7)?;
        aerodynamics.check()?;
        if let Some(own) = &payload_aerodynamics {
            own.check()?;
        }
        let vehicle = Self { stages, payload_mass_kg, aerodynamics, payload_aerodynamics };
        check_range("mass after the last burn-out in kg", vehicle.final_mass_kg(), 1e-3, 1e8)?;
        Ok(vehicle)
    }

    /// The vehicle of which only ratios are known, for a burnt-out mass of a tonne. With n stages of mass ratio r and dropped
    /// share d, a stage burns out with r / (1 - d) times the mass after the next one.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn of_ratios(ratios: &Ratios, aerodynamics: Aerodynamics) -> Result<Self> {
        let thrust_curve = Stage::constant_thrust(ratios.burn_time_s)?;
        let growth = ratios.mass_ratio / (1.0 - ratios.dropped_share);
        let stage = |above: i32| {
            let burnout_kg = FINAL_MASS_KG * growth.powi(above);
            Stage {
                propellant_mass_kg: (ratios.mass_ratio - 1.0) * burnout_kg,
                dry_mass_kg: if above > 0 { ratios.dropped_share * burnout_kg } else { 0.0 },
                thrust_curve: thrust_curve.clone(),
                specific_impulse_sea_level_s: ratios.specific_impulse_s,
                specific_impulse_vacuum_s: ratios.specific_impulse_s,
                coast_s: 0.0,
            }
        };
        Self::new((0..ratios.stages).rev().map(stage).collect(), FINAL_MASS_KG, aerodynamics, None)
    }

    /// The stages in order of ignition.
    pub fn stages(&self) -> &[Stage] {
        &self.stages
    }

    /// Aerodynamics from launch to the separation of the payload, if any.
    pub const fn aerodynamics(&self) -> &Aerodynamics {
        &self.aerodynamics
    }

    /// Aerodynamics after the last burn-out.
    pub fn final_aerodynamics(&self) -> &Aerodynamics {
        self.payload_aerodynamics.as_ref().unwrap_or(&self.aerodynamics)
    }

    /// Mass (kg) at the ignition of stage `i`.
    pub fn ignition_mass_kg(&self, i: usize) -> f64 {
        let above: f64 = self.stages[i..].iter().map(|s| s.propellant_mass_kg + s.dry_mass_kg).sum();
        above + self.payload_mass_kg
    }

    /// Mass of the last stage burnt out, with the payload (kg): that of a constant ballistic coefficient.
    pub fn burnout_mass_kg(&self) -> f64 {
        self.stages[self.stages.len() - 1].dry_mass_kg + self.payload_mass_kg
    }

    /// Mass (kg) that comes down.
    pub fn final_mass_kg(&self) -> f64 {
        if self.payload_aerodynamics.is_some() {
            self.payload_mass_kg
        } else {
            self.burnout_mass_kg()
        }
    }

    /// Time of ignition of stage `i` since launch (s).
    pub fn ignition_s(&self, i: usize) -> f64 {
        self.stages[..i].iter().map(|s| s.burn_time_s() + s.coast_s).sum()
    }

    /// Time of the last burn-out since launch (s).
    pub fn burnout_s(&self) -> f64 {
        let last = self.stages.len() - 1;
        self.ignition_s(last) + self.stages[last].burn_time_s()
    }

    /// Mass (kg) at a time since launch.
    pub fn mass_kg(&self, time_s: f64) -> f64 {
        if time_s > self.burnout_s() {
            return self.final_mass_kg();
        }
        let i = (0..self.stages.len()).rev().find(|&i| time_s >= self.ignition_s(i)).unwrap_or(0);
        let since = time_s - self.ignition_s(i);
        let dropped = if since > self.stages[i].burn_time_s() { self.stages[i].dry_mass_kg } else { 0.0 };
        self.ignition_mass_kg(i) - self.stages[i].burnt_kg(since) - dropped
    }

    /// Ideal gain of speed (m/s): the sum of Isp g0 ln(mass at ignition / mass at burn-out), Tsiolkovsky, in vacuum.
    pub fn ideal_speed_m_s(&self) -> f64 {
        let gain = |i: usize| {
            let full = self.ignition_mass_kg(i);
            let stage = &self.stages[i];
            stage.specific_impulse_vacuum_s * STANDARD_GRAVITY_M_S2 * (full / (full - stage.propellant_mass_kg)).ln()
        };
        (0..self.stages.len()).map(gain).sum()
    }

    /// Ignitions, burn-outs and separations in order of time.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::with_capacity(3 * self.stages.len());
        for (i, stage) in self.stages.iter().enumerate() {
            let ignition = self.ignition_s(i);
            let burnout = ignition + stage.burn_time_s();
            marks.push(Mark { time_s: ignition, event: Event::Ignition });
            marks.push(Mark { time_s: burnout, event: Event::Burnout });
            if i + 1 < self.stages.len() || self.payload_aerodynamics.is_some() {
                marks.push(Mark { time_s: burnout, event: Event::Separation });
            }
        }
        marks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(propellant: f64, dry: f64, curve: &[(f64, f64)]) -> Stage {
        Stage {
            propellant_mass_kg: propellant,
            dry_mass_kg: dry,
            thrust_curve: Curve::new("thrust_curve", curve, Between::Linear).unwrap(),
            specific_impulse_sea_level_s: 230.0,
            specific_impulse_vacuum_s: 260.0,
            coast_s: 5.0,
        }
    }

    fn vehicle(stages: Vec<Stage>) -> Result<Vehicle> {
        Vehicle::new(stages, 500.0, Aerodynamics::BallisticCoefficient(5000.0), None)
    }

    #[test]
    fn mass_is_the_integral_of_the_flow() {
        let two = vec![
            stage(3000.0, 400.0, &[(0.0, 0.5), (10.0, 1.0), (40.0, 0.2)]),
            stage(800.0, 90.0, &[(0.0, 1.0), (30.0, 1.0)]),
        ];
        let v = vehicle(two).unwrap();
        assert!((v.mass_kg(0.0) - 4790.0).abs() < 1e-9 && (v.mass_kg(42.0) - 1390.0).abs() < 1e-9);
        assert!((v.mass_kg(45.0) - 1390.0).abs() < 1e-9 && (v.mass_kg(80.0) - 590.0).abs() < 1e-9);
        assert!((v.burnout_s() - 75.0).abs() < 1e-12);
        // Thrust in vacuum is Isp g0 times the fall of mass.
        for t in [3.0, 22.0, 50.0] {
            let (h, i) = (1e-4, usize::from(t > 45.0));
            let flow = (v.mass_kg(t - h) - v.mass_kg(t + h)) / (2.0 * h);
            let thrust = v.stages()[i].thrust_n(t - v.ignition_s(i), 0.0);
            assert!((thrust / (260.0 * STANDARD_GRAVITY_M_S2 * flow) - 1.0).abs() < 1e-7, "{t}");
        }
        let at_sea_level = v.stages()[0].thrust_n(10.0, SEA_LEVEL_PRESSURE_PA) / v.stages()[0].thrust_n(10.0, 0.0);
        assert!((at_sea_level - 230.0 / 260.0).abs() < 1e-12);
    }

    #[test]
    fn measured_points_need_not_begin_at_ignition() {
        let curve = Stage::measured_thrust(&[(0.1, 40.0), (0.5, 40.0), (0.5, 20.0), (0.5, 20.0), (1.0, 0.0)]).unwrap();
        assert_eq!(curve.x(), [0.0, 0.1, 0.5, 0.5 + STEP_S, 1.0]);
        assert!((curve.integral(1.0) - (2.0 + 16.0 + 5.0)).abs() < 1e-4);
        let plain = [(0.0, 0.0), (1.0, 3.0), (2.0, 0.0)];
        assert_eq!(Stage::measured_thrust(&plain).unwrap(), Curve::new("x", &plain, Between::Linear).unwrap());
        assert!(Stage::measured_thrust(&[(0.0, 1.0), (2.0, 1.0), (1.0, 1.0)]).is_err());
        let early = Stage::measured_thrust(&[(-1.0, 1.0), (2.0, 1.0)]).unwrap_err().to_string();
        assert_eq!(early, "first time of thrust_curve = -1 is not allowed: must be 0 or more");
    }

    #[test]
    fn bad_vehicles_are_named() {
        let good = stage(3000.0, 400.0, &[(0.0, 1.0), (40.0, 1.0)]);
        assert!(vehicle(vec![]).unwrap_err().to_string().contains("stages"));
        let bad = [
            (Stage { propellant_mass_kg: -1.0, ..good.clone() }, "propellant_mass_kg = -1"),
            (Stage { dry_mass_kg: f64::NAN, ..good.clone() }, "dry_mass_kg = NaN"),
            (Stage { specific_impulse_vacuum_s: 200.0, ..good.clone() }, "specific_impulse_vacuum_s = 200"),
            (stage(10.0, 1.0, &[(1.0, 1.0), (2.0, 1.0)]), "first time of thrust_curve"),
            (stage(10.0, 1.0, &[(0.0, 0.0), (2.0, 0.0)]), "integral of thrust_curve"),
            (stage(10.0, 1.0, &[(0.0, 1.0), (2.0, -1.0)]), "share of thrust_curve"),
        ];
        for (stage, words) in bad {
            let error = vehicle(vec![stage]).unwrap_err().to_string();
            assert!(error.starts_with(words), "{error}");
        }
    }
}
