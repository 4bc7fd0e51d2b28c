//! Paths through samples that were recorded or computed elsewhere, and how far such a path can be off.
//!
//! Between samples runs the quintic through position, velocity and acceleration. What is not given is estimated: velocity
//! and acceleration from the cubic spline through the positions ([`spline`]), so that the path is that spline itself; the
//! acceleration alone from the spline through the velocities.
//!
//! The error is measured on the samples: of those inside the row every second one is left out, a path is laid through the
//! rest, and its greatest distance from the path through all counts, at the samples and midway between them; then the
//! others are left out. With half as many samples, the miss of a smooth path is some 16 times its error between all
//! samples.

use crate::flight::flown::path::Path;
use crate::math::hermite::{self, Knot};
use crate::math::spline;
use crate::math::vec3::Vec3;
use crate::watch::breathe;

/// Samples of one row in order of time: each has a time, a position, and what else was given.
#[derive(Debug, Clone, Copy)]
pub struct Samples<'a> {
    /// Times (s), ascending; equal ones only where all is given.
    pub time_s: &'a [f64],
    /// Positions, ECEF (m).
    pub position: &'a [Vec3],
    /// Velocities relative to the rotating Earth (m/s).
    pub velocity: Option<&'a [Vec3]>,
    /// Accelerations in the rotating frame (m/s^2); only with velocities.
    pub acceleration: Option<&'a [Vec3]>,
}

/// How far a path between samples can be off, measured by leaving samples out; NaN where there are too few for that.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Miss {
    /// Greatest miss in position (m).
    pub position_m: f64,
    /// Greatest difference of velocity (m/s).
    pub velocity_m_s: f64,
}

impl Samples<'_> {
    /// The knots of the path through all samples.
    pub fn knots(&self) -> Vec<Knot> {
        self.knots_of(&(0..self.time_s.len()).collect::<Vec<_>>())
    }

    // The knots of the path through some of them, by index.
    fn knots_of(&self, chosen: &[usize]) -> Vec<Knot> {
        breathe();
        let pick = |all: &[Vec3]| chosen.iter().map(|&i| all[i]).collect::<Vec<_>>();
        let time_s: Vec<f64> = chosen.iter().map(|&i| self.time_s[i]).collect();
        let position = pick(self.position);
        let (velocity, acceleration) = match (self.velocity, self.acceleration) {
            (Some(velocity), Some(acceleration)) => (pick(velocity), pick(acceleration)),
            (Some(velocity), None) => {
                let velocity = pick(velocity);
                let acceleration = spline::derivatives(&time_s, &velocity).0;
                (velocity, acceleration)
            }
            _ => spline::derivatives(&time_s, &position),
        };
        let at = |i: usize| Knot {
            t: time_s[i],
            position: position[i],
            velocity: velocity[i],
            acceleration: acceleration[i],
        };
        (0..chosen.len()).map(at).collect()
    }

    /// How far the path can be off between samples; `knots` are those of all samples.
    pub fn miss(&self, knots: &[Knot]) -> Miss {
        let last = knots.len() - 1;
        let mut miss = Miss { position_m: f64::NAN, velocity_m_s: f64::NAN };
        for parity in 0..2 {
            let kept: Vec<usize> = (0..=last).filter(|&i| i == 0 || i == last || i % 2 == parity).collect();
            let coarse = self.knots_of(&kept);
            let path = Path { knots: &coarse };
            for (a, b) in knots.windows(2).map(|pair| (&pair[0], &pair[1])).filter(|_| kept.len() <= last) {
                breathe();
                for t in [a.t, 0.5 * (a.t + b.t), b.t] {
                    let (here, there) = (hermite::between(a, b, t), path.state(t));
                    // The first miss replaces NaN.
                    miss.position_m = miss.position_m.max((there.position - here.position).norm());
                    miss.velocity_m_s = miss.velocity_m_s.max((there.velocity - here.velocity).norm());
                }
            }
        }
        miss
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A turn of 20 s: position, velocity and acceleration.
    fn turn(t: f64) -> [Vec3; 3] {
        let (r, w) = (1000.0, std::f64::consts::TAU / 20.0);
        let (s, c) = (w * t).sin_cos();
        [
            Vec3::new(r * c, r * s, 3.0 * t),
            Vec3::new(-r * w * s, r * w * c, 3.0),
            Vec3::new(-r * w * w * c, -r * w * w * s, 0.0),
        ]
    }

    // So many steps in 20 s, with the first `given` of position, velocity, acceleration: the greatest error of the path,
    // and the miss.
    fn errors(steps: u32, given: usize) -> (f64, f64, Miss) {
        let time_s: Vec<f64> = (0..=steps).map(|i| 20.0 * f64::from(i) / f64::from(steps)).collect();
        let [position, velocity, acceleration] =
            [0, 1, 2].map(|k| time_s.iter().map(|&t| turn(t)[k]).collect::<Vec<_>>());
        let samples = Samples {
            time_s: &time_s,
            position: &position,
            velocity: (given > 1).then_some(&velocity),
            acceleration: (given > 2).then_some(&acceleration),
        };
        let knots = samples.knots();
        let path = Path { knots: &knots };
        let mut worst = (0.0_f64, 0.0_f64);
        for i in 0..=2000 {
            let t = f64::from(i) / 100.0;
            let state = path.state(t);
            worst.0 = worst.0.max((state.position - turn(t)[0]).norm());
            worst.1 = worst.1.max((state.velocity - turn(t)[1]).norm());
        }
        (worst.0, worst.1, samples.miss(&knots))
    }

    #[test]
    fn the_error_is_below_the_miss_and_falls_with_its_order() {
        for (given, order) in [(1, 4), (2, 4), (3, 6)] {
            let (coarse, fine) = (errors(40, given), errors(80, given));
            for (position_m, velocity_m_s, miss) in [coarse, fine] {
                assert!(position_m < miss.position_m && velocity_m_s < miss.velocity_m_s, "{given}: {miss:?}");
                assert!(miss.position_m < 200.0 * position_m, "{given}: {position_m} {miss:?}");
            }
            let fall = (coarse.0 / fine.0).log2();
            assert!((f64::from(order) - 0.6..f64::from(order) + 1.5).contains(&fall), "{given}: order {fall}");
        }
    }

    #[test]
    fn two_samples_make_a_line_whose_miss_is_unknown() {
        let position = [Vec3::ZERO, Vec3::new(10.0, 0.0, 0.0)];
        let samples = Samples { time_s: &[0.0, 2.0], position: &position, velocity: None, acceleration: None };
        let knots = samples.knots();
        assert_eq!(knots[0].velocity, Vec3::new(5.0, 0.0, 0.0));
        assert_eq!(knots[1].acceleration, Vec3::ZERO);
        let miss = samples.miss(&knots);
        assert!(miss.position_m.is_nan() && miss.velocity_m_s.is_nan());
    }
}
