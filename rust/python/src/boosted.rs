//! Vehicles: aerodynamics, stages, steering, and their flights forward from a launch.

use crate::array::{rows, same_length};
use crate::error::exception;
use crate::flight::{run, settings, Trajectories};
use crate::world::World as PlanetWorld;
use intercept_core::earth::ellipsoid::Geodetic;
use intercept_core::error::Result;
use intercept_core::flight::forces::aerodynamics::{self, Coefficients, Flow};
use intercept_core::flight::forces::boost;
use intercept_core::flight::forces::vehicle::{self, Stage};
use intercept_core::flight::kinds::boosted::{BoostedFlight, PullUp};
use intercept_core::flight::kinds::flight::Flight;
use intercept_core::math::curve::{Between, Curve};
use numpy::PyReadonlyArray2;
use pyo3::prelude::*;
use std::sync::Arc;

type Points = Vec<(f64, f64)>;

/// How the air acts on a body: a ballistic coefficient, or coefficients by tables.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Aerodynamics {
    pub(crate) inner: aerodynamics::Aerodynamics,
}

#[pymethods]
impl Aerodynamics {
    /// A constant ballistic coefficient (kg/m^2), of the burnt-out vehicle.
    #[staticmethod]
    fn ballistic_coefficient(value_kg_m2: f64) -> PyResult<Self> {
        Self::checked(Ok(aerodynamics::Aerodynamics::BallisticCoefficient(value_kg_m2)))
    }

    /// Drag coefficient by Mach number, and lift coefficient by angle of attack (rad) if any, over an area (m^2).
    #[staticmethod]
    fn table(
        reference_area_m2: f64,
        drag: Points,
        lift: Option<Points>,
        induced_drag_factor: f64,
        cubic: bool,
    ) -> PyResult<Self> {
        let between = if cubic { Between::MonotoneCubic } else { Between::Linear };
        let lift_curve = lift.map(|points| Curve::new("lift", &points, between)).transpose();
        let drag_curve = Curve::new("drag", &drag, between);
        Self::checked(lift_curve.and_then(|lift| {
            let drag = drag_curve?;
            Ok(aerodynamics::Aerodynamics::Table(Coefficients { reference_area_m2, drag, lift, induced_drag_factor }))
        }))
    }

    /// Angle of attack (rad), acceleration by lift and by drag (m/s^2) of a mass (kg) at an altitude (m) and speed (m/s)
    /// from which an acceleration by lift (m/s^2) is asked.
    fn trim(
        &self,
        world: &PlanetWorld,
        altitude_m: f64,
        speed_m_s: f64,
        mass_kg: f64,
        lift_m_s2: f64,
    ) -> (f64, f64, f64) {
        let trim = self.inner.trim(&Flow::at(&world.inner, altitude_m, speed_m_s), mass_kg, lift_m_s2);
        (self.inner.angle_of_attack(trim.lift_coefficient), trim.lift_m_s2, trim.drag_m_s2)
    }
}

impl Aerodynamics {
    fn checked(made: Result<aerodynamics::Aerodynamics>) -> PyResult<Self> {
        made.and_then(|inner| inner.check().map(|()| Self { inner })).map_err(|e| exception(&e))
    }
}

/// Stages and payload. A stage: propellant and dry mass (kg), thrust curve (s, share), specific impulse at sea level
/// and in vacuum (s), coast before the next ignition (s).
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct Vehicle {
    pub(crate) inner: Arc<vehicle::Vehicle>,
}

#[pymethods]
impl Vehicle {
    #[new]
    #[pyo3(signature = (stages, payload_mass_kg, aerodynamics, payload_aerodynamics))]
    fn new(
        stages: Vec<(f64, f64, Points, f64, f64, f64)>,
        payload_mass_kg: f64,
        aerodynamics: &Aerodynamics,
        payload_aerodynamics: Option<&Aerodynamics>,
    ) -> PyResult<Self> {
        let stages: Result<Vec<Stage>> = stages
            .into_iter()
            .map(|(propellant_mass_kg, dry_mass_kg, curve, sea_level, vacuum, coast_s)| {
                Ok(Stage {
                    propellant_mass_kg,
                    dry_mass_kg,
                    thrust_curve: Stage::measured_thrust(&curve)?,
                    specific_impulse_sea_level_s: sea_level,
                    specific_impulse_vacuum_s: vacuum,
                    coast_s,
                })
            })
            .collect();
        let own = payload_aerodynamics.map(|a| a.inner.clone());
        stages
            .and_then(|stages| vehicle::Vehicle::new(stages, payload_mass_kg, aerodynamics.inner.clone(), own))
            .map(|inner| Self { inner: Arc::new(inner) })
            .map_err(|e| exception(&e))
    }

    /// Ideal gain of speed (m/s) in vacuum, Tsiolkovsky.
    fn ideal_speed_m_s(&self) -> f64 {
        self.inner.ideal_speed_m_s()
    }

    /// Mass (kg) at a time since launch (s).
    fn mass_kg(&self, time_s: f64) -> f64 {
        self.inner.mass_kg(time_s)
    }

    /// Time of the last burn-out since launch (s).
    fn burnout_s(&self) -> f64 {
        self.inner.burnout_s()
    }
}

/// Where the thrust points; its ranges are checked when it flies.
#[pyclass(frozen, module = "intercept._core")]
pub(crate) struct AscentSteering {
    inner: boost::AscentSteering,
}

#[pymethods]
impl AscentSteering {
    /// Vertical rise for a time (s), pitch-over by an angle (rad) within a time (s), then along the velocity.
    #[staticmethod]
    const fn gravity_turn(vertical_rise_s: f64, kick_rad: f64, kick_duration_s: f64) -> Self {
        Self { inner: boost::AscentSteering::GravityTurn { vertical_rise_s, kick_rad, kick_duration_s } }
    }

    /// Pitch (rad) by time since launch (s), straight lines.
    #[staticmethod]
    fn pitch_programme(points: Points) -> PyResult<Self> {
        let curve = Curve::new("pitch_programme", &points, Between::Linear).map_err(|e| exception(&e))?;
        Ok(Self { inner: boost::AscentSteering::PitchProgramme(curve) })
    }
}

/// Launches of vehicles, shape (n, 6): launch point: latitude, longitude (rad), altitude (m), azimuth (rad), launch speed
/// (m/s), altitude at which the flight ends (m); pull-ups of shape (n, 7): altitude (m; NaN for none), lateral
/// acceleration (m/s^2), dive speed (m/s), dive angle, climb angle (rad), weave acceleration (m/s^2), weave period (s).
#[pyfunction]
#[pyo3(signature = (vehicles, steering, parameters, pull_ups, *, world, tolerance_m, threads))]
#[allow(clippy::too_many_arguments, reason = "keyword-only options of one call")]
pub(crate) fn fly_boosted(
    py: Python<'_>,
    vehicles: Vec<PyRef<'_, Vehicle>>,
    steering: Vec<PyRef<'_, AscentSteering>>,
    parameters: PyReadonlyArray2<'_, f64>,
    pull_ups: PyReadonlyArray2<'_, f64>,
    world: &PlanetWorld,
    tolerance_m: f64,
    threads: usize,
) -> PyResult<Trajectories> {
    let (parameters, pull_ups) = (rows("parameters", &parameters, 6)?, rows("pull_ups", &pull_ups, 7)?);
    same_length("vehicles", vehicles.len(), parameters.len(), "parameters")?;
    same_length("steering", steering.len(), parameters.len(), "parameters")?;
    same_length("pull_ups", pull_ups.len(), parameters.len(), "parameters")?;
    let flights: Vec<_> = (0..parameters.len())
        .map(|i| {
            let (r, p) = (&parameters[i], &pull_ups[i]);
            Ok(Flight::Boosted(Box::new(BoostedFlight {
                vehicle: vehicles[i].inner.clone(),
                launch_point: Geodetic::new(r[0], r[1], r[2]),
                azimuth_rad: r[3],
                launch_speed_m_s: r[4],
                steering: steering[i].inner.clone(),
                pull_up: (!p[0].is_nan()).then_some(PullUp {
                    altitude_m: p[0],
                    lateral_acceleration_m_s2: p[1],
                    dive_speed_m_s: p[2],
                    dive_angle_rad: p[3],
                    climb_angle_rad: p[4],
                    weave_acceleration_m_s2: p[5],
                    weave_period_s: p[6],
                }),
                ground_altitude_m: r[5],
            })))
        })
        .collect();
    run(py, threads, &flights, &world.inner, &settings(tolerance_m, None)?, None)
}
