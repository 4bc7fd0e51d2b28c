//! Where the launch time rises with the intercept time.
//!
//! `dt_L/dt_I` = 1 - dT/dt, dT/dt = `T_s` s' + `T_x` x', with s the slant range, x the sine of elevation, T the time of flight.

use super::conditions::Intercept;
use super::table::Approach;
use crate::math::hermite::Knot;
use crate::sensing::piece::Stretch;
use crate::sensing::profile::Profile;
use crate::sensing::relative::Relative;
use crate::sensing::search::{search, Conditions, Verdict};

/// The one condition `dt_L/dt_I` >= 0.
pub(super) struct RisingLaunch<'a>(pub(super) &'a Intercept<'a>);

impl Intercept<'_> {
    /// Time of flight to a target (s) and its rate dT/dt.
    pub(super) fn time_with_rate(&self, at: &Knot) -> (f64, f64) {
        let (site, position, velocity) = (&self.unit.site, at.position, at.velocity);
        let look = site.look(position);
        let (s, x) = (look.slant_range_m.max(1e-3), look.sin_elevation());
        let time = self.table.lookup(s, x);
        let range_rate = (position - site.origin).dot(velocity) / s;
        let x_rate = (velocity.dot(site.enu.up) - x * range_rate) / s;
        (time.time_s, time.slowness_s_m * range_rate + time.by_sine_s * x_rate)
    }
}

impl RisingLaunch<'_> {
    /// The parts of an interval of intercept times (path time, s) on which launches rise.
    pub(super) fn intervals(&self, profile: &Profile, (from, to): (f64, f64)) -> Vec<(f64, f64)> {
        search(self, profile, profile.pieces_between(from, to), 1).0
    }
}

impl Conditions for RisingLaunch<'_> {
    type View = Relative;

    const COUNT: usize = 1;

    fn view(&self, stretch: &Stretch) -> Relative {
        Relative::new(stretch, self.0.unit.site.origin)
    }

    fn judge(&self, _: usize, stretch: &Stretch, seen: &Relative) -> Verdict {
        let speed = stretch.piece.speed_m_s;
        let away = seen.range_rate_m_s(speed);
        let least_rate = if away.0 > 0.0 {
            away.0
        } else if away.1 < 0.0 {
            -away.1
        } else {
            0.0
        };
        let across = (speed * speed - least_rate * least_rate).max(0.0).sqrt();
        let (up, change) = (self.0.unit.site.enu.up, stretch.acceleration_m_s2 * stretch.half_s);
        let climb = stretch.middle.velocity.dot(up);
        let (least, most) = self.0.table.time_rate_between(&Approach {
            slant_range_m: seen.slant_range_m,
            sin_elevation: seen.sin_elevation(seen.up_m(stretch, up)),
            away_m_s: away,
            up_m_s: (climb - change, climb + change),
            across_m_s: across,
        });
        Verdict::between((1.0 - most, 1.0 - least), Verdict::Unknown)
    }

    fn margin(&self, _: usize, profile: &Profile, piece: usize, t: f64) -> f64 {
        1.0 - self.0.time_with_rate(&profile.motion(piece, t)).1
    }

    fn turning(&self, _: usize, _: &Profile, _: usize, _: f64) -> f64 {
        0.0
    }
}
