//! The loop over steps of all lanes, and what happens to one lane between them.

use super::arc::Arc;
use super::block::{load3, store3, take, Block};
use super::bodies::{Ended, Ensemble, Start};
use super::edge::{higher_rates, time_to_edge};
use super::free::{Body, Pull};
use super::landings::{Landings, Seat, Taken};
use super::strips::{strips, Strip};
use crate::earth::atmosphere::cells::TERMS;
use crate::flight::flown::path::Outcome;
use crate::math::hermite::Knot;
use crate::math::method::Method;
use crate::math::real::{Real, Row, LANES_MAX};
use crate::math::step::{step, Forces, Step};
use crate::math::vec3::Vec3;
use crate::watch::breathe;

// Steps between two places where the work may be stopped.
const STEPS_A_BREATH: u32 = 256;
// A body has landed when the ground is this near (s); what is left is flown by position, velocity and acceleration.
const TOUCH_S: f64 = 0.02;
// A body that rises from the ground is not followed on shorter steps (s).
const HOP_MIN_S: f64 = 1e-3;
// Weight of an error of velocity against one of position (s).
const HORIZON_S: f64 = 10.0;
// Shorter steps do not move (s).
const STEP_MIN_S: f64 = 1e-9;

pub(super) struct Engine<'a, 'b> {
    ensemble: &'a Ensemble<'a>,
    taken: Taken<'a, 'b>,
    block: Block,
    rows: [Option<Seat>; LANES_MAX],
    cells: [usize; LANES_MAX],
    over: [Option<Outcome>; LANES_MAX],
    knots: [Vec<Knot>; LANES_MAX],
    ground_cell: usize,
    strips: Vec<Strip>,
}

impl<'a, 'b> Engine<'a, 'b> {
    pub(super) fn new(ensemble: &'a Ensemble<'a>, landings: &'a Landings<'b>) -> Self {
        Self {
            ensemble,
            taken: Taken::new(landings),
            block: Block::default(),
            rows: [None; LANES_MAX],
            cells: [0; LANES_MAX],
            over: [None; LANES_MAX],
            knots: [const { Vec::new() }; LANES_MAX],
            ground_cell: ensemble.cells.index(ensemble.limits.ground_m),
            strips: strips(&ensemble.cells, &ensemble.limits),
        }
    }

    #[inline(always)]
    pub(super) fn run<R: Real, const S: usize, const LIFT: bool>(mut self, z: R, method: &Method<S>) {
        for lane in 0..R::LANES {
            self.refill::<LIFT>(lane);
        }
        let mut steps = 0u32;
        while self.rows.iter().any(Option::is_some) {
            steps = steps.wrapping_add(1);
            if steps % STEPS_A_BREATH == 0 {
                breathe();
            }
            self.advance::<R, S, LIFT>(z, method);
            for lane in 0..R::LANES {
                // Not "less than zero": what is not a number needs a look too.
                let calm = self.block.margin.0[lane] > 0.0;
                if !calm && self.rows[lane].is_some() {
                    self.attend(lane);
                }
            }
            self.commit::<R, LIFT>(z);
        }
    }

    // Tries one step in every lane.
    #[inline(always)]
    fn advance<R: Real, const S: usize, const LIFT: bool>(&mut self, z: R, method: &Method<S>) {
        let b = &self.block;
        let mut terms = [z; TERMS];
        for (term, row) in terms.iter_mut().zip(&b.terms) {
            *term = z.load(&row.0);
        }
        let body = Body {
            thickness: z.load(&b.thickness.0),
            lift_to_drag: z.load(&b.lift_to_drag.0),
            bank: z.load(&b.bank.0),
            bank_rate: z.load(&b.bank_rate.0),
            scale: z.load(&b.scale.0),
            shift: z.load(&b.shift.0),
            terms,
        };
        let pull: Pull<'_, R, LIFT> = self.pull(&body);
        let t = z.load(&b.t.0);
        let wanted = z.load(&b.h.0).min(z.load(&b.until.0) - t);
        let to_edge = time_to_edge(z, &self.block);
        let half = to_edge * 0.5;
        // To the edge in one step, or in two equal ones.
        let h = R::select(wanted.less(to_edge), R::select(wanted.less(half), wanted, half), to_edge);
        let (r, v, a) = (load3(z, &b.now.r), load3(z, &b.now.v), load3(z, &b.now.a));
        let tried = step(method, &pull, (t, h), (&r, &v), &a);
        let spot = &tried.place.spot;
        let climb = self.ensemble.height.climb(spot, &tried.r, &tried.v);
        let (bend, jerk) = higher_rates(&tried, climb);
        let b = &mut self.block;
        store3(&tried.r, &mut b.then.r);
        store3(&tried.v, &mut b.then.v);
        store3(&tried.a, &mut b.then.a);
        let altitude = spot.altitude;
        for (row, x) in b.then.altitude.iter_mut().zip([altitude, climb, bend, jerk]) {
            x.store(&mut row.0);
        }
        h.store(&mut b.h.0);
        let steps = z.load(&b.steps.0) + 1.0;
        steps.store(&mut b.steps.0);
        (altitude - z.load(&b.edges[0].0) - z.load(&b.before[0].0))
            .min(z.load(&b.edges[1].0) - z.load(&b.before[1].0) - altitude)
            .min(climb * z.load(&b.now.altitude[1].0))
            .min(z.load(&b.until.0) - t - h)
            .min(z.splat(f64::from(self.ensemble.limits.steps_max)) - steps)
            .min(h - z.splat(STEP_MIN_S))
            .store(&mut b.margin.0);
        self.judge(z, method, &tried, h);
    }

    // Whether the step is good enough, and how long the next one may be.
    #[inline(always)]
    fn judge<R: Real, P, const S: usize>(&mut self, z: R, method: &Method<S>, tried: &Step<R, P>, h: R) {
        let scale = self.ensemble.limits.tolerance_m.powi(-2);
        // Square of the error over the tolerance.
        let size2 = tried.error2[1].mul_add_const(HORIZON_S * HORIZON_S, tried.error2[0]) * scale;
        let one = z.splat(1.0);
        R::select(size2.less(one), one, z.splat(0.0)).store(&mut self.block.kept.0);
        // size^(1/8), and size^(1/5) by roots alone: near 1, size^(1/5) = 0.6 size^(1/4) + 0.4 size^(1/8).
        let fourth = size2.max(z.splat(1e-30)).sqrt().sqrt().sqrt();
        let eighth = fourth.sqrt();
        let root = if method.order == 8 { eighth } else { fourth * 0.6 + eighth * 0.4 };
        let shortest = z.splat(0.2);
        let factor = (z.splat(0.9) / root).max(shortest).min(z.splat(8.0));
        // An error that is not a number must shorten the step.
        let factor = R::select(size2.less(z.splat(f64::MAX)), factor, shortest);
        (h * factor).store(&mut self.block.h_next.0);
    }

    // Takes over the steps that are kept; lands and refills.
    #[inline(always)]
    fn commit<R: Real, const LIFT: bool>(&mut self, z: R) {
        let b = &mut self.block;
        let zero = z.splat(0.0);
        let kept = zero.less(z.load(&b.kept.0));
        (z.load(&b.t.0) + R::select(kept, z.load(&b.h.0), zero)).store(&mut b.t.0);
        take(z, kept, &b.then.r, &mut b.now.r);
        take(z, kept, &b.then.v, &mut b.now.v);
        take(z, kept, &b.then.a, &mut b.now.a);
        take(z, kept, &b.then.altitude, &mut b.now.altitude);
        z.load(&b.h_next.0).store(&mut b.h.0);
        for lane in 0..R::LANES {
            if self.ensemble.limits.knots && self.block.kept.0[lane] > 0.0 && self.rows[lane].is_some() {
                self.record(lane);
            }
            if let Some(outcome) = self.over[lane].take() {
                self.finish::<LIFT>(lane, outcome);
                self.refill::<LIFT>(lane);
            }
        }
    }

    // A step that comes near an edge, turns, reaches a bend or runs into a limit.
    fn attend(&mut self, lane: usize) {
        let b = &mut self.block;
        let h = b.h.0[lane];
        if b.steps.0[lane] >= f64::from(self.ensemble.limits.steps_max) {
            self.over[lane] = Some(Outcome::StepLimit);
            return;
        }
        if b.kept.0[lane] == 0.0 {
            // Not "too short": a step that is not a number ends here too.
            let long_enough = h > STEP_MIN_S;
            if !long_enough {
                self.over[lane] = Some(Outcome::NonFinite);
            }
            return;
        }
        let rise = |rows: &[Row; 4]| (rows[0].0[lane], rows[1].0[lane] * h);
        let ((now, rise), (then, rise_then)) = (rise(&b.now.altitude), rise(&b.then.altitude));
        let arc = Arc { now, then, rise, rise_then };
        let (lowest, highest) = arc.extent();
        let edges = [b.edges[0].0[lane], b.edges[1].0[lane]];
        let grounded = self.cells[lane] == self.ground_cell;
        let climb = b.then.altitude[1].0[lane];
        // Through the ground and up again, or past it in more time than a touch takes.
        let dips = grounded && now > edges[0] && lowest < edges[0] && then > edges[0];
        let passes = grounded && then < now && then < edges[0] - TOUCH_S * climb.abs();
        let sinks = dips || passes || lowest < edges[0] - b.beyond[0].0[lane];
        if sinks || highest > edges[1] + b.beyond[1].0[lane] {
            let edge = edges[usize::from(!sinks)];
            b.kept.0[lane] = 0.0;
            if (now > edge) == sinks {
                b.h_next.0[lane] = h * arc.crossing(edge).clamp(1e-3, 0.99);
            } else if sinks && grounded {
                // From the ground: up and back within the step, or not off it at all.
                match arc.falling_back(edge) {
                    Some(share) => b.h_next.0[lane] = h * share,
                    None if rise > 0.0 && h > HOP_MIN_S => b.h_next.0[lane] = 0.1 * h,
                    None => self.over[lane] = Some(Outcome::Impact),
                }
            } else {
                // It turned back in the strip beyond the edge: the same step again, in the air of that side.
                b.h_next.0[lane] = h;
                self.enter(lane, if sinks { self.cells[lane] - 1 } else { self.cells[lane] + 1 });
            }
            return;
        }
        let falls = then < now;
        if falls && then <= edges[0] + b.before[0].0[lane] {
            if grounded {
                // Slow, and not quite there: the next step goes on from here.
                if then <= edges[0] + TOUCH_S * climb.abs() {
                    self.over[lane] = Some(Outcome::Impact);
                    return;
                }
            } else {
                self.enter(lane, self.cells[lane] - 1);
            }
        } else if !falls && then >= edges[1] - b.before[1].0[lane] {
            self.enter(lane, self.cells[lane] + 1);
        }
        let t = self.block.t.0[lane] + h;
        if t >= self.block.until.0[lane] - STEP_MIN_S {
            self.bend(lane, t);
        }
    }

    // The next stretch of the bank schedule, or the end of time.
    fn bend(&mut self, lane: usize, t: f64) {
        let limits = &self.ensemble.limits;
        if t >= limits.duration_max_s - STEP_MIN_S {
            self.over[lane] = Some(Outcome::Timeout);
        } else if let Some(seat) = self.rows[lane] {
            self.set_bank(lane, &self.ensemble.starts.start(seat.row), t);
        }
    }

    fn set_bank(&mut self, lane: usize, start: &Start, t: f64) {
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
    fn enter(&mut self, lane: usize, cell: usize) {
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
    }

    // Puts the next body into a lane; bodies that cannot fly are done.
    fn refill<const LIFT: bool>(&mut self, lane: usize) {
        self.rows[lane] = None;
        loop {
            let Some(seat) = self.taken.next() else {
                self.block.h.0[lane] = 0.0;
                return;
            };
            let start = self.ensemble.starts.start(seat.row);
            if let Err(error) = start.check().and_then(|()| self.ensemble.above_ground(&start)) {
                self.taken.put(seat, Err(error));
                continue;
            }
            self.rows[lane] = Some(seat);
            self.release::<LIFT>(lane, &start);
            return;
        }
    }

    fn release<const LIFT: bool>(&mut self, lane: usize, start: &Start) {
        let (p, v) = (start.position, start.velocity);
        let (r, v) = ([p.x, p.y, p.z], [v.x, v.y, v.z]);
        let altitude = self.ensemble.height.spot(&r).altitude;
        self.enter(lane, self.ensemble.cells.index(altitude).max(self.ground_cell));
        self.set_bank(lane, start, 0.0);
        self.block.thickness.0[lane] = start.thickness_m2_kg;
        self.block.lift_to_drag.0[lane] = start.lift_to_drag;
        let (a, climb) = self.forces::<LIFT>(lane, 0.0, &r, &v);
        let first_step_s = self.ensemble.first_step_s(start, altitude, a);
        let b = &mut self.block;
        b.now.set_lane(lane, r, v, a);
        // The rates above the first are not needed to begin with.
        for (row, x) in b.now.altitude.iter_mut().zip([altitude, climb, 0.0, 0.0]) {
            row.0[lane] = x;
        }
        b.t.0[lane] = 0.0;
        b.h.0[lane] = first_step_s;
        b.steps.0[lane] = 0.0;
        if self.ensemble.limits.knots {
            self.record(lane);
        }
        // On the ground or below it, and not rising.
        if altitude <= self.ensemble.limits.ground_m && self.ensemble.world.up(p).dot(start.velocity) <= 0.0 {
            self.over[lane] = Some(Outcome::Impact);
        }
    }

    // Acceleration and climb of one lane's body.
    fn forces<const LIFT: bool>(&self, lane: usize, t: f64, r: &[f64; 3], v: &[f64; 3]) -> ([f64; 3], f64) {
        let b = &self.block;
        let body = Body {
            thickness: b.thickness.0[lane],
            lift_to_drag: b.lift_to_drag.0[lane],
            bank: b.bank.0[lane],
            bank_rate: b.bank_rate.0[lane],
            scale: b.scale.0[lane],
            shift: b.shift.0[lane],
            terms: b.terms.map(|row| row.0[lane]),
        };
        let pull: Pull<'_, f64, LIFT> = self.pull(&body);
        let (a, place) = pull.at(t, r, v);
        (a, self.ensemble.height.climb(&place.spot, r, v))
    }

    #[inline(always)]
    fn pull<'c, R, const LIFT: bool>(&self, body: &'c Body<R>) -> Pull<'c, R, LIFT>
    where
        'a: 'c,
    {
        let e = self.ensemble;
        Pull { world: e.world, height: &e.height, squarings: e.cells.squarings(), drag: e.drag, body }
    }

    fn record(&mut self, lane: usize) {
        let [position, velocity, acceleration] = self.block.now.lane(lane);
        self.knots[lane].push(Knot { t: self.block.t.0[lane], position, velocity, acceleration });
    }

    // Ends a flight: onto the ground by position, velocity and acceleration, a metre at most.
    fn finish<const LIFT: bool>(&mut self, lane: usize, outcome: Outcome) {
        let Some(seat) = self.rows[lane] else { return };
        let [mut position, mut velocity, mut acceleration] = self.block.now.lane(lane);
        let mut t = self.block.t.0[lane];
        let ground = self.ensemble.limits.ground_m;
        let mut dt = f64::INFINITY;
        while outcome == Outcome::Impact && t > 0.0 && dt.abs() > 1e-5 {
            let r = [position.x, position.y, position.z];
            let spot = self.ensemble.height.spot(&r);
            let [x, y, z] = self.ensemble.height.up(&spot, &r);
            let climb = Vec3::new(x, y, z).dot(velocity);
            // Not to before the release.
            dt = ((ground - spot.altitude) / climb).max(-t);
            position += velocity * dt + acceleration * (0.5 * dt * dt);
            velocity += acceleration * dt;
            t += dt;
        }
        if self.ensemble.limits.knots {
            let (r, v) = ([position.x, position.y, position.z], [velocity.x, velocity.y, velocity.z]);
            let a = self.forces::<LIFT>(lane, t, &r, &v).0;
            acceleration = Vec3::new(a[0], a[1], a[2]);
        }
        let last = Knot { t, position, velocity, acceleration };
        let mut knots = std::mem::take(&mut self.knots[lane]);
        if self.ensemble.limits.knots && outcome == Outcome::Impact && t > 0.0 {
            // The step ended within a metre of the ground: this knot takes its place.
            knots.pop();
            knots.push(last);
        }
        let steps = self.block.steps.0[lane];
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count below a u32's limit")]
        self.taken.put(seat, Ok(Ended { last, outcome, steps: steps as u32, knots }));
    }
}
