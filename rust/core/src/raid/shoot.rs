//! What an engagement costs and does: rounds, channel, and dice.

use super::course::Engagement;
use super::engage::Run;
use super::events::{Event, Kind, NONE};
use super::plan::TIME_TOLERANCE_S;
use super::windows::Row;
use crate::math::random::{Purpose, Stream};

impl Run<'_> {
    /// Fires a salvo through a window.
    pub(super) fn fire(&mut self, threat: u32, row: usize, time_s: f64) {
        let Row { unit, closes_s, fired, .. } = self.s.windows.rows()[row];
        let magazine = self.of.magazine(unit);
        let own = magazine.rounds_per_target_max.saturating_sub(fired);
        let wanted = magazine.salvo.min(self.rounds_allowed(threat)).min(own);
        let salvo = self.s.stocks.take(unit, within_window(wanted, magazine.salvo_spacing_s, closes_s - time_s));
        self.busy += 1;
        self.s.outcome.channels_busy_max = self.s.outcome.channels_busy_max.max(self.busy);
        self.s.outcome.rounds[unit as usize] += salvo;
        self.s.engages(threat, unit, time_s);
        let state = &mut self.s.threats[threat as usize];
        state.first_s = state.first_s.min(time_s);
        if let Some(post) = self.of.plan.tables().posts.get(self.s.stocks.post(unit) as usize) {
            self.s.queue.push(Event::of_unit(Kind::OperatorFree, unit, time_s + post.operator_time_s));
        }
        let class = self.of.plan.tables().units[unit as usize].class;
        let (kills, spoiled) = self.chance(threat, class);
        let mut assessed_from_s = time_s;
        let mut last_launch_s = time_s;
        let mut beside = 1.0;
        for i in 0..salvo {
            let launch_s = if i == 0 { time_s } else { last_launch_s + magazine.salvo_spacing_s };
            let intercept_s = self.intercept_s(threat, row, launch_s);
            let draw =
                self.shoot(threat, unit, intercept_s, (kills * self.kill_factor(threat, row, launch_s), spoiled));
            beside = if i == 0 { draw } else { beside };
            assessed_from_s = assessed_from_s.max(intercept_s);
            last_launch_s = launch_s;
        }
        let free_s = assessed_from_s + self.assess_s(unit, beside);
        let engagement = Engagement { unit, from_s: time_s, to_s: free_s, rounds: salvo };
        self.s.outcome.engagements.push(engagement);
        self.s.queue.push(Event { time_s: free_s, kind: Kind::ChannelFree, threat, unit, window: NONE });
        self.s.stocks.fired(self.of, unit, (time_s, last_launch_s), &mut self.s.queue);
        self.bar(threat, unit, salvo);
        if !self.s.stocks.has_round(unit) {
            self.note_shortages_of(unit, time_s);
        }
    }

    // Drawn beside the first round of the engagement.
    fn assess_s(&self, unit: u32, beside: f64) -> f64 {
        let magazine = self.of.magazine(unit);
        if magazine.assess_exponential {
            -magazine.assess_time_s * beside.ln()
        } else {
            magazine.assess_time_s
        }
    }

    // A unit that may not shoot again, or has missed too often, leaves the threat to others.
    fn bar(&mut self, threat: u32, unit: u32, salvo: u32) {
        let magazine = self.of.magazine(unit);
        for i in self.s.windows.of(threat) {
            let row = self.s.windows.row(i);
            if row.unit == unit {
                row.engagements += 1;
                row.fired += salvo;
                row.barred |= !magazine.shoot_look_shoot
                    || row.engagements >= magazine.misses_max
                    || row.fired >= magazine.rounds_per_target_max;
            }
        }
    }

    // One more draw per class decides whether a common cause (a decoy taken for the target, a seeker that cannot see it) spoils all
    // its shots at this threat; then the probability that a round kills.
    fn chance(&self, threat: u32, unit_class: u32) -> (f64, bool) {
        let tables = self.of.plan.tables();
        let t = &tables.threats[threat as usize];
        let (kills, spoiled) = self.kill(threat, unit_class);
        if spoiled <= 0.0 {
            return (kills, false);
        }
        let common = Stream::new(self.replication, t.key, Purpose::CommonCause);
        (kills, common.uniform(tables.unit_classes[unit_class as usize]) < spoiled)
    }

    // Each round has its own draws, numbered by the rounds at the threat so far: the first decides whether it kills, the second is
    // returned. The earliest kill counts.
    fn shoot(&mut self, threat: u32, unit: u32, intercept_s: f64, (kills, spoiled): (f64, bool)) -> f64 {
        let key = self.of.plan.tables().threats[threat as usize].key;
        let state = &mut self.s.threats[threat as usize];
        let draw = u64::from(state.story.fired);
        state.story.fired += 1;
        state.story.sound += u32::from(!spoiled);
        self.s.rounds.push((threat, unit, intercept_s));
        let [draw, beside, ..] = Stream::new(self.replication, key, Purpose::Shot).uniforms(draw);
        let late = intercept_s > self.s.draws.leaves_s[threat as usize] + TIME_TOLERANCE_S;
        if !spoiled && !late && draw < kills && intercept_s < state.killed_s {
            state.killed_s = intercept_s;
            state.killer = self.s.rounds.len() - 1;
            self.s.outcome.unit[threat as usize] = unit;
        }
        beside
    }
}

// Rounds of a salvo whose launches lie within the window.
fn within_window(wanted: u32, spacing_s: f64, open_s: f64) -> u32 {
    if spacing_s <= 0.0 {
        return wanted;
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a float saturates")]
    let fit = (open_s / spacing_s).floor() as u32;
    wanted.min(fit.saturating_add(1))
}
