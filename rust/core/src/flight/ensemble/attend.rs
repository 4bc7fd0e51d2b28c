//! What happens to one lane at an edge of its cell of air, at a bend of its bank schedule and on the ground.

use super::arc::Arc;
use super::bodies::Start;
use super::engine::{Engine, STEP_MIN_S};
use super::strips::TOUCH_M;
use crate::flight::flown::path::Outcome;
use crate::math::hermite::{between, Knot};
use crate::math::real::Row;
use crate::math::vec3::Vec3;

// A body has landed when the ground is this near (s).
const TOUCH_S: f64 = 0.02;
// A step may end below the ground by this share of it: that near to its end, the quintic through both ends is the flight.
const LATE: f64 = 0.05;
// What a step to the ground is aimed at, as a multiple of the time to it: a little below.
const BELOW: f64 = 1.02;
// What is left to the ground is flown by position, velocity and acceleration from here on (s), where they bend it by less
// than this (m), and it is no more than this share of the flight.
const NEAR_S: f64 = 1e-4;
const BENT_M: f64 = 1e-6;
const SHARE: f64 = 0.01;
// Newton's steps to a landing; one that grazes the ground takes a step for each factor of two.
const LANDING_STEPS: usize = 24;
// A body that rises from the ground is not followed on shorter steps (s).
const HOP_MIN_S: f64 = 1e-3;

impl Engine<'_, '_> {
    // A step that comes near an edge, turns, reaches a bend or runs into a limit.
    #[inline(always)]
    pub(super) fn attend<const LIFT: bool>(&mut self, lane: usize, end_known: bool) {
        let b = &mut self.block;
        let h = b.h.0[lane];
        if b.steps.0[lane] >= f64::from(self.ensemble.limits.steps_max) {
            self.end(lane, Outcome::StepLimit);
            return;
        }
        if b.kept.0[lane] == 0.0 {
            // Not "too short": a step that is not a number ends here too.
            let long_enough = h > STEP_MIN_S;
            if !long_enough {
                self.end(lane, Outcome::NonFinite);
            }
            return;
        }
        let rise = |rows: &[Row; 4]| (rows[0].0[lane], rows[1].0[lane] * h);
        let ((now, rise), (then, rise_then)) = (rise(&b.now.altitude), rise(&b.then.altitude));
        let arc = Arc { now, then, rise, rise_then };
        let edges = [b.edges[0].0[lane], b.edges[1].0[lane]];
        let grounded = self.cells[lane] == self.ground_cell;
        // How far it goes beyond the edges: one that does not turn, only beyond that which it moves to.
        let turns = rise * rise_then < 0.0;
        let out = if turns {
            [arc.mirrored().above(-edges[0]), arc.above(edges[1])]
        } else if then < now {
            [edges[0] - then, f64::NEG_INFINITY]
        } else {
            [f64::NEG_INFINITY, then - edges[1]]
        };
        if grounded && now > edges[0] && (then <= edges[0] || out[0] > 0.0) {
            let met = arc.crossing(edges[0]);
            // Steps on what is left to fly in so short a time would not move the body: its position is rounded by more.
            if met >= 1.0 - LATE || met * h <= NEAR_S {
                self.land::<LIFT>(lane, h, met, end_known);
            } else {
                b.kept.0[lane] = 0.0;
                b.given.0[lane] = h * (met * BELOW).clamp(1e-3, 0.99);
            }
            return;
        }
        let beyond = [b.beyond[0].0[lane], b.beyond[1].0[lane]];
        let passes = !turns && self.dives(lane);
        for side in 0..2 {
            // One that passes steeply may go as far as the strip.
            let free = if passes { beyond[side] } else { 0.0 };
            if out[side] > free && (out[side] > beyond[side] || self.strays::<LIFT>(lane, side, out[side], &arc)) {
                self.cut(lane, side, &arc);
                return;
            }
        }
        let climb = self.block.then.altitude[1].0[lane];
        if grounded && then < now && then <= edges[0] + TOUCH_M.min(TOUCH_S * climb.abs()) {
            self.land::<LIFT>(lane, h, 1.0, end_known);
            return;
        }
        self.cross::<LIFT>(lane, climb, passes);
        let t = self.block.t.0[lane] + h;
        if t >= self.block.until.0[lane] - STEP_MIN_S {
            self.bend(lane, t);
        }
    }

    // Drops a step that goes too far beyond an edge of the cell, for one to that edge or in the air beyond.
    #[inline(never)]
    fn cut(&mut self, lane: usize, side: usize, arc: &Arc) {
        let h = self.block.h.0[lane];
        let edge = self.block.edges[side].0[lane];
        let b = &mut self.block;
        b.kept.0[lane] = 0.0;
        let inward = if side == 0 { arc.now > edge } else { arc.now < edge };
        if inward {
            b.given.0[lane] = h * arc.crossing(edge).clamp(1e-3, 0.99);
            return;
        }
        // The lane has taken this cell a little before the edge. In and out again within the step, to where it leaves.
        let back = if side == 0 { arc.falling_back(edge) } else { arc.mirrored().falling_back(-edge) };
        if let Some(share) = back {
            b.given.0[lane] = h * share;
        } else if side == 1 || self.cells[lane] != self.ground_cell {
            // It turned back before the edge: the same step again, in the air of that side.
            b.given.0[lane] = h;
            self.enter(lane, if side == 0 { self.cells[lane] - 1 } else { self.cells[lane] + 1 });
        } else if arc.rise > 0.0 && h > HOP_MIN_S {
            // From the ground: up and back within the step, or not off it at all.
            b.given.0[lane] = 0.1 * h;
        } else {
            self.end(lane, Outcome::Impact);
        }
    }

    // Whether a step that goes so far beyond an edge of the cell (m), and not steeply, goes too far.
    #[inline(never)]
    fn strays<const LIFT: bool>(&self, lane: usize, side: usize, out: f64, arc: &Arc) -> bool {
        let b = &self.block;
        let integral = if side == 0 {
            arc.mirrored().integral_above(-b.edges[0].0[lane], out)
        } else {
            arc.integral_above(b.edges[1].0[lane], out)
        };
        self.misses::<LIFT>(lane, side, integral * b.h.0[lane])
    }

    // After a step that is kept: into the next cell, beyond the edge or as good as there.
    fn cross<const LIFT: bool>(&mut self, lane: usize, climb: f64, passes: bool) {
        let b = &self.block;
        let (then, down) = (b.then.altitude[0].0[lane], climb < 0.0);
        let side = usize::from(!down);
        let edge = b.edges[side].0[lane];
        let ahead = if down { then - edge } else { edge - then };
        // The ground is not crossed.
        if ahead > b.before[side].0[lane] || (down && self.cells[lane] == self.ground_cell) {
            return;
        }
        if passes || ahead <= 0.0 || !self.misses::<LIFT>(lane, side, 0.5 * ahead * ahead / climb.abs()) {
            self.enter(lane, if down { self.cells[lane] - 1 } else { self.cells[lane] + 1 });
        }
    }

    // Ends the flight where the quintic through both ends of the step meets the ground, from a first guess in shares of
    // the step.
    fn land<const LIFT: bool>(&mut self, lane: usize, h: f64, met: f64, end_known: bool) {
        let b = &self.block;
        let knot = |t: f64, [position, velocity, acceleration]: [Vec3; 3]| Knot { t, position, velocity, acceleration };
        let from = knot(b.t.0[lane], b.now.lane(lane));
        let mut to = knot(from.t + h, b.then.lane(lane));
        if !end_known {
            let (p, v) = (to.position, to.velocity);
            let (a, _) = self.forces::<LIFT>(lane, to.t, &[p.x, p.y, p.z], &[v.x, v.y, v.z]);
            to.acceleration = Vec3::new(a[0], a[1], a[2]);
        }
        let mut t = from.t + met * h;
        let mut there = from;
        for _ in 0..LANDING_STEPS {
            there = between(&from, &to, t);
            let Knot { position: p, velocity: v, acceleration, .. } = there;
            let r = [p.x, p.y, p.z];
            let spot = self.ensemble.height.spot(&r);
            let climb = self.ensemble.height.climb(&spot, &r, &[v.x, v.y, v.z]);
            let off = self.ground[lane] - spot.altitude;
            // Not to before the release, nor further beyond the step than what ends it so near to the ground may go.
            let dt = if off == 0.0 { 0.0 } else { (off / climb).max(-t).min(to.t + h.max(TOUCH_S) - t) };
            t += dt;
            if dt.abs() < NEAR_S && dt.abs() <= SHARE * t && acceleration.norm() * dt * dt < BENT_M {
                there.t = t;
                there.position += v * dt + acceleration * (0.5 * dt * dt);
                there.velocity += acceleration * dt;
                break;
            }
        }
        self.landed[lane] = Some(there);
        self.end(lane, Outcome::Impact);
    }

    // The next stretch of the bank schedule, or the end of time.
    fn bend(&mut self, lane: usize, t: f64) {
        let limits = &self.ensemble.limits;
        if t >= limits.duration_max_s - STEP_MIN_S {
            self.end(lane, Outcome::Timeout);
        } else if let Some(seat) = self.rows[lane] {
            self.set_bank(lane, &self.ensemble.starts.start(seat.row), t);
        }
    }

    pub(super) fn set_bank(&mut self, lane: usize, start: &Start, t: f64) {
        let b = &mut self.block;
        let end = self.ensemble.limits.duration_max_s;
        let Some(schedule) = start.bank else {
            (b.bank.0[lane], b.bank_rate.0[lane], b.until.0[lane]) = (0.0, 0.0, end);
            return;
        };
        let bend = schedule.next_bend(t);
        // Before the first point and after the last the bank is held.
        let rate = bend.map_or(0.0, |bend| (schedule.at(bend) - schedule.at(t)) / (bend - t));
        b.bank.0[lane] = schedule.at(t) - rate * t;
        b.bank_rate.0[lane] = rate;
        b.until.0[lane] = bend.map_or(end, |bend| bend.min(end));
    }

    // Takes a cell of the air for a lane.
    pub(super) fn enter(&mut self, lane: usize, cell: usize) {
        let b = &mut self.block;
        let c = self.ensemble.cells.cell(cell);
        self.cells[lane] = cell;
        b.scale.0[lane] = c.scale;
        b.shift.0[lane] = c.shift;
        for (row, term) in b.terms.iter_mut().zip(c.terms) {
            row.0[lane] = term;
        }
        let strip = &self.strips[cell];
        for side in 0..2 {
            b.edges[side].0[lane] = strip.edges[side];
            b.before[side].0[lane] = strip.before[side];
            b.beyond[side].0[lane] = strip.beyond[side];
        }
        if cell == self.ground_cell {
            b.edges[0].0[lane] = self.ground[lane];
        }
        b.aim.0[lane] = if cell == self.ground_cell { BELOW } else { 1.0 };
    }
}
