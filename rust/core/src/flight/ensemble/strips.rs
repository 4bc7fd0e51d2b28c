//! The strips along the edges of cells in which a step may end.

use super::bodies::Limits;
use crate::earth::atmosphere::cells::Cells;

// A body has arrived at the ground within this (m): what is left is flown by position, velocity and acceleration.
pub(super) const TOUCH_M: f64 = 1.0;
// A kink so little above the ground (m) costs nothing: 3e-9 m in the densest air.
const FLUSH_M: f64 = 0.01;

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
///
/// No strip reaches the ground: what ends below it has flown past its landing.
pub(super) fn strips(cells: &Cells, limits: &Limits) -> Vec<Strip> {
    let slack_m = (100.0 * limits.tolerance_m.sqrt()).clamp(0.01, 100.0);
    let ground = ground_cell(cells, limits.ground_m);
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
        } else if i > ground {
            strip.beyond[0] = strip.beyond[0].min(0.5 * (c.edges_m[0] - limits.ground_m));
        }
        strip
    };
    (0..cells.count()).map(strip).collect()
}

/// The cell whose air is flown down to the ground: that which holds it, or the one above where its air still is that at
/// the ground.
pub(super) fn ground_cell(cells: &Cells, ground_m: f64) -> usize {
    let holds = cells.index(ground_m);
    let above = holds + 1;
    if above < cells.count() {
        let c = cells.cell(above);
        if c.edges_m[0] - ground_m <= c.reach_m[0].max(FLUSH_M) {
            return above;
        }
    }
    holds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::air::{Air, Scaled};

    #[test]
    fn no_step_may_end_below_the_ground_out_of_a_cell_above_it() {
        let hot = Scaled { temperature_offset_k: 25.0, ..Scaled::STANDARD };
        let thin = Air::Exponential { density_0_kg_m3: 1.225, scale_height_m: 7_200.0 };
        for air in [Air::Us76, Air::Scaled(hot), thin, Air::Vacuum] {
            let cells = air.cells();
            let edges = (0..cells.count()).map(|i| cells.cell(i).edges_m[0]).filter(|e| (-5e3..=1e5).contains(e));
            let near = edges.flat_map(|e| [0.0, 1e-3, 0.1, 1.0, 30.0, 1e3].map(|d| e - d));
            for ground_m in near.chain((0..=1050).map(|i| 100.0 * f64::from(i) - 5e3)) {
                for tolerance_m in [1e-9, 1e-4, 1.0, 1e3] {
                    let limits = Limits { tolerance_m, ground_m, ..Limits::default() };
                    let (strips, ground) = (strips(&cells, &limits), ground_cell(&cells, ground_m));
                    for strip in &strips[ground + 1..] {
                        let lowest = strip.edges[0] - strip.beyond[0];
                        assert!(lowest > ground_m && strip.beyond[0] > 1e-3, "{air:?}: {ground_m} {tolerance_m}");
                    }
                    // The air of the lowest cell is that at the ground.
                    let (got, wanted) = (cells.cell(ground).density(ground_m), air.density_exact(ground_m));
                    assert!((got - wanted).abs() <= 2e-6 * wanted.max(1e-8), "{air:?}: {ground_m}");
                }
            }
        }
    }
}
