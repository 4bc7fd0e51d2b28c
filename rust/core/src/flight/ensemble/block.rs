//! The memory of the lanes: a row for each number of a body's state.

use super::free::Body;
use super::pace::Last;
use crate::earth::atmosphere::cells::TERMS;
use crate::math::real::{Real, Row};
use crate::math::vec3::Vec3;

/// A state of motion.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Motion {
    pub(super) r: [Row; 3],
    pub(super) v: [Row; 3],
    pub(super) a: [Row; 3],
    /// Altitude (m) and its rate (m/s), inverse of the distance from the centre (1/m), and drag over velocity (1/s), at
    /// most 0, where the method evaluates a step's end.
    pub(super) altitude: [Row; 4],
}

/// Everything of all lanes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Block {
    pub(super) t: Row,
    /// The step to try, then the step tried.
    pub(super) h: Row,
    pub(super) now: Motion,
    /// After the step tried.
    pub(super) then: Motion,
    /// 1 for a step to be kept.
    pub(super) kept: Row,
    /// The step wanted before it was cut at an edge.
    pub(super) wanted: Row,
    /// The step to follow, where it is known; else 0.
    pub(super) given: Row,
    /// Error of the step tried over the tolerance.
    pub(super) size: Row,
    /// See `pace.rs`.
    pub(super) ratio: Row,
    /// Drag over velocity (1/s, positive) and climb (m/s) with which the step tried began.
    pub(super) began: [Row; 2],
    /// Positive when nothing needs a look.
    pub(super) margin: Row,
    pub(super) steps: Row,
    /// When the bank's rate changes or time runs out (s).
    pub(super) until: Row,
    pub(super) thickness: Row,
    pub(super) lift_to_drag: Row,
    pub(super) bank: Row,
    pub(super) bank_rate: Row,
    pub(super) scale: Row,
    pub(super) shift: Row,
    pub(super) terms: [Row; TERMS],
    /// Edges of the cell (m): low, high.
    pub(super) edges: [Row; 2],
    /// How far beyond them a step may end (m).
    pub(super) beyond: [Row; 2],
    /// How far before them a step counts as arrived (m).
    pub(super) before: [Row; 2],
    /// The time to the lower edge is multiplied by this.
    pub(super) aim: Row,
}

impl Motion {
    /// One lane's position, velocity and acceleration.
    #[inline(always)]
    pub(super) fn lane(&self, lane: usize) -> [Vec3; 3] {
        // No `map`: its call would cost more than the rest.
        [triple(&self.r, lane), triple(&self.v, lane), triple(&self.a, lane)]
    }

    /// Sets one lane.
    pub(super) fn set_lane(&mut self, lane: usize, r: [f64; 3], v: [f64; 3], a: [f64; 3]) {
        for k in 0..3 {
            self.r[k].0[lane] = r[k];
            self.v[k].0[lane] = v[k];
            self.a[k].0[lane] = a[k];
        }
    }
}

impl Block {
    /// The lanes that need a look, as bits.
    #[inline(always)]
    pub(super) fn restless(&self, lanes: usize) -> u32 {
        let mut bits = 0;
        for (lane, margin) in self.margin.0[..lanes].iter().enumerate() {
            // Not "less than zero": what is not a number needs a look too.
            let calm = *margin > 0.0;
            bits |= u32::from(!calm) << lane;
        }
        bits
    }

    /// Bodies, and the cells of air that they are in.
    #[inline(always)]
    pub(super) fn body<R: Real>(&self, z: R) -> Body<R> {
        Body {
            thickness: z.load(&self.thickness.0),
            lift_to_drag: z.load(&self.lift_to_drag.0),
            bank: z.load(&self.bank.0),
            bank_rate: z.load(&self.bank_rate.0),
            scale: z.load(&self.scale.0),
            shift: z.load(&self.shift.0),
            terms: load(z, &self.terms),
        }
    }

    /// What is known of the last steps.
    #[inline(always)]
    pub(super) fn last<R: Real>(&self, z: R) -> Last<R> {
        Last {
            h: z.load(&self.h.0),
            wanted: z.load(&self.wanted.0),
            size: z.load(&self.size.0),
            kept: z.load(&self.kept.0),
            drag: z.load(&self.began[0].0),
            climb: z.load(&self.began[1].0),
            ratio: z.load(&self.ratio.0),
        }
    }
}

#[inline(always)]
fn triple(rows: &[Row; 3], lane: usize) -> Vec3 {
    Vec3::new(rows[0].0[lane], rows[1].0[lane], rows[2].0[lane])
}

/// Reads rows.
#[inline(always)]
pub(super) fn load<R: Real, const N: usize>(z: R, rows: &[Row; N]) -> [R; N] {
    let mut values = [z; N];
    for (value, row) in values.iter_mut().zip(rows) {
        *value = z.load(&row.0);
    }
    values
}

/// Writes rows.
#[inline(always)]
pub(super) fn store<R: Real, const N: usize>(from: &[R; N], to: &mut [Row; N]) {
    for (value, row) in from.iter().zip(to) {
        value.store(&mut row.0);
    }
}

/// Takes over the lanes that are kept.
#[inline(always)]
pub(super) fn take<R: Real, const N: usize>(z: R, kept: R::Mask, then: &[Row; N], now: &mut [Row; N]) {
    for k in 0..N {
        R::select(kept, z.load(&then[k].0), z.load(&now[k].0)).store(&mut now[k].0);
    }
}
