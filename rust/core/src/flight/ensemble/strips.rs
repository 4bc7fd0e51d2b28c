//! The strips along the edges of cells in which a step may end.

use super::bodies::Limits;
use crate::earth::atmosphere::cells::Cells;

// A body has arrived at the ground within this (m): what is left is flown by position, velocity and acceleration.
pub(super) const TOUCH_M: f64 = 1.0;

/// Edges of a cell, low and high, and the strips along them (m).
#[derive(Debug, Clone, Copy)]
pub(super) struct Strip {
    /// The edges.
    pub(super) edges: [f64; 2],
    /// How far before an edge a step counts as arrived.
    pub(super) before: [f64; 2],
    /// How far beyond an edge a step may go at most.
    pub(super) beyond: [f64; 2],
    /// How far the air of the cell is off beyond an edge, over the distance (kg/m^4): see `kink.rs`.
    pub(super) kink_kg_m4: [f64; 2],
}

/// The strips of all cells. Where the polynomial holds beyond the edge, steps may go as far; at a kink of the density
/// they end close to it, the closer the finer the tolerance and the denser the air: a kink missed by d costs a body that
/// passes steeply some 3e-5 d^2 m at the ground in the densest air, and less in proportion to the density. What it costs
/// a given body is weighed in `kink.rs`, and can cut a step closer.
pub(super) fn strips(cells: &Cells, limits: &Limits) -> Vec<Strip> {
    let slack_m = (100.0 * limits.tolerance_m.sqrt()).clamp(0.01, 100.0);
    let ground = cells.index(limits.ground_m);
    let strip = |i: usize| {
        let c = cells.cell(i);
        let mut strip = Strip { edges: c.edges_m, before: [0.0; 2], beyond: c.reach_m, kink_kg_m4: c.kink_kg_m4 };
        for side in 0..2 {
            let thin = (0.36 / c.density_kg_m3[side].max(1e-30)).sqrt();
            let kink = (slack_m * thin).min(1_500.0).min(0.1 * (c.edges_m[1] - c.edges_m[0]));
            if c.reach_m[side] <= 2.0 * kink {
                (strip.before[side], strip.beyond[side]) = (kink, 2.0 * kink);
            }
        }
        if i == ground {
            (strip.edges[0], strip.before[0], strip.beyond[0]) = (limits.ground_m, TOUCH_M, TOUCH_M);
            strip.kink_kg_m4[0] = 0.0;
        }
        strip
    };
    (0..cells.count()).map(strip).collect()
}
