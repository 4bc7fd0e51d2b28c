//! Unpowered hypersonic glide to a destination. Solved for: azimuth and speed at the start.
//!
//! The glide starts level at the height where lift and the turning of the horizon carry the weight (Saenger's
//! equilibrium glide), keeps its lift-to-drag ratio with bank zero, and ends in a dive: lift down to a given
//! depression, then ballistic. How it was boosted is not modelled.

use crate::earth::ellipsoid::Geodetic;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::flight::flown::path::{Event, Flown};
use crate::flight::phase::{Control, End, Phase};
use crate::flight::search::endpoints::{not_converged, shoot, Endpoints, ACCEPTED, MISS_TOLERANCE_M};
use crate::math::hermite::Knot;
use crate::math::integrator::Settings;
use crate::math::newton::Problem;
use crate::math::roots::bracketed;
use crate::math::vec3::Vec3;

/// A lifting body and its dive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glide {
    /// Least speed at the start (m/s).
    pub speed_min_m_s: f64,
    /// Greatest speed at the start (m/s).
    pub speed_max_m_s: f64,
    /// Lift-to-drag ratio.
    pub lift_to_drag: f64,
    /// Ballistic coefficient (kg/m^2).
    pub ballistic_coefficient_kg_m2: f64,
    /// Largest acceleration by lift (m/s^2).
    pub lateral_acceleration_m_s2: f64,
    /// Altitude at which the dive begins (m).
    pub dive_altitude_m: f64,
    /// Depression of the dive (rad).
    pub dive_angle_rad: f64,
}

impl Glide {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        check_range("speed_min_m_s", self.speed_min_m_s, 100.0, 7_500.0)?;
        check_range("speed_max_m_s", self.speed_max_m_s, self.speed_min_m_s, 7_500.0)?;
        check_range("lift_to_drag", self.lift_to_drag, 0.1, 10.0)?;
        check_range("ballistic_coefficient_kg_m2", self.ballistic_coefficient_kg_m2, 100.0, 1e6)?;
        check_range("lateral_acceleration_m_s2", self.lateral_acceleration_m_s2, 1.0, 2_000.0)?;
        check_range("dive_altitude_m", self.dive_altitude_m, 0.0, 60_000.0)?;
        check_range("dive_angle_rad", self.dive_angle_rad, 0.0, std::f64::consts::FRAC_PI_2)
    }

    /// The flight between the endpoints.
    ///
    /// # Errors
    /// [`Error::Unreachable`] when the fastest start falls short or the slowest flies too far,
    /// [`Error::NotConverged`] and [`Error::InvalidParameter`] as named.
    pub fn solve(&self, world: &World, ends: &Endpoints, settings: &Settings) -> Result<Flown> {
        self.check()?;
        let fly = |x: &[f64]| {
            let start = self.start(world, &ends.launch_point, ends.line.azimuth_start_rad + x[0], x[1])?;
            shoot(world, &start, &self.phases(), ends, settings)
        };
        let wanted_m = ends.line.distance_m;
        let along = |speed: f64| fly(&[ends.rotation_lead(0.7 * speed), speed]).map(|s| s.miss.0);
        // The faster, the farther: the ends of the bracket tell what is out of reach, and by how much.
        let (low, high) = (self.speed_min_m_s, self.speed_max_m_s);
        let (near, far) = (along(low), along(high));
        if let Some(miss) = far.filter(|&miss| miss < 0.0).or(near.filter(|&miss| miss > 0.0)) {
            return Err(Error::Unreachable { wanted_m, reachable_m: wanted_m + miss });
        }
        let speed = bracketed(|speed| along(speed).unwrap_or(wanted_m), low, high, 0.1);
        let problem = Problem {
            difference: &[1e-5, 1e-2],
            low: &[-1.5, low],
            high: &[1.5, high],
            tolerance: &[MISS_TOLERANCE_M, MISS_TOLERANCE_M],
            iterations_max: 40,
        };
        let residual = |x: &[f64]| fly(x).map(|s| vec![s.miss.0, s.miss.1]);
        let s = problem.solve(residual, &[ends.rotation_lead(0.7 * speed), speed]);
        match fly(&s.x) {
            Some(shot) if s.residual <= ACCEPTED => Ok(shot.flown),
            _ => {
                let at = [("azimuth offset in rad", s.x[0]), ("speed in m/s", s.x[1])];
                Err(not_converged("azimuth and speed of a glide", s.iterations, s.residual * MISS_TOLERANCE_M, &at))
            }
        }
    }

    /// Level start in equilibrium above a place; `None` when no altitude up to 120 km carries the weight.
    pub fn start(&self, world: &World, place: &Geodetic, azimuth_rad: f64, speed_m_s: f64) -> Option<Knot> {
        let frame = place.enu();
        let (sin_a, cos_a) = azimuth_rad.sin_cos();
        let velocity = frame.to_ecef(sin_a, cos_a, 0.0) * speed_m_s;
        // (L/D) rho a^2/(2 beta) + v^2/r - g, a the speed through the air: falls with altitude.
        let excess = |altitude_m: f64| {
            let position = Geodetic { altitude_m, ..*place }.to_ecef();
            let air = (velocity - world.wind(position, altitude_m)).norm();
            let drag = 0.5 * world.density(altitude_m) * air * air / self.ballistic_coefficient_kg_m2;
            let lift = (self.lift_to_drag * drag).min(self.lateral_acceleration_m_s2);
            let pull = -world.field.apparent(position, velocity).dot(frame.up);
            lift + speed_m_s * speed_m_s / position.norm() - pull
        };
        let (bottom, top) = (0.0, 120_000.0);
        if excess(bottom) <= 0.0 || excess(top) >= 0.0 {
            return None;
        }
        let altitude_m = bracketed(excess, bottom, top, 1e-3);
        let position = Geodetic { altitude_m, ..*place }.to_ecef();
        Some(Knot { t: 0.0, position, velocity, acceleration: Vec3::ZERO })
    }

    fn phases(&self) -> [Phase; 3] {
        let lift = |bank_rad| Control::Unpowered {
            lift_to_drag: self.lift_to_drag,
            bank_rad,
            lift_max_m_s2: self.lateral_acceleration_m_s2,
        };
        let beta = self.ballistic_coefficient_kg_m2;
        let phase = |control, end, begins| Phase { control, ballistic_coefficient_kg_m2: beta, end, begins };
        [
            phase(lift(0.0), End::AltitudeBelow(self.dive_altitude_m), Some(Event::Glide)),
            phase(lift(std::f64::consts::PI), End::FlightPathBelow(-self.dive_angle_rad), Some(Event::Dive)),
            phase(Control::BALLISTIC, End::Ground, None),
        ]
    }
}
