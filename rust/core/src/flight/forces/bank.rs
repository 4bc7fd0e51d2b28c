//! Bank angle over time, and lift-to-drag ratio over Mach number or speed: straight lines between points, held outside.

use crate::error::{check_range, Error, Result};
use crate::math::curve::{held_linear, Between, Curve};

/// Bank angle over time: linear between the points, held outside them.
#[derive(Debug, Clone, PartialEq)]
pub struct BankSchedule {
    /// Times since the start (s), ascending.
    pub times_s: Vec<f64>,
    /// Bank at those times (rad): 0 lifts up, positive leans right.
    pub bank_rad: Vec<f64>,
}

impl BankSchedule {
    /// One bank angle throughout.
    pub fn constant(bank_rad: f64) -> Self {
        Self { times_s: vec![0.0], bank_rad: vec![bank_rad] }
    }

    /// The schedule, borrowed.
    pub fn borrowed(&self) -> Bank<'_> {
        Bank { times_s: &self.times_s, bank_rad: &self.bank_rad }
    }

    /// See [`Bank::check`].
    ///
    /// # Errors
    /// As there.
    pub fn check(&self) -> Result<()> {
        self.borrowed().check()
    }

    /// Bank at a time since the start (rad).
    pub fn at(&self, t: f64) -> f64 {
        self.borrowed().at(t)
    }

    /// See [`Bank::next_bend`].
    pub fn next_bend(&self, t: f64) -> Option<f64> {
        self.borrowed().next_bend(t)
    }
}

/// A bank schedule whose points are held elsewhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bank<'a> {
    /// Times since the start (s), ascending.
    pub times_s: &'a [f64],
    /// Bank at those times (rad).
    pub bank_rad: &'a [f64],
}

impl Bank<'_> {
    /// Checks the points.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for no point, columns of different length, times that do not ascend, or a number
    /// that is not finite or out of range.
    pub fn check(&self) -> Result<()> {
        self.bank_rad.iter().try_for_each(|&bank| check_range("bank_rad", bank, -7.0, 7.0))?;
        check_points("bank times in s", self.times_s, "bank_rad", self.bank_rad)
    }

    /// Bank at a time since the start (rad).
    pub fn at(&self, t: f64) -> f64 {
        held_linear(self.times_s, self.bank_rad, t)
    }

    /// The first time after `t` at which the schedule bends (s); none after its last point.
    pub fn next_bend(&self, t: f64) -> Option<f64> {
        self.times_s.iter().copied().find(|&bend| bend > t + 1e-9)
    }
}

/// Greatest lift-to-drag ratio of a body.
#[derive(Debug, Clone, PartialEq)]
pub enum LiftToDrag {
    /// The same at all speeds.
    Constant(f64),
    /// Linear between Mach numbers, held outside them.
    ByMach {
        /// Mach numbers, ascending.
        mach: Vec<f64>,
        /// The ratio at each.
        ratio: Vec<f64>,
    },
    /// Linear between speeds through the air, held outside them.
    BySpeed {
        /// Speeds (m/s), ascending.
        speed_m_s: Vec<f64>,
        /// The ratio at each.
        ratio: Vec<f64>,
    },
}

impl LiftToDrag {
    /// Checks the ratio or the table.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] as for [`Bank::check`]; a ratio lies within the least given and 10.
    pub fn check(&self, least: f64) -> Result<()> {
        let ratios = match self {
            Self::Constant(ratio) => std::slice::from_ref(ratio),
            Self::ByMach { mach, ratio } => {
                check_points("lift_to_drag_mach", mach, "lift_to_drag", ratio)?;
                ratio
            }
            Self::BySpeed { speed_m_s, ratio } => {
                check_points("lift_to_drag_speed_m_s", speed_m_s, "lift_to_drag", ratio)?;
                ratio
            }
        };
        ratios.iter().try_for_each(|&ratio| check_range("lift_to_drag", ratio, least, 10.0))
    }

    /// The ratio at a speed through the air (m/s) and a Mach number.
    pub fn at(&self, speed_m_s: f64, mach_number: f64) -> f64 {
        match self {
            Self::Constant(value) => *value,
            Self::ByMach { mach, ratio } => held_linear(mach, ratio, mach_number),
            Self::BySpeed { speed_m_s: speeds, ratio } => held_linear(speeds, ratio, speed_m_s),
        }
    }
}

fn check_points(x_name: &str, x: &[f64], y_name: &str, y: &[f64]) -> Result<()> {
    if x.len() != y.len() {
        let allowed = format!("as long as {x_name}, {}", x.len());
        return Err(Error::invalid(y_name, format!("length {}", y.len()), &allowed));
    }
    let points: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    Curve::new(x_name, &points, Between::Linear)?;
    x.iter().try_for_each(|&value| check_range(x_name, value, 0.0, 1e6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_is_linear_between_its_points_and_held_outside() {
        let schedule = BankSchedule { times_s: vec![10.0, 20.0, 40.0], bank_rad: vec![0.0, 1.0, -1.0] };
        schedule.check().unwrap();
        for (t, want) in [(0.0, 0.0), (10.0, 0.0), (15.0, 0.5), (20.0, 1.0), (30.0, 0.0), (40.0, -1.0), (1e9, -1.0)] {
            assert!((schedule.at(t) - want).abs() < 1e-15, "{t}");
        }
        assert_eq!(schedule.next_bend(0.0), Some(10.0));
        assert_eq!(schedule.next_bend(10.0), Some(20.0));
        assert_eq!(schedule.next_bend(40.0), None);
    }

    #[test]
    fn bad_points_are_named() {
        let make = |times_s: &[f64], bank_rad: &[f64]| {
            BankSchedule { times_s: times_s.to_vec(), bank_rad: bank_rad.to_vec() }.check().unwrap_err().to_string()
        };
        assert!(make(&[], &[]).contains("0 points"));
        assert!(make(&[0.0, 1.0], &[0.0]).contains("length 1"));
        assert!(make(&[0.0, 0.0], &[0.0, 0.0]).contains("all rising or all falling"));
        assert!(make(&[0.0, f64::NAN], &[0.0, 0.0]).contains("NaN"));
        assert!(make(&[0.0], &[9.0]).contains("bank_rad = 9"));
        assert!(LiftToDrag::Constant(0.0).check(0.1).is_err());
        assert!(LiftToDrag::ByMach { mach: vec![5.0, 4.0], ratio: vec![2.0, 3.0] }.check(0.1).is_err());
    }

    #[test]
    fn the_ratio_follows_its_table() {
        let by_mach = LiftToDrag::ByMach { mach: vec![5.0, 15.0], ratio: vec![3.0, 2.0] };
        assert!((by_mach.at(3000.0, 10.0) - 2.5).abs() < 1e-15);
        let by_speed = LiftToDrag::BySpeed { speed_m_s: vec![1000.0, 3000.0], ratio: vec![3.0, 2.0] };
        assert!((by_speed.at(1500.0, 5.0) - 2.75).abs() < 1e-15);
    }
}
