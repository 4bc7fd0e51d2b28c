//! Height along a route: pieces of at most fifth degree in the distance over the ground.
//!
//! A change of height is a parabola, a straight slope and a parabola back to level. A parabola of second derivative c
//! is flown with a normal acceleration of at most c V^2, since the curvature h''/(1 + h'^2)^(3/2) is at most h''.

/// A height over distance, with two derivatives by it.
pub type HeightAt = (f64, f64, f64);

// h = c0 + c1 x + ... + c5 x^5 with x the distance from the start of the piece.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Polynomial {
    start_m: f64,
    c: [f64; 6],
}

/// The polynomial of fifth degree over a length (m) that has a height and its first two derivatives at both ends.
///
/// With u = x/L: the parabola from the start, and u^3 (10 - 15 u + 6 u^2) of what it leaves of the height at the end,
/// -u^3 (4 - 7 u + 3 u^2) of what it leaves of the slope, u^3 (1 - 2 u + u^2)/2 of what it leaves of the bend.
pub(super) fn quintic(length: f64, from: HeightAt, to: HeightAt) -> [f64; 6] {
    let (l, l2) = (length, length * length);
    // What is left at the end of the parabola from the start, in units of the length.
    let height = to.0 - (from.0 + l * (from.1 + 0.5 * l * from.2));
    let slope = l * (to.1 - (from.1 + l * from.2));
    let bend = l2 * (to.2 - from.2);
    let l3 = l2 * l;
    [
        from.0,
        from.1,
        0.5 * from.2,
        (10.0 * height - 4.0 * slope + 0.5 * bend) / l3,
        (-15.0 * height + 7.0 * slope - bend) / (l3 * l),
        (6.0 * height - 3.0 * slope + 0.5 * bend) / (l3 * l2),
    ]
}

/// A polynomial and its two derivatives at a distance from its start.
pub(super) fn value(c: &[f64; 6], x: f64) -> HeightAt {
    (
        c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5])))),
        c[1] + x * (2.0 * c[2] + x * (3.0 * c[3] + x * (4.0 * c[4] + x * 5.0 * c[5]))),
        2.0 * c[2] + x * (6.0 * c[3] + x * (12.0 * c[4] + x * 20.0 * c[5])),
    )
}

/// Height (m) over distance (m).
#[derive(Debug, Clone, PartialEq)]
pub struct Heights {
    pieces: Vec<Polynomial>,
    // Where the next piece begins, and the height there.
    end_m: f64,
    height_m: f64,
}

/// How a height is changed: the largest slope (tangent) and second derivative (1/m).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Steepness {
    /// Largest slope, as a tangent.
    pub slope: f64,
    /// Largest second derivative of height by distance (1/m).
    pub curvature: f64,
}

impl Steepness {
    // The slope reached within a height, of which a parabola takes T^2/(2c).
    fn reached(&self, height_m: f64, parabolas: f64) -> f64 {
        self.slope.min((2.0 * self.curvature * height_m / parabolas).sqrt())
    }

    /// Distance (m) from level to level over a change of height (m): with slope T, |dh|/T + T/c.
    pub fn ramp_length(&self, change_m: f64) -> f64 {
        if change_m == 0.0 {
            return 0.0;
        }
        let slope = self.reached(change_m.abs(), 2.0);
        change_m.abs() / slope + slope / self.curvature
    }

    /// Distance (m) from level to the end of a straight dive through a height (m): with slope T, dh/T + T/(2c).
    pub fn dive_length(&self, drop_m: f64) -> f64 {
        if drop_m <= 0.0 {
            return 0.0;
        }
        let slope = self.reached(drop_m, 1.0);
        drop_m / slope + 0.5 * slope / self.curvature
    }
}

impl Heights {
    /// From a height at distance zero.
    pub fn from(height_m: f64) -> Self {
        Self { pieces: Vec::new(), end_m: 0.0, height_m }
    }

    /// A polynomial over a length (m).
    pub(super) fn push(&mut self, length: f64, c: [f64; 6]) {
        if length > 1e-6 {
            self.pieces.push(Polynomial { start_m: self.end_m, c });
            self.end_m += length;
        }
        self.height_m = value(&c, length).0;
    }

    /// Level to a distance.
    pub fn level_to(&mut self, s: f64) {
        self.push(s - self.end_m, [self.height_m, 0.0, 0.0, 0.0, 0.0, 0.0]);
    }

    /// Piece of a curve: length, slope, half the second derivative, and a sixth of the third derivative at its start.
    pub fn curve(&mut self, length: f64, (first, second, third): HeightAt) {
        self.push(length, [self.height_m, first, second, third, 0.0, 0.0]);
    }

    /// From level to level at another height.
    pub fn ramp(&mut self, height_m: f64, steepness: &Steepness) {
        let change = height_m - self.height_m;
        if change != 0.0 {
            let slope = steepness.reached(change.abs(), 2.0);
            let arc = slope / steepness.curvature;
            let half = (0.5 * steepness.curvature).copysign(change);
            let slope = slope.copysign(change);
            self.curve(arc, (0.0, half, 0.0));
            self.curve(change / slope - arc, (slope, 0.0, 0.0));
            self.curve(arc, (slope, -half, 0.0));
        }
        self.height_m = height_m;
    }

    /// From level down to a height, the end straight.
    pub fn dive(&mut self, height_m: f64, steepness: &Steepness) {
        let drop = self.height_m - height_m;
        if drop > 0.0 {
            let slope = steepness.reached(drop, 1.0);
            let arc = slope / steepness.curvature;
            self.curve(arc, (0.0, -0.5 * steepness.curvature, 0.0));
            self.curve(drop / slope - 0.5 * arc, (-slope, 0.0, 0.0));
        }
        self.height_m = height_m;
    }

    /// Height at the end so far (m).
    pub const fn last_m(&self) -> f64 {
        self.height_m
    }

    /// Distance reached so far (m).
    pub const fn end_m(&self) -> f64 {
        self.end_m
    }

    /// Where pieces begin (m).
    pub fn starts(&self) -> impl Iterator<Item = f64> + '_ {
        self.pieces.iter().map(|p| p.start_m)
    }

    /// Index of the piece that holds a distance.
    pub fn piece_at(&self, s: f64) -> usize {
        self.pieces.partition_point(|p| p.start_m <= s).max(1) - 1
    }

    /// Whether a piece is level.
    pub fn is_level(&self, piece: usize) -> bool {
        self.pieces.get(piece).is_none_or(|p| p.c[1..] == [0.0; 5])
    }

    /// Height and its derivatives at a distance, on a given piece.
    pub fn at(&self, piece: usize, s: f64) -> HeightAt {
        self.pieces.get(piece).map_or((self.height_m, 0.0, 0.0), |p| value(&p.c, s - p.start_m))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STEEP: Steepness = Steepness { slope: 0.2, curvature: 1e-4 };

    // With T = 0.2 and c = 1e-4 an arc is 2,000 m long and 200 m high: 1,000 m take 5,000 + 2,000 m, and 100 m take
    // arcs alone, of slope sqrt(100 c) = 0.1 and 1,000 m each.
    #[test]
    fn lengths_by_hand() {
        assert!((STEEP.ramp_length(1000.0) - 7000.0).abs() < 1e-9);
        assert!((STEEP.ramp_length(-100.0) - 2000.0).abs() < 1e-9);
        assert!((STEEP.dive_length(1000.0) - 6000.0).abs() < 1e-9);
    }

    #[test]
    fn a_ramp_and_a_dive_are_smooth_and_meet_their_heights() {
        let mut h = Heights::from(100.0);
        h.level_to(500.0);
        h.ramp(1100.0, &STEEP);
        assert!((h.end_m() - 7500.0).abs() < 1e-9);
        h.level_to(9000.0);
        h.dive(0.0, &STEEP);
        assert!((h.end_m() - 9000.0 - STEEP.dive_length(1100.0)).abs() < 1e-9);
        for s in h.starts().skip(1).collect::<Vec<_>>() {
            let (before, after) = (h.at(h.piece_at(s) - 1, s), h.at(h.piece_at(s), s));
            assert!((before.0 - after.0).abs() < 1e-9 && (before.1 - after.1).abs() < 1e-12, "{s}");
        }
        let last = h.at(h.piece_at(h.end_m()), h.end_m());
        assert!(last.0.abs() < 1e-9 && (last.1 + 0.2).abs() < 1e-12);
    }
}
