//! The forces on bodies in free flight, one or several abreast: gravity, drag, and lift by a bank angle.
//!
//! r'' = gravitation + centrifugal and Coriolis acceleration + drag + lift, Earth-fixed. With w the velocity relative
//! to the air and D = rho |w| / (2 beta): drag = -D w, lift = (L/D) D |w| (n cos(bank) + (w/|w| x n) sin(bank)), n the
//! unit normal to w in the vertical plane. The same equations as `phase.rs`, with the fast forms of altitude
//! (`height.rs`) and density (`cells.rs`).

use crate::earth::atmosphere::cells::{density, TERMS};
use crate::earth::gravity::Field;
use crate::earth::height::{Height, Spot};
use crate::earth::world::World;
use crate::flight::flown::attitude::per_length;
use crate::math::angle::sin_cos;
use crate::math::curve::Curve;
use crate::math::real::{Real, Row, LANES_MAX};
use crate::math::step::Forces;
use crate::math::vec3::Vec3;

/// Three components.
pub type Triple<R> = [R; 3];

/// A planet's forces on bodies, each in its cell of the air.
#[derive(Debug, Clone, Copy)]
pub struct Pull<'a, R, const LIFT: bool> {
    /// The planet.
    pub world: &'a World,
    /// Its shape.
    pub height: &'a Height,
    /// Drag coefficient by Mach number, if it is not part of the bodies' thickness.
    pub drag: Option<&'a Curve>,
    /// The bodies.
    pub body: &'a Body<R>,
}

/// Bodies, and the cells of air that they are in.
#[derive(Debug, Clone, Copy)]
pub struct Body<R> {
    /// 1/(2 beta), or with a drag curve A/(2 m) (m^2/kg).
    pub thickness: R,
    /// Lift-to-drag ratio.
    pub lift_to_drag: R,
    /// Bank angle at time zero (rad), if it changed at the present rate.
    pub bank: R,
    /// Rate of the bank angle (rad/s).
    pub bank_rate: R,
    /// Cell of density: u = altitude * scale + shift.
    pub scale: R,
    /// See `scale`.
    pub shift: R,
    /// Cell of density: its polynomial.
    pub terms: [R; TERMS],
}

/// A spot, and the drag there.
#[derive(Debug, Clone, Copy)]
pub struct Place<R> {
    /// Where it is.
    pub spot: Spot<R>,
    /// Drag over velocity (1/s), negative.
    pub drag: R,
}

impl<R: Real, const LIFT: bool> Forces<R> for Pull<'_, R, LIFT> {
    type Place = Place<R>;

    #[inline(always)]
    fn at(&self, t: R, r: &Triple<R>, v: &Triple<R>) -> (Triple<R>, Place<R>) {
        let body = self.body;
        let Field { rotation_rate_rad_s: rate, .. } = self.world.field;
        let spot = self.height.spot(r);
        let (level, axial) = self.world.field.pull(r[2], spot.inverse);
        let rho = density(&body.terms, spot.altitude.mul_add(body.scale, body.shift));
        let w = self.through_air(spot.altitude, r, v);
        let speed2 = w[0].mul_add(w[0], w[1].mul_add(w[1], w[2] * w[2]));
        let speed = speed2.sqrt();
        let mut thickness = body.thickness;
        if let Some(curve) = self.drag {
            thickness = thickness * self.drag_coefficient(curve, speed, spot.altitude);
        }
        // The density is known last: what is not of it does not wait.
        let drag = rho * -(thickness * speed);
        // a = g - w x (w x r) - 2 w x v, with the rotation w along z.
        let level = level + rate * rate;
        let twice = 2.0 * rate;
        let mut a = [
            drag.mul_add(w[0], level.mul_add(r[0], v[1] * twice)),
            drag.mul_add(w[1], level.mul_add(r[1], v[0] * -twice)),
            drag.mul_add(w[2], axial),
        ];
        if LIFT {
            let lift = self.lift(t, &spot, r, &w, rho * thickness);
            for k in 0..3 {
                a[k] = a[k] + lift[k];
            }
        }
        (a, Place { spot, drag })
    }
}

impl<R: Real, const LIFT: bool> Pull<'_, R, LIFT> {
    /// Speed through the air (m/s) at an altitude (m), position (m) and velocity (m/s).
    #[inline(always)]
    pub fn airspeed(&self, altitude: R, r: &Triple<R>, v: &Triple<R>) -> R {
        let w = self.through_air(altitude, r, v);
        w[0].mul_add(w[0], w[1].mul_add(w[1], w[2] * w[2])).sqrt()
    }

    // With f = w/|w| and m = up - f (f . up) of length cos(gamma), n = m/|m| (`per_length`):
    //   lift = (L/D) rho |w|^2/(2 beta) (n cos(bank) + f x n sin(bank)).
    #[inline(always)]
    fn lift(&self, t: R, spot: &Spot<R>, r: &Triple<R>, w: &Triple<R>, thickness: R) -> Triple<R> {
        let up = self.height.up(spot, r);
        let tiny = t.splat(1e-30);
        let speed2 = w[0].mul_add(w[0], w[1].mul_add(w[1], w[2] * w[2]));
        let inverse = t.splat(1.0) / speed2.max(tiny).sqrt();
        let f = [w[0] * inverse, w[1] * inverse, w[2] * inverse];
        let rise = f[0].mul_add(up[0], f[1].mul_add(up[1], f[2] * up[2]));
        let m = [(-rise).mul_add(f[0], up[0]), (-rise).mul_add(f[1], up[1]), (-rise).mul_add(f[2], up[2])];
        let square = m[0].mul_add(m[0], m[1].mul_add(m[1], m[2] * m[2]));
        let strength = thickness * speed2 * self.body.lift_to_drag * per_length(square);
        let (sin, cos) = sin_cos(t.mul_add(self.body.bank_rate, self.body.bank));
        let (sin, cos) = (sin * strength, cos * strength);
        let side = [
            f[1].mul_add(m[2], -(f[2] * m[1])),
            f[2].mul_add(m[0], -(f[0] * m[2])),
            f[0].mul_add(m[1], -(f[1] * m[0])),
        ];
        [m[0].mul_add(cos, side[0] * sin), m[1].mul_add(cos, side[1] * sin), m[2].mul_add(cos, side[2] * sin)]
    }

    // Velocity relative to the air at an altitude (m). A wind is looked up lane by lane.
    #[inline(always)]
    fn through_air(&self, altitude: R, r: &Triple<R>, v: &Triple<R>) -> Triple<R> {
        if self.world.wind.is_none() {
            return *v;
        }
        let mut rows = [Row::default(); 4];
        for k in 0..3 {
            r[k].store(&mut rows[k].0);
        }
        altitude.store(&mut rows[3].0);
        self.look_up(&mut rows, R::LANES);
        [v[0] - v[0].load(&rows[0].0), v[1] - v[0].load(&rows[1].0), v[2] - v[0].load(&rows[2].0)]
    }

    // The drag coefficient at a speed through the air, looked up lane by lane.
    #[inline(always)]
    fn drag_coefficient(&self, curve: &Curve, speed: R, altitude: R) -> R {
        let mut rows = [Row::default(); 2];
        speed.store(&mut rows[0].0);
        altitude.store(&mut rows[1].0);
        for lane in 0..R::LANES {
            rows[0].0[lane] = curve.at(rows[0].0[lane] / self.world.speed_of_sound(rows[1].0[lane]));
        }
        speed.load(&rows[0].0)
    }

    // Replaces positions by the wind there.
    fn look_up(&self, rows: &mut [Row; 4], lanes: usize) {
        for lane in 0..lanes.min(LANES_MAX) {
            let position = Vec3::new(rows[0].0[lane], rows[1].0[lane], rows[2].0[lane]);
            let wind = self.world.wind(position, rows[3].0[lane]);
            (rows[0].0[lane], rows[1].0[lane], rows[2].0[lane]) = (wind.x, wind.y, wind.z);
        }
    }
}
