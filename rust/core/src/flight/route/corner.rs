//! What a ground track does at a waypoint: cuts the corner, flies over it and turns, or circles.
//!
//! Turns lie in the azimuthal equidistant plane of their waypoint (see `piece`). After a turn that passes over its
//! waypoint the next leg is the geodesic from the turn's end to the next waypoint, and the turn ends where its heading
//! is that geodesic's azimuth.

use super::piece::{wrap, Piece};
use crate::earth::geodesic::{self, Line};
use crate::error::{Error, Result};
use std::f64::consts::TAU;

/// What is flown at a waypoint, with the radius of the turn (m).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Corner {
    /// Radius of the turn or circle (m).
    pub radius_m: f64,
    /// What is flown.
    pub kind: CornerKind,
}

/// Kinds of corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum CornerKind {
    /// A turn that cuts the corner, tangent to both legs.
    FlyBy,
    /// The turn begins over the waypoint.
    FlyOver,
    /// Circles that begin over the waypoint: angle flown (rad), to the right when clockwise; then on round towards the
    /// next waypoint.
    Loiter {
        /// Angle (rad).
        angle_rad: f64,
        /// Seen from above.
        clockwise: bool,
    },
}

/// Where a waypoint is passed and, where circles are flown over it, where they end and the next leg counts as begun.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Passage {
    /// Distance from the start at which the waypoint is passed (m).
    pub over_m: f64,
    /// Distance from the start at which the circles have been flown (m); the same without circles.
    pub leave_m: f64,
}

// Of the tangent to the radius: a turn of more than 168.6 degrees, which a leg has no room for, is one back.
const SHARPEST: f64 = 10.0;

/// A track while it is built: from the present place towards the next waypoint.
pub(super) struct Course<'a> {
    waypoints: &'a [(f64, f64)],
    // What an error calls a waypoint.
    place: Place<'a>,
    pub(super) pieces: Vec<Piece>,
    pub(super) passages: Vec<Passage>,
    // Where the present leg begins, the geodesic from there to the next waypoint, and what of it has been flown.
    from: (f64, f64),
    leg: Line,
    taken: f64,
    flown: f64,
}

/// What an error calls a waypoint.
pub(super) type Place<'a> = &'a dyn Fn(usize) -> String;

/// What an error calls the way to waypoint `i` from the one before.
pub(super) fn way_to(place: Place, i: usize) -> String {
    format!("distance from {} to {} in m", place(i - 1), place(i))
}

fn between(a: (f64, f64), b: (f64, f64)) -> Line {
    geodesic::inverse(a.0, a.1, b.0, b.1)
}

impl<'a> Course<'a> {
    pub(super) fn new(waypoints: &'a [(f64, f64)], place: Place<'a>) -> Self {
        let leg = between(waypoints[0], waypoints[1]);
        let pieces = Vec::with_capacity(2 * waypoints.len());
        Self {
            waypoints,
            place,
            pieces,
            passages: Vec::with_capacity(waypoints.len()),
            from: waypoints[0],
            leg,
            taken: 0.0,
            flown: 0.0,
        }
    }

    /// Flies to waypoint `i`, and its corner.
    pub(super) fn corner(&mut self, i: usize, corner: &Corner) -> Result<()> {
        let end = i + 1 == self.waypoints.len();
        let heading = if i == 0 { self.leg.azimuth_start_rad } else { self.leg.azimuth_end_rad };
        match corner.kind {
            CornerKind::Loiter { angle_rad, clockwise } => {
                self.straight(i, 0.0)?;
                let angle = if clockwise { angle_rad } else { -angle_rad };
                self.over(i, heading, angle, corner.radius_m)
            }
            _ if i == 0 || end => {
                self.straight(i, 0.0)?;
                self.pass(0.0);
                Ok(())
            }
            CornerKind::FlyOver => {
                self.straight(i, 0.0)?;
                self.over(i, heading, 0.0, corner.radius_m)
            }
            CornerKind::FlyBy => self.fly_by(i, corner.radius_m),
        }
    }

    // A turn by an angle takes R tan(angle/2) of either leg.
    fn fly_by(&mut self, i: usize, radius_m: f64) -> Result<()> {
        let at = self.waypoints[i];
        let heading = self.leg.azimuth_end_rad;
        let next = between(at, self.waypoints[i + 1]);
        let turn = wrap(next.azimuth_start_rad - heading);
        let tangent = radius_m * (0.5 * turn.abs()).tan();
        let room = (self.leg.distance_m - self.taken).min(next.distance_m);
        if tangent > room.max(SHARPEST * radius_m) {
            let millionths = |angle: f64| 1e6 * angle.to_degrees();
            let most = millionths(2.0 * (room.max(0.0) / radius_m).atan()).floor() / 1e6;
            let degrees = millionths(turn.abs()).round() / 1e6;
            let turn = format!("turn at {} in degrees", (self.place)(i));
            let allowed =
                format!("at most {most}, for which its legs have room at a radius of {radius_m:.0} m, or flown over");
            return Err(Error::invalid(&turn, degrees, &allowed));
        }
        self.straight(i, tangent)?;
        if tangent > 0.0 {
            let start = (-tangent * heading.sin(), -tangent * heading.cos());
            self.push(&Piece::turn(at, start, heading, turn, radius_m));
        }
        self.pass(-0.5 * radius_m * turn.abs());
        (self.from, self.leg, self.taken) = (at, next, tangent);
        Ok(())
    }

    // From the waypoint round by an angle, and further until the heading points at the next waypoint.
    fn over(&mut self, i: usize, heading: f64, angle: f64, radius_m: f64) -> Result<()> {
        let at = self.waypoints[i];
        let start = self.flown;
        let circles = radius_m * angle.abs();
        let Some(&next) = self.waypoints.get(i + 1) else {
            self.push(&Piece::turn(at, (0.0, 0.0), heading, angle, radius_m));
            self.passages.push(Passage { over_m: start, leave_m: start + circles });
            return Ok(());
        };
        let (turn, leg) = aimed(at, next, (heading, angle, radius_m), &way_to(self.place, i + 1))?;
        self.from = at;
        if turn != 0.0 {
            let piece = Piece::turn(at, (0.0, 0.0), heading, turn, radius_m);
            self.push(&piece);
            let (latitude, longitude, _) = piece.at(piece.length_m);
            self.from = (latitude, longitude);
        }
        (self.leg, self.taken) = (leg, 0.0);
        self.passages.push(Passage { over_m: start, leave_m: start + circles });
        Ok(())
    }

    // The rest of the leg to waypoint `i`, but for what its turn takes of it.
    fn straight(&mut self, i: usize, tangent: f64) -> Result<()> {
        if i == 0 {
            return Ok(());
        }
        let length = self.leg.distance_m - self.taken - tangent;
        if length.is_nan() || length < 0.0 {
            let allowed = format!("long enough for its turns: {:.0} m", self.taken + tangent);
            let length = format!("{:.0}", self.leg.distance_m);
            return Err(Error::invalid(&way_to(self.place, i), length, &allowed));
        }
        let (lat, lon, azimuth) = geodesic::direct(self.from.0, self.from.1, self.leg.azimuth_start_rad, self.taken);
        self.push(&Piece::geodesic(lat, lon, azimuth, length));
        Ok(())
    }

    fn push(&mut self, piece: &Piece) {
        self.flown += piece.length_m;
        self.pieces.push(*piece);
    }

    fn pass(&mut self, back: f64) {
        let over_m = self.flown + back;
        self.passages.push(Passage { over_m, leave_m: over_m });
    }
}

// The turn from over a waypoint, by at least an angle, that ends pointing at the next, and the geodesic from there.
// The bearing of the next waypoint changes by less than the turn as long as it lies outside the circle, so that
// adding what is missing converges; a waypoint inside is never pointed at.
fn aimed(
    at: (f64, f64),
    next: (f64, f64),
    (heading, angle, radius_m): (f64, f64, f64),
    way: &str,
) -> Result<(f64, Line)> {
    let first = between(at, next);
    let missing = wrap(first.azimuth_start_rad - heading);
    let side = if angle == 0.0 { 1.0f64.copysign(missing) } else { angle.signum() };
    let mut turn = angle.abs();
    for _ in 0..100 {
        let (lat, lon, course) =
            Piece::turn(at, (0.0, 0.0), heading, side * turn.max(1e-300), radius_m).at(radius_m * turn);
        let leg = between((lat, lon), next);
        // What is missing, always onwards: a turn slightly too large is turned back instead of going on for a full circle.
        let mut more = side * wrap(leg.azimuth_start_rad - course);
        if more < -1e-3 {
            more += TAU;
        }
        turn += more;
        // One turn more than asked for points at everything outside the circle.
        if turn.is_nan() || turn > angle.abs() + TAU + 1.0 {
            break;
        }
        // 10 nm at the next waypoint: geodesics are good to that.
        if more.abs() < (1e-8 / leg.distance_m).max(1e-12) {
            return Ok((side * turn, leg));
        }
    }
    let allowed = format!("long enough to be met after a turn of radius {radius_m:.0} m");
    Err(Error::invalid(way, format!("{:.0}", first.distance_m), &allowed))
}
