//! Sensors that hold few tracks at a time: who is tracked when more threats come than a sensor can follow.
//!
//! First come, first served: a threat that comes when the sensor is full waits, and a track that becomes free goes to the one that
//! has waited longest and is still in sight. A track is held until the sensor loses the threat or the threat leaves by itself,
//! by failure or crash; that a threat is killed is not known here, so a kill frees no track: with many kills this is too strict.

use super::plan::Plan;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Something that a sensor could track: from when to when (s).
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sight {
    threat: u32,
    from_s: f64,
    to_s: f64,
}

/// The tracks of the sensors whose number is limited, in one replication.
#[derive(Debug, Clone, Default)]
pub(super) struct Tracking {
    // Threat, sensor, and begins of the sight and of the track as the plan keeps times (s): in order, one for each sight.
    begun: Vec<(u32, u32, u64, f64)>,
    sights: Vec<Sight>,
    kept_s: Vec<f64>,
    begins_s: Vec<f64>,
}

impl Tracking {
    /// Decides who is tracked: `moved_s` and `leaves_s` are those of each threat.
    pub(super) fn decide(&mut self, plan: &Plan, sensor_up: &[bool], moved_s: &[f64], leaves_s: &[f64]) {
        self.begun.clear();
        for (&sensor, sights) in plan.limited() {
            if !sensor_up[sensor as usize] {
                continue;
            }
            self.sights.clear();
            self.kept_s.clear();
            let mut order: Vec<(f64, u32, usize)> = Vec::with_capacity(sights.len());
            for (i, &(threat, from_s, _)) in sights.iter().enumerate() {
                order.push((from_s + moved_s[threat as usize], threat, i));
            }
            order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
            for &(from_s, threat, i) in &order {
                let t = threat as usize;
                self.sights.push(Sight { threat, from_s, to_s: (sights[i].2 + moved_s[t]).min(leaves_s[t]) });
                self.kept_s.push(sights[i].1);
            }
            share_tracks(&self.sights, plan.tables().tracks_max[sensor as usize], &mut self.begins_s);
            for (k, sight) in self.sights.iter().enumerate() {
                let (kept_s, begins_s) = (self.kept_s[k], self.begins_s[k]);
                // Who is tracked at once is so from the very moment that is kept.
                let at_once = begins_s <= sight.from_s;
                let track_s = if at_once { kept_s } else { begins_s - moved_s[sight.threat as usize] };
                self.begun.push((sight.threat, sensor, kept_s.to_bits(), track_s));
            }
        }
        self.begun.sort_unstable_by_key(|&(threat, sensor, kept, _)| (threat, sensor, kept));
    }

    /// From when a sensor that is limited tracks a threat that comes in sight at `from_s` (s, both as the plan keeps times);
    /// infinite for never.
    pub(super) fn begins_s(&self, threat: u32, sensor: u32, from_s: f64) -> f64 {
        let key = (threat, sensor, from_s.to_bits());
        let at = self.begun.binary_search_by_key(&key, |&(threat, sensor, kept, _)| (threat, sensor, kept));
        at.map_or(f64::INFINITY, |i| self.begun[i].3)
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct End(f64);

impl Eq for End {}

impl PartialOrd for End {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

// The earliest first.
impl Ord for End {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.total_cmp(&self.0)
    }
}

// When each of some sights, in order of their begin, becomes a track; infinite for never.
fn share_tracks(sights: &[Sight], tracks_max: u32, begins_s: &mut Vec<f64>) {
    begins_s.clear();
    begins_s.resize(sights.len(), f64::INFINITY);
    let mut ends: BinaryHeap<End> = BinaryHeap::new();
    // The first that may still wait: those before are tracked, or out of sight.
    let mut waiting = 0;
    for (i, sight) in sights.iter().enumerate() {
        free_until(sight.from_s, &sights[..i], (&mut waiting, begins_s), &mut ends);
        if sight.to_s > sight.from_s && ends.len() < tracks_max as usize {
            begins_s[i] = sight.from_s;
            ends.push(End(sight.to_s));
        }
    }
    free_until(f64::INFINITY, sights, (&mut waiting, begins_s), &mut ends);
}

// Gives the tracks that become free until a time to those that wait.
fn free_until(time_s: f64, came: &[Sight], (waiting, begins_s): (&mut usize, &mut [f64]), ends: &mut BinaryHeap<End>) {
    while let Some(&End(free_s)) = ends.peek().filter(|end| end.0 <= time_s) {
        ends.pop();
        while *waiting < came.len() && (begins_s[*waiting] < f64::INFINITY || came[*waiting].to_s <= free_s) {
            *waiting += 1;
        }
        if let Some(sight) = came.get(*waiting) {
            begins_s[*waiting] = free_s;
            ends.push(End(sight.to_s));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::random::philox4x64_10;

    // Whoever looks at every moment at which anything changes: who is in sight, who has a track, who waits longest.
    fn slowly(sights: &[Sight], tracks_max: usize) -> Vec<f64> {
        let mut begins = vec![f64::INFINITY; sights.len()];
        let mut times: Vec<f64> = sights.iter().flat_map(|s| [s.from_s, s.to_s]).collect();
        times.sort_by(f64::total_cmp);
        for now in times {
            for i in 0..sights.len() {
                let held = (0..sights.len()).filter(|&k| begins[k] <= now && now < sights[k].to_s).count();
                let in_sight = sights[i].from_s <= now && now < sights[i].to_s;
                if in_sight && begins[i].is_infinite() && held < tracks_max {
                    begins[i] = now;
                }
            }
        }
        begins
    }

    #[allow(clippy::cast_precision_loss)] // Small numbers.
    fn random(case: u64, count: u64) -> Vec<Sight> {
        let mut sights: Vec<Sight> = (0..count)
            .map(|k| {
                let [a, b, ..] = philox4x64_10([case, k, 0, 0], [1, 2]);
                // Whole numbers, so that many things happen at once.
                let (from_s, length_s) = ((a % 60) as f64, (b % 25) as f64);
                Sight { threat: 0, from_s, to_s: from_s + length_s }
            })
            .collect();
        sights.sort_by(|a, b| a.from_s.total_cmp(&b.from_s));
        sights
    }

    #[test]
    fn tracks_are_shared_as_by_looking_at_every_moment() {
        let (mut late, mut never) = (0, 0);
        for case in 0..2000 {
            let sights = random(case, case % 30);
            let tracks_max = 1 + u32::try_from(case % 4).expect("few");
            let mut begins = vec![];
            share_tracks(&sights, tracks_max, &mut begins);
            assert_eq!(begins, slowly(&sights, tracks_max as usize), "case {case}: {sights:?}");
            late += begins.iter().zip(&sights).filter(|(b, s)| b.is_finite() && **b > s.from_s).count();
            never += begins.iter().filter(|b| b.is_infinite()).count();
        }
        assert!(late > 2000 && never > 2000, "{late} {never}");
    }
}
