//! The loop over steps of all lanes, and what happens to one lane between them.

use super::block::{load, store, take, Block};
use super::bodies::{Ended, Ensemble, Start};
use super::edge::{higher_rates, time_to_edge, State};
use super::free::{Body, Place, Pull};
use super::landings::{Landings, Seat, Taken};
use super::pace::{Outlook, Scale};
use super::strips::{ground_cell, strips, Strip};
use crate::flight::flown::attitude::stays;
use crate::flight::flown::path::Outcome;
use crate::flight::horizon::{horizon, CARRIED_S, FREE_S};
use crate::math::hermite::Knot;
use crate::math::method::Method;
use crate::math::real::{Real, LANES_MAX};
use crate::math::step::{step, Forces};
use crate::math::vec3::Vec3;
use crate::watch::breathe;

// Steps between two places where the work may be stopped.
const STEPS_A_BREATH: u32 = 256;
// A step that nearly reaches the edge of its cell is halved, so that no crumb is left.
const NEARLY: f64 = 0.8;
// Shorter steps do not move (s).
pub(super) const STEP_MIN_S: f64 = 1e-9;

pub(super) struct Engine<'a, 'b> {
    pub(super) ensemble: &'a Ensemble<'a>,
    taken: Taken<'a, 'b>,
    pub(super) block: Block,
    pub(super) rows: [Option<Seat>; LANES_MAX],
    pub(super) cells: [usize; LANES_MAX],
    // The altitude on which a lane's body lands (m).
    pub(super) ground: [f64; LANES_MAX],
    // Lanes that have a body, and lanes whose flight is over, as bits; and how it ended.
    flying: u32,
    ended: u32,
    over: [Outcome; LANES_MAX],
    // Where a lane's body met the ground.
    pub(super) landed: [Option<Knot>; LANES_MAX],
    knots: [Vec<Knot>; LANES_MAX],
    pub(super) ground_cell: usize,
    pub(super) strips: Vec<Strip>,
}

impl<'a, 'b> Engine<'a, 'b> {
    pub(super) fn new(ensemble: &'a Ensemble<'a>, landings: &'a Landings<'b>) -> Self {
        Self {
            ensemble,
            taken: Taken::new(landings),
            block: Block::default(),
            rows: [None; LANES_MAX],
            cells: [0; LANES_MAX],
            ground: [0.0; LANES_MAX],
            flying: 0,
            ended: 0,
            over: [Outcome::Impact; LANES_MAX],
            landed: [None; LANES_MAX],
            knots: [const { Vec::new() }; LANES_MAX],
            ground_cell: ground_cell(&ensemble.cells, ensemble.limits.ground_m),
            strips: strips(&ensemble.cells, &ensemble.limits),
        }
    }

    #[inline(always)]
    pub(super) fn run<R: Real, const S: usize, const LIFT: bool>(mut self, z: R, method: &Method<S>) {
        for lane in 0..R::LANES {
            self.refill::<LIFT>(lane);
        }
        let mut steps = 0u32;
        while self.flying != 0 {
            steps = steps.wrapping_add(1);
            if steps % STEPS_A_BREATH == 0 {
                breathe();
            }
            self.advance::<R, S, LIFT>(z, method);
            let mut restless = self.block.restless(R::LANES) & self.flying;
            while let Some(lane) = first(&mut restless) {
                self.attend::<LIFT>(lane, method.reuses_last);
            }
            self.commit::<R, LIFT>(z);
        }
    }

    // Tries one step in every lane.
    #[inline(always)]
    fn advance<R: Real, const S: usize, const LIFT: bool>(&mut self, z: R, method: &Method<S>) {
        let b = &self.block;
        let limits = &self.ensemble.limits;
        let body = b.body(z);
        let pull: Pull<'_, R, LIFT> = self.pull(&body);
        let t = z.load(&b.t.0);
        let (r, v) = (load(z, &b.now.r), load(z, &b.now.v));
        let [altitude, climb, inverse, drag] = load(z, &b.now.altitude);
        // A method that does not evaluate the end of a step does so now, in the air of the cell entered since.
        let (a, drag) = if method.reuses_last {
            (load(z, &b.now.a), drag)
        } else {
            let (a, place) = pull.at(t, &r, &v);
            (a, place.drag)
        };
        let gravity = inverse * inverse * self.ensemble.world.field.gm_m3_s2;
        let (bend, jerk) = higher_rates(&State { r, v, a, climb, inverse, drag }, gravity);
        let rates = [altitude, climb, bend, jerk];
        let edges = [z.load(&b.edges[0].0), z.load(&b.edges[1].0)];
        let horizon = horizon(altitude + -limits.ground_m, climb, if LIFT { CARRIED_S } else { FREE_S });
        let outlook = Outlook {
            scale: Scale::of(method.order),
            order: method.order,
            altitude: rates,
            airspeed: pull.airspeed(altitude, &r, &v),
            drag: -drag,
            thickness: body.thickness,
            gravity,
            rate2: gravity * inverse,
            weight: horizon * limits.tolerance_m.recip(),
            edges,
            cell: (body.scale, body.shift, &body.terms),
        };
        let last = b.last(z);
        let (x, ratio) = outlook.next(&last);
        let (zero, given) = (z.splat(0.0), z.load(&b.given.0));
        let known = zero.less(given);
        let wanted = R::select(known, given, x);
        let ratio = R::select(known, last.ratio, ratio);
        let aim = R::select(climb.less(zero), z.load(&b.aim.0), z.splat(1.0));
        let to_edge = time_to_edge(rates, edges) * aim;
        let wanted_now = wanted.min(z.load(&b.until.0) - t);
        // To the edge in one step, or in two equal ones.
        let two = R::select(wanted_now.less(to_edge * NEARLY), wanted_now, to_edge * 0.5);
        let h = R::select(wanted_now.less(to_edge), two, to_edge);
        let tried = step(method, &pull, (t, h), (&r, &v), &a);
        let (a_then, drag_then, spot) = match tried.end {
            Some((a, place)) => (a, place.drag, place.spot),
            None => (a, drag, self.ensemble.height.spot(&tried.r)),
        };
        let climb_then = self.ensemble.height.climb(&spot, &tried.r, &tried.v);
        // The error over the tolerance.
        let size2 = (horizon * horizon).mul_add(tried.error2[1], tried.error2[0]);
        let size = size2.sqrt() * limits.tolerance_m.recip();
        let b = &mut self.block;
        if !method.reuses_last {
            store(&a, &mut b.now.a);
        }
        store(&tried.r, &mut b.then.r);
        store(&tried.v, &mut b.then.v);
        store(&a_then, &mut b.then.a);
        store(&[spot.altitude, climb_then, spot.inverse, drag_then], &mut b.then.altitude);
        store(&[-drag, climb], &mut b.began);
        let kept = R::select(size.less(z.splat(1.0)), z.splat(1.0), zero);
        for (row, x) in [
            (&mut b.h, h),
            (&mut b.wanted, wanted),
            (&mut b.ratio, ratio),
            (&mut b.size, size),
            (&mut b.given, zero),
            (&mut b.kept, kept),
        ] {
            x.store(&mut row.0);
        }
        let steps = z.load(&b.steps.0) + 1.0;
        steps.store(&mut b.steps.0);
        (spot.altitude - edges[0] - z.load(&b.before[0].0))
            .min(edges[1] - z.load(&b.before[1].0) - spot.altitude)
            .min(climb_then * climb)
            .min(z.load(&b.until.0) - t - h)
            .min(z.splat(f64::from(limits.steps_max)) - steps)
            .min(h - z.splat(STEP_MIN_S))
            .store(&mut b.margin.0);
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
        if self.ensemble.limits.knots {
            let mut flying = self.flying;
            while let Some(lane) = first(&mut flying) {
                if self.block.kept.0[lane] > 0.0 {
                    self.record(lane);
                }
            }
        }
        let mut ended = std::mem::take(&mut self.ended);
        while let Some(lane) = first(&mut ended) {
            self.finish::<LIFT>(lane);
            self.refill::<LIFT>(lane);
        }
    }

    /// Ends a lane's flight once the step that is being looked at is taken over.
    pub(super) fn end(&mut self, lane: usize, outcome: Outcome) {
        self.over[lane] = outcome;
        self.ended |= 1 << lane;
    }

    // Puts the next body into a lane; bodies that cannot fly, or rest on the ground, are done.
    fn refill<const LIFT: bool>(&mut self, lane: usize) {
        self.flying &= !(1 << lane);
        loop {
            let Some(seat) = self.taken.next() else {
                self.block.given.0[lane] = 0.0;
                return;
            };
            let start = self.ensemble.starts.start(seat.row);
            let p = start.position;
            let spot = self.ensemble.height.spot(&[p.x, p.y, p.z]);
            if let Err(error) = start.check().and_then(|()| self.ensemble.above_ground(spot.altitude)) {
                self.taken.put(seat, Err(error));
                continue;
            }
            self.rows[lane] = Some(seat);
            self.ground[lane] = self.ensemble.ground_under(spot.altitude, p.norm());
            self.release::<LIFT>(lane, &start, spot.altitude);
            if spot.altitude <= self.ground[lane] && stays(self.ensemble.world, &self.here(lane)) {
                self.over[lane] = Outcome::Impact;
                self.finish::<LIFT>(lane);
                continue;
            }
            self.flying |= 1 << lane;
            return;
        }
    }

    fn release<const LIFT: bool>(&mut self, lane: usize, start: &Start, altitude: f64) {
        let (p, v) = (start.position, start.velocity);
        let (r, v) = ([p.x, p.y, p.z], [v.x, v.y, v.z]);
        self.enter(lane, self.ensemble.cells.index(altitude).max(self.ground_cell));
        self.set_bank(lane, start, 0.0);
        self.block.thickness.0[lane] = start.thickness_m2_kg;
        self.block.lift_to_drag.0[lane] = start.lift_to_drag;
        let (a, place) = self.forces::<LIFT>(lane, 0.0, &r, &v);
        let longest = self.ensemble.first_step_max_s(start, altitude, a);
        let climb = self.ensemble.height.climb(&place.spot, &r, &v);
        let b = &mut self.block;
        b.now.set_lane(lane, r, v, a);
        for (row, x) in b.now.altitude.iter_mut().zip([altitude, climb, place.spot.inverse, place.drag]) {
            row.0[lane] = x;
        }
        b.t.0[lane] = 0.0;
        // As if the longest step had failed, with an error of which nothing is known.
        for (row, x) in [
            (&mut b.h, longest),
            (&mut b.wanted, longest),
            (&mut b.kept, 0.0),
            (&mut b.size, 0.0),
            (&mut b.ratio, 1.0),
            (&mut b.given, 0.0),
        ] {
            row.0[lane] = x;
        }
        b.steps.0[lane] = 0.0;
        if self.ensemble.limits.knots {
            self.record(lane);
        }
    }

    // Acceleration of one lane's body.
    pub(super) fn forces<const LIFT: bool>(
        &self,
        lane: usize,
        t: f64,
        r: &[f64; 3],
        v: &[f64; 3],
    ) -> ([f64; 3], Place<f64>) {
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
        pull.at(t, r, v)
    }

    #[inline(always)]
    fn pull<'c, R, const LIFT: bool>(&self, body: &'c Body<R>) -> Pull<'c, R, LIFT>
    where
        'a: 'c,
    {
        let e = self.ensemble;
        Pull { world: e.world, height: &e.height, drag: e.drag, body }
    }

    fn record(&mut self, lane: usize) {
        let here = self.here(lane);
        self.knots[lane].push(here);
    }

    // Where a lane's body is.
    #[inline(always)]
    fn here(&self, lane: usize) -> Knot {
        let [position, velocity, acceleration] = self.block.now.lane(lane);
        Knot { t: self.block.t.0[lane], position, velocity, acceleration }
    }

    // Ends a flight.
    fn finish<const LIFT: bool>(&mut self, lane: usize) {
        let Some(seat) = self.rows[lane] else { return };
        let outcome = self.over[lane];
        let landed = self.landed[lane].take();
        let Knot { t, position, velocity, mut acceleration } = landed.unwrap_or_else(|| self.here(lane));
        if self.ensemble.limits.knots {
            let (r, v) = ([position.x, position.y, position.z], [velocity.x, velocity.y, velocity.z]);
            let a = self.forces::<LIFT>(lane, t, &r, &v).0;
            acceleration = Vec3::new(a[0], a[1], a[2]);
        }
        let last = Knot { t, position, velocity, acceleration };
        if self.ensemble.limits.knots && landed.is_some() {
            // In place of the end of the step, which is near the ground.
            self.knots[lane].pop();
            self.knots[lane].push(last);
        }
        // A copy of the right length: the lane's own memory serves its next body without growing again.
        let knots = self.knots[lane].clone();
        self.knots[lane].clear();
        let steps = self.block.steps.0[lane];
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count below a u32's limit")]
        self.taken.put(seat, Ok(Ended { last, outcome, steps: steps as u32, knots }));
    }
}

// Takes the first of a set of lanes.
fn first(lanes: &mut u32) -> Option<usize> {
    let lane = lanes.trailing_zeros();
    *lanes &= lanes.wrapping_sub(1);
    (lane < u32::BITS).then_some(lane as usize)
}
