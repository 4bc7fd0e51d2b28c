//! The event queue against a slow, plain reading of the doctrine: at every moment at which anything can change,
//! look at every threat and every window afresh.

mod raid_support;

use intercept_core::math::random::{Purpose, Stream};
use intercept_core::raid::draws::Draws;
use intercept_core::raid::{replicate, Plan, Scratch};
use raid_support::{plan, random_tables, Sampler, Size};

struct Oracle<'a> {
    plan: &'a Plan,
    draws: Draws,
    key: (u64, u64),
    free_channels: Vec<u32>,
    magazine: Vec<u32>,
    reloads: Vec<u32>,
    shots: Vec<u64>,
    engaged_until_s: Vec<f64>,
    killed_by: Vec<u32>,
    spent: Vec<u32>,
    tried: Vec<(u32, u32)>,
    // What is under way: (time, 0 for a channel and 1 for a reload, unit).
    pending: Vec<(f64, u8, usize)>,
}

impl<'a> Oracle<'a> {
    fn new(plan: &'a Plan, seed: u64, replication: u64) -> Self {
        let tables = plan.tables();
        let (threats, units) = (tables.threats.len(), tables.units.len());
        let mut draws = Draws::default();
        draws.draw(plan, seed, replication);
        Self {
            plan,
            draws,
            key: (seed, replication),
            free_channels: tables.units.iter().map(|u| u.channels).collect(),
            magazine: tables.units.iter().map(|u| u.rounds).collect(),
            reloads: tables.units.iter().map(|u| u.reloads).collect(),
            shots: vec![0; threats],
            engaged_until_s: vec![f64::NEG_INFINITY; threats],
            killed_by: vec![u32::MAX; threats],
            spent: vec![0; units],
            tried: vec![],
            pending: vec![],
        }
    }

    fn run(mut self) -> (Vec<u32>, Vec<u32>) {
        let mut opens: Vec<f64> = self.plan.tables().windows.launch_s.iter().map(|grid| grid[0]).collect();
        loop {
            let next = opens.iter().chain(self.pending.iter().map(|(t, ..)| t)).copied().min_by(f64::total_cmp);
            let Some(now) = next else {
                return (self.killed_by, self.spent);
            };
            opens.retain(|&t| t > now);
            let (due, later) = self.pending.iter().partition(|p| p.0 <= now);
            self.pending = later;
            let due: Vec<(f64, u8, usize)> = due;
            for (_, kind, unit) in due {
                match kind {
                    0 => self.free_channels[unit] += 1,
                    _ => self.magazine[unit] = self.plan.tables().units[unit].rounds,
                }
            }
            while let Some((threat, row)) = self.next_engagement(now) {
                self.fire(threat, row, now);
            }
        }
    }

    fn next_engagement(&self, now: f64) -> Option<(u32, usize)> {
        let threats = &self.plan.tables().threats;
        let mut order: Vec<u32> = (0..).take(threats.len()).collect();
        order.sort_by(|&a, &b| threats[a as usize].arrival_s.total_cmp(&threats[b as usize].arrival_s));
        order.into_iter().find_map(|threat| Some((threat, self.best(threat, now)?)))
    }

    fn best(&self, threat: u32, now: f64) -> Option<usize> {
        let i = threat as usize;
        if self.killed_by[i] != u32::MAX || now >= self.draws.leaves_s[i] || now < self.engaged_until_s[i] {
            return None;
        }
        let windows = &self.plan.tables().windows;
        let key = |row: usize| (self.plan.rows()[row].rank, self.plan.intercept_s(row, now), windows.unit[row]);
        let mut rows: Vec<usize> =
            self.plan.windows_of(threat).filter(|&row| self.may_fire(threat, row, now)).collect();
        rows.sort_by(|&a, &b| key(a).partial_cmp(&key(b)).expect("numbers"));
        rows.first().copied()
    }

    fn may_fire(&self, threat: u32, row: usize, now: f64) -> bool {
        let unit = self.plan.tables().windows.unit[row];
        let i = unit as usize;
        self.plan.rows()[row].rank != u8::MAX
            && self.plan.rows()[row].is_open(now)
            && self.draws.available[i]
            && self.free_channels[i] > 0
            && self.magazine[i] > 0
            && (self.plan.tables().units[i].shoot_look_shoot || !self.tried.contains(&(unit, threat)))
    }

    fn fire(&mut self, threat: u32, row: usize, now: f64) {
        let tables = self.plan.tables();
        let (i, u) = (threat as usize, tables.windows.unit[row] as usize);
        let unit = &tables.units[u];
        let salvo = unit.salvo.min(self.magazine[u]);
        let intercept_s = self.plan.intercept_s(row, now);
        for _ in 0..salvo {
            let hit = self.round_kills(threat, unit.class);
            self.shots[i] += 1;
            if hit && intercept_s <= self.draws.leaves_s[i] {
                self.killed_by[i] = tables.windows.unit[row];
            }
        }
        self.spent[u] += salvo;
        self.magazine[u] -= salvo;
        self.free_channels[u] -= 1;
        self.engaged_until_s[i] = intercept_s + unit.assess_time_s;
        self.tried.push((tables.windows.unit[row], threat));
        self.pending.push((intercept_s + unit.assess_time_s, 0, u));
        if self.magazine[u] == 0 && self.reloads[u] > 0 {
            self.reloads[u] -= 1;
            self.pending.push((now + unit.reload_time_s, 1, u));
        }
    }

    fn round_kills(&self, threat: u32, class: u32) -> bool {
        let (seed, replication) = self.key;
        let stream = |purpose| Stream::new(seed, replication, u64::from(threat), purpose);
        let tables = self.plan.tables();
        let k = self.draws.kill_probability[class as usize]
            * tables.kill_scale[class as usize][tables.threats[threat as usize].class as usize];
        let common = self.draws.common_cause_share[class as usize];
        stream(Purpose::CommonCause).uniform(u64::from(class)) >= common
            && stream(Purpose::Shot).uniform(self.shots[threat as usize]) < (k / (1.0 - common)).min(1.0)
    }
}

#[test]
fn the_queue_does_what_the_doctrine_says() {
    let mut scratch = Scratch::default();
    let mut engagements = 0;
    for case in 0..300 {
        let mut sampler = Sampler::new(case);
        let size = Size {
            threats: 1 + sampler.below(25),
            units: 1 + sampler.below(6),
            windows_a_threat: 1 + sampler.below(5),
            span_s: sampler.between(0.0, 2000.0),
        };
        let plan = plan(random_tables(&mut sampler, size));
        for replication in 0..5 {
            let outcome = replicate(&plan, case, replication, &mut scratch);
            let (killed_by, spent) = Oracle::new(&plan, case, replication).run();
            assert_eq!((&outcome.unit, &outcome.rounds), (&killed_by, &spent), "case {case}");
            engagements += spent.iter().sum::<u32>();
        }
    }
    assert!(engagements > 5000);
}
