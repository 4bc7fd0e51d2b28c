//! The event queue against a slow, plain reading of the doctrine: whenever anything happens, look at every threat and every window
//! afresh. Exact, replication by replication, over random raids that use all of it.

mod raid_support;

use intercept_core::engagement::encounters;
use intercept_core::math::random::{Purpose, Replication, Stream};
use intercept_core::raid::draws::Draws;
use intercept_core::raid::plan::{NEVER, TIME_TOLERANCE_S};
use intercept_core::raid::{replicate, Cause, Depot, Fate, Magazine, Plan, Priority, Scratch, Unknowns};
use raid_support::{random_raid, Sampler, Size};

/// What can happen, in the order of equal times.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
enum What {
    EngagementEnds { threat: usize, unit: usize },
    Loaded { unit: usize },
    Delivered { unit: usize },
    DepotFilled { unit: usize },
    Lull { unit: usize },
    WindowOpens { threat: usize, unit: usize, row: usize },
    WindowCloses { threat: usize, unit: usize, row: usize },
    RanOut { unit: usize },
}

/// One window, its times as moved.
#[derive(Debug, Clone, Copy)]
struct Row {
    threat: usize,
    unit: usize,
    curve: u32,
    opens_s: f64,
    closes_s: f64,
    rank: u8,
}

#[derive(Debug, Clone, Copy)]
struct Shot {
    threat: usize,
    unit: usize,
    intercept_s: f64,
    kills: bool,
    spoiled: bool,
}

#[derive(Debug, Clone, Copy)]
struct Engagement {
    threat: usize,
    unit: usize,
    since_s: f64,
    over: bool,
}

#[derive(Debug, Clone, Copy, Default)]
struct Store {
    rounds: u32,
    spare: u32,
    loading: u32,
    ordered: u32,
    asked: bool,
    out: bool,
    last_launch_s: Option<f64>,
}

struct Oracle<'a> {
    plan: &'a Plan,
    unknowns: &'a Unknowns,
    replication: Replication,
    draws: Draws,
    rows: Vec<Row>,
    stores: Vec<Store>,
    given_out: Vec<u32>,
    engagements: Vec<Engagement>,
    shots: Vec<Shot>,
    pending: Vec<(f64, What)>,
    lacked_channel: Vec<bool>,
    lacked_round: Vec<bool>,
    first_shortage_s: f64,
    busy_max: usize,
}

impl<'a> Oracle<'a> {
    fn new(plan: &'a Plan, unknowns: &'a Unknowns, replication: Replication) -> Self {
        let tables = plan.tables();
        let (threats, units) = (tables.threats.len(), tables.units.len());
        let mut draws = Draws::default();
        draws.draw(plan, unknowns, replication);
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
            lacked_channel: vec![false; threats],
            lacked_round: vec![false; threats],
            first_shortage_s: f64::INFINITY,
            busy_max: 0,
        };
        oracle.rows = (0..threats).flat_map(|threat| oracle.windows_of(threat)).collect();
        oracle
    }

    fn windows_of(&self, threat: usize) -> Vec<Row> {
        let (tables, moved_s) = (self.plan.tables(), self.draws.moved_s[threat]);
        let mut open = vec![];
        tables.encounters[threat].open(|_| true, 0.0, &mut encounters::Scratch::default(), &mut open);
        let class = tables.threats[threat].class as usize;
        open.iter()
            .map(|o| {
                let unit = o.unit as usize;
                let rank = tables.preference[tables.units[unit].class as usize][class];
                let (opens_s, closes_s) = (o.opens_s + moved_s, o.closes_s + moved_s);
                Row { threat, unit, curve: o.curve, opens_s, closes_s, rank }
            })
            .collect()
    }

    fn magazine(&self, unit: usize) -> &'a Magazine {
        &self.unknowns.magazines[self.plan.tables().units[unit].given as usize]
    }

    fn class(&self, unit: usize) -> usize {
        self.plan.tables().units[unit].class as usize
    }

    fn held(&self, row: &Row) -> bool {
        let kind = self.plan.tables().threats[row.threat].class as usize;
        self.plan.tables().doctrine.held[self.class(row.unit)][kind]
    }

    fn may_use(&self, row: &Row) -> bool {
        row.rank != NEVER && self.draws.unit_up[row.unit] && !self.held(row) && !self.draws.recognised[row.threat]
    }

    fn run(&mut self) {
        for row in 0..self.rows.len() {
            let Row { threat, unit, opens_s, closes_s, .. } = self.rows[row];
            if self.may_use(&self.rows[row]) {
                self.pending.push((opens_s, What::WindowOpens { threat, unit, row }));
                self.pending.push((closes_s, What::WindowCloses { threat, unit, row }));
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

    fn happens(&mut self, now: f64, what: What) {
        // Whose priorities come first: those of the unit that has got something.
        let first = match what {
            What::EngagementEnds { threat, unit } => {
                let mut all = self.engagements.iter_mut();
                all.find(|e| e.threat == threat && e.unit == unit && !e.over).expect("it began").over = true;
                vec![unit]
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
            What::WindowOpens { threat, unit, .. } | What::WindowCloses { threat, unit, .. } => {
                let closes = matches!(what, What::WindowCloses { .. });
                if self.flies(threat, now) && !self.ready(unit) && (!closes || self.could_wait(what)) {
                    self.note_want(threat, unit, now);
                }
                vec![]
            }
            What::RanOut { unit } => {
                self.stores[unit].out = self.left(unit) == 0;
                (0..self.stores.len()).collect()
            }
        };
        for unit in first {
            while let Some(row) = self.most_urgent(unit, now) {
                self.fire(row, now);
            }
        }
        while let Some(row) = (0..self.draws.leaves_s.len()).find_map(|threat| self.choice(threat, now)) {
            self.fire(row, now);
        }
    }

    // Whether a cheaper window opens within the one that closes.
    fn could_wait(&self, what: What) -> bool {
        if !self.plan.tables().doctrine.wait_for_cheaper {
            return false;
        }
        let What::WindowCloses { row, .. } = what else { return false };
        let row = &self.rows[row];
        self.rows.iter().any(|other| {
            let within = other.opens_s > row.opens_s && other.opens_s < row.closes_s;
            other.threat == row.threat && self.may_use(other) && within && other.rank < row.rank
        })
    }

    fn note_want(&mut self, threat: usize, unit: usize, now: f64) {
        if self.stores[unit].rounds > 0 {
            self.lacked_channel[threat] = true;
        } else {
            self.lacked_round[threat] = true;
            self.first_shortage_s = self.first_shortage_s.min(now);
        }
    }

    fn killed_s(&self, threat: usize) -> f64 {
        let kills = self.shots.iter().filter(|s| s.threat == threat && s.kills);
        kills.map(|s| s.intercept_s).fold(f64::INFINITY, f64::min)
    }

    fn flies(&self, threat: usize, now: f64) -> bool {
        now <= self.draws.leaves_s[threat] && now < self.killed_s(threat)
    }

    fn ready(&self, unit: usize) -> bool {
        let busy = self.engagements.iter().filter(|e| e.unit == unit && !e.over).count();
        self.draws.unit_up[unit] && busy < self.magazine(unit).channels as usize && self.stores[unit].rounds > 0
    }

    fn knows_of_engagement(&self, threat: usize, unit: usize, now: f64) -> bool {
        let delay_s = self.plan.tables().doctrine.deconfliction_delay_s;
        let under_way = self.engagements.iter().filter(|e| e.threat == threat && !e.over);
        under_way.into_iter().any(|e| e.unit == unit || now - delay_s >= e.since_s)
    }

    fn fired(&self, threat: usize, unit: Option<usize>) -> u32 {
        let of = |s: &&Shot| s.threat == threat && unit.is_none_or(|unit| s.unit == unit);
        u32::try_from(self.shots.iter().filter(of).count()).expect("few")
    }

    // A unit that may not shoot again, has fired all that it may, or has missed too often.
    fn done(&self, threat: usize, unit: usize) -> bool {
        let magazine = self.magazine(unit);
        let times = self.engagements.iter().filter(|e| e.threat == threat && e.unit == unit).count();
        times > 0 && !magazine.shoot_look_shoot
            || times >= magazine.misses_max as usize
            || self.fired(threat, Some(unit)) >= magazine.rounds_per_target_max
    }

    fn open(&self, row: &Row, now: f64) -> bool {
        self.may_use(row) && row.opens_s <= now && now <= row.closes_s && !self.done(row.threat, row.unit)
    }

    fn usable(&self, row: &Row, now: f64) -> bool {
        self.open(row, now) && self.ready(row.unit) && !self.knows_of_engagement(row.threat, row.unit, now)
    }

    fn meets_s(&self, row: &Row, launch_s: f64) -> f64 {
        let moved_s = self.draws.moved_s[row.threat];
        self.plan.tables().encounters[row.threat].curve(row.curve).intercept_s(launch_s - moved_s) + moved_s
    }

    // The row through which the threat is engaged now: the best, unless its unit waits for a cheaper one.
    fn choice(&self, threat: usize, now: f64) -> Option<usize> {
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
            let could = self.may_use(other) && !self.done(threat, other.unit) && !self.stores[other.unit].out;
            other.threat == threat && later && could && other.rank < self.rows[best].rank
        });
        (!doctrine.wait_for_cheaper || !waits).then_some(best)
    }

    fn most_urgent(&self, unit: usize, now: f64) -> Option<usize> {
        let could =
            |threat: usize| self.rows.iter().any(|r| r.threat == threat && r.unit == unit && self.usable(r, now));
        let mut found: Vec<(f64, f64, usize, usize)> = (0..self.draws.leaves_s.len())
            .filter(|&threat| could(threat))
            .filter_map(|threat| {
                let row = self.choice(threat, now)?;
                let arrival_s = self.plan.tables().threats[threat].arrival_s + self.draws.moved_s[threat];
                Some((self.urgency(threat, unit), arrival_s, threat, row))
            })
            .collect();
        found.sort_by(|a, b| a.partial_cmp(b).expect("numbers"));
        found.first().map(|f| f.3)
    }

    fn urgency(&self, threat: usize, unit: usize) -> f64 {
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
    fn kill(&self, threat: usize, unit: usize) -> (f64, f64) {
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

    fn stream(&self, threat: usize, purpose: Purpose) -> Stream {
        Stream::new(self.replication, self.plan.tables().threats[threat].key, purpose)
    }

    fn fire(&mut self, index: usize, now: f64) {
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
            let kills = !spoiled && in_time && draw < sound;
            self.shots.push(Shot { threat, unit, intercept_s, kills, spoiled });
            self.stores[unit].rounds -= 1;
            last_launch_s = launch_s;
            last_intercept_s = last_intercept_s.max(intercept_s);
        }
        self.engagements.push(Engagement { threat, unit, since_s: now, over: false });
        let assess_s =
            if magazine.assess_exponential { -magazine.assess_time_s * beside.ln() } else { magazine.assess_time_s };
        self.pending.push((last_intercept_s + assess_s, What::EngagementEnds { threat, unit }));
        self.busy_max = self.busy_max.max(self.engagements.iter().filter(|e| !e.over).count());
        self.after_launch(unit, now, last_launch_s);
    }

    fn after_launch(&mut self, unit: usize, now: f64, last_launch_s: f64) {
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

    fn left(&self, unit: usize) -> u32 {
        let store = &self.stores[unit];
        store.rounds + store.spare + store.loading + store.ordered
    }

    // Empty and done with its salvo, or quiet for long enough: load what is missing.
    fn see_to(&mut self, unit: usize, now: f64) {
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

    fn loaded(&mut self, unit: usize, now: f64) {
        let store = &mut self.stores[unit];
        store.rounds += std::mem::take(&mut store.loading);
        if store.spare == 0 {
            self.ask(unit, now);
        }
        self.see_to(unit, now);
    }

    // The depot gives what it has, at most as much as the launchers hold; or the unit comes back when there is a round.
    fn ask(&mut self, unit: usize, now: f64) {
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

    fn fate(&self, threat: usize) -> Fate {
        if self.killed_s(threat) < f64::INFINITY {
            Fate::Intercepted
        } else {
            self.draws.leaves_as[threat]
        }
    }

    fn killed_by(&self, threat: usize) -> u32 {
        let kill = |s: &&Shot| s.threat == threat && s.kills && s.intercept_s <= self.killed_s(threat);
        self.shots.iter().find(kill).map_or(u32::MAX, |s| u32::try_from(s.unit).expect("few"))
    }

    // By the meaning of each, one after the other.
    fn cause(&self, threat: usize) -> Option<Cause> {
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
        let (up, held) = (|r: &&&Row| self.draws.unit_up[r.unit], |r: &&&Row| self.held(r));
        Some(if rows.iter().filter(up).count() == 0 {
            Cause::UnitDown
        } else if rows.iter().filter(up).all(|r| held(&r)) {
            Cause::HeldBack
        } else if self.lacked_channel[threat] {
            Cause::NoChannel
        } else if self.lacked_round[threat] {
            Cause::NoRound
        } else {
            Cause::HeldBack
        })
    }

    fn rounds(&self, unit: usize) -> (u32, u32) {
        let wasted =
            |s: &&Shot| s.intercept_s > self.killed_s(s.threat).min(self.draws.leaves_s[s.threat] + TIME_TOLERANCE_S);
        let count = |n: usize| u32::try_from(n).expect("few");
        let of = || self.shots.iter().filter(|s| s.unit == unit);
        (count(of().count()), count(of().filter(wasted).count()))
    }
}

#[test]
fn the_queue_does_what_the_doctrine_says() {
    let mut scratch = Scratch::default();
    let (mut fired, mut met) = (0, [0_u32; 9]);
    for case in 0..1500 {
        let mut sampler = Sampler::new(case);
        let size = Size {
            threats: 1 + sampler.below(25),
            units: 1 + sampler.below(6),
            windows_a_threat: sampler.below(6),
            span_s: sampler.between(0.0, 2000.0),
        };
        let raid = random_raid(&mut sampler, size);
        let plan = raid.plan();
        for luck in 0..3 {
            let replication = Replication { seed: case, unknown: 7, luck };
            let outcome = replicate(&plan, &raid.unknowns, replication, &mut scratch);
            let mut oracle = Oracle::new(&plan, &raid.unknowns, replication);
            oracle.run();
            let (threats, units) = (0..outcome.fate.len(), 0..outcome.rounds.len());
            let fates: Vec<Fate> = threats.clone().map(|t| oracle.fate(t)).collect();
            let causes: Vec<Option<Cause>> = threats.clone().map(|t| oracle.cause(t)).collect();
            let killers: Vec<u32> = threats.map(|t| oracle.killed_by(t)).collect();
            let (rounds, wasted): (Vec<u32>, Vec<u32>) = units.clone().map(|u| oracle.rounds(u)).unzip();
            let left: Vec<u32> = units.map(|u| oracle.left(u)).collect();
            assert_eq!((&outcome.rounds, &outcome.left), (&rounds, &left), "case {case}, {luck}");
            assert_eq!((&outcome.unit, &outcome.fate), (&killers, &fates), "case {case}, {luck}");
            assert_eq!((&outcome.cause, &outcome.wasted), (&causes, &wasted), "case {case}, {luck}");
            assert_eq!(outcome.channels_busy_max as usize, oracle.busy_max, "case {case}, {luck}");
            assert_eq!(outcome.first_shortage_s.to_bits(), oracle.first_shortage_s.to_bits(), "case {case}, {luck}");
            fired += rounds.iter().sum::<u32>();
            causes.iter().flatten().for_each(|&cause| met[cause as usize] += 1);
        }
    }
    // A raid without sensors knows every threat.
    let known = [Cause::NotDetected, Cause::TrackTooLate].map(|cause| cause as usize);
    let all_met = met.iter().enumerate().all(|(i, &n)| known.contains(&i) == (n == 0));
    assert!(fired > 40_000 && all_met && met[Cause::NoChannel as usize] > 50, "{fired} {met:?}");
}
