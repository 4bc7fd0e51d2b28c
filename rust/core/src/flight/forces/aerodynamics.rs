//! Drag and lift of a body: a constant ballistic coefficient, or coefficients by tables over a reference area.
//!
//!   drag = q A (`C_D0(M)` + k `C_L^2`), lift = q A `C_L`(alpha), q = rho v^2/2, M = v / speed of sound.
//! Lift is trimmed: an acceleration asked for gives `C_L` = m a / (q A), the least angle of attack that makes it, and its
//! induced drag; beyond the greatest `C_L` of the table there is no more. Left out: Reynolds number, base drag that
//! differs under power, rolling and pitching moments.

use super::bank::LiftToDrag;
use crate::earth::world::World;
use crate::error::{check_range, Error, Result};
use crate::math::curve::{Between, Curve};

/// How the air acts on a body.
#[derive(Debug, Clone, PartialEq)]
pub enum Aerodynamics {
    /// Mass over drag coefficient times area, m/(`C_D` A), constant; of the burnt-out vehicle. No lift.
    BallisticCoefficient(f64),
    /// As `BallisticCoefficient`, with lift up to a ratio to the drag, which it leaves as it is.
    LiftToDrag {
        /// Ballistic coefficient (kg/m^2).
        ballistic_coefficient_kg_m2: f64,
        /// Greatest lift-to-drag ratio.
        ratio: LiftToDrag,
    },
    /// Coefficients over a reference area.
    Table(Coefficients),
}

/// Coefficients by tables.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficients {
    /// Reference area (m^2).
    pub reference_area_m2: f64,
    /// Drag coefficient at zero lift by Mach number.
    pub drag: Curve,
    /// Lift coefficient by angle of attack (rad), from zero, rising; `None` for a body without lift.
    pub lift: Option<Curve>,
    /// Induced drag over the square of the lift coefficient.
    pub induced_drag_factor: f64,
}

/// The air that a body meets.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// Dynamic pressure (Pa).
    pub dynamic_pressure_pa: f64,
    /// Mach number.
    pub mach: f64,
    /// Speed through the air (m/s).
    pub speed_m_s: f64,
}

/// A trimmed state.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trim {
    /// Lift coefficient.
    pub lift_coefficient: f64,
    /// Acceleration by lift (m/s^2).
    pub lift_m_s2: f64,
    /// Acceleration by drag, induced drag included (m/s^2).
    pub drag_m_s2: f64,
}

impl Flow {
    /// The air of a world at an altitude (m), met at a speed (m/s).
    pub fn at(world: &World, altitude_m: f64, speed_m_s: f64) -> Self {
        let dynamic_pressure_pa = 0.5 * world.density(altitude_m) * speed_m_s * speed_m_s;
        Self { dynamic_pressure_pa, mach: speed_m_s / world.speed_of_sound(altitude_m), speed_m_s }
    }
}

impl Aerodynamics {
    /// Checks every parameter.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] names the first that is out of range.
    pub fn check(&self) -> Result<()> {
        match self {
            Self::BallisticCoefficient(beta) => check_range("ballistic_coefficient_kg_m2", *beta, 1.0, 1e9),
            Self::LiftToDrag { ballistic_coefficient_kg_m2, ratio } => {
                check_range("ballistic_coefficient_kg_m2", *ballistic_coefficient_kg_m2, 1.0, 1e9)?;
                ratio.check(0.0)
            }
            Self::Table(table) => table.check(),
        }
    }

    /// Deceleration by drag (m/s^2) at zero lift of a mass (kg); `mass_final_kg` is that of the burnt-out vehicle.
    pub fn drag(&self, flow: &Flow, mass_kg: f64, mass_final_kg: f64) -> f64 {
        match self {
            Self::BallisticCoefficient(beta) | Self::LiftToDrag { ballistic_coefficient_kg_m2: beta, .. } => {
                flow.dynamic_pressure_pa / beta * (mass_final_kg / mass_kg)
            }
            Self::Table(table) => {
                flow.dynamic_pressure_pa * table.reference_area_m2 * table.drag.at(flow.mach) / mass_kg
            }
        }
    }

    /// Whether the body has any lift.
    pub const fn lifts(&self) -> bool {
        matches!(self, Self::Table(Coefficients { lift: Some(_), .. }) | Self::LiftToDrag { .. })
    }

    /// The air of a world at an altitude (m), met at a speed (m/s); its Mach number only where coefficients go by it.
    pub(crate) fn flow(&self, world: &World, altitude_m: f64, speed_m_s: f64) -> Flow {
        match self {
            Self::Table(_) | Self::LiftToDrag { ratio: LiftToDrag::ByMach { .. }, .. } => {
                Flow::at(world, altitude_m, speed_m_s)
            }
            Self::BallisticCoefficient(_) | Self::LiftToDrag { .. } => {
                let dynamic_pressure_pa = 0.5 * world.density(altitude_m) * speed_m_s * speed_m_s;
                Flow { dynamic_pressure_pa, mach: f64::NAN, speed_m_s }
            }
        }
    }

    /// Greatest acceleration by lift (m/s^2) of a mass (kg).
    pub fn lift_max(&self, flow: &Flow, mass_kg: f64) -> f64 {
        match self {
            Self::BallisticCoefficient(_) | Self::Table(Coefficients { lift: None, .. }) => 0.0,
            Self::LiftToDrag { ratio, .. } => ratio.at(flow.speed_m_s, flow.mach) * self.drag(flow, mass_kg, mass_kg),
            Self::Table(Coefficients { reference_area_m2, lift: Some(lift), .. }) => {
                flow.dynamic_pressure_pa * reference_area_m2 / mass_kg * lift.y()[lift.y().len() - 1]
            }
        }
    }

    /// The trimmed state that gives an acceleration by lift (m/s^2, not negative), or as much as there is.
    pub fn trim(&self, flow: &Flow, mass_kg: f64, wanted_m_s2: f64) -> Trim {
        let zero = Trim { lift_coefficient: 0.0, lift_m_s2: 0.0, drag_m_s2: self.drag(flow, mass_kg, mass_kg) };
        let Self::Table(Coefficients { reference_area_m2, lift: Some(lift), induced_drag_factor, .. }) = self else {
            return Trim { lift_m_s2: wanted_m_s2.clamp(0.0, self.lift_max(flow, mass_kg)), ..zero };
        };
        let per_unit = flow.dynamic_pressure_pa * reference_area_m2 / mass_kg;
        let most = lift.y()[lift.y().len() - 1];
        let coefficient = if per_unit > 0.0 { (wanted_m_s2.max(0.0) / per_unit).min(most) } else { 0.0 };
        Trim {
            lift_coefficient: coefficient,
            lift_m_s2: per_unit * coefficient,
            drag_m_s2: zero.drag_m_s2 + per_unit * induced_drag_factor * coefficient * coefficient,
        }
    }

    /// The least angle of attack (rad) that has a lift coefficient, by bisection to 1e-12 rad; 0 without lift.
    pub fn angle_of_attack(&self, lift_coefficient: f64) -> f64 {
        let Self::Table(Coefficients { lift: Some(lift), .. }) = self else { return 0.0 };
        let (mut low, mut high) = (0.0, lift.x()[lift.x().len() - 1]);
        while high - low > 1e-12 {
            let middle = 0.5 * (low + high);
            if lift.at(middle) < lift_coefficient {
                low = middle;
            } else {
                high = middle;
            }
        }
        high * f64::from(u8::from(lift_coefficient > 0.0))
    }
}

impl Coefficients {
    fn check(&self) -> Result<()> {
        check_range("reference_area_m2", self.reference_area_m2, 1e-6, 1e3)?;
        for &c in self.drag.y() {
            check_range("drag coefficient", c, 0.0, 100.0)?;
        }
        for &mach in self.drag.x() {
            check_range("Mach number", mach, 0.0, 100.0)?;
        }
        check_range("induced_drag_factor", self.induced_drag_factor, 0.0, 100.0)?;
        let Some(lift) = &self.lift else { return Ok(()) };
        for &alpha in lift.x() {
            check_range("angle_of_attack_rad", alpha, 0.0, std::f64::consts::FRAC_PI_2)?;
        }
        if lift.x()[0] != 0.0 || lift.y()[0] != 0.0 || lift.y().windows(2).any(|pair| pair[1] <= pair[0]) {
            let allowed = "from (0, 0) and rising to its greatest value";
            return Err(Error::invalid("lift coefficient by angle_of_attack_rad", format!("{:?}", lift.y()), allowed));
        }
        Ok(())
    }

    /// A lift table of a constant slope (1/rad) up to a greatest coefficient.
    ///
    /// # Errors
    /// [`Error::InvalidParameter`] for a slope or greatest value that is not positive, or more than 90 degrees.
    pub fn lift_slope(slope_1_rad: f64, most: f64) -> Result<Curve> {
        check_range("lift_slope_1_rad", slope_1_rad, 1e-3, 100.0)?;
        check_range("lift_coefficient_max", most, 1e-6, 100.0)?;
        Curve::new("lift slope", &[(0.0, 0.0), (most / slope_1_rad, most)], Between::Linear)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finned() -> Aerodynamics {
        let drag = Curve::new("drag", &[(0.0, 0.2), (1.2, 0.4), (4.0, 0.2)], Between::Linear).unwrap();
        let lift = Some(Coefficients::lift_slope(8.0, 1.6).unwrap());
        Aerodynamics::Table(Coefficients { reference_area_m2: 0.5, drag, lift, induced_drag_factor: 0.3 })
    }

    #[test]
    fn trim_gives_what_is_asked_up_to_the_greatest_lift() {
        let (body, flow) = (finned(), Flow { dynamic_pressure_pa: 40e3, mach: 4.0, speed_m_s: 1200.0 });
        // q A / m = 40e3 * 0.5 / 1000 = 20 m/s^2 per unit of coefficient.
        let trim = body.trim(&flow, 1000.0, 16.0);
        assert!((trim.lift_m_s2 - 16.0).abs() < 1e-12 && (trim.lift_coefficient - 0.8).abs() < 1e-12);
        assert!((trim.drag_m_s2 - 20.0 * (0.2 + 0.3 * 0.64)).abs() < 1e-12);
        assert!((body.angle_of_attack(trim.lift_coefficient) - 0.1).abs() < 1e-11);
        assert!((body.trim(&flow, 1000.0, 100.0).lift_m_s2 - 32.0).abs() < 1e-12);
        assert!(body.angle_of_attack(0.0).abs() < 1e-15);
        let still = Flow { dynamic_pressure_pa: 0.0, mach: 0.0, speed_m_s: 0.0 };
        assert_eq!(body.trim(&still, 1000.0, 10.0).lift_m_s2.to_bits(), 0.0f64.to_bits());
    }

    #[test]
    fn a_ballistic_coefficient_is_of_the_burnt_out_mass() {
        let body = Aerodynamics::BallisticCoefficient(5000.0);
        let flow = Flow { dynamic_pressure_pa: 50e3, mach: 2.0, speed_m_s: 600.0 };
        assert!((body.drag(&flow, 100.0, 100.0) - 10.0).abs() < 1e-12);
        assert!((body.drag(&flow, 400.0, 100.0) - 2.5).abs() < 1e-12);
    }

    #[test]
    fn bad_tables_are_named() {
        let Aerodynamics::Table(good) = finned() else { unreachable!("a table") };
        assert!(Aerodynamics::Table(good.clone()).check().is_ok());
        let area = Coefficients { reference_area_m2: -1.0, ..good.clone() };
        assert!(Aerodynamics::Table(area).check().unwrap_err().to_string().starts_with("reference_area_m2 = -1"));
        let falling = Curve::new("lift", &[(0.0, 0.0), (0.2, 1.0), (0.3, 0.9)], Between::Linear).unwrap();
        let stalled = Coefficients { lift: Some(falling), ..good };
        assert!(Aerodynamics::Table(stalled).check().unwrap_err().to_string().contains("rising"));
        assert!(Aerodynamics::BallisticCoefficient(f64::NAN).check().is_err());
    }
}
