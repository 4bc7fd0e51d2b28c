//! Where the launch time rises with the intercept time: `dt_L/dt_I` = 1 - dT/dt ([`super::rendezvous`]).

use super::conditions::Intercept;
use super::table::Approach;
use crate::sensing::piece::Stretch;
use crate::sensing::profile::Profile;
use crate::sensing::relative::Relative;
use crate::sensing::search::{search, Conditions, Verdict};

/// The one condition `dt_L/dt_I` >= 0.
pub(super) struct RisingLaunch<'a>(pub(super) &'a Intercept<'a>);

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
        let away = seen.range_rate_m_s(stretch);
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
        Verdict::between((1.0 - most, 1.0 - least))
    }

    fn margin(&self, _: usize, profile: &Profile, piece: usize, t: f64) -> f64 {
        self.0.launch_with_rate(&self.0.rendezvous(profile.motion(piece, t))).1
    }

    fn turning(&self, _: usize, _: &Profile, _: usize, _: f64) -> f64 {
        0.0
    }
}
