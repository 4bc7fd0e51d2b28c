//! What a sensor is: where it stands, what it looks at, how far it detects what.

use super::aspect::Aspect;
use super::horizon::EFFECTIVE_EARTH_FACTOR;
use super::orbit::{Motion, Orbit};
use super::scan::{Scan, SingleScan};
use super::sector::Sector;
use super::site::Site;
use super::terrain_mask::{Cover, TerrainMask};
use crate::earth::ellipsoid::Geodetic;
use crate::earth::terrain::Terrain;
use crate::error::{check_range, Error, Result};
use std::borrow::Cow;
use std::f64::consts::{FRAC_PI_2, PI};
use std::sync::Arc;

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
pub struct Signature<'a> {
    /// Threat class: index into the ranges of [`Detection::Fixed`].
    pub class: usize,
    /// Radar cross-section (m^2).
    pub radar_cross_section_m2: f64,
    /// Factors on it by aspect; the same from all sides if not given.
    pub aspect: Option<&'a Aspect>,
}

impl Detection {
    /// Range against a signature (m), without its aspect. A class beyond the list of [`Detection::Fixed`] has range 0.
    pub fn range_m(&self, signature: &Signature) -> f64 {
        match self {
            Self::Radar { range_for_1_m2_m, instrumented_range_m } => {
                instrumented_range_m.min(range_for_1_m2_m * fourth_root(signature.radar_cross_section_m2))
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

fn fourth_root(x: f64) -> f64 {
    x.max(0.0).sqrt().sqrt()
}

/// What a sensor is made of, unchecked.
#[derive(Debug, Clone, PartialEq)]
pub struct SensorSpec {
    /// Ground position; the centre of the orbit of one that circles.
    pub position: Geodetic,
    /// Antenna, microphone or eye above the position (m); the platform's height for an airborne one.
    pub height_m: f64,
    /// What decides the range.
    pub detection: Detection,
    /// Lowest apparent elevation (rad). A low flier near the horizon is slightly below 0.
    pub elevation_min_rad: f64,
    /// Highest apparent elevation (rad).
    pub elevation_max_rad: f64,
    /// Middle of the sector, clockwise from north (rad).
    pub azimuth_centre_rad: f64,
    /// Half the width of the sector (rad); pi: all round.
    pub azimuth_half_width_rad: f64,
    /// Half the angle of the cone overhead in which it sees nothing (rad), 0 for none.
    pub blind_cone_half_angle_rad: f64,
    /// How it looks and confirms.
    pub scan: Scan,
    /// Detection by chance; `None` where whatever is in coverage is seen at every scan. Radars only.
    pub single_scan: Option<SingleScan>,
    /// From confirmation to a track (s).
    pub track_delay_s: f64,
    /// From a track to one that others can use (s).
    pub handover_delay_s: f64,
    /// How long a track is kept without coverage (s): a target that comes back sooner needs no new confirmation.
    pub coast_s: f64,
    /// Effective over true radius of the Earth, k.
    pub effective_earth_factor: f64,
    /// Speed of the signal (m/s): about 340 for sound, infinite for light.
    pub signal_speed_m_s: f64,
    /// The circle that it flies; `None` for one that stays.
    pub orbit: Option<Orbit>,
}

impl SensorSpec {
    /// A fixed sensor that looks all round and up to the zenith without pause, surely and in the standard atmosphere, and
    /// needs no time.
    pub const fn all_round(position: Geodetic, height_m: f64, detection: Detection) -> Self {
        Self {
            position,
            height_m,
            detection,
            elevation_min_rad: -FRAC_PI_2,
            elevation_max_rad: FRAC_PI_2,
            azimuth_centre_rad: 0.0,
            azimuth_half_width_rad: PI,
            blind_cone_half_angle_rad: 0.0,
            scan: Scan::CONTINUOUS,
            single_scan: None,
            track_delay_s: 0.0,
            handover_delay_s: 0.0,
            coast_s: 0.0,
            effective_earth_factor: EFFECTIVE_EARTH_FACTOR,
            signal_speed_m_s: f64::INFINITY,
            orbit: None,
        }
    }

    fn check(&self) -> Result<()> {
        check_range("height_m", self.height_m, 0.0, 1e5)?;
        self.detection.check()?;
        check_range("elevation_min_rad", self.elevation_min_rad, -FRAC_PI_2, FRAC_PI_2)?;
        check_range("elevation_max_rad", self.elevation_max_rad, -FRAC_PI_2, FRAC_PI_2)?;
        if self.elevation_max_rad <= self.elevation_min_rad {
            let allowed = format!("greater than elevation_min_rad = {}", self.elevation_min_rad);
            return Err(Error::invalid("elevation_max_rad", self.elevation_max_rad, &allowed));
        }
        check_range("azimuth_centre_rad", self.azimuth_centre_rad, -1e3, 1e3)?;
        check_range("azimuth_half_width_rad", self.azimuth_half_width_rad, 1e-6, PI)?;
        check_range("blind_cone_half_angle_rad", self.blind_cone_half_angle_rad, 0.0, FRAC_PI_2)?;
        check_range("track_delay_s", self.track_delay_s, 0.0, 1e6)?;
        check_range("handover_delay_s", self.handover_delay_s, 0.0, 1e6)?;
        check_range("coast_s", self.coast_s, 0.0, 1e6)?;
        self.check_signal()?;
        self.scan.check(self.single_scan.as_ref())?;
        self.orbit.map_or(Ok(()), |o| o.check(self.position))
    }

    fn check_signal(&self) -> Result<()> {
        if !self.signal_speed_m_s.is_infinite() || self.signal_speed_m_s < 0.0 {
            check_range("signal_speed_m_s", self.signal_speed_m_s, 1.0, f64::MAX)?;
            if self.orbit.is_some() {
                let allowed = "infinite for a sensor that flies an orbit";
                return Err(Error::invalid("signal_speed_m_s", self.signal_speed_m_s, allowed));
            }
        }
        let Some(chance) = &self.single_scan else {
            return Ok(());
        };
        if !matches!(self.detection, Detection::Radar { .. }) || self.signal_speed_m_s.is_finite() {
            let allowed = "NaN for a sensor that is not a radar";
            return Err(Error::invalid("single_scan_probability", chance.probability, allowed));
        }
        chance.check()
    }
}

/// A checked sensor.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensor {
    /// What it is made of.
    pub spec: SensorSpec,
    // The antenna; of one that circles, the centre of the circle.
    pub(super) site: Site,
    pub(super) cover: Cover,
    pub(super) sector: Sector,
    // Of the highest elevation, and of the edge of the blind cone.
    pub(super) highest_tangent: f64,
    pub(super) blind_tangent: f64,
    motion: Motion,
}

impl Sensor {
    /// Checks a sensor and places it. Errors name the parameter that is out of range.
    pub fn new(spec: SensorSpec) -> Result<Self> {
        spec.check()?;
        // Ranges are measured from the antenna, and the eye is there too.
        let ground = spec.position;
        let antenna = Geodetic::new(ground.latitude_rad, ground.longitude_rad, ground.altitude_m + spec.height_m);
        let site = Site::new(antenna, 0.0)?.with_factor(spec.effective_earth_factor)?;
        let motion = spec.orbit.map_or(Motion::NONE, |o| o.motion(&site, ground.latitude_rad));
        let sector = Sector::new(&site.enu, spec.azimuth_centre_rad, spec.azimuth_half_width_rad);
        let highest_tangent = spec.elevation_max_rad.tan();
        let blind_tangent = (FRAC_PI_2 - spec.blind_cone_half_angle_rad).tan();
        Ok(Self { site, spec, cover: Cover::None, sector, highest_tangent, blind_tangent, motion })
    }

    /// The same sensor over ground that hides what is behind it. Ground outside the raster hides nothing.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for an antenna below the ground.
    pub fn with_terrain(self, terrain: &Arc<Terrain>) -> Result<Self> {
        let cover = if self.spec.orbit.is_some() {
            Cover::Raster(Arc::clone(terrain))
        } else {
            let range_m = match &self.spec.detection {
                Detection::Radar { instrumented_range_m, .. } => *instrumented_range_m,
                Detection::Fixed { range_by_threat_class_m } => {
                    range_by_threat_class_m.iter().copied().fold(0.0, f64::max)
                }
            };
            Cover::Mask(Arc::new(TerrainMask::new(&self.site, terrain, range_m)?))
        };
        Ok(Self { cover, ..self })
    }

    /// The site of the sensor at a raid time (s).
    #[inline]
    pub(super) fn site_at(&self, raid_time_s: f64) -> Cow<'_, Site> {
        let circling = |orbit: &Orbit| Cow::Owned(orbit.place(&self.site, raid_time_s));
        self.spec.orbit.as_ref().map_or(Cow::Borrowed(&self.site), circling)
    }

    /// How far the sensor strays from the centre of its circle (m), which lies a little above the plane of the circle.
    pub(super) fn circle_m(&self) -> f64 {
        self.spec.orbit.map_or(0.0, |o| 1.001 * o.radius_m)
    }

    /// Bounds of the sensor's own motion.
    pub(super) const fn motion(&self) -> Motion {
        self.motion
    }

    /// The range beyond which a signature is never in coverage (m). Where detection is by chance that is the instrumented
    /// range.
    pub(super) fn range_max_m(&self, signature: &Signature) -> f64 {
        match (&self.spec.detection, signature.aspect) {
            (Detection::Radar { instrumented_range_m, .. }, _) if self.spec.single_scan.is_some() => {
                *instrumented_range_m
            }
            (Detection::Radar { instrumented_range_m, .. }, Some(aspect)) => {
                instrumented_range_m.min(self.range_at_factor_1(signature) * fourth_root(aspect.greatest()))
            }
            _ => self.spec.detection.range_m(signature),
        }
    }

    /// The aspect table and the range at its factor 1 (m), where they decide what is in coverage.
    pub(super) fn aspect_that_limits<'a>(&self, signature: &Signature<'a>) -> Option<(&'a Aspect, f64)> {
        let radar = matches!(self.spec.detection, Detection::Radar { .. }) && self.spec.single_scan.is_none();
        signature.aspect.filter(|_| radar).map(|aspect| (aspect, self.range_at_factor_1(signature)))
    }

    /// R1 sigma^(1/4) (m), 0 for a sensor that is not a radar.
    pub(super) fn range_at_factor_1(&self, signature: &Signature) -> f64 {
        match &self.spec.detection {
            Detection::Radar { range_for_1_m2_m, .. } => {
                range_for_1_m2_m * fourth_root(signature.radar_cross_section_m2)
            }
            Detection::Fixed { .. } => 0.0,
        }
    }
}

#[cfg(test)]
#[allow(clippy::float_cmp, reason = "exact by construction")]
mod tests {
    use super::*;

    #[test]
    fn range_follows_the_fourth_root_up_to_the_instrumented_range() {
        let radar = Detection::Radar { range_for_1_m2_m: 200e3, instrumented_range_m: 350e3 };
        let range = |sigma| radar.range_m(&Signature { class: 0, radar_cross_section_m2: sigma, aspect: None });
        assert!((range(1.0 / 16.0) - 100e3).abs() < 1e-6);
        assert_eq!((range(100.0), range(0.0)), (350e3, 0.0));
        let ears = Detection::Fixed { range_by_threat_class_m: vec![0.0, 2e3] };
        let heard = |class| ears.range_m(&Signature { class, radar_cross_section_m2: 1.0, aspect: None });
        assert_eq!([heard(0), heard(1), heard(7)], [0.0, 2e3, 0.0]);
    }

    #[test]
    fn bad_sensors_are_named() {
        let radar = Detection::Radar { range_for_1_m2_m: 2e5, instrumented_range_m: 4e5 };
        let good =
            SensorSpec { elevation_min_rad: 0.0, ..SensorSpec::all_round(Geodetic::new(0.0, 0.0, 0.0), 10.0, radar) };
        assert!(Sensor::new(good.clone()).is_ok());
        let said = |spec: SensorSpec| Sensor::new(spec).unwrap_err().to_string();
        assert!(said(SensorSpec { height_m: f64::NAN, ..good.clone() }).contains("height_m = NaN"));
        assert!(said(SensorSpec { elevation_max_rad: -0.1, ..good.clone() }).contains("elevation_max_rad = -0.1"));
        assert!(said(SensorSpec { track_delay_s: -1.0, ..good.clone() }).contains("track_delay_s = -1"));
        assert!(said(SensorSpec { azimuth_half_width_rad: 0.0, ..good.clone() }).contains("azimuth_half_width_rad = 0"));
        assert!(
            said(SensorSpec { effective_earth_factor: 0.1, ..good.clone() }).contains("effective_earth_factor = 0.1")
        );
        assert!(said(SensorSpec { signal_speed_m_s: f64::NEG_INFINITY, ..good.clone() }).contains("signal_speed_m_s"));
        let scan = Scan { period_s: 4.0, hits: 3, scans: 2 };
        assert!(said(SensorSpec { scan, ..good.clone() }).contains("track_hits = 3"));
        let chance = Some(SingleScan { probability: 0.9, false_alarm: 1e-6, required: 0.8 });
        assert!(said(SensorSpec { single_scan: chance, ..good.clone() }).contains("scan_period_s = 0"));
        let ears = Detection::Fixed { range_by_threat_class_m: vec![1e3] };
        let heard = SensorSpec { single_scan: chance, detection: ears, ..good.clone() };
        assert!(said(heard).contains("single_scan_probability = 0.9"));
        let orbit = Some(Orbit { radius_m: 5e4, speed_m_s: 200.0, phase_rad: 0.0 });
        assert!(said(SensorSpec { orbit, signal_speed_m_s: 340.0, ..good }).contains("signal_speed_m_s = 340"));
    }
}
