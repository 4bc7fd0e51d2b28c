//! The memory of the lanes: a row for each number of a body's state.

use crate::earth::atmosphere::cells::TERMS;
use crate::math::real::{Real, Row};
use crate::math::vec3::Vec3;

/// A state of motion.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Motion {
    pub(super) r: [Row; 3],
    pub(super) v: [Row; 3],
    pub(super) a: [Row; 3],
    /// Altitude (m) and its first three rates; the last two guide the choice of steps only.
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
    /// The step to follow.
    pub(super) h_next: Row,
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
}

impl Motion {
    /// One lane's position, velocity and acceleration.
    pub(super) fn lane(&self, lane: usize) -> [Vec3; 3] {
        [&self.r, &self.v, &self.a].map(|x| Vec3::new(x[0].0[lane], x[1].0[lane], x[2].0[lane]))
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

/// Three rows.
#[inline(always)]
pub(super) fn load3<R: Real>(z: R, rows: &[Row; 3]) -> [R; 3] {
    [z.load(&rows[0].0), z.load(&rows[1].0), z.load(&rows[2].0)]
}

/// Writes three rows.
#[inline(always)]
pub(super) fn store3<R: Real>(from: &[R; 3], to: &mut [Row; 3]) {
    for k in 0..3 {
        from[k].store(&mut to[k].0);
    }
}

/// Takes over the lanes that are kept.
#[inline(always)]
pub(super) fn take<R: Real, const N: usize>(z: R, kept: R::Mask, then: &[Row; N], now: &mut [Row; N]) {
    for k in 0..N {
        R::select(kept, z.load(&then[k].0), z.load(&now[k].0)).store(&mut now[k].0);
    }
}
