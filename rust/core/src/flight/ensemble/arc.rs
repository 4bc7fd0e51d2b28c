//! Altitude over a step as a cubic, from both ends and their rates: where it turns, and where it crosses an edge.

/// Altitude over a step, as a function of s from 0 to 1.
pub(super) struct Arc {
    /// At the start (m).
    pub(super) now: f64,
    /// At the end (m).
    pub(super) then: f64,
    /// Slope at the start (m).
    pub(super) rise: f64,
    /// Slope at the end (m).
    pub(super) rise_then: f64,
}

impl Arc {
    // Factors of s^2 and s^3.
    fn terms(&self) -> (f64, f64) {
        let d = self.then - self.now;
        (3.0 * d - 2.0 * self.rise - self.rise_then, self.rise + self.rise_then - 2.0 * d)
    }

    fn at(&self, s: f64) -> f64 {
        let (c2, c3) = self.terms();
        self.now + s * (self.rise + s * (c2 + s * c3))
    }

    // Where it turns: rise + 2 c2 s + 3 c3 s^2 = 0.
    fn turn(&self) -> f64 {
        let (c2, c3) = self.terms();
        let root = (c2 * c2 - 3.0 * c3 * self.rise).max(0.0).sqrt();
        let q = -(c2 + root.copysign(c2));
        [q / (3.0 * c3), self.rise / q].into_iter().find(|s| *s > 0.0 && *s < 1.0).unwrap_or(0.0)
    }

    // Curvature at a share of the step (m).
    fn bend(&self, s: f64) -> f64 {
        let (c2, c3) = self.terms();
        2.0 * c2 + 6.0 * c3 * s
    }

    /// The same upside down.
    pub(super) fn mirrored(&self) -> Self {
        Self { now: -self.now, then: -self.then, rise: -self.rise, rise_then: -self.rise_then }
    }

    /// How far a step that turns goes above an altitude after its start (m); negative where it does not.
    pub(super) fn above(&self, altitude: f64) -> f64 {
        let highest = self.at(self.turn()).max(self.then);
        if highest > self.now {
            highest - altitude
        } else {
            f64::NEG_INFINITY
        }
    }

    /// The integral over the step of the distance above an altitude, of a step that goes above it by so much (m).
    ///
    /// A distance y at the step's end, left there at a slope w, was reached within y/w: its integral is y^2/(2 w). A step
    /// that turns at y with the curvature b is above for 2 sqrt(2 y/b), on average at 2 y/3: its integral is
    /// (4/3) y sqrt(2 y/b). Neither exceeds y.
    pub(super) fn integral_above(&self, altitude: f64, above: f64) -> f64 {
        let integral = if self.then - altitude < above {
            (4.0 / 3.0) * above * (2.0 * above / self.bend(self.turn()).abs()).sqrt()
        } else {
            above * above / (2.0 * self.rise_then.abs())
        };
        integral.min(above)
    }

    /// The share of the step after which an altitude is first reached: Newton's method between bounds. A guess that
    /// is off costs a further step, no more.
    pub(super) fn crossing(&self, altitude: f64) -> f64 {
        let end = if (self.then - altitude) * (self.now - altitude) <= 0.0 { 1.0 } else { self.turn() };
        let first = end * (altitude - self.now) / (self.at(end) - self.now);
        self.root(altitude, (0.0, end), first, self.now > altitude)
    }

    /// The share of the step after which a body that rises from an altitude, or from below it, falls back through it;
    /// none when it does not rise above it.
    pub(super) fn falling_back(&self, altitude: f64) -> Option<f64> {
        let top = self.turn();
        let highest = self.at(top);
        if self.rise <= 0.0 || highest <= altitude || self.then >= altitude {
            return None;
        }
        let first = top + (1.0 - top) * (altitude - highest) / (self.then - highest);
        Some(self.root(altitude, (top, 1.0), first, true))
    }

    // Where an altitude is met between two shares, from a first guess; `above` where the first end lies above it.
    fn root(&self, altitude: f64, (mut low, mut high): (f64, f64), first: f64, above: bool) -> f64 {
        let (c2, c3) = self.terms();
        let mut s = first;
        for _ in 0..8 {
            let off = self.at(s) - altitude;
            if (off > 0.0) == above {
                low = s;
            } else {
                high = s;
            }
            let next = s - off / (self.rise + s * (2.0 * c2 + 3.0 * s * c3));
            let next = if next > low && next < high { next } else { 0.5 * (low + high) };
            if (next - s).abs() < 1e-5 {
                return next;
            }
            s = next;
        }
        s
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parabola_is_exact() {
        // 100 + 40 s - 60 s^2: highest at 1/3, at 80 after 1.
        let arc = Arc { now: 100.0, then: 80.0, rise: 40.0, rise_then: -80.0 };
        let top = 40.0 / 6.0;
        assert!((arc.above(100.0) - top).abs() < 1e-9 && arc.above(107.0) < 0.0);
        // Above 100 m for 2/3 of the step, on average at 2/3 of the top.
        assert!((arc.integral_above(100.0, top) - top * 4.0 / 9.0).abs() < 1e-9);
        // Out at the end: 10 m below 90 m, at a slope of 80 m.
        let under = arc.mirrored();
        assert!((under.above(-90.0) - 10.0).abs() < 1e-9 && under.above(-79.0) < 0.0);
        assert!((under.integral_above(-90.0, 10.0) - 100.0 / 160.0).abs() < 1e-9);
        // What begins above, sinks and rises again to less goes nowhere above.
        assert!(Arc { now: 100.0, then: 80.0, rise: -80.0, rise_then: 40.0 }.above(70.0) < 0.0);
        // First reached on the way up, though it ends below.
        assert!((arc.crossing(105.0) - (1.0 - 0.5) / 3.0).abs() < 1e-4);
        assert!((arc.crossing(90.0) - (1.0 + 2.5f64.sqrt()) / 3.0).abs() < 1e-4);
        // Back where it began, or a little above it; never above its top, and not where it falls at once.
        for start in [0.0, 1e-10] {
            assert!((arc.falling_back(100.0 + start).unwrap() - 2.0 / 3.0).abs() < 1e-4);
        }
        assert!(arc.falling_back(107.0).is_none());
        assert!(Arc { now: 0.0, then: -100.0, rise: -40.0, rise_then: -160.0 }.falling_back(0.0).is_none());
    }
}
