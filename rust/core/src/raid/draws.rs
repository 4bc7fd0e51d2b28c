//! Luck: what is up, what fails, is jammed or is a decoy, and when. One draw for each replication, each under the hashed name of
//! its object, so that it does not depend on what else there is.

use super::plan::{Plan, Site, Threat};
use super::replicate::Fate;
use super::unknowns::Unknowns;
use crate::math::random::{Purpose, Replication, Stream};

/// The draws of one replication.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draws {
    /// Whether each sensor is up.
    pub sensor_up: Vec<bool>,
    /// Whether each unit is up.
    pub unit_up: Vec<bool>,
    /// By how much the times of each threat are moved (s).
    pub moved_s: Vec<f64>,
    /// When each threat leaves the raid if nobody kills it (s): arrival, failure or crash.
    pub leaves_s: Vec<f64>,
    /// How it then leaves: anything but [`Fate::Intercepted`].
    pub leaves_as: Vec<Fate>,
    /// Whether the defence takes it for a decoy, rightly, and lets it pass.
    pub recognised: Vec<bool>,
}

impl Draws {
    /// Overwrites these draws by those of a replication; the vectors keep their memory.
    /// All times of the threats are moved by that of the night's beginning (s), too.
    pub fn draw(&mut self, plan: &Plan, unknowns: &Unknowns, replication: Replication, begin_s: f64) {
        let tables = plan.tables();
        // Every draw is below 1: those of which all are up need none.
        let up = |site: &Site, shares: &[f64], purpose| {
            let share = shares[site.class as usize];
            share >= 1.0 || Stream::new(replication, site.key, purpose).uniform(0) < share
        };
        refill(
            &mut self.sensor_up,
            tables.sensors.iter().map(|s| up(s, &unknowns.sensor_availability, Purpose::SensorAvailable)),
        );
        refill(
            &mut self.unit_up,
            tables.units.iter().map(|u| up(u, &unknowns.unit_availability, Purpose::UnitAvailable)),
        );
        self.moved_s.clear();
        self.leaves_s.clear();
        self.leaves_as.clear();
        self.recognised.clear();
        for threat in &tables.threats {
            let (recognised, decoy) = decoy(threat, unknowns, replication);
            let moved_s = moved(threat, replication) + begin_s;
            let (time_s, fate) = leaves(threat, unknowns, replication);
            self.moved_s.push(moved_s);
            self.leaves_s.push(time_s + moved_s);
            self.leaves_as.push(if decoy && fate == Fate::Leaked { Fate::Decoy } else { fate });
            self.recognised.push(recognised);
        }
    }
}

fn decoy(threat: &Threat, unknowns: &Unknowns, replication: Replication) -> (bool, bool) {
    let class = threat.class as usize;
    if unknowns.decoy_share[class] <= 0.0 {
        return (false, false);
    }
    let [decoy, seen, ..] = Stream::new(replication, threat.key, Purpose::Decoy).uniforms(0);
    let decoy = decoy < unknowns.decoy_share[class];
    (decoy && seen < unknowns.discrimination_share[class], decoy)
}

fn moved(threat: &Threat, replication: Replication) -> f64 {
    if threat.jitter_s <= 0.0 {
        return 0.0;
    }
    threat.jitter_s * (2.0 * Stream::new(replication, threat.key, Purpose::Jitter).uniform(0) - 1.0)
}

// It fails at a time uniform over its flight, is jammed at one uniform over the last half: what comes first.
// The two draws are independent, so the jammed are jam_share less those of them that had failed before.
fn leaves(threat: &Threat, unknowns: &Unknowns, replication: Replication) -> (f64, Fate) {
    let flight_s = threat.arrival_s - threat.launch_s;
    let class = threat.class as usize;
    let mut leaves = (threat.arrival_s, Fate::Leaked);
    if unknowns.failure_share[class] <= 0.0 && unknowns.jam_share[class] <= 0.0 {
        return leaves;
    }
    let flight = Stream::new(replication, threat.key, Purpose::Flight);
    let [fails, fails_at, jammed, jammed_at] = flight.uniforms(0);
    if fails < unknowns.failure_share[class] {
        leaves = (threat.launch_s + flight_s * fails_at, Fate::Failed);
    }
    let jammed_s = threat.launch_s + flight_s * f64::midpoint(1.0, jammed_at);
    if jammed < unknowns.jam_share[class] && jammed_s < leaves.0 {
        let crash = unknowns.jam_crash_share[class];
        let crashes = crash >= 1.0 || Stream::new(replication, threat.key, Purpose::Drift).uniform(0) < crash;
        // One that drifts may still fail on its way; either way it was jammed.
        leaves = (if crashes { jammed_s } else { leaves.0 }, Fate::Jammed);
    }
    leaves
}

fn refill<T>(column: &mut Vec<T>, values: impl Iterator<Item = T>) {
    column.clear();
    column.extend(values);
}
