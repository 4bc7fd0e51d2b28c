//! Limits of heat rate, dynamic pressure and load: where a path first breaks them.

use super::path::{Event, Flown, Mark, Outcome};
use super::quantities::{intervals, Stress, NOSE_RADIUS_M};
use crate::earth::world::World;
use crate::error::{check_range, Result};
use crate::math::hermite::{between, Knot};
use crate::math::roots::{bracketed, highest};

/// What a body bears; infinite where nothing is asked.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Greatest stagnation heat rate (`W/m^2`).
    pub heat_rate_w_m2: f64,
    /// Greatest dynamic pressure (Pa).
    pub dynamic_pressure_pa: f64,
    /// Greatest load factor.
    pub load_factor: f64,
    /// Nose radius of the heat rate (m).
    pub nose_radius_m: f64,
    /// The flight ends where the first limit breaks, instead of on the ground.
    pub stop: bool,
}

// The reading a limit is about.
type Reading = fn(&Stress) -> f64;

impl Limits {
    /// No limits.
    pub const NONE: Self = Self {
        heat_rate_w_m2: f64::INFINITY,
        dynamic_pressure_pa: f64::INFINITY,
        load_factor: f64::INFINITY,
        nose_radius_m: NOSE_RADIUS_M,
        stop: false,
    };

    /// Checks every limit.
    ///
    /// # Errors
    /// [`crate::error::Error::InvalidParameter`] for a limit that is not positive, or a nose radius outside 1 mm to 100 m.
    pub fn check(&self) -> Result<()> {
        for (name, limit) in [
            ("heat_rate_max_w_m2", self.heat_rate_w_m2),
            ("dynamic_pressure_max_pa", self.dynamic_pressure_pa),
            ("load_factor_max", self.load_factor),
        ] {
            check_range(name, if limit == f64::INFINITY { 1.0 } else { limit }, 1e-6, 1e12)?;
        }
        check_range("nose_radius_m", self.nose_radius_m, 1e-3, 100.0)
    }

    /// Marks where the flight first breaks each limit, and says so in its outcome; cuts it there when asked to stop.
    pub fn apply(&self, world: &World, flown: Flown) -> Flown {
        let checks: [(Event, f64, Reading); 3] = [
            (Event::HeatRateLimit, self.heat_rate_w_m2, |s| s.heat_rate_w_m2),
            (Event::DynamicPressureLimit, self.dynamic_pressure_pa, |s| s.dynamic_pressure_pa),
            (Event::LoadLimit, self.load_factor, |s| s.load_factor),
        ];
        let mut broken: Vec<Mark> = Vec::new();
        for (event, limit, pick) in checks {
            let excess = |k: &Knot| pick(&Stress::of(world, k, self.nose_radius_m)) - limit;
            if limit.is_finite() {
                broken.extend(first_above(&flown.knots, limit, excess).map(|time_s| Mark { time_s, event }));
            }
        }
        broken.sort_by(|a, b| a.time_s.total_cmp(&b.time_s));
        let Some(&first) = broken.first() else { return flown };
        let Flown { mut knots, mut marks, outcome } = flown;
        marks.extend(broken);
        marks.sort_by(|a, b| a.time_s.total_cmp(&b.time_s));
        if self.stop {
            cut(&mut knots, &mut marks, first.time_s);
        }
        // A flight that was not computed to its end keeps saying so.
        let done = self.stop || outcome.came_down();
        Flown { knots, marks, outcome: if done { Outcome::LimitExceeded } else { outcome } }
    }
}

// Points of an interval at which a reading is taken before it is refined.
const SAMPLES: u32 = 6;

// The first time at which a reading is above its limit.
fn first_above(knots: &[Knot], limit: f64, excess: impl Fn(&Knot) -> f64) -> Option<f64> {
    for (a, b) in intervals(knots) {
        let at = |t: f64| excess(&between(a, b, t));
        let step = (b.t - a.t) / f64::from(SAMPLES);
        let time = |i: u32| if i == SAMPLES { b.t } else { a.t + step * f64::from(i) };
        let mut below = a.t;
        for i in 0..=SAMPLES {
            let value = at(time(i));
            // Close below the limit the reading may peak above it between this sample and its neighbours.
            let peak = if value <= 0.0 && value > -0.1 * limit {
                highest(at, time(i.saturating_sub(1)), time((i + 1).min(SAMPLES)), 1e-7)
            } else {
                (time(i), value)
            };
            if peak.1 > 0.0 {
                return Some(if at(below) > 0.0 { below } else { bracketed(at, below, peak.0, 1e-9) });
            }
            below = time(i);
        }
    }
    None
}

/// Ends a flight at a time: the knots and marks after it go, and a knot there is the last.
pub(crate) fn cut(knots: &mut Vec<Knot>, marks: &mut Vec<Mark>, time_s: f64) {
    let last = intervals(knots).find(|(a, b)| a.t <= time_s && time_s <= b.t).map(|(a, b)| between(a, b, time_s));
    if let Some(last) = last {
        knots.retain(|k| k.t < time_s);
        knots.push(last);
    }
    marks.retain(|mark| mark.time_s <= time_s);
}
