//! What is drawn once a replication: what nobody knows exactly (one draw per class, common to all its units or
//! threats), which units are up, and when each threat would fall out of the raid by itself.

use super::plan::{Plan, Threat};
use super::replicate::Fate;
use crate::math::random::{Purpose, Stream, Triangular};

/// The draws of one replication.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draws {
    /// Single-shot kill probability by unit class, before `kill_scale`.
    pub kill_probability: Vec<f64>,
    /// Common-cause share by unit class.
    pub common_cause_share: Vec<f64>,
    /// Share of units that are up, by unit class.
    pub availability: Vec<f64>,
    /// Whether each unit is up.
    pub available: Vec<bool>,
    /// Failure share by threat class.
    pub failure_share: Vec<f64>,
    /// Jam share by threat class.
    pub jam_share: Vec<f64>,
    /// When each threat leaves the raid if nobody kills it (s): arrival, failure or jamming.
    pub leaves_s: Vec<f64>,
    /// How it then leaves: [`Fate::Leaked`], [`Fate::Failed`] or [`Fate::Jammed`].
    pub leaves_as: Vec<Fate>,
}

impl Draws {
    /// Overwrites these draws by those of `replication`; the vectors keep their memory.
    pub fn draw(&mut self, plan: &Plan, seed: u64, replication: u64) {
        let tables = plan.tables();
        let share = |class: u64, prior: Triangular, purpose| {
            prior.quantile(Stream::new(seed, replication, class, purpose).uniform(0))
        };
        let units = || (0..).zip(&tables.unit_classes);
        refill(
            &mut self.kill_probability,
            units().map(|(i, c)| share(i, c.single_shot_kill_probability, Purpose::KillProbability)),
        );
        refill(
            &mut self.common_cause_share,
            units().map(|(i, c)| share(i, c.common_cause_share, Purpose::CommonCauseShare)),
        );
        refill(&mut self.availability, units().map(|(i, c)| share(i, c.availability, Purpose::AvailabilityShare)));
        let threats = || (0..).zip(&tables.threat_classes);
        refill(&mut self.failure_share, threats().map(|(i, c)| share(i, c.failure_share, Purpose::FailureShare)));
        refill(&mut self.jam_share, threats().map(|(i, c)| share(i, c.jam_share, Purpose::JamShare)));
        refill(
            &mut self.available,
            (0..).zip(&tables.units).map(|(i, unit)| {
                let u = Stream::new(seed, replication, i, Purpose::UnitAvailable).uniform(0);
                u < self.availability[unit.class as usize]
            }),
        );
        self.leaves_s.clear();
        self.leaves_as.clear();
        for (i, threat) in (0..).zip(&tables.threats) {
            let (time_s, fate) = self.leaves(threat, Stream::new(seed, replication, i, Purpose::Flight));
            self.leaves_s.push(time_s);
            self.leaves_as.push(fate);
        }
    }

    // It fails at a time uniform over its flight, is jammed at one uniform over the last half: what comes first.
    // The two draws are independent, so the jammed are jam_share less those of them that had failed before.
    fn leaves(&self, threat: &Threat, stream: Stream) -> (f64, Fate) {
        let [fails, fails_at, jammed, jammed_at] = stream.uniforms(0);
        let flight_s = threat.arrival_s - threat.launch_s;
        let class = threat.class as usize;
        let mut leaves = (threat.arrival_s, Fate::Leaked);
        if fails < self.failure_share[class] {
            leaves = (threat.launch_s + flight_s * fails_at, Fate::Failed);
        }
        let jammed_s = threat.launch_s + flight_s * f64::midpoint(1.0, jammed_at);
        if jammed < self.jam_share[class] && jammed_s < leaves.0 {
            leaves = (jammed_s, Fate::Jammed);
        }
        leaves
    }

    /// Probability that one round kills, given that no common cause spoils the class's shots at this threat.
    ///
    /// `k' = min(1, k / (1 - c))`, so that over all threats a single shot kills with probability `(1 - c) k' = k`.
    /// Where `k > 1 - c` that is out of reach: every round not spoiled kills, and the share killed is `1 - c`.
    pub fn conditional_kill_probability(&self, plan: &Plan, unit_class: usize, threat_class: usize) -> f64 {
        let k = self.kill_probability[unit_class] * plan.tables().kill_scale[unit_class][threat_class];
        let sound = 1.0 - self.common_cause_share[unit_class];
        if k >= sound {
            return 1.0;
        }
        k / sound
    }
}

fn refill<T>(column: &mut Vec<T>, values: impl Iterator<Item = T>) {
    column.clear();
    column.extend(values);
}
