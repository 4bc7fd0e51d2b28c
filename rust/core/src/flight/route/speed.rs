//! Airspeed along a route: V^2 linear in the distance over the ground, so that dV/dt is constant without wind.

/// Airspeed over distance.
#[derive(Debug, Clone, PartialEq)]
pub struct Airspeeds {
    pieces: Vec<Piece>,
}

// V^2 = v2 + rate x, x the distance from the start.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    start_m: f64,
    v2: f64,
    rate: f64,
    // Not below this: places a little before the start or beyond the end, by rounding, keep a speed.
    least: f64,
}

impl Piece {
    fn new(start_m: f64, v2: f64, rate: f64, target: f64) -> Self {
        Self { start_m, v2, rate, least: 0.99 * v2.min(target) }
    }

    fn steady(start_m: f64, v2: f64) -> Self {
        Self::new(start_m, v2, 0.0, v2)
    }
}

impl Airspeeds {
    /// From a speed (m/s) at distance zero towards each speed of `changes` from its distance (m) on; distances ascend. A
    /// change that is not over when the next begins goes on from there. `half_rate` (m/s^2) is that of V^2/2 by
    /// distance: with V' = `half_rate` s'/V and s' at most V plus the wind W it is a/(1 + W/V).
    pub fn new(start_m_s: f64, changes: &[(f64, f64)], half_rate: f64) -> Self {
        let mut pieces = vec![Piece::steady(0.0, start_m_s * start_m_s)];
        for (i, &(start_m, speed)) in changes.iter().enumerate() {
            let end_m = changes.get(i + 1).map_or(f64::INFINITY, |next| next.0);
            let last = pieces[pieces.len() - 1];
            let v2 = last.v2 + last.rate * (start_m - last.start_m);
            let change = speed * speed - v2;
            if change.abs() < 1e-9 * v2 {
                pieces.push(Piece::steady(start_m, v2));
                continue;
            }
            let rate = 2.0 * half_rate.copysign(change);
            let length = change / rate;
            pieces.push(Piece::new(start_m, v2, rate, speed * speed));
            if start_m + length < end_m {
                pieces.push(Piece::steady(start_m + length, speed * speed));
            }
        }
        Self { pieces }
    }

    /// From a distance on, V^2 changes evenly so that it is that of a speed (m/s) at another distance (m).
    pub fn evenly_to(&mut self, start_m: f64, end_m: f64, speed_m_s: f64) {
        let v2 = self.at(self.piece_at(start_m), start_m).powi(2);
        if end_m <= start_m {
            return;
        }
        self.pieces.retain(|p| p.start_m < start_m);
        let target = speed_m_s * speed_m_s;
        self.pieces.push(Piece::new(start_m, v2, (target - v2) / (end_m - start_m), target));
    }

    /// Whether the airspeed is constant on a piece.
    pub fn is_steady(&self, piece: usize) -> bool {
        self.pieces[piece].rate == 0.0
    }

    /// Where pieces begin (m).
    pub fn starts(&self) -> impl Iterator<Item = f64> + '_ {
        self.pieces.iter().map(|p| p.start_m)
    }

    /// Index of the piece that holds a distance.
    pub fn piece_at(&self, s: f64) -> usize {
        self.pieces.partition_point(|p| p.start_m <= s).max(1) - 1
    }

    /// Airspeed (m/s) at a distance, on a given piece.
    pub fn at(&self, piece: usize, s: f64) -> f64 {
        let Piece { start_m, v2, rate, least } = self.pieces[piece];
        (v2 + rate * (s - start_m)).max(least).sqrt()
    }

    /// Greatest airspeed (m/s) from one distance to another: at an end, or where a piece begins.
    pub fn greatest(&self, from: f64, to: f64) -> f64 {
        let inside = self.pieces[self.piece_at(from) + 1..=self.piece_at(to.max(from))].iter().map(|p| p.start_m);
        inside.chain([from, to]).map(|s| self.at(self.piece_at(s), s)).fold(0.0, f64::max)
    }
}

#[cfg(test)]
mod tests {
    use super::Airspeeds;

    // From 100 to 200 m/s at 5 m/s^2: (200^2 - 100^2)/(2 5) = 3,000 m.
    #[test]
    fn a_change_of_speed_takes_its_distance() {
        let v = Airspeeds::new(100.0, &[(1000.0, 200.0), (10_000.0, 150.0), (10_500.0, 160.0)], 5.0);
        let at = |s: f64| v.at(v.piece_at(s), s);
        assert!((at(999.0) - 100.0).abs() < 1e-12);
        assert!((at(2500.0) - 25_000f64.sqrt()).abs() < 1e-9);
        assert!((at(4000.0) - 200.0).abs() < 1e-9);
        // Slowing is not over when the next change begins.
        assert!((at(10_500.0) - 35_000f64.sqrt()).abs() < 1e-9);
        assert!((at(60_000.0) - 160.0).abs() < 1e-9);
        let mut dive = Airspeeds::new(5.0, &[], 5.0);
        dive.evenly_to(1000.0, 1400.0, 800.0);
        assert!(dive.at(1, 1000.0 - 0.03) > 4.9 && (dive.at(1, 1400.0) - 800.0).abs() < 1e-9);
        assert!((v.greatest(0.0, 3000.0) - 30_000f64.sqrt()).abs() < 1e-9);
    }
}
