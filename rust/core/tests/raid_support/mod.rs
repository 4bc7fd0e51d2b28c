//! Plans for the tests of the raid: small ones built by hand, and random ones.
#![allow(dead_code)] // Each test crate uses its own part.

use intercept_core::engagement::curve::{Curve, Knot};
use intercept_core::engagement::encounters::Encounters;
use intercept_core::engagement::kill_geometry::KillFactor;
use intercept_core::math::random::{philox4x64_10, Replication};
use intercept_core::raid::plan::NEVER;
use intercept_core::raid::{
    replicate, Depot, Doctrine, Fate, Magazine, Outcome, Plan, Post, Priority, Scratch, Site, Tables, Threat, Unknowns,
};

/// A launch window with a constant time of flight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) threat: usize,
    pub(crate) unit: u32,
    pub(crate) opens_s: f64,
    pub(crate) closes_s: f64,
    pub(crate) flight_s: f64,
}

/// A raid: what is known of it, and one vector of what is not.
#[derive(Debug, Clone)]
pub(crate) struct Raid {
    pub(crate) tables: Tables,
    pub(crate) unknowns: Unknowns,
}

impl Raid {
    pub(crate) fn plan(&self) -> Plan {
        let plan = Plan::new(self.tables.clone()).unwrap_or_else(|error| panic!("{error}"));
        self.unknowns.check(&plan).unwrap_or_else(|error| panic!("{error}"));
        plan
    }

    /// The outcome of replication `luck` under a seed.
    pub(crate) fn outcome(&self, seed: u64, luck: u64) -> Outcome {
        let replication = Replication { seed, unknown: 0, luck };
        replicate(&self.plan(), &self.unknowns, replication, &mut Scratch::default()).clone()
    }

    /// Leaked threats of replication `luck` of seed 0.
    pub(crate) fn leakers(&self, luck: u64) -> usize {
        self.outcome(0, luck).fate.iter().filter(|&&fate| fate == Fate::Leaked).count()
    }

    /// The same raid with other windows.
    pub(crate) fn with_windows(mut self, windows: &[Window]) -> Self {
        self.tables.encounters = encounters(self.tables.threats.len(), windows);
        self
    }

    /// The same raid with more rounds on each launcher.
    pub(crate) fn with_more_rounds(&self, more: u32) -> Self {
        let mut richer = self.clone();
        richer.unknowns.magazines.iter_mut().for_each(|magazine| magazine.rounds += more);
        richer
    }
}

/// A unit with one round and channel, which engages a threat once.
pub(crate) fn single_shot() -> Magazine {
    Magazine { shoot_look_shoot: false, ..Magazine::default() }
}

/// A threat of class 0 and wave 0 without asset; its key is that of its place in the table.
pub(crate) fn threat(launch_s: f64, arrival_s: f64) -> Threat {
    Threat { key: 0, class: 0, wave: 0, asset: None, launch_s, arrival_s, jitter_s: 0.0 }
}

/// A raid of reliable threats of one class, with unit classes of these kill probabilities, each as willing, and for each unit its
/// class and what it has.
pub(crate) fn raid(kills: &[f64], units: &[(u32, Magazine)], threats: Vec<Threat>, windows: &[Window]) -> Raid {
    let classes = kills.len();
    let keyed = |(key, threat): (u64, Threat)| Threat { key: 1000 + key, ..threat };
    let tables = Tables {
        threat_classes: 1,
        waves: 1,
        unit_classes: (0..classes as u64).map(|class| 50 + class).collect(),
        sensor_classes: 0,
        encounters: encounters(threats.len(), windows),
        threats: (0..).zip(threats).map(keyed).collect(),
        units: (0..).zip(units).map(|(key, &(class, _))| Site { key, class, given: 0 }).collect(),
        sensors: vec![],
        tracks_max: vec![],
        asset_values: vec![],
        kill_scale: vec![vec![1.0]; classes],
        preference: vec![vec![0]; classes],
        posts: vec![],
        unit_posts: vec![None; units.len()],
        comes_at: vec![],
        doctrine: doctrine(classes, 1),
    };
    let tables = Tables { comes_at: vec![vec![]; tables.threats.len()], ..tables };
    let unknowns = Unknowns {
        kill_probability: kills.to_vec(),
        common_cause_share: vec![0.0; classes],
        unit_availability: vec![1.0; classes],
        sensor_availability: vec![],
        failure_share: vec![0.0],
        jam_share: vec![0.0],
        jam_crash_share: vec![1.0],
        decoy_share: vec![0.0],
        discrimination_share: vec![0.0],
        decision_time_s: 0.0,
        magazines: units.iter().map(|&(_, magazine)| magazine).collect(),
        depots: vec![Depot::default(); classes],
    };
    Raid { tables, unknowns }
}

/// One command, without caps or waiting.
pub(crate) fn doctrine(unit_classes: usize, threat_classes: usize) -> Doctrine {
    Doctrine {
        deconfliction_delay_s: 0.0,
        rounds_per_target_max: u32::MAX,
        wait_for_cheaper: false,
        priority: Priority::EarliestImpact,
        held: vec![vec![false; threat_classes]; unit_classes],
    }
}

/// What each threat gives to shoot at, from windows; those of a threat stay in their order.
pub(crate) fn encounters(threats: usize, windows: &[Window]) -> Vec<Encounters> {
    let curve =
        |w: &Window| Curve::through([(w.opens_s, w.opens_s + w.flight_s), (w.closes_s, w.closes_s + w.flight_s)]);
    let of = |threat| windows.iter().filter(move |w| w.threat == threat).map(|w| (w.unit, curve(w)));
    (0..threats).map(|threat| Encounters::given(of(threat))).collect()
}

/// Random numbers for making plans, of a key no replication uses.
pub(crate) struct Sampler {
    case: u64,
    drawn: u64,
}

impl Sampler {
    pub(crate) fn new(case: u64) -> Self {
        Self { case, drawn: 0 }
    }

    pub(crate) fn bits(&mut self) -> u64 {
        self.drawn += 1;
        philox4x64_10([self.case, self.drawn, 0, 1], [u64::MAX, u64::MAX])[0]
    }

    #[allow(clippy::cast_precision_loss)] // 52 bits.
    pub(crate) fn uniform(&mut self) -> f64 {
        (self.bits() >> 12) as f64 / (1_u64 << 52) as f64
    }

    pub(crate) fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.uniform()
    }

    /// One of `0..count`.
    #[allow(clippy::cast_possible_truncation)] // Below `count`.
    pub(crate) fn below(&mut self, count: u32) -> u32 {
        (self.bits() % u64::from(count)) as u32
    }

    pub(crate) fn chance(&mut self, share: f64) -> bool {
        self.uniform() < share
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        let count = u32::try_from(all.len()).expect("few");
        all[self.below(count) as usize]
    }

    fn shares(&mut self, count: u32, most: f64) -> Vec<f64> {
        (0..count).map(|_| if self.chance(0.3) { 0.0 } else { self.between(0.0, most) }).collect()
    }
}

/// How large a random raid is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) threats: u32,
    pub(crate) units: u32,
    pub(crate) windows_a_threat: u32,
    pub(crate) span_s: f64,
}

/// A random raid with everything in it: several classes, waves and assets, any doctrine, stocks with depots, failures, jamming with
/// drifters, decoys, common causes, and times that are moved.
pub(crate) fn random_raid(sampler: &mut Sampler, size: Size) -> Raid {
    let (kinds, classes, assets) = (1 + sampler.below(3), 1 + sampler.below(3), 1 + sampler.below(4));
    let mut windows = Vec::new();
    let threats: Vec<Threat> = (0..size.threats)
        .map(|i| {
            let launch_s = sampler.between(0.0, size.span_s);
            let arrival_s = launch_s + sampler.between(200.0, 2000.0);
            let asset = sampler.chance(0.8).then(|| sampler.below(assets));
            let jitter_s = if sampler.chance(0.3) { sampler.between(0.0, 300.0) } else { 0.0 };
            let key = sampler.bits();
            let threat = Threat {
                key,
                class: sampler.below(kinds),
                wave: sampler.below(2),
                asset,
                launch_s,
                arrival_s,
                jitter_s,
            };
            windows.extend((0..size.windows_a_threat).map(|_| random_window(sampler, i as usize, &threat, size.units)));
            threat
        })
        .collect();
    let posts: Vec<Post> = (0..sampler.below(3)).map(|_| random_post(sampler)).collect();
    let site = |sampler: &mut Sampler| Site { key: sampler.bits(), class: sampler.below(classes), given: 0 };
    let tables = Tables {
        threat_classes: kinds as usize,
        waves: 2,
        // Two variants of one class share their common causes.
        unit_classes: (0..classes).map(|_| 50 + u64::from(sampler.below(2))).collect(),
        sensor_classes: 0,
        encounters: encounters(threats.len(), &windows),
        threats,
        units: (0..size.units).map(|_| site(sampler)).collect(),
        sensors: vec![],
        tracks_max: vec![],
        asset_values: (0..assets).map(|_| sampler.between(0.0, 10.0)).collect(),
        kill_scale: (0..classes).map(|_| (0..kinds).map(|_| sampler.uniform()).collect()).collect(),
        preference: (0..classes).map(|_| (0..kinds).map(|_| sampler.one_of(&[0, 0, 1, 2, NEVER])).collect()).collect(),
        unit_posts: (0..size.units).map(|_| random_of(sampler, posts.len())).collect(),
        comes_at: (0..size.threats).map(|_| random_of(sampler, size.units as usize).into_iter().collect()).collect(),
        posts,
        doctrine: random_doctrine(sampler, classes, kinds),
    };
    let factored = |met: Encounters, sampler: &mut Sampler| {
        let of = |curve: Curve<&[Knot]>, sampler: &mut Sampler| {
            let (from_s, to_s) = curve.launches_s();
            let knots = [(from_s, sampler.uniform()), (to_s, sampler.uniform())];
            sampler.chance(0.5).then(|| KillFactor::through(knots))
        };
        let factors = met.curves().map(|curve| of(curve, sampler)).collect();
        met.with_factors(factors)
    };
    let encounters = tables.encounters.into_iter().map(|met| factored(met, sampler)).collect();
    let tables = Tables { encounters, ..tables };
    Raid { unknowns: random_unknowns(sampler, &tables), tables }
}

fn random_post(sampler: &mut Sampler) -> Post {
    Post { operators: 1 + sampler.below(3), operator_time_s: sampler.between(0.0, 60.0) }
}

// None of so many, or one of them.
fn random_of(sampler: &mut Sampler, count: usize) -> Option<u32> {
    let count = u32::try_from(count).expect("few");
    (count > 0 && sampler.chance(0.5)).then(|| sampler.below(count))
}

fn random_doctrine(sampler: &mut Sampler, classes: u32, kinds: u32) -> Doctrine {
    let some_s = sampler.between(0.0, 60.0);
    Doctrine {
        deconfliction_delay_s: sampler.one_of(&[0.0, 0.0, some_s, f64::INFINITY]),
        rounds_per_target_max: sampler.one_of(&[1, 2, 5, u32::MAX, u32::MAX]),
        wait_for_cheaper: sampler.chance(0.5),
        priority: sampler.one_of(&[Priority::EarliestImpact, Priority::ValueAtRisk, Priority::HardestFirst]),
        held: (0..classes).map(|_| (0..kinds).map(|_| sampler.chance(0.1)).collect()).collect(),
    }
}

fn random_unknowns(sampler: &mut Sampler, tables: &Tables) -> Unknowns {
    let (classes, kinds) =
        [tables.unit_classes.len(), tables.threat_classes].map(|n| u32::try_from(n).expect("few")).into();
    Unknowns {
        kill_probability: sampler.shares(classes, 1.0),
        common_cause_share: sampler.shares(classes, 0.6),
        unit_availability: (0..classes).map(|_| sampler.between(0.6, 1.0)).collect(),
        sensor_availability: vec![],
        failure_share: sampler.shares(kinds, 0.4),
        jam_share: sampler.shares(kinds, 0.4),
        jam_crash_share: sampler.shares(kinds, 1.0),
        decoy_share: sampler.shares(kinds, 0.4),
        discrimination_share: sampler.shares(kinds, 1.0),
        decision_time_s: 0.0,
        magazines: tables.units.iter().map(|_| random_magazine(sampler)).collect(),
        depots: (0..classes).map(|_| random_depot(sampler)).collect(),
    }
}

fn random_magazine(sampler: &mut Sampler) -> Magazine {
    let few = 1 + sampler.below(3);
    let quiet_s = sampler.between(1.0, 300.0);
    Magazine {
        rounds: sampler.below(7),
        channels: 1 + sampler.below(3),
        reload_time_s: if sampler.chance(0.2) { 0.0 } else { sampler.between(0.0, 600.0) },
        spare: sampler.one_of(&[0, 1, 3, 20]),
        salvo: 1 + sampler.below(3),
        salvo_spacing_s: if sampler.chance(0.5) { 0.0 } else { sampler.between(0.0, 30.0) },
        shoot_look_shoot: sampler.chance(0.7),
        assess_time_s: sampler.between(0.0, 20.0),
        assess_exponential: sampler.chance(0.3),
        rounds_per_target_max: sampler.one_of(&[few, u32::MAX, u32::MAX]),
        misses_max: sampler.one_of(&[few, u32::MAX, u32::MAX]),
        top_up_after_s: sampler.one_of(&[quiet_s, f64::INFINITY]),
        waiting_max: sampler.one_of(&[0, 1, 2, u32::MAX, u32::MAX, u32::MAX]),
    }
}

fn random_depot(sampler: &mut Sampler) -> Depot {
    let resupply_per_day = sampler.between(0.0, 2000.0);
    Depot {
        rounds: sampler.one_of(&[0, 2, 9]),
        resupply_per_day: sampler.one_of(&[0.0, resupply_per_day]),
        delivery_time_s: sampler.between(0.0, 300.0),
    }
}

pub(crate) fn random_window(sampler: &mut Sampler, index: usize, threat: &Threat, units: u32) -> Window {
    let flight_s = sampler.between(1.0, 60.0);
    let opens_s = sampler.between(threat.launch_s, threat.arrival_s - flight_s);
    let closes_s = sampler.between(opens_s, threat.arrival_s - flight_s);
    Window { threat: index, unit: sampler.below(units), opens_s, closes_s, flight_s }
}
