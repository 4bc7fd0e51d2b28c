//! Launch point, destination, and the miss of a flight between them.

use super::places;
use crate::earth::ellipsoid::{Geodetic, MEAN_RADIUS_M, ROTATION_RATE_RAD_S};
use crate::earth::geodesic::Line;
use crate::earth::gravity::GM_M3_S2;
use crate::earth::world::World;
use crate::error::{check_latitude, check_range, Error, Result};
use crate::flight::flown::path::{Flown, Outcome};
use crate::math::vec3::Vec3;

/// A flight ends within this distance of its destination (m), or it is not a solution.
pub const MISS_MAX_M: f64 = 1.0;
/// The least distance of a destination (m).
pub(crate) const NEAREST_M: f64 = 1e3;
/// The greatest distance of a destination (m).
pub(crate) const FARTHEST_M: f64 = 1.5e7;
/// What the solvers accept (m): closer than promised, and above the 0.1 m to which adaptive steps repeat.
pub(crate) const MISS_TOLERANCE_M: f64 = 0.3;

/// Where a flight begins and where it is to end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Endpoints {
    /// Launch point.
    pub launch_point: Geodetic,
    /// Destination; its altitude is the ground there.
    pub destination: Geodetic,
    /// The geodesic between them.
    pub line: Line,
}

impl Endpoints {
    /// Checks both points and finds the geodesic.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a latitude beyond 90 degrees, an altitude outside -500 m to 120 km, or points
    /// less than 1 km or more than 15,000 km apart.
    pub fn new(launch_point: Geodetic, destination: Geodetic) -> Result<Self> {
        Self::over(&World::EARTH, launch_point, destination)
    }

    /// As [`Self::new`], on the surface of a world.
    ///
    /// # Errors
    /// As [`Self::new`].
    pub fn over(world: &World, launch_point: Geodetic, destination: Geodetic) -> Result<Self> {
        for (name, point) in [("launch_point", &launch_point), ("destination", &destination)] {
            let right_angle = std::f64::consts::FRAC_PI_2;
            check_latitude(&format!("{name} latitude_rad"), point.latitude_rad, right_angle)?;
            check_range(&format!("{name} longitude_rad"), point.longitude_rad, -7.0, 7.0)?;
            check_range(&format!("{name} altitude_m"), point.altitude_m, -500.0, 120_000.0)?;
        }
        let ends = Self::unchecked(world, launch_point, destination);
        places::check_distance(ends.line.distance_m, NEAREST_M, FARTHEST_M)?;
        Ok(ends)
    }

    /// As [`Self::over`], of any two places.
    pub(crate) fn unchecked(world: &World, launch_point: Geodetic, destination: Geodetic) -> Self {
        Self { launch_point, destination, line: places::line(world, &launch_point, &destination) }
    }

    /// Where a flight comes down: (beyond the destination, to its right) seen from the launch point (m); `None` when it
    /// does not. One that passed half way round the Earth flew that much farther: the geodesic back is the shorter way.
    pub(crate) fn miss(&self, world: &World, flown: &Flown) -> Option<(f64, f64)> {
        if flown.outcome != Outcome::Impact {
            return None;
        }
        let impact = world.geodetic(flown.knots[flown.knots.len() - 1].position);
        let reached = places::line(world, &self.launch_point, &impact);
        let turn = reached.azimuth_start_rad - self.line.azimuth_start_rad;
        // An impact opposite to the destination has a negative distance rather than a turn of half a circle.
        let straight = if turn.cos() < 0.0 { -reached.distance_m } else { reached.distance_m };
        let along = straight + self.whole_rounds_m(world, flown, straight);
        Some((along - self.line.distance_m, turn.sin() * turn.cos().signum() * self.span_m()))
    }

    /// How far a place is before the half circle opposite to the launch point, seen on the course (m): negative where it is
    /// passed, and any positive number on the near side.
    pub(crate) fn before_half_round(&self, world: &World, position: Vec3) -> f64 {
        let (ahead, near) = self.course(world).of(position);
        if near < 0.0 {
            ahead
        } else {
            MEAN_RADIUS_M
        }
    }

    // Whole rounds of the Earth (m) in the way of a flight that ends at a distance along its course by the shorter way.
    fn whole_rounds_m(&self, world: &World, flown: &Flown, straight_m: f64) -> f64 {
        let course = self.course(world);
        let places = flown.knots.iter().map(|knot| course.of(knot.position));
        // The angle along the course jumps by a round where the half circle opposite to the launch point is passed.
        let (mut rounds, mut last) = (0.0, (0.0f64, 1.0f64));
        for (ahead, near) in places {
            let crossed = (ahead < 0.0) != (last.0 < 0.0);
            if crossed && near * last.0.abs() + last.1 * ahead.abs() < 0.0 {
                rounds += if ahead < 0.0 { 1.0 } else { -1.0 };
            }
            last = (ahead, near);
        }
        let around_m = places::around_m(world);
        let angle_rounds = rounds + last.0.atan2(last.1) / std::f64::consts::TAU;
        (angle_rounds - straight_m / around_m).round() * around_m
    }

    fn course(&self, world: &World) -> Course {
        let [from, to] = [self.launch_point, self.destination].map(|place| world.position(place).unit());
        Course { from, ahead: (to - from * from.dot(to)).unit() }
    }

    /// What an angle at the launch point spans at the target (m): near R sin(d/R).
    pub(crate) fn span_m(&self) -> f64 {
        MEAN_RADIUS_M * (self.line.distance_m / MEAN_RADIUS_M).sin().abs().max(1e-3)
    }

    // First guess of the azimuth's lead: the Coriolis force turns a flight of time T by about w T sin(latitude).
    pub(crate) fn rotation_lead(&self, mean_speed_m_s: f64) -> f64 {
        let time = self.line.distance_m / mean_speed_m_s.max(1.0);
        (-ROTATION_RATE_RAD_S * time * self.launch_point.latitude_rad.sin()).clamp(-0.3, 0.3)
    }
}

// The plane of a course: the launch point, and what lies a quarter of a circle ahead of it.
struct Course {
    from: Vec3,
    ahead: Vec3,
}

impl Course {
    // How far a position lies ahead, and how far on the side of the launch point (m).
    fn of(&self, position: Vec3) -> (f64, f64) {
        (position.dot(self.ahead), position.dot(self.from))
    }
}

/// The error of a search that ended a distance (m) from its goal, at the named unknowns.
pub(crate) fn not_converged(what: &str, iterations: usize, off_m: f64, at: &[(&str, f64)]) -> Error {
    let at: Vec<String> = at.iter().map(|(name, value)| format!("{name} {value:.6}")).collect();
    Error::NotConverged { what: what.to_owned(), iterations, off: format!("{:.3} m", off_m.abs()), at: at.join(", ") }
}

/// Speed (m/s) and flight-path angle (rad) of the least-energy path over a range, without air or rotation.
///
/// Bate, Mueller, White, *Fundamentals of Astrodynamics*, chapter 6: with psi = range/R and s = sin(psi/2),
/// v^2 = 2 (mu/R) s/(1 + s), flight-path angle (pi - psi)/4.
pub fn minimum_energy(range_m: f64) -> (f64, f64) {
    let psi = range_m / MEAN_RADIUS_M;
    let s = (0.5 * psi).sin();
    let speed = (2.0 * GM_M3_S2 / MEAN_RADIUS_M * s / (1.0 + s)).sqrt();
    (speed, 0.25 * (std::f64::consts::PI - psi))
}

/// Apogee of the least-energy path over a range (m): (R/2) (sin(psi/2) + cos(psi/2) - 1).
pub fn minimum_energy_apogee(range_m: f64) -> f64 {
    let half = 0.5 * range_m / MEAN_RADIUS_M;
    0.5 * MEAN_RADIUS_M * (half.sin() + half.cos() - 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::geodesic;
    use crate::earth::world::Air;
    use crate::math::hermite::Knot;

    // The knots of a course of a length (m), a degree apart and the last one less.
    fn along(world: &World, place: impl Fn(f64) -> Geodetic, length_m: f64) -> Flown {
        let degree_m = MEAN_RADIUS_M.to_radians();
        let mut knots: Vec<Knot> = (0..2_000u32)
            .map(|k| degree_m * f64::from(k))
            .take_while(|&at| at < length_m)
            .chain([length_m])
            .map(|at| Knot {
                t: at,
                position: world.position(place(at)),
                velocity: Vec3::ZERO,
                acceleration: Vec3::ZERO,
            })
            .collect();
        // Up to 300 km on the way.
        let last = knots.len() - 1;
        for knot in &mut knots[1..last] {
            knot.position = knot.position * 1.05;
        }
        Flown { knots, marks: Vec::new(), outcome: Outcome::Impact }
    }

    // Ahead as far as three times round, and behind the launch point.
    #[test]
    fn the_distance_flown_grows_all_the_way_round_the_earth() {
        let sphere = World::sphere(5e6, Air::Vacuum);
        for (world, radius_m, off_share) in [(World::EARTH, MEAN_RADIUS_M, 4e-3), (sphere, 5e6, 1e-12)] {
            for (azimuth, launch) in [(0.4, Geodetic::new(0.3, -2.0, 0.0)), (-2.2, Geodetic::new(-0.9, 3.1, 0.0))] {
                let sphere = |at: f64| {
                    let (frame, (sin, cos)) = (launch.enu(), (at / radius_m).sin_cos());
                    let up = frame.up * cos + frame.to_ecef(f64::sin(azimuth), f64::cos(azimuth), 0.0) * sin;
                    Geodetic::new(up.z.asin(), up.y.atan2(up.x), 0.0)
                };
                let earth = |at: f64| {
                    let at = geodesic::direct(launch.latitude_rad, launch.longitude_rad, azimuth, at);
                    Geodetic::new(at.0, at.1, 0.0)
                };
                let place = |at: f64| if world == World::EARTH { earth(at) } else { sphere(at) };
                let wanted_m = 2e6;
                let ends = Endpoints::unchecked(&world, launch, place(wanted_m));
                let mut last_m = f64::NEG_INFINITY;
                for tenth in 1..=60 {
                    let length_m = 0.1 * std::f64::consts::PI * radius_m * (f64::from(tenth) - 0.03);
                    let (beyond_m, _) = ends.miss(&world, &along(&world, place, length_m)).unwrap();
                    let off_m = beyond_m + wanted_m - length_m;
                    assert!(off_m.abs() <= off_share * length_m, "{length_m}: {off_m}");
                    assert!(beyond_m > last_m, "{length_m}");
                    last_m = beyond_m;
                }
                let (beyond_m, right_m) = ends.miss(&world, &along(&world, |at| place(-at), 3e5)).unwrap();
                assert!((beyond_m + wanted_m + 3e5).abs() < 1.0 && right_m.abs() < 1.0, "{beyond_m} {right_m}");
            }
        }
    }
}
