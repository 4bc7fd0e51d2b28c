//! The vertical profile of a route in closed form: climb, level cruise, dive, joined by arcs of constant speed.

use crate::earth::ellipsoid::MEAN_RADIUS_M;
use crate::error::{check_range, Error, Result};

/// What the profile must do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demand {
    /// Altitude at the start (m): lower than the cruise for a launch from the ground.
    pub altitude_start_m: f64,
    /// Altitude of the cruise (m).
    pub altitude_cruise_m: f64,
    /// Altitude of the aimpoint (m).
    pub altitude_end_m: f64,
    /// Speed along the path until the dive (m/s).
    pub speed_m_s: f64,
    /// Speed at the end of the dive (m/s), reached at a constant rate.
    pub speed_end_m_s: f64,
    /// Angle of climb (rad).
    pub climb_angle_rad: f64,
    /// Depression of the dive (rad).
    pub dive_angle_rad: f64,
    /// Acceleration normal to the path in the arcs (m/s^2).
    pub normal_acceleration_m_s2: f64,
}

// A piece of constant speed rate and constant turn rate, one of which is zero.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Segment {
    start_s: f64,
    duration_s: f64,
    along_m: f64,
    altitude_m: f64,
    flight_path_rad: f64,
    speed_m_s: f64,
    speed_rate_m_s2: f64,
    flight_path_rate_rad_s: f64,
    // Ground distance over distance flown level at this height, R/(R + h).
    shrink: f64,
}

/// Distance along the ground and altitude, each with two derivatives by time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Distance (m), its rate (m/s) and the rate of that (m/s^2).
    pub along: (f64, f64, f64),
    /// Altitude (m), its rate (m/s) and the rate of that (m/s^2).
    pub altitude: (f64, f64, f64),
}

impl Segment {
    // Straight: d = V t + a t^2/2.  Arc: gamma = gamma0 + w t, distance V/w (sin gamma - sin gamma0), height
    // -V/w (cos gamma - cos gamma0).
    fn at(&self, t: f64) -> Point {
        let (v, w, gamma0, k) = (self.speed_m_s, self.flight_path_rate_rad_s, self.flight_path_rad, self.shrink);
        let tau = t - self.start_s;
        if w == 0.0 {
            let (sin, cos) = gamma0.sin_cos();
            let (d, rate, a) = (
                v * tau + 0.5 * self.speed_rate_m_s2 * tau * tau,
                v + self.speed_rate_m_s2 * tau,
                self.speed_rate_m_s2,
            );
            return Point {
                along: (self.along_m + k * d * cos, k * rate * cos, k * a * cos),
                altitude: (self.altitude_m + d * sin, rate * sin, a * sin),
            };
        }
        let gamma = gamma0 + w * tau;
        Point {
            along: (
                self.along_m + k * v / w * (gamma.sin() - gamma0.sin()),
                k * v * gamma.cos(),
                -k * v * w * gamma.sin(),
            ),
            altitude: (self.altitude_m - v / w * (gamma.cos() - gamma0.cos()), v * gamma.sin(), v * w * gamma.cos()),
        }
    }
}

/// A whole profile.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    segments: Vec<Segment>,
}

impl Demand {
    fn check(&self) -> Result<()> {
        check_range("altitude_start_m", self.altitude_start_m, -500.0, 60_000.0)?;
        check_range("altitude_cruise_m", self.altitude_cruise_m, self.altitude_start_m, 60_000.0)?;
        check_range("altitude_end_m", self.altitude_end_m, -500.0, self.altitude_cruise_m)?;
        check_range("cruise_speed_m_s", self.speed_m_s, 5.0, 5_000.0)?;
        check_range("terminal_speed_m_s", self.speed_end_m_s, 5.0, 5_000.0)?;
        check_range("climb_angle_rad", self.climb_angle_rad, 0.001, 1.5)?;
        check_range("dive_angle_rad", self.dive_angle_rad, 0.001, 1.5)?;
        check_range("lateral_acceleration_m_s2", self.normal_acceleration_m_s2, 0.1, 2_000.0)
    }
}

// The wanted angle, or less where an arc alone uses up the height: R (1 - cos gamma) = height.
fn angle_within(wanted_rad: f64, height_m: f64, radius_m: f64) -> f64 {
    wanted_rad.min((1.0 - height_m / radius_m).max(-1.0).acos())
}

impl Profile {
    /// The profile over a ground distance (m).
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a parameter out of range, or a distance too short to climb and dive.
    pub fn new(demand: &Demand, distance_m: f64) -> Result<Self> {
        demand.check()?;
        let radius = demand.speed_m_s * demand.speed_m_s / demand.normal_acceleration_m_s2;
        let rate = demand.speed_m_s / radius;
        let mut build = Builder::new(demand);
        let rise = demand.altitude_cruise_m - demand.altitude_start_m;
        if rise > 0.0 {
            let angle = angle_within(demand.climb_angle_rad, rise, radius);
            build.flight_path_rad = angle;
            build.straight_to(demand.altitude_cruise_m - radius * (1.0 - angle.cos()), demand.speed_m_s);
            build.arc_to(0.0, -rate);
        }
        build.altitude_m = demand.altitude_cruise_m;
        let climb = build.clone();
        let drop = demand.altitude_cruise_m - demand.altitude_end_m;
        let dive = |build: &mut Builder| {
            if drop > 0.0 {
                let angle = angle_within(demand.dive_angle_rad, drop, radius);
                build.arc_to(-angle, -rate);
                build.straight_to(demand.altitude_end_m, demand.speed_end_m_s);
            }
        };
        dive(&mut build);
        let level = distance_m - build.along_m;
        if level.is_nan() || level < 0.0 {
            let allowed = format!("at least the {:.0} m that climb and dive take", build.along_m);
            return Err(Error::invalid("length of the route in m", distance_m, &allowed));
        }
        let mut build = climb;
        build.level(level);
        dive(&mut build);
        Ok(Self { segments: build.segments })
    }

    /// Duration (s).
    pub fn duration_s(&self) -> f64 {
        self.segments.last().map_or(0.0, |s| s.start_s + s.duration_s)
    }

    /// Times at which segments begin and end (s).
    pub fn breaks(&self) -> Vec<f64> {
        let mut times: Vec<f64> = self.segments.iter().map(|s| s.start_s).collect();
        times.push(self.duration_s());
        times
    }

    /// The segment that holds a time.
    pub fn segment_at(&self, t: f64) -> usize {
        self.segments.partition_point(|s| s.start_s <= t).clamp(1, self.segments.len()) - 1
    }

    /// Distance and altitude at a time, on a given segment.
    pub fn at(&self, segment: usize, t: f64) -> Point {
        self.segments[segment].at(t)
    }

    /// Angle turned by a segment from one time to another (rad).
    pub fn turned(&self, segment: usize, duration_s: f64) -> f64 {
        (self.segments[segment].flight_path_rate_rad_s * duration_s).abs()
    }
}

#[derive(Clone)]
struct Builder {
    segments: Vec<Segment>,
    t: f64,
    along_m: f64,
    altitude_m: f64,
    flight_path_rad: f64,
    speed_m_s: f64,
}

impl Builder {
    fn new(demand: &Demand) -> Self {
        Self {
            segments: Vec::with_capacity(6),
            t: 0.0,
            along_m: 0.0,
            altitude_m: demand.altitude_start_m,
            flight_path_rad: 0.0,
            speed_m_s: demand.speed_m_s,
        }
    }

    // Along the present flight path to an altitude, reaching a speed at a constant rate: (V1^2 - V0^2)/(2 d).
    fn straight_to(&mut self, altitude_m: f64, speed_end_m_s: f64) {
        let d = (altitude_m - self.altitude_m) / self.flight_path_rad.sin();
        if d > 1e-6 {
            let rate = (speed_end_m_s * speed_end_m_s - self.speed_m_s * self.speed_m_s) / (2.0 * d);
            self.push(2.0 * d / (self.speed_m_s + speed_end_m_s), rate, 0.0, altitude_m);
        }
        self.speed_m_s = speed_end_m_s;
    }

    fn arc_to(&mut self, flight_path_rad: f64, rate: f64) {
        let duration = (flight_path_rad - self.flight_path_rad) / rate;
        let height = -self.speed_m_s / rate * (flight_path_rad.cos() - self.flight_path_rad.cos());
        if duration > 1e-9 {
            self.push(duration, 0.0, rate, self.altitude_m + height);
        }
        self.flight_path_rad = flight_path_rad;
    }

    fn level(&mut self, along_m: f64) {
        let shrink = MEAN_RADIUS_M / (MEAN_RADIUS_M + self.altitude_m);
        if along_m > 1e-6 {
            self.push(along_m / (shrink * self.speed_m_s), 0.0, 0.0, self.altitude_m);
        }
    }

    fn push(&mut self, duration_s: f64, speed_rate_m_s2: f64, flight_path_rate_rad_s: f64, altitude_end_m: f64) {
        let mean_altitude = 0.5 * (self.altitude_m + altitude_end_m);
        let segment = Segment {
            start_s: self.t,
            duration_s,
            along_m: self.along_m,
            altitude_m: self.altitude_m,
            flight_path_rad: self.flight_path_rad,
            speed_m_s: self.speed_m_s,
            speed_rate_m_s2,
            flight_path_rate_rad_s,
            shrink: MEAN_RADIUS_M / (MEAN_RADIUS_M + mean_altitude),
        };
        let end = segment.at(self.t + duration_s);
        (self.t, self.along_m, self.altitude_m) = (self.t + duration_s, end.along.0, end.altitude.0);
        self.segments.push(segment);
    }
}
