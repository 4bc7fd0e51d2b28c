//! What it costs to fly a little way beyond an edge in the air of the cell that is being left, or before it in that of the
//! next.
//!
//! Beyond a kink of the density, of strength K (kg/m^4: the jump of its slope), the air of the cell left is off by K y at a
//! distance y. With tau = 1/(2 beta) and v the speed through the air, drag and lift are then off by
//! K y tau v^2 sqrt(1 + (L/D)^2), and the velocity by that over the time beyond; it acts for the horizon k (`horizon.rs`):
//!
//! ```text
//! e = k K tau v^2 sqrt(1 + (L/D)^2) I,   I = integral of y dt.
//! ```
//!
//! A body that passes at the climb w and is cut at y has I = y^2/(2 w): 3e-5 y^2 m in the densest air. One that turns at
//! y has, with the time 2 sqrt(2 y/g) beyond, I = (4/3) y sqrt(2 y/g): the error falls with the power 3/2 of y only, and
//! is not helped by a climb. That it be no more than the tolerance T allows an excursion of
//!
//! ```text
//! y = (3 T sqrt(g/2)/(4 k K tau v^2))^(2/3),
//! ```
//!
//! 16 cm at 47 km for T = 0.1 mm, 3 km/s level, 2,000 kg/m^2, where a body that passes may go 30 m.

use super::engine::Engine;
use crate::flight::horizon::{horizon, CARRIED_S, FREE_S};

// A path down whose sine against the level is at least this keeps within the tolerance by the width of the strips alone: the
// drag below forgets most of what is missed, unless the body is lighter than 100 kg/m^2 (its 1/(2 beta), m^2/kg). What is
// missed on the way up acts until it is back.
const STEEP: f64 = 0.33;
const LIGHT_M2_KG: f64 = 5e-3;

impl Engine<'_, '_> {
    /// Whether the path is so steep downwards at the step's end that the strips alone keep to the tolerance.
    #[inline(always)]
    pub(super) fn dives(&self, lane: usize) -> bool {
        let climb = self.block.then.altitude[1].0[lane];
        let light = self.block.thickness.0[lane] > LIGHT_M2_KG;
        climb < 0.0 && climb * climb > STEEP * STEEP * self.speed2(lane) && !light
    }

    // Square of the speed over the ground at the step's end (m^2/s^2).
    #[inline(always)]
    fn speed2(&self, lane: usize) -> f64 {
        let [_, velocity, _] = self.block.then.lane(lane);
        velocity.dot(velocity)
    }

    /// Whether the flight beyond an edge of the cell in its air, whose distance from the edge has this integral over time
    /// (m s), costs more than the tolerance.
    #[inline(never)]
    pub(super) fn misses<const LIFT: bool>(&self, lane: usize, side: usize, integral_m_s: f64) -> bool {
        let b = &self.block;
        let (altitude, climb) = (b.then.altitude[0].0[lane], b.then.altitude[1].0[lane]);
        let [position, velocity, _] = b.then.lane(lane);
        let through_air = velocity - self.ensemble.world.wind(position, altitude);
        let speed2 = through_air.dot(through_air);
        let kink = self.strips[self.cells[lane]].kink_kg_m4[side];
        let drag = self
            .ensemble
            .drag
            .map_or(1.0, |curve| curve.at(speed2.sqrt() / self.ensemble.world.speed_of_sound(altitude)));
        let lift = if LIFT { b.lift_to_drag.0[lane].hypot(1.0) } else { 1.0 };
        let acceleration_per_m = kink * b.thickness.0[lane] * drag * speed2 * lift;
        let least_s = if LIFT { CARRIED_S } else { FREE_S };
        let horizon_s = horizon(altitude - self.ensemble.limits.ground_m, climb, least_s);
        horizon_s * acceleration_per_m * integral_m_s > self.ensemble.limits.tolerance_m
    }
}
