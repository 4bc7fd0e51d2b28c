//! Plans for the tests of the raid: small ones built by hand, and random ones.
#![allow(dead_code)] // Each test crate uses its own part.

use intercept_core::math::random::{philox4x64_10, Triangular};
use intercept_core::raid::{Plan, Tables, Threat, ThreatClass, Unit, UnitClass, Windows, POINTS};

/// A launch window with a constant time of flight.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Window {
    pub(crate) threat: usize,
    pub(crate) unit: u32,
    pub(crate) opens_s: f64,
    pub(crate) closes_s: f64,
    pub(crate) flight_s: f64,
}

/// A unit class of known values.
pub(crate) fn unit_class(kill_probability: f64, common_cause_share: f64, availability: f64) -> UnitClass {
    UnitClass {
        single_shot_kill_probability: Triangular::fixed(kill_probability),
        common_cause_share: Triangular::fixed(common_cause_share),
        availability: Triangular::fixed(availability),
    }
}

/// A unit of class 0 with one round and channel, no reload, which engages a threat once.
pub(crate) fn single_shot_unit() -> Unit {
    Unit { reloads: 0, shoot_look_shoot: false, ..Unit::default() }
}

/// A threat of class 0 without asset.
pub(crate) fn threat(launch_s: f64, arrival_s: f64) -> Threat {
    Threat { class: 0, asset: None, launch_s, arrival_s, flown: true }
}

/// Tables of one reliable threat class, with every unit class as able and as willing.
pub(crate) fn tables(
    unit_classes: Vec<UnitClass>,
    units: Vec<Unit>,
    threats: Vec<Threat>,
    windows: &[Window],
) -> Tables {
    let reliable = ThreatClass { failure_share: Triangular::fixed(0.0), jam_share: Triangular::fixed(0.0) };
    Tables {
        kill_scale: vec![vec![1.0]; unit_classes.len()],
        preference: vec![vec![0]; unit_classes.len()],
        windows: columns(threats.len(), windows),
        threat_classes: vec![reliable],
        unit_classes,
        units,
        threats,
        assets: 0,
    }
}

/// Windows as columns, sorted by threat; those of a threat stay in their order.
pub(crate) fn columns(threats: usize, windows: &[Window]) -> Windows {
    let mut columns = Windows { offsets: vec![0], unit: vec![], launch_s: vec![], intercept_s: vec![] };
    let mut sorted = windows.to_vec();
    sorted.sort_by_key(|w| w.threat);
    let mut rows = sorted.iter().peekable();
    for threat in 0..threats {
        while let Some(w) = rows.next_if(|w| w.threat == threat) {
            let mut grid = [w.closes_s; POINTS];
            let step_s = (w.closes_s - w.opens_s) / 7.0;
            for (knot, i) in grid[..POINTS - 1].iter_mut().zip(0u8..) {
                *knot = w.opens_s + step_s * f64::from(i);
            }
            columns.unit.push(w.unit);
            columns.launch_s.push(grid);
            columns.intercept_s.push(grid.map(|t| t + w.flight_s));
        }
        columns.offsets.push(columns.unit.len());
    }
    columns
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
}

/// How large a random raid is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Size {
    pub(crate) threats: u32,
    pub(crate) units: u32,
    pub(crate) windows_a_threat: u32,
    pub(crate) span_s: f64,
}

/// A random raid with everything in it: several classes, assets, doctrines, reloads, failures, common causes.
pub(crate) fn random_tables(sampler: &mut Sampler, size: Size) -> Tables {
    let (threat_classes, unit_classes, assets) = (1 + sampler.below(3), 1 + sampler.below(3), 1 + sampler.below(4));
    let threats: Vec<Threat> = (0..size.threats)
        .map(|_| {
            let launch_s = sampler.between(0.0, size.span_s);
            let asset = sampler.chance(0.8).then(|| sampler.below(assets));
            let arrival_s = launch_s + sampler.between(200.0, 2000.0);
            Threat { class: sampler.below(threat_classes), asset, launch_s, arrival_s, flown: true }
        })
        .collect();
    let mut windows = Vec::new();
    for (i, threat) in threats.iter().enumerate() {
        for _ in 0..size.windows_a_threat {
            windows.push(random_window(sampler, i, threat, size.units));
        }
    }
    Tables {
        threat_classes: (0..threat_classes)
            .map(|_| ThreatClass { failure_share: triangle(sampler, 0.3), jam_share: triangle(sampler, 0.3) })
            .collect(),
        unit_classes: (0..unit_classes)
            .map(|_| UnitClass {
                single_shot_kill_probability: triangle(sampler, 1.0),
                common_cause_share: triangle(sampler, 0.3),
                availability: Triangular { low: 0.6, mode: 0.9, high: 1.0 },
            })
            .collect(),
        units: (0..size.units).map(|_| random_unit(sampler, unit_classes)).collect(),
        windows: columns(threats.len(), &windows),
        kill_scale: (0..unit_classes).map(|_| (0..threat_classes).map(|_| sampler.uniform()).collect()).collect(),
        preference: (0..unit_classes)
            .map(|_| (0..threat_classes).map(|_| [0, 1, 2, u8::MAX][sampler.below(4) as usize]).collect())
            .collect(),
        threats,
        assets,
    }
}

pub(crate) fn random_window(sampler: &mut Sampler, index: usize, threat: &Threat, units: u32) -> Window {
    let flight_s = sampler.between(1.0, 60.0);
    let opens_s = sampler.between(threat.launch_s, threat.arrival_s - flight_s);
    let closes_s = sampler.between(opens_s, threat.arrival_s - flight_s);
    Window { threat: index, unit: sampler.below(units), opens_s, closes_s, flight_s }
}

fn random_unit(sampler: &mut Sampler, classes: u32) -> Unit {
    Unit {
        class: sampler.below(classes),
        rounds: sampler.below(9),
        channels: 1 + sampler.below(3),
        reload_time_s: sampler.between(0.0, 600.0),
        reloads: [0, 1, u32::MAX][sampler.below(3) as usize],
        salvo: 1 + sampler.below(2),
        shoot_look_shoot: sampler.chance(0.5),
        assess_time_s: sampler.between(0.0, 20.0),
    }
}

fn triangle(sampler: &mut Sampler, most: f64) -> Triangular {
    let mut corners = [0.0; 3].map(|_: f64| sampler.between(0.0, most));
    corners.sort_by(f64::total_cmp);
    Triangular { low: corners[0], mode: corners[1], high: corners[2] }
}

/// The checked plan; the test fails with the message otherwise.
pub(crate) fn plan(tables: Tables) -> Plan {
    Plan::new(tables).unwrap_or_else(|error| panic!("{error}"))
}
