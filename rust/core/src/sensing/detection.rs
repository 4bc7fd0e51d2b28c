//! When a sensor sees a flight: in range, above the horizon, within its elevation limits.

use super::horizon::EFFECTIVE_EARTH_FACTOR;
use super::march::{march, Sample, CONDITIONS_MAX};
use super::profile::Profile;
use super::range::beyond;
use super::site::Site;
use super::track::TrackReason;
use crate::earth::ellipsoid::{altitude, Geodetic};
use crate::error::{check_range, Error, Result};
use std::f64::consts::FRAC_PI_2;

/// What decides the range of a sensor.
#[derive(Debug, Clone, PartialEq)]
pub enum Detection {
    /// Radar: R = min(instrumented range, R1 sigma^(1/4)), the radar equation with all but the cross-section held
    /// (Skolnik, *Introduction to Radar Systems*, 3rd ed., section 2.1).
    Radar {
        /// Range against a radar cross-section of 1 m^2 (m).
        range_for_1_m2_m: f64,
        /// Greatest range whatever the cross-section (m).
        instrumented_range_m: f64,
    },
    /// Acoustic or optical: one range per threat class (m), 0 for a class that it cannot detect.
    Fixed {
        /// Range by threat class (m).
        range_by_threat_class_m: Vec<f64>,
    },
}

/// What a threat shows to sensors.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Signature {
    /// Threat class: index into the ranges of [`Detection::Fixed`].
    pub class: usize,
    /// Radar cross-section (m^2).
    pub radar_cross_section_m2: f64,
}

impl Detection {
    /// Range against a signature (m). A class beyond the list of [`Detection::Fixed`] has range 0.
    pub fn range_m(&self, signature: &Signature) -> f64 {
        match self {
            Self::Radar { range_for_1_m2_m, instrumented_range_m } => {
                let sigma = signature.radar_cross_section_m2.max(0.0);
                instrumented_range_m.min(range_for_1_m2_m * sigma.sqrt().sqrt())
            }
            Self::Fixed { range_by_threat_class_m } => {
                range_by_threat_class_m.get(signature.class).copied().unwrap_or(0.0)
            }
        }
    }

    fn check(&self) -> Result<()> {
        match self {
            Self::Radar { range_for_1_m2_m, instrumented_range_m } => {
                check_range("range_for_1_m2_m", *range_for_1_m2_m, 0.0, 1e7)?;
                check_range("instrumented_range_m", *instrumented_range_m, 0.0, 1e7)
            }
            Self::Fixed { range_by_threat_class_m } => {
                range_by_threat_class_m.iter().try_for_each(|&r| check_range("range_by_threat_class_m", r, 0.0, 1e7))
            }
        }
    }
}

/// What a sensor is made of, unchecked.
#[derive(Debug, Clone, PartialEq)]
pub struct SensorSpec {
    /// Ground position.
    pub position: Geodetic,
    /// Antenna, microphone or eye above the position (m); the platform's height for an airborne one.
    pub height_m: f64,
    /// What decides the range.
    pub detection: Detection,
    /// Lowest apparent elevation (rad). A low flier near the horizon is slightly below 0.
    pub elevation_min_rad: f64,
    /// Highest apparent elevation (rad).
    pub elevation_max_rad: f64,
    /// From first detection to a track that can be handed over (s).
    pub track_delay_s: f64,
}

/// A checked sensor.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensor {
    /// What it is made of.
    pub spec: SensorSpec,
    site: Site,
}

impl Sensor {
    /// Checks a sensor and places it. Errors name the parameter that is out of range.
    pub fn new(spec: SensorSpec) -> Result<Self> {
        check_range("height_m", spec.height_m, 0.0, 1e5)?;
        spec.detection.check()?;
        check_range("elevation_min_rad", spec.elevation_min_rad, -FRAC_PI_2, FRAC_PI_2)?;
        check_range("elevation_max_rad", spec.elevation_max_rad, -FRAC_PI_2, FRAC_PI_2)?;
        if spec.elevation_max_rad <= spec.elevation_min_rad {
            let allowed = format!("greater than elevation_min_rad = {}", spec.elevation_min_rad);
            return Err(Error::invalid("elevation_max_rad", spec.elevation_max_rad, &allowed));
        }
        check_range("track_delay_s", spec.track_delay_s, 0.0, 1e6)?;
        // Ranges are measured from the antenna, and the eye is there too.
        let ground = spec.position;
        let antenna = Geodetic::new(ground.latitude_rad, ground.longitude_rad, ground.altitude_m + spec.height_m);
        Ok(Self { site: Site::new(antenna, 0.0)?, spec })
    }
}

/// When a sensor sees a flight: intervals in path time (s), edges to 1e-5 s, and why there are none that last.
///
/// A target is seen while its slant range from the antenna is within [`Detection::range_m`], the line of sight
/// ([`super::horizon`]) is clear and the apparent elevation is within the limits. The reason is the first of these, in
/// this order, that no instant of the flight passes together with those before it; [`TrackReason::TooShort`] when every
/// interval is shorter than the track delay; else [`TrackReason::Tracked`]. An interval or gap shorter than 0.25 s may
/// be missed.
pub fn coverage(profile: &Profile, signature: &Signature, sensor: &Sensor) -> (Vec<(f64, f64)>, TrackReason) {
    let range_m = sensor.spec.detection.range_m(signature);
    if range_m <= 0.0 {
        return (Vec::new(), TrackReason::OutOfSensorRange);
    }
    let spans = profile.spans_within(sensor.site.origin, range_m);
    let (seen, depth) = march(|t| conditions(profile, sensor, range_m, t), 3, &spans);
    let reason = match depth {
        0 => TrackReason::OutOfSensorRange,
        1 => TrackReason::BelowHorizon,
        2 => TrackReason::OutsideElevation,
        _ if seen.iter().any(|(from, to)| to - from > sensor.spec.track_delay_s) => TrackReason::Tracked,
        _ => TrackReason::TooShort,
    };
    (seen, reason)
}

// Range, horizon, elevation, each as a margin over the greatest rate at which it can change.
fn conditions(profile: &Profile, sensor: &Sensor, range_m: f64, t: f64) -> Sample {
    let (state, chunk, site) = (profile.path.state(t), profile.chunk(t), &sensor.site);
    let look = site.look(state.position);
    let speed = chunk.speed_m_s.max(1e-3);
    let mut slack_s = [0.0; CONDITIONS_MAX];
    slack_s[0] = -beyond(&state, site.origin, (chunk, t), range_m);
    let free_s = (look.slant_range_m - range_m) / chunk.speed_from_here_m_s.max(1e-3);
    let so_far = |slack_s, known| Sample { slack_s, known, valid_until_s: chunk.end_s, free_s };
    if slack_s[0] < 0.0 {
        return so_far(slack_s, 1);
    }
    let altitude_m = altitude(state.position);
    slack_s[1] = site.horizon_margin(&look, altitude_m) / chunk.horizon_rate(site.radius_m);
    if slack_s[1] < 0.0 {
        return so_far(slack_s, 2);
    }
    let (along_m, up_m) = site.apparent(&look, altitude_m);
    let elevation = up_m.atan2(along_m);
    let inside = (elevation - sensor.spec.elevation_min_rad).min(sensor.spec.elevation_max_rad - elevation);
    // To turn the line of sight by an angle takes a way of at least slant range times its sine. The factor covers
    // the difference between true and apparent elevation, whose rate is d / (4 R) of it: 0.8 holds to 1,200 km.
    let way = look.slant_range_m.max(1.0) * inside.clamp(-FRAC_PI_2, FRAC_PI_2).sin();
    slack_s[2] = 0.8 * way / speed;
    if altitude_m < LEVEL_BOUND_ALTITUDE_M {
        let level = elevation_slack(inside.abs(), (along_m, up_m), speed, chunk.climb_m_s, site.radius_m);
        slack_s[2] = slack_s[2].abs().max(level).copysign(inside);
    }
    so_far(slack_s, 3)
}

// Up to this altitude the factors below cover the scale (k R + h) / (k R).
const LEVEL_BOUND_ALTITUDE_M: f64 = 500_000.0;

// How long the apparent elevation keeps within an angle (s), for flights that hardly climb: a bound far better than
// that of the turning line of sight. With tan e = Y/X, S^2 = X^2 + Y^2, r = k R, speed v and climb w,
//   |e'| <= w / S + v (1/r + |Y| / S^2),   |Y'| <= w + v X / r,
// taken over a stride in which S keeps three quarters of its size; 1.1 and 1.2 cover the scale of the apparent plane.
fn elevation_slack(angle: f64, (x, y): (f64, f64), speed_m_s: f64, climb_m_s: f64, radius_m: f64) -> f64 {
    let r = EFFECTIVE_EARTH_FACTOR * radius_m;
    let distance = x.hypot(y);
    let stride_s = 0.25 * distance / (1.1 * speed_m_s);
    let rise = climb_m_s + 1.2 * speed_m_s * (x.abs() + 0.25 * distance) / r;
    let highest = y.abs() + rise * stride_s;
    let near = 0.75 * distance;
    let rate = climb_m_s / near + 1.1 * speed_m_s * (1.1 / r + highest / (near * near));
    (angle / rate).min(stride_s)
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exact by construction")]
mod tests {
    use super::*;

    #[test]
    fn range_follows_the_fourth_root_up_to_the_instrumented_range() {
        let radar = Detection::Radar { range_for_1_m2_m: 200e3, instrumented_range_m: 350e3 };
        let range = |sigma| radar.range_m(&Signature { class: 0, radar_cross_section_m2: sigma });
        assert!((range(1.0 / 16.0) - 100e3).abs() < 1e-6);
        assert_eq!((range(100.0), range(0.0)), (350e3, 0.0));
        let ears = Detection::Fixed { range_by_threat_class_m: vec![0.0, 2e3] };
        let heard = |class| ears.range_m(&Signature { class, radar_cross_section_m2: 1.0 });
        assert_eq!([heard(0), heard(1), heard(7)], [0.0, 2e3, 0.0]);
    }

    #[test]
    fn bad_sensors_are_named() {
        let good = SensorSpec {
            position: Geodetic::new(0.0, 0.0, 0.0),
            height_m: 10.0,
            detection: Detection::Radar { range_for_1_m2_m: 2e5, instrumented_range_m: 4e5 },
            elevation_min_rad: 0.0,
            elevation_max_rad: 0.5,
            track_delay_s: 5.0,
        };
        assert!(Sensor::new(good.clone()).is_ok());
        let said = |spec: SensorSpec| Sensor::new(spec).unwrap_err().to_string();
        assert!(said(SensorSpec { height_m: f64::NAN, ..good.clone() }).contains("height_m = NaN"));
        assert!(said(SensorSpec { elevation_max_rad: -0.1, ..good.clone() }).contains("elevation_max_rad = -0.1"));
        assert!(said(SensorSpec { track_delay_s: -1.0, ..good }).contains("track_delay_s = -1"));
    }
}
