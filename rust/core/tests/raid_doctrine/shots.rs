//! Shots, stocks and what comes of them, by the same plain reading.

use super::{Engagement, Oracle, Row, Shot, What};
use intercept_core::math::random::Purpose;
use intercept_core::raid::plan::{NEVER, TIME_TOLERANCE_S};
use intercept_core::raid::{Cause, Depot, Fate, Wait};

impl Oracle<'_> {
    pub(crate) fn fire(&mut self, index: usize, now: f64) {
        let row = self.rows[index];
        let Row { threat, unit, .. } = row;
        let magazine = self.magazine(unit);
        let cap = self.plan.tables().doctrine.rounds_per_target_max - self.fired(threat, None);
        let own_cap = magazine.rounds_per_target_max - self.fired(threat, Some(unit));
        let most = magazine.salvo.min(cap).min(own_cap).min(self.stores[unit].rounds);
        let (sound, c) = self.kill(threat, unit);
        let class_key = self.plan.tables().unit_classes[self.class(unit)];
        let spoiled = c > 0.0 && self.stream(threat, Purpose::CommonCause).uniform(class_key) < c;
        let (mut last_launch_s, mut last_intercept_s) = (now, now);
        // The second number of the first round's draw.
        let beside = self.stream(threat, Purpose::Shot).uniforms(u64::from(self.fired(threat, None)))[1];
        for k in 0..most {
            let launch_s = if k == 0 { now } else { last_launch_s + magazine.salvo_spacing_s };
            if k > 0 && f64::from(k) > ((row.closes_s - now) / magazine.salvo_spacing_s).floor() {
                break;
            }
            let intercept_s = self.meets_s(&row, launch_s);
            let draw = self.stream(threat, Purpose::Shot).uniform(u64::from(self.fired(threat, None)));
            let in_time = intercept_s <= self.draws.leaves_s[threat] + TIME_TOLERANCE_S;
            let factor = self.kill_factor(&row, launch_s);
            let kills = !spoiled && in_time && draw < sound * factor;
            self.shots.push(Shot { threat, unit, intercept_s, kills, spoiled });
            self.stores[unit].rounds -= 1;
            last_launch_s = launch_s;
            last_intercept_s = last_intercept_s.max(intercept_s);
        }
        self.engagements.push(Engagement { threat, unit, since_s: now, over: false });
        let assess_s =
            if magazine.assess_exponential { -magazine.assess_time_s * beside.ln() } else { magazine.assess_time_s };
        self.pending.push((last_intercept_s + assess_s, What::EngagementEnds { threat, unit }));
        if let Some(post) = self.post(unit) {
            self.operators_busy[post] += 1;
            let free_s = now + self.plan.tables().posts[post].operator_time_s;
            self.pending.push((free_s, What::OperatorFree { unit }));
        }
        self.busy_max = self.busy_max.max(self.engagements.iter().filter(|e| !e.over).count());
        self.after_launch(unit, now, last_launch_s);
    }

    pub(crate) fn after_launch(&mut self, unit: usize, now: f64, last_launch_s: f64) {
        let store = &mut self.stores[unit];
        store.last_launch_s = Some(store.last_launch_s.map_or(last_launch_s, |t| t.max(last_launch_s)));
        let quiet_s = self.magazine(unit).top_up_after_s;
        if quiet_s < f64::INFINITY {
            self.pending.push((last_launch_s + quiet_s, What::Lull { unit }));
        }
        if self.stores[unit].rounds > 0 {
            return;
        }
        if last_launch_s > now {
            self.pending.push((last_launch_s, What::Lull { unit }));
        } else {
            self.see_to(unit, now);
        }
        // Only who waits for others heeds it.
        if self.plan.tables().doctrine.wait_for_cheaper && self.left(unit) == 0 {
            self.pending.push((last_launch_s, What::RanOut { unit }));
        }
    }

    pub(crate) fn left(&self, unit: usize) -> u32 {
        let store = &self.stores[unit];
        store.rounds + store.spare + store.loading + store.ordered
    }

    // Empty and done with its salvo, or quiet for long enough: load what is missing.
    pub(crate) fn see_to(&mut self, unit: usize, now: f64) {
        let (magazine, store) = (self.magazine(unit), &mut self.stores[unit]);
        let Some(last_launch_s) = store.last_launch_s else { return };
        let empty = store.rounds == 0 && last_launch_s <= now;
        if store.loading > 0 || !(empty || last_launch_s + magazine.top_up_after_s <= now) {
            return;
        }
        let missing = magazine.rounds - store.rounds;
        let loads = missing.min(store.spare);
        if loads > 0 {
            store.spare -= loads;
            store.loading = loads;
            let takes_s = magazine.reload_time_s * (f64::from(loads) / f64::from(magazine.rounds));
            self.pending.push((now + takes_s, What::Loaded { unit }));
        } else if missing > 0 {
            self.ask(unit, now);
        }
    }

    pub(crate) fn loaded(&mut self, unit: usize, now: f64) {
        let store = &mut self.stores[unit];
        store.rounds += std::mem::take(&mut store.loading);
        if store.spare == 0 {
            self.ask(unit, now);
        }
        self.see_to(unit, now);
    }

    // The depot gives what it has, at most as much as the launchers hold; or the unit comes back when there is a round.
    pub(crate) fn ask(&mut self, unit: usize, now: f64) {
        // Variants of one class share the depot of the first of them.
        let classes = &self.plan.tables().unit_classes;
        let class = classes.iter().position(|&key| key == classes[self.class(unit)]).expect("its own");
        let depot: &Depot = &self.unknowns.depots[class];
        let (magazine, store) = (self.magazine(unit), &mut self.stores[unit]);
        if store.ordered > 0 || store.asked || magazine.rounds == 0 {
            return;
        }
        let given_out = f64::from(self.given_out[class]);
        let came = (depot.resupply_per_day * now.max(0.0) / 86_400.0).floor();
        let there = f64::from(depot.rounds) + came - given_out;
        if there >= 1.0 {
            let sent = (1..=magazine.rounds).take_while(|&n| f64::from(n) <= there).last().expect("one is there");
            store.ordered = sent;
            store.out = false;
            self.given_out[class] += sent;
            self.pending.push((now + depot.delivery_time_s, What::Delivered { unit }));
        } else if depot.resupply_per_day > 0.0 {
            store.asked = true;
            let wanted = given_out + 1.0 - f64::from(depot.rounds);
            let comes_s = wanted * 86_400.0 / depot.resupply_per_day;
            self.pending.push((comes_s.max(now) + 1e-3, What::DepotFilled { unit }));
        }
    }

    pub(crate) fn fate(&self, threat: usize) -> Fate {
        if self.killed_s(threat) < f64::INFINITY {
            Fate::Intercepted
        } else {
            self.draws.leaves_as[threat]
        }
    }

    pub(crate) fn killed_by(&self, threat: usize) -> u32 {
        let kill = |s: &&Shot| s.threat == threat && s.kills && s.intercept_s <= self.killed_s(threat);
        self.shots.iter().find(kill).map_or(u32::MAX, |s| u32::try_from(s.unit).expect("few"))
    }

    // By the meaning of each, one after the other.
    pub(crate) fn cause(&self, threat: usize) -> Option<Cause> {
        if self.fate(threat) != Fate::Leaked {
            return None;
        }
        let mut shots = self.shots.iter().filter(|s| s.threat == threat).peekable();
        if shots.peek().is_some() {
            return Some(if shots.any(|s| !s.spoiled) { Cause::Missed } else { Cause::CommonCause });
        }
        let rows: Vec<&Row> = self.rows.iter().filter(|r| r.threat == threat && r.rank != NEVER).collect();
        if rows.is_empty() {
            return Some(Cause::NoWindow);
        }
        // Who waited for a unit has its last chance when the window closes or it leaves, who was turned away at once.
        let leaves_s = self.draws.leaves_s[threat];
        let ends_s = |r: &Row| if r.turned_away { r.opens_s } else { r.closes_s.min(leaves_s) };
        let came = || rows.iter().filter(|r| self.may_use(r) && r.opens_s <= leaves_s);
        let last_s = came().map(|r| ends_s(r)).fold(f64::NEG_INFINITY, f64::max);
        let last = || came().filter(|r| ends_s(r) >= last_s);
        let (up, held) = (|r: &&&Row| self.draws.unit_up[r.unit], |r: &&&Row| self.held(r));
        Some(if rows.iter().filter(up).count() == 0 {
            Cause::UnitDown
        } else if rows.iter().filter(up).all(|r| held(&r)) {
            Cause::HeldBack
        } else if last().any(|r| r.lacked.0) {
            Cause::NoChannel
        } else if last().any(|r| r.lacked.1) {
            Cause::NoRound
        } else {
            Cause::HeldBack
        })
    }

    pub(crate) fn wait(&self, threat: usize) -> Wait {
        let rows = || self.rows.iter().filter(|r| r.threat == threat && self.may_use(r));
        let first = self.engagements.iter().filter(|e| e.threat == threat).map(|e| e.since_s).reduce(f64::min);
        let came_s = self.came_s[threat];
        if came_s == f64::INFINITY {
            return if rows().any(|r| r.turned_away) { Wait::TurnedAway } else { Wait::None };
        }
        if let Some(first_s) = first {
            return Wait::Engaged(first_s - came_s);
        }
        let last_s = rows().filter(|r| !r.turned_away).map(|r| r.closes_s).fold(came_s, f64::max);
        Wait::InVain(last_s.min(self.draws.leaves_s[threat]) - came_s)
    }

    pub(crate) fn waiting_max(&self) -> usize {
        let spans: Vec<(f64, f64)> = (0..self.came_s.len())
            .filter_map(|threat| match self.wait(threat) {
                Wait::None | Wait::TurnedAway => None,
                Wait::Engaged(_) => {
                    let of = self.engagements.iter().filter(|e| e.threat == threat);
                    of.map(|e| e.since_s).reduce(f64::min).map(|to| (self.came_s[threat], to))
                }
                Wait::InVain(waited_s) => Some((self.came_s[threat], self.came_s[threat] + waited_s)),
            })
            .collect();
        let at = |time_s: f64| spans.iter().filter(|(from, to)| *from <= time_s && time_s < *to).count();
        spans.iter().map(|&(from, _)| at(from)).max().unwrap_or(0)
    }

    pub(crate) fn rounds(&self, unit: usize) -> (u32, u32) {
        // After the kill, or beside it but launched later; or after the threat had left.
        let wasted = |&(i, s): &(usize, &Shot)| {
            let kills = self.shots.iter().enumerate().filter(|(_, k)| k.threat == s.threat && k.kills);
            let after_kill = kills.map(|(k, kill)| (kill.intercept_s, k)).any(|kill| kill < (s.intercept_s, i));
            after_kill || s.intercept_s > self.draws.leaves_s[s.threat] + TIME_TOLERANCE_S
        };
        let count = |n: usize| u32::try_from(n).expect("few");
        let of = || self.shots.iter().enumerate().filter(|(_, s)| s.unit == unit);
        (count(of().count()), count(of().filter(wasted).count()))
    }
}
