//! What nobody knows exactly: one vector of values, for many replications of luck.

use super::plan::Plan;
use crate::error::{check_range, Error, Result};

/// What a fire unit has to shoot with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Magazine {
    /// Rounds on the launchers when they are full; the unit starts full.
    pub rounds: u32,
    /// Engagements it can conduct at the same time.
    pub channels: u32,
    /// To load as many rounds as the launchers hold (s); fewer take as much less.
    pub reload_time_s: f64,
    /// Rounds at hand besides those on the launchers.
    pub spare: u32,
    /// Rounds of one engagement; fewer when fewer are left.
    pub salvo: u32,
    /// Between the launches of two rounds of a salvo (s).
    pub salvo_spacing_s: f64,
    /// Whether it may engage a threat again after a miss. If not, it engages a given threat once only.
    pub shoot_look_shoot: bool,
    /// From the last intercept until it is known whether the threat still flies (s).
    pub assess_time_s: f64,
    /// Whether that time is drawn, exponentially with `assess_time_s` for its mean: for comparison with theory of queues.
    pub assess_exponential: bool,
    /// The most rounds at one threat.
    pub rounds_per_target_max: u32,
    /// Engagements of a threat without a kill after which the unit leaves it to others.
    pub misses_max: u32,
    /// A unit that has not fired for so long (s) loads what is missing; infinite for one that loads only when empty.
    pub top_up_after_s: f64,
    /// The most threats that wait for it at once: it takes none that come to it beyond.
    pub waiting_max: u32,
}

impl Default for Magazine {
    /// One round, one channel, no spare rounds, and no limit on what is fired at one threat.
    fn default() -> Self {
        Self {
            rounds: 1,
            channels: 1,
            reload_time_s: 0.0,
            spare: 0,
            salvo: 1,
            salvo_spacing_s: 0.0,
            shoot_look_shoot: true,
            assess_time_s: 0.0,
            assess_exponential: false,
            rounds_per_target_max: u32::MAX,
            misses_max: u32::MAX,
            top_up_after_s: f64::INFINITY,
            waiting_max: u32::MAX,
        }
    }
}

/// Rounds of a unit class that are not at its units.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Depot {
    /// In the depot at the start of the raid.
    pub rounds: u32,
    /// What the depot receives in a day, evenly.
    pub resupply_per_day: f64,
    /// From a unit's request to the delivery (s).
    pub delivery_time_s: f64,
}

/// One vector of what is not known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unknowns {
    /// Probability that one round kills, before `kill_scale`, by unit class.
    pub kill_probability: Vec<f64>,
    /// Share of threats against which every round of the class fails for one common reason, by unit class.
    pub common_cause_share: Vec<f64>,
    /// Share of units that are up, by unit class.
    pub unit_availability: Vec<f64>,
    /// Share of sensors that are up, by sensor class.
    pub sensor_availability: Vec<f64>,
    /// Share of threats that fail on their own on the way, by threat class.
    pub failure_share: Vec<f64>,
    /// Share of threats that electronic warfare turns away, by threat class.
    pub jam_share: Vec<f64>,
    /// Share of the jammed that crash at once; the others fly on to the end, drawing fire, and harm nothing.
    pub jam_crash_share: Vec<f64>,
    /// Share of threats that are decoys, by threat class.
    pub decoy_share: Vec<f64>,
    /// Share of the decoys that the defence recognises, and lets pass.
    pub discrimination_share: Vec<f64>,
    /// From a track, or a warning, to the order to engage (s).
    pub decision_time_s: f64,
    /// By unit.
    pub magazines: Vec<Magazine>,
    /// By unit class.
    pub depots: Vec<Depot>,
}

impl Unknowns {
    /// Checks that the vector fits a plan, and every value its range.
    pub fn check(&self, plan: &Plan) -> Result<()> {
        let tables = plan.tables();
        let (units, threats) = (tables.unit_classes.len(), tables.threat_classes);
        let shares: [(&str, &[f64], usize); 9] = [
            ("kill_probability", &self.kill_probability, units),
            ("common_cause_share", &self.common_cause_share, units),
            ("unit_availability", &self.unit_availability, units),
            ("sensor_availability", &self.sensor_availability, tables.sensor_classes),
            ("failure_share", &self.failure_share, threats),
            ("jam_share", &self.jam_share, threats),
            ("jam_crash_share", &self.jam_crash_share, threats),
            ("decoy_share", &self.decoy_share, threats),
            ("discrimination_share", &self.discrimination_share, threats),
        ];
        for (name, values, wanted) in shares {
            length(name, values.len(), wanted)?;
            for (i, &share) in values.iter().enumerate() {
                if !(0.0..=1.0).contains(&share) {
                    check_range(&format!("{name}[{i}]"), share, 0.0, 1.0)?;
                }
            }
        }
        check_range("decision_time_s", self.decision_time_s, 0.0, 86_400.0)?;
        length("magazines", self.magazines.len(), tables.units.len())?;
        self.magazines.iter().enumerate().try_for_each(|(i, m)| m.check(i))?;
        length("depots", self.depots.len(), units)?;
        self.depots.iter().enumerate().try_for_each(|(i, d)| d.check(i))
    }

    /// Probability that one round kills, and the share of threats for which a common cause spoils all shots of the class.
    ///
    /// With k the probability of one round over all threats, and c the share, a round that is not spoiled kills with
    /// `k / (1 - c)`, so that one round alone kills with k. Where k and c exclude each other, k > 1 - c, the common cause gives
    /// way: c = 1 - k, and every round that is not spoiled kills.
    pub fn kill(&self, plan: &Plan, unit_class: usize, threat_class: usize) -> (f64, f64) {
        let k = self.kill_probability[unit_class] * plan.tables().kill_scale[unit_class][threat_class];
        let spoiled = self.common_cause_share[unit_class].min(1.0 - k);
        if spoiled >= 1.0 {
            return (0.0, 1.0);
        }
        ((k / (1.0 - spoiled)).min(1.0), spoiled)
    }
}

impl Magazine {
    fn check(&self, i: usize) -> Result<()> {
        let name = |field: &str| format!("magazines[{i}].{field}");
        let counts = [("channels", self.channels), ("salvo", self.salvo), ("misses_max", self.misses_max)];
        for (field, count) in counts.into_iter().chain([("rounds_per_target_max", self.rounds_per_target_max)]) {
            if count == 0 {
                return Err(Error::invalid(&name(field), 0, "at least 1"));
            }
        }
        for (field, time_s) in [
            ("reload_time_s", self.reload_time_s),
            ("salvo_spacing_s", self.salvo_spacing_s),
            ("assess_time_s", self.assess_time_s),
        ] {
            if !(0.0..=1e10).contains(&time_s) {
                check_range(&name(field), time_s, 0.0, 1e10)?;
            }
        }
        if self.top_up_after_s > 0.0 {
            return Ok(());
        }
        Err(Error::invalid(&name("top_up_after_s"), self.top_up_after_s, "above 0, or infinite"))
    }
}

impl Depot {
    fn check(&self, i: usize) -> Result<()> {
        check_range(&format!("depots[{i}].resupply_per_day"), self.resupply_per_day, 0.0, 1e9)?;
        check_range(&format!("depots[{i}].delivery_time_s"), self.delivery_time_s, 0.0, 1e10)
    }

    /// Rounds that have come to the depot by a time of the raid (s).
    pub fn received(&self, time_s: f64) -> f64 {
        f64::from(self.rounds) + (self.resupply_per_day * time_s.max(0.0) / 86_400.0).floor()
    }

    /// When it has received a number of rounds (s); infinite for never.
    pub fn received_at_s(&self, rounds: f64) -> f64 {
        let missing = rounds - f64::from(self.rounds);
        if missing <= 0.0 {
            0.0
        } else if self.resupply_per_day > 0.0 {
            missing * 86_400.0 / self.resupply_per_day
        } else {
            f64::INFINITY
        }
    }
}

fn length(name: &str, length: usize, wanted: usize) -> Result<()> {
    if length == wanted {
        return Ok(());
    }
    Err(Error::invalid(&format!("length of {name}"), length, &format!("{wanted}")))
}
