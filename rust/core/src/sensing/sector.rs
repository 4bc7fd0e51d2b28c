//! A sector of azimuths, as the half-planes of its two edges.
//!
//! With n1 and n2 the horizontal directions at right angles to the edges, into the sector, and q a target's place, a sector
//! of at most half a circle is where n1 . q >= 0 and n2 . q >= 0, a wider one where either holds. Over a stretch n . q is
//! within |n . v| h + A h^2 / 2 of its value halfway, and n . v within A h.

use super::piece::Stretch;
use super::relative::Relative;
use super::search::Verdict;
use crate::earth::ellipsoid::Enu;
use crate::math::vec3::Vec3;
use std::f64::consts::{FRAC_PI_2, PI, TAU};

/// A sector as a fixed place sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sector {
    centre_rad: f64,
    half_width_rad: f64,
    inward: [Vec3; 2],
}

impl Sector {
    /// The sector about a centre (rad, clockwise from north) with half a width (rad); pi: all round.
    pub(crate) fn new(enu: &Enu, centre_rad: f64, half_width_rad: f64) -> Self {
        let towards = |azimuth_rad: f64| {
            let (sin, cos) = azimuth_rad.sin_cos();
            enu.to_ecef(sin, cos, 0.0)
        };
        let turned = half_width_rad - FRAC_PI_2;
        Self { centre_rad, half_width_rad, inward: [towards(centre_rad - turned), towards(centre_rad + turned)] }
    }

    /// Whether it is all round.
    pub(crate) fn is_all_round(&self) -> bool {
        self.half_width_rad >= PI
    }

    /// How far inside an azimuth is (rad): half the width less the angle from the centre.
    pub(crate) fn margin_rad(&self, azimuth_rad: f64) -> f64 {
        let off = azimuth_rad - self.centre_rad;
        self.half_width_rad - (off - TAU * (off / TAU).round()).abs()
    }

    /// Whether a target is inside over a stretch.
    pub(crate) fn judge(&self, stretch: &Stretch, seen: &Relative) -> Verdict {
        let edges = self.inward.map(|inward| {
            let (way, rate) = (seen.q.dot(inward), stretch.middle.velocity.dot(inward));
            let spread = rate.abs() * stretch.half_s + stretch.strayed_m() + 1e-9 * seen.slant_range_m.1;
            let crossed_once = rate.abs() > stretch.acceleration_m_s2 * stretch.half_s;
            let otherwise = if crossed_once { Verdict::Monotone } else { Verdict::Unknown };
            Verdict::between((way - spread, way + spread)).or_else(|| otherwise)
        });
        // What one edge says for both; what it leaves to the other.
        let (enough, open) = if self.half_width_rad <= FRAC_PI_2 {
            (Verdict::Fails, Verdict::Holds)
        } else {
            (Verdict::Holds, Verdict::Fails)
        };
        match edges {
            [one, other] if one == enough || other == enough => enough,
            [one, other] if one == open => other,
            [one, other] if other == open => one,
            _ => Verdict::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::ellipsoid::Geodetic;
    use crate::flight::flown::path::Path;
    use crate::math::hermite::Knot;
    use crate::sensing::profile::Profile;

    // Past a place on a bent way, at many offsets and with sectors of all widths: a verdict is that of every instant.
    #[test]
    fn a_verdict_holds_at_every_instant() {
        let place = Geodetic::new(0.8, 0.3, 10.0);
        let (enu, origin) = (place.enu(), place.to_ecef());
        let mut told = [0; 4];
        for abeam in [-3e3, -40.0, 500.0, 9e3] {
            let knot = |k: i32| {
                let t = 20.0 * f64::from(k);
                let position = origin + enu.to_ecef(200.0 * t, abeam + 0.1 * t * t, 800.0);
                let (velocity, acceleration) = (enu.to_ecef(200.0, 0.2 * t, 0.0), enu.to_ecef(0.0, 0.2, 0.0));
                Knot { t, position, velocity, acceleration }
            };
            let knots: Vec<Knot> = (-8..=8).map(knot).collect();
            let profile = Profile::new(Path { knots: &knots });
            for half_width_rad in [0.01, 0.4, 1.2, FRAC_PI_2, 2.0, 3.1] {
                for j in 0..7 {
                    let sector = Sector::new(&enu, f64::from(j) + half_width_rad, half_width_rad);
                    for (k, piece) in profile.pieces().iter().enumerate() {
                        let stretch = Stretch::new(piece, 10.0, &piece.middle);
                        let verdict = sector.judge(&stretch, &Relative::new(&stretch, origin));
                        let inside: Vec<bool> = (0..=50)
                            .map(|i| {
                                let q = profile.position(k, piece.span_s.0 + 0.4 * f64::from(i)) - origin;
                                sector.margin_rad(q.dot(enu.east).atan2(q.dot(enu.north))) >= 0.0
                            })
                            .collect();
                        let changes = inside.windows(2).filter(|pair| pair[0] != pair[1]).count();
                        told[match verdict {
                            Verdict::Holds => 0,
                            Verdict::Fails => 1,
                            Verdict::Monotone => 2,
                            _ => 3,
                        }] += 1;
                        match verdict {
                            Verdict::Holds => assert!(inside.iter().all(|&i| i)),
                            Verdict::Fails => assert!(!inside.iter().any(|&i| i)),
                            Verdict::Monotone => assert!(changes <= 1),
                            _ => {}
                        }
                    }
                }
            }
        }
        // Most stretches are decided, and all kinds of verdict occur.
        assert!(told.iter().all(|&n| n > 0) && told[3] < 250, "{told:?}");
    }
}
