//! What a sensor sees at one instant, by direct geometry: no bounds, no strides, nothing of the search.
#![allow(dead_code)] // Each test binary uses its own part.

use intercept_core::earth::ellipsoid::{to_geodetic, Geodetic, ECCENTRICITY_SQUARED, FLATTENING, SEMI_MAJOR_AXIS_M};
use intercept_core::flight::flown::path::Path;
use intercept_core::math::vec3::Vec3;
use intercept_core::sensing::detection::{Detection, SensorSpec, Signature};
use std::f64::consts::PI;

/// Range, horizon, elevation, azimuth, blind cone.
pub(crate) const CONDITIONS: usize = 5;

pub(crate) struct Direct<'a> {
    path: Path<'a>,
    launch_s: f64,
    spec: &'a SensorSpec,
    signature: &'a Signature<'a>,
    antenna: Geodetic,
    radius_m: f64,
}

impl<'a> Direct<'a> {
    pub(crate) fn new(path: Path<'a>, launch_s: f64, spec: &'a SensorSpec, signature: &'a Signature<'a>) -> Self {
        let antenna = Geodetic { altitude_m: spec.position.altitude_m + spec.height_m, ..spec.position };
        let w = ECCENTRICITY_SQUARED * spec.position.latitude_rad.sin().powi(2);
        let radius_m = SEMI_MAJOR_AXIS_M * (1.0 - FLATTENING) / (1.0 - w);
        Self { path, launch_s, spec, signature, antenna, radius_m }
    }

    /// From and to, raid time (s).
    pub(crate) fn span_s(&self) -> (f64, f64) {
        (self.path.start() + self.launch_s, self.path.end() + self.launch_s)
    }

    /// The antenna at a raid time (s).
    pub(crate) fn antenna(&self, t: f64) -> Geodetic {
        let Some(orbit) = &self.spec.orbit else {
            return self.antenna;
        };
        // A small circle of the sphere about the centre of curvature under the orbit's centre.
        let angle = orbit.phase_rad + orbit.speed_m_s / orbit.radius_m * t;
        let arm = self.radius_m + self.antenna.altitude_m;
        let half = (orbit.radius_m / arm).asin();
        let frame = self.antenna.enu();
        let out = frame.north * angle.cos() + frame.east * angle.sin();
        let centre = self.antenna.to_ecef() - frame.up * arm;
        to_geodetic(centre + (frame.up * half.cos() + out * half.sin()) * arm)
    }

    fn range_m(&self, antenna: Vec3, position: Vec3, velocity: Vec3) -> f64 {
        match &self.spec.detection {
            Detection::Fixed { range_by_threat_class_m } => range_by_threat_class_m[self.signature.class],
            Detection::Radar { range_for_1_m2_m, instrumented_range_m } => {
                let line = antenna - position;
                let cos = (velocity.dot(line) / (velocity.norm() * line.norm())).clamp(-1.0, 1.0);
                let factor = self.signature.aspect.map_or(1.0, |a| a.log_factor(cos.acos()).exp());
                let sigma = self.signature.radar_cross_section_m2 * factor;
                instrumented_range_m.min(range_for_1_m2_m * sigma.powf(0.25))
            }
        }
    }

    /// How long at least the target stays out of range (s): nothing here is faster than 4 km/s.
    pub(crate) fn surely_out_s(&self, t: f64) -> f64 {
        let most = match &self.spec.detection {
            Detection::Fixed { range_by_threat_class_m } => range_by_threat_class_m[self.signature.class],
            Detection::Radar { instrumented_range_m, .. } => *instrumented_range_m,
        };
        let away = self.path.state(t - self.launch_s).position - self.antenna(t).to_ecef();
        ((away.norm() - most) / 4_000.0).max(0.0)
    }

    /// Number of conditions that hold before the first that fails, at a raid time (s).
    pub(crate) fn depth(&self, t: f64) -> usize {
        let state = self.path.state(t - self.launch_s);
        let antenna = self.antenna(t);
        let place = antenna.to_ecef();
        let spec = self.spec;
        let (up, radius) = (antenna.enu().up, self.radius_m);
        let arm = state.position - (place - up * (radius + antenna.altitude_m));
        let over_ground = radius * up.cross(arm).norm().atan2(up.dot(arm));
        let kr = spec.effective_earth_factor * radius;
        let (h1, h2) = (antenna.altitude_m, to_geodetic(state.position).altitude_m);
        let horizon = |h: f64| kr * (kr / (kr + h.max(0.0))).acos();
        // On the effective Earth, as plane coordinates about its centre.
        let (sin, cos) = (over_ground / kr).sin_cos();
        let elevation = ((kr + h2) * cos - (kr + h1)).atan2((kr + h2) * sin);
        let local = antenna.enu().components(state.position - place);
        let off = (local.x.atan2(local.y) - spec.azimuth_centre_rad + PI).rem_euclid(2.0 * PI) - PI;
        let holds = [
            (state.position - place).norm() <= self.range_m(place, state.position, state.velocity),
            over_ground <= horizon(h1) + horizon(h2),
            elevation >= spec.elevation_min_rad && elevation <= spec.elevation_max_rad,
            off.abs() <= spec.azimuth_half_width_rad,
            elevation <= PI / 2.0 - spec.blind_cone_half_angle_rad,
        ];
        holds.iter().position(|h| !h).unwrap_or(CONDITIONS)
    }
}
