//! A slow, plain reading of the doctrine of a raid: whenever anything happens, look at every threat and every window afresh.

mod shots;

use intercept_core::engagement::encounters;
use intercept_core::math::random::{Purpose, Replication, Stream};
use intercept_core::raid::draws::Draws;
use intercept_core::raid::plan::NEVER;
use intercept_core::raid::{Magazine, Plan, Priority, Unknowns};

/// What can happen, in the order of equal times.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub(crate) enum What {
    EngagementEnds { threat: usize, unit: usize },
    OperatorFree { unit: usize },
    Loaded { unit: usize },
    Delivered { unit: usize },
    DepotFilled { unit: usize },
    Lull { unit: usize },
    WindowOpens { threat: usize, unit: usize, row: usize },
    WindowCloses { threat: usize, unit: usize, row: usize },
    RanOut { unit: usize },
    ChanceEnds { row: usize },
}

/// One window, its times as moved.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row {
    pub(crate) threat: usize,
    pub(crate) unit: usize,
    pub(crate) curve: u32,
    pub(crate) opens_s: f64,
    pub(crate) closes_s: f64,
    pub(crate) rank: u8,
    pub(crate) turned_away: bool,
    /// What the unit lacked when the window closed, the threat left, or was turned away: a channel, a round.
    pub(crate) lacked: (bool, bool),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Shot {
    pub(crate) threat: usize,
    pub(crate) unit: usize,
    pub(crate) intercept_s: f64,
    pub(crate) kills: bool,
    pub(crate) spoiled: bool,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Engagement {
    pub(crate) threat: usize,
    pub(crate) unit: usize,
    pub(crate) since_s: f64,
    pub(crate) over: bool,
}

#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Store {
    pub(crate) rounds: u32,
    pub(crate) spare: u32,
    pub(crate) loading: u32,
    pub(crate) ordered: u32,
    pub(crate) asked: bool,
    pub(crate) out: bool,
    pub(crate) last_launch_s: Option<f64>,
}

pub(crate) struct Oracle<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) unknowns: &'a Unknowns,
    pub(crate) replication: Replication,
    pub(crate) draws: Draws,
    pub(crate) rows: Vec<Row>,
    pub(crate) stores: Vec<Store>,
    pub(crate) given_out: Vec<u32>,
    pub(crate) engagements: Vec<Engagement>,
    pub(crate) shots: Vec<Shot>,
    pub(crate) pending: Vec<(f64, What)>,
    pub(crate) first_shortage_s: f64,
    pub(crate) busy_max: usize,
    pub(crate) operators_busy: Vec<u32>,
    pub(crate) came_s: Vec<f64>,
    pub(crate) opened: Vec<bool>,
}

impl<'a> Oracle<'a> {
    pub(crate) fn new(plan: &'a Plan, unknowns: &'a Unknowns, replication: Replication) -> Self {
        let tables = plan.tables();
        let (threats, units) = (tables.threats.len(), tables.units.len());
        let mut draws = Draws::default();
        draws.draw(plan, unknowns, replication, 0.0);
        let stores = (0..units)
            .map(|u| &unknowns.magazines[tables.units[u].given as usize])
            .map(|m| Store { rounds: m.rounds, spare: m.spare, out: m.rounds == 0, ..Store::default() })
            .collect();
        let mut oracle = Self {
            plan,
            unknowns,
            replication,
            draws,
            rows: vec![],
            stores,
            given_out: vec![0; tables.unit_classes.len()],
            engagements: vec![],
            shots: vec![],
            pending: vec![],
            first_shortage_s: f64::INFINITY,
            busy_max: 0,
            operators_busy: vec![0; tables.posts.len()],
            came_s: vec![f64::INFINITY; threats],
            opened: vec![],
        };
        oracle.rows = (0..threats).flat_map(|threat| oracle.windows_of(threat)).collect();
        oracle.opened = vec![false; oracle.rows.len()];
        oracle
    }

    pub(crate) fn windows_of(&self, threat: usize) -> Vec<Row> {
        let (tables, moved_s) = (self.plan.tables(), self.draws.moved_s[threat]);
        let mut open = vec![];
        tables.encounters[threat].open(|_, from_s| from_s, 0.0, &mut encounters::Scratch::default(), &mut open);
        let class = tables.threats[threat].class as usize;
        open.iter()
            .map(|o| {
                let unit = o.unit as usize;
                let rank = tables.preference[tables.units[unit].class as usize][class];
                let (opens_s, closes_s) = (o.opens_s + moved_s, o.closes_s + moved_s);
                let (turned_away, lacked) = (false, (false, false));
                Row { threat, unit, curve: o.curve, opens_s, closes_s, rank, turned_away, lacked }
            })
            .collect()
    }

    pub(crate) fn magazine(&self, unit: usize) -> &'a Magazine {
        &self.unknowns.magazines[self.plan.tables().units[unit].given as usize]
    }

    pub(crate) fn class(&self, unit: usize) -> usize {
        self.plan.tables().units[unit].class as usize
    }

    pub(crate) fn held(&self, row: &Row) -> bool {
        let kind = self.plan.tables().threats[row.threat].class as usize;
        self.plan.tables().doctrine.held[self.class(row.unit)][kind]
    }

    pub(crate) fn may_use(&self, row: &Row) -> bool {
        row.rank != NEVER && self.draws.unit_up[row.unit] && !self.held(row) && !self.draws.recognised[row.threat]
    }

    pub(crate) fn run(&mut self) {
        for row in 0..self.rows.len() {
            let Row { threat, unit, opens_s, closes_s, .. } = self.rows[row];
            if self.may_use(&self.rows[row]) {
                self.pending.push((opens_s, What::WindowOpens { threat, unit, row }));
                self.pending.push((closes_s, What::WindowCloses { threat, unit, row }));
                self.pending.push((closes_s.min(self.draws.leaves_s[threat]), What::ChanceEnds { row }));
            }
        }
        let end_s = self.draws.leaves_s.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        while let Some(next) =
            (0..self.pending.len()).min_by(|&a, &b| self.pending[a].partial_cmp(&self.pending[b]).expect("numbers"))
        {
            let (now, what) = self.pending.swap_remove(next);
            if now > end_s {
                return;
            }
            self.happens(now, what);
        }
    }

    pub(crate) fn happens(&mut self, now: f64, what: What) {
        // Whose priorities come first: those of the unit that has got something.
        let first = match what {
            What::EngagementEnds { threat, unit } => {
                let mut all = self.engagements.iter_mut();
                all.find(|e| e.threat == threat && e.unit == unit && !e.over).expect("it began").over = true;
                vec![unit]
            }
            What::OperatorFree { unit } => {
                let post = self.post(unit).expect("it took an operator");
                self.operators_busy[post] -= 1;
                (0..self.stores.len()).filter(|&u| self.post(u) == Some(post)).collect()
            }
            What::Loaded { unit } => {
                self.loaded(unit, now);
                vec![unit]
            }
            What::Delivered { unit } => {
                self.stores[unit].spare += std::mem::take(&mut self.stores[unit].ordered);
                self.see_to(unit, now);
                vec![]
            }
            What::DepotFilled { unit } => {
                self.stores[unit].asked = false;
                self.ask(unit, now);
                vec![]
            }
            What::Lull { unit } => {
                self.see_to(unit, now);
                vec![]
            }
            What::WindowOpens { .. } | What::WindowCloses { .. } => vec![],
            What::ChanceEnds { row } => {
                if !self.rows[row].turned_away {
                    self.see_what_lacks(row);
                }
                vec![]
            }
            What::RanOut { unit } => {
                self.stores[unit].out = self.left(unit) == 0;
                (0..self.stores.len()).collect()
            }
        };
        self.note_shortage(now);
        for unit in first {
            while let Some(row) = self.most_urgent(unit, now) {
                self.fire(row, now);
                self.note_shortage(now);
            }
        }
        while let Some(row) = (0..self.draws.leaves_s.len()).find_map(|threat| self.choice(threat, now)) {
            self.fire(row, now);
            self.note_shortage(now);
        }
        if let What::WindowOpens { threat, unit, row } = what {
            self.comes(threat, unit, row, now);
        }
    }

    // A threat that must wait for a unit for which as many wait as may is turned away.
    pub(crate) fn comes(&mut self, threat: usize, unit: usize, row: usize, now: f64) {
        let must_wait = |t: usize| self.flies(t, now) && !self.knows_of_engagement(t, unit, now);
        let is_there = |t: usize| {
            let rows = &mut self.rows.iter().enumerate();
            let came = |i: usize, r: &Row| r.threat == t && r.unit == unit && self.open(r, now) && self.opened[i];
            rows.any(|(i, r)| came(i, r))
        };
        let others = (0..self.came_s.len()).filter(|&t| t != threat && must_wait(t) && is_there(t)).count();
        let room = self.magazine(unit).waiting_max as usize;
        if must_wait(threat) && others >= room {
            self.rows[row].turned_away = true;
            self.see_what_lacks(row);
        } else if self.flies(threat, now) {
            self.came_s[threat] = self.came_s[threat].min(now);
        }
        self.opened[row] = true;
    }

    pub(crate) fn post(&self, unit: usize) -> Option<usize> {
        self.plan.tables().unit_posts[unit].map(|post| post as usize)
    }

    pub(crate) fn see_what_lacks(&mut self, row: usize) {
        let unit = self.rows[row].unit;
        let has_round = self.stores[unit].rounds > 0;
        self.rows[row].lacked = (has_round && !self.ready(unit), !has_round);
    }

    // Whether a unit has no round for a threat in its window that nobody engages.
    pub(crate) fn note_shortage(&mut self, now: f64) {
        let lacks = |row: &Row| {
            let waits = self.flies(row.threat, now) && !self.knows_of_engagement(row.threat, row.unit, now);
            self.open(row, now) && self.stores[row.unit].rounds == 0 && waits
        };
        if self.rows.iter().any(lacks) {
            self.first_shortage_s = self.first_shortage_s.min(now);
        }
    }

    pub(crate) fn killed_s(&self, threat: usize) -> f64 {
        let kills = self.shots.iter().filter(|s| s.threat == threat && s.kills);
        kills.map(|s| s.intercept_s).fold(f64::INFINITY, f64::min)
    }

    pub(crate) fn flies(&self, threat: usize, now: f64) -> bool {
        now <= self.draws.leaves_s[threat] && now < self.killed_s(threat)
    }

    pub(crate) fn ready(&self, unit: usize) -> bool {
        let busy = self.engagements.iter().filter(|e| e.unit == unit && !e.over).count();
        let posts = &self.plan.tables().posts;
        let operator = self.post(unit).is_none_or(|p| self.operators_busy[p] < posts[p].operators);
        self.draws.unit_up[unit]
            && busy < self.magazine(unit).channels as usize
            && self.stores[unit].rounds > 0
            && operator
    }

    pub(crate) fn knows_of_engagement(&self, threat: usize, unit: usize, now: f64) -> bool {
        let delay_s = self.plan.tables().doctrine.deconfliction_delay_s;
        let under_way = self.engagements.iter().filter(|e| e.threat == threat && !e.over);
        under_way.into_iter().any(|e| e.unit == unit || now - delay_s >= e.since_s)
    }

    pub(crate) fn fired(&self, threat: usize, unit: Option<usize>) -> u32 {
        let of = |s: &&Shot| s.threat == threat && unit.is_none_or(|unit| s.unit == unit);
        u32::try_from(self.shots.iter().filter(of).count()).expect("few")
    }

    // A unit that may not shoot again, has fired all that it may, or has missed too often.
    pub(crate) fn done(&self, threat: usize, unit: usize) -> bool {
        let magazine = self.magazine(unit);
        let times = self.engagements.iter().filter(|e| e.threat == threat && e.unit == unit).count();
        times > 0 && !magazine.shoot_look_shoot
            || times >= magazine.misses_max as usize
            || self.fired(threat, Some(unit)) >= magazine.rounds_per_target_max
    }

    pub(crate) fn open(&self, row: &Row, now: f64) -> bool {
        let in_time = row.opens_s <= now && now <= row.closes_s;
        self.may_use(row) && in_time && !row.turned_away && !self.done(row.threat, row.unit)
    }

    pub(crate) fn usable(&self, row: &Row, now: f64) -> bool {
        self.open(row, now) && self.ready(row.unit) && !self.knows_of_engagement(row.threat, row.unit, now)
    }

    pub(crate) fn meets_s(&self, row: &Row, launch_s: f64) -> f64 {
        let moved_s = self.draws.moved_s[row.threat];
        self.plan.tables().encounters[row.threat].curve(row.curve).intercept_s(launch_s - moved_s) + moved_s
    }

    pub(crate) fn kill_factor(&self, row: &Row, launch_s: f64) -> f64 {
        let met = &self.plan.tables().encounters[row.threat];
        met.kill_factor(row.curve, launch_s - self.draws.moved_s[row.threat])
    }

    // The row through which the threat is engaged now: the best, unless its unit waits for a cheaper one.
    pub(crate) fn choice(&self, threat: usize, now: f64) -> Option<usize> {
        let doctrine = &self.plan.tables().doctrine;
        if !self.flies(threat, now) || self.fired(threat, None) >= doctrine.rounds_per_target_max {
            return None;
        }
        let order = |&i: &usize| (self.rows[i].rank, self.meets_s(&self.rows[i], now), self.rows[i].unit, i);
        let of_threat = (0..self.rows.len()).filter(|&i| self.rows[i].threat == threat);
        let best = of_threat
            .filter(|&i| self.usable(&self.rows[i], now))
            .min_by(|a, b| order(a).partial_cmp(&order(b)).expect("numbers"))?;
        let waits = self.rows.iter().any(|other| {
            let later = now < other.opens_s && other.opens_s < self.rows[best].closes_s;
            let barred = other.turned_away || self.done(threat, other.unit);
            let could = self.may_use(other) && !barred && !self.stores[other.unit].out;
            other.threat == threat && later && could && other.rank < self.rows[best].rank
        });
        (!doctrine.wait_for_cheaper || !waits).then_some(best)
    }

    pub(crate) fn most_urgent(&self, unit: usize, now: f64) -> Option<usize> {
        let could =
            |threat: usize| self.rows.iter().any(|r| r.threat == threat && r.unit == unit && self.usable(r, now));
        let mut found: Vec<(bool, f64, f64, usize, usize)> = (0..self.draws.leaves_s.len())
            .filter(|&threat| could(threat))
            .filter_map(|threat| {
                let row = self.choice(threat, now)?;
                let arrival_s = self.plan.tables().threats[threat].arrival_s + self.draws.moved_s[threat];
                let own = self.plan.tables().comes_at[threat].iter().any(|&u| u as usize == unit);
                Some((!own, self.urgency(threat, unit), arrival_s, threat, row))
            })
            .collect();
        found.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        found.first().map(|f| f.4)
    }

    pub(crate) fn urgency(&self, threat: usize, unit: usize) -> f64 {
        let tables = self.plan.tables();
        match tables.doctrine.priority {
            Priority::EarliestImpact => 0.0,
            Priority::ValueAtRisk => -tables.threats[threat].asset.map_or(0.0, |a| tables.asset_values[a as usize]),
            Priority::HardestFirst => {
                let (sound, spoiled) = self.kill(threat, unit);
                sound * (1.0 - spoiled)
            }
        }
    }

    // Probability that a round that no common cause spoils kills, and that a common cause spoils all.
    pub(crate) fn kill(&self, threat: usize, unit: usize) -> (f64, f64) {
        let (tables, class) = (self.plan.tables(), self.class(unit));
        let scale = tables.kill_scale[class][tables.threats[threat].class as usize];
        let k = self.unknowns.kill_probability[class] * scale;
        let c = self.unknowns.common_cause_share[class].min(1.0 - k);
        if c < 1.0 {
            ((k / (1.0 - c)).min(1.0), c)
        } else {
            (0.0, 1.0)
        }
    }

    pub(crate) fn stream(&self, threat: usize, purpose: Purpose) -> Stream {
        Stream::new(self.replication, self.plan.tables().threats[threat].key, purpose)
    }
}
